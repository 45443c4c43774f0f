/**
 * A total reader of delimited text as pandas' `read_csv` with its defaults understands it: RFC 4180 quotes, LF, CRLF or CR, a BOM,
 * blank lines left out, short rows filled with missing values. It notes where each cell starts and reads a column when asked.
 */
import { message } from '../l10n/message.ts';
import { type CellNumber, readCellNumber } from './cell-number.ts';
import type { DriftTable, NumberCells, TableResult, TextCells } from './table.ts';
import { driftTexts } from './texts.ts';
import { decodeUtf8 } from './utf8.ts';

/** The words that pandas reads as a missing value: `pandas._libs.parsers.STR_NA_VALUES`, the empty text among them. */
export const missingWords: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

const [quote, comma, semicolon, tab, space, lf, cr] = [0x22, 0x2c, 0x3b, 0x09, 0x20, 0x0a, 0x0d];

/** The start of a cell that a short row does not have. */
const absent = 0xffffffff;

/**
 * Reads CSV. The delimiter is a comma unless the header has none but has semicolons (or tabs) and the rows after it have as many.
 * A row with more cells than the header and a quote that is never closed are problems, with their line.
 */
export function readCsv(bytes: Uint8Array): TableResult {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const delimiter = sniffDelimiter(bytes, start);
  const scan = scanCells(bytes, start, delimiter);
  if (scan.kind === 'problem') return scan;
  if (scan.columns === 0) return { kind: 'problem', message: message(driftTexts.fileEmpty), line: 0 };
  const { columns, starts } = scan;
  const names = uniqueNames(Array.from({ length: columns }, (_, i) => cellText(bytes, starts[i] ?? absent, delimiter)));
  return { kind: 'table', table: createTable({ bytes, delimiter, starts, columns, names }) };
}

interface Cells {
  readonly bytes: Uint8Array;
  readonly delimiter: number;
  /** Byte offset of each cell, row by row, the header first. */
  readonly starts: Uint32Array;
  readonly columns: number;
  readonly names: readonly string[];
}

function createTable(cells: Cells): DriftTable {
  const rows = cells.starts.length / cells.columns - 1;
  return {
    rows,
    names: cells.names,
    numbers: (column) => readNumbers(cells, rows, column),
    texts: (column) => readTexts(cells, rows, column),
  };
}

function readNumbers({ bytes, delimiter, starts, columns }: Cells, rows: number, column: number): NumberCells | null {
  const values = new Float64Array(rows).fill(NaN);
  const cell: CellNumber = { value: NaN, integer: false };
  let [missing, integers] = [0, rows > 0];
  for (let row = 0; row < rows; row += 1) {
    const start = starts[(row + 1) * columns + column] ?? absent;
    if (start === absent || bytes[start] === quote) {
      const text = cellText(bytes, start, delimiter);
      const plain = Uint8Array.from(text, (character) => Math.min(255, character.codePointAt(0) ?? 255));
      readCellNumber(plain, 0, plain.length, cell);
    } else readCellNumber(bytes, start, cellEnd(bytes, start, delimiter), cell);
    if (Number.isNaN(cell.value)) {
      if (!missingWords.has(cellText(bytes, start, delimiter))) return null;
      missing += 1;
    }
    integers &&= cell.integer;
    values[row] = cell.value;
  }
  return { values, missing, integers };
}

function readTexts({ bytes, delimiter, starts, columns }: Cells, rows: number, column: number): TextCells {
  const codes = new Int32Array(rows).fill(-1);
  const known = new Map<string, number>();
  let missing = 0;
  for (let row = 0; row < rows; row += 1) {
    const text = cellText(bytes, starts[(row + 1) * columns + column] ?? absent, delimiter);
    if (missingWords.has(text)) {
      missing += 1;
      continue;
    }
    const code = known.get(text) ?? known.size;
    if (code === known.size) known.set(text, code);
    codes[row] = code;
  }
  return { codes, categories: [...known.keys()], missing };
}

/** Where an unquoted cell ends. */
function cellEnd(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === delimiter || byte === lf || byte === cr) break;
    at += 1;
  }
  return at;
}

/** The words of a cell without its quotes; text after a closing quote belongs to it, as in pandas. Empty for an absent cell. */
function cellText(bytes: Uint8Array, start: number, delimiter: number): string {
  if (start === absent) return '';
  if (bytes[start] !== quote) return decodeUtf8(bytes, start, cellEnd(bytes, start, delimiter));
  let [text, from, at] = ['', start + 1, start + 1];
  for (; at < bytes.length; at += 1) {
    if (bytes[at] !== quote) continue;
    text += decodeUtf8(bytes, from, at);
    if (bytes[at + 1] !== quote) break;
    text += '"';
    at += 1;
    from = at + 1;
  }
  return text + decodeUtf8(bytes, at + 1, cellEnd(bytes, at + 1, delimiter));
}

type Scan = Extract<TableResult, { kind: 'problem' }> | { readonly kind: 'cells'; readonly columns: number; readonly starts: Uint32Array };

/** Notes the start of every cell in one pass; every row has as many entries as the header. */
function scanCells(bytes: Uint8Array, from: number, delimiter: number): Scan {
  let starts = new Uint32Array(1024);
  let [count, columns, inRow, line, at] = [0, 0, 0, 1, from];
  const push = (start: number): void => {
    if (count === starts.length) {
      const grown = new Uint32Array(starts.length * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count] = start;
    count += 1;
  };
  while (at < bytes.length) {
    if (inRow === 0) {
      const next = skipBlankLine(bytes, at, delimiter);
      if (next > at) {
        line += 1;
        at = next;
        continue;
      }
    }
    if (columns > 0 && inRow === columns) {
      return { kind: 'problem', message: message(driftTexts.rowTooLong, { columns }), line };
    }
    push(at);
    inRow += 1;
    if (bytes[at] === quote) {
      const opened = line;
      for (at += 1; at < bytes.length && (bytes[at] !== quote || bytes[at + 1] === quote); at += 1) {
        if (bytes[at] === quote) at += 1;
        else if (bytes[at] === lf || (bytes[at] === cr && bytes[at + 1] !== lf)) line += 1;
      }
      if (at >= bytes.length) return { kind: 'problem', message: message(driftTexts.quoteOpen), line: opened };
      at += 1;
    }
    at = cellEnd(bytes, at, delimiter);
    if (at < bytes.length && bytes[at] === delimiter) {
      at += 1;
      // A delimiter at the very end of the file still opens one more, empty cell.
      if (at < bytes.length) continue;
      if (columns > 0 && inRow === columns) return { kind: 'problem', message: message(driftTexts.rowTooLong, { columns }), line };
      push(absent);
      inRow += 1;
    }
    if (columns === 0) columns = inRow;
    for (; inRow < columns; inRow += 1) push(absent);
    inRow = 0;
    line += 1;
    at += bytes[at] === cr && bytes[at + 1] === lf ? 2 : 1;
  }
  return { kind: 'cells', columns, starts: starts.slice(0, count) };
}

/** The place after a line of blanks alone; the place itself where the line is not blank. */
function skipBlankLine(bytes: Uint8Array, from: number, delimiter: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== delimiter && (bytes[at] === space || bytes[at] === tab)) at += 1;
  if (at >= bytes.length) return at;
  if (bytes[at] === cr) return bytes[at + 1] === lf ? at + 2 : at + 1;
  return bytes[at] === lf ? at + 1 : from;
}

/** A semicolon or tab, where that is safe to say: the header has no comma, and up to ten lines after it have as many of them. */
function sniffDelimiter(bytes: Uint8Array, from: number): number {
  const header = countDelimiters(bytes, from);
  if (header.commas > 0) return comma;
  for (const [delimiter, key] of [
    [semicolon, 'semicolons'],
    [tab, 'tabs'],
  ] as const) {
    if (header[key] === 0) continue;
    let [at, alike] = [header.next, true];
    for (let lines = 0; lines < 10 && at < bytes.length; lines += 1) {
      const line = countDelimiters(bytes, at);
      alike &&= line[key] === header[key] || line.blank;
      at = line.next;
    }
    if (alike) return delimiter;
  }
  return comma;
}

function countDelimiters(
  bytes: Uint8Array,
  from: number,
): { commas: number; semicolons: number; tabs: number; blank: boolean; next: number } {
  let [at, quoted] = [from, false];
  const counts = { commas: 0, semicolons: 0, tabs: 0 };
  for (; at < bytes.length && (quoted || (bytes[at] !== lf && bytes[at] !== cr)); at += 1) {
    if (bytes[at] === quote) quoted = !quoted;
    else if (quoted) continue;
    else if (bytes[at] === comma) counts.commas += 1;
    else if (bytes[at] === semicolon) counts.semicolons += 1;
    else if (bytes[at] === tab) counts.tabs += 1;
  }
  return { ...counts, blank: at === from, next: at + (bytes[at] === cr && bytes[at + 1] === lf ? 2 : 1) };
}

/** Names as pandas makes them: an empty one is `Unnamed: N`, the second `x` is `x.1`. */
function uniqueNames(header: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return header.map((text, index) => {
    const wanted = text === '' ? `Unnamed: ${String(index)}` : text;
    let name = wanted;
    for (let copy = 1; taken.has(name); copy += 1) name = `${wanted}.${String(copy)}`;
    taken.add(name);
    return name;
  });
}
