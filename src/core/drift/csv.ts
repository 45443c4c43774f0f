/**
 * A total reader of delimited text as pandas' `read_csv` with its defaults understands it. One pass over the file turns the columns that
 * are asked for into numbers or numbered texts; the file itself is never held in memory.
 */
import { message } from '../l10n/message.ts';
import { markLength } from './block-reader.ts';
import { CsvColumn } from './csv-column.ts';
import { CsvRows } from './csv-rows.ts';
import { lazily } from './lazily.ts';
import { type DriftTable, type OpenResult, type TableFile, type TableResult, type TextCells, TableError, mostValues } from './table.ts';
import { driftTexts } from './texts.ts';

const [quote, comma, semicolon, tab, lf, cr] = [0x22, 0x2c, 0x3b, 0x09, 0x0a, 0x0d];

/**
 * Opens CSV. The delimiter is a comma unless the header has none but has semicolons (or tabs) and the rows after it have as many.
 * A row with more cells than the header and a quote that is never closed are problems of reading, with their line. Throws TableError.
 * `room`: most numbers that are held one a row, over all columns.
 */
export function openCsv(file: TableFile, room = mostValues): OpenResult {
  const position = markLength(file);
  const layout = { position, delimiter: sniffDelimiter(file, position), room };
  const rows = new CsvRows(file, layout);
  if (!rows.next()) return { kind: 'problem', message: message(driftTexts.fileEmpty), line: 0 };
  const header = rows.starts.map((start, index) => headerText(rows.bytes, start, rows.ends[index] ?? start));
  const names = uniqueNames(header);
  return { kind: 'file', file: { names, notes: [], read: (columns) => readCsv(file, { ...layout, names, columns }) } };
}

interface Reading {
  readonly position: number;
  readonly delimiter: number;
  readonly room: number;
  readonly names: readonly string[];
  readonly columns: ReadonlySet<string> | null;
}

function readCsv(file: TableFile, reading: Reading): TableResult {
  const places = reading.names.flatMap((name, place) => (reading.columns === null || reading.columns.has(name) ? [place] : []));
  try {
    const { rows, columns } = readColumns(file, { ...reading, places, mode: 'numbers first' });
    return { kind: 'table', table: createTable(file, { reading, places, rows, columns }) };
  } catch (error) {
    if (error instanceof TableError) return error.problem;
    throw error;
  }
}

interface Pass extends Pick<Reading, 'position' | 'delimiter' | 'room'> {
  /** Places of the columns to take in. */
  readonly places: readonly number[];
  readonly mode: 'numbers first' | 'texts';
}

function readColumns(file: TableFile, { places, mode, ...layout }: Pass): { readonly rows: number; readonly columns: CsvColumn[] } {
  const scan = new CsvRows(file, layout);
  const columns = places.map(() => new CsvColumn(mode, Math.floor(layout.room / places.length)));
  let rows = -1;
  while (scan.next()) {
    rows += 1;
    if (rows === 0) continue;
    const { bytes, starts, ends } = scan;
    for (let index = 0; index < columns.length; index += 1) {
      const place = places[index] ?? 0;
      columns[index]?.add(bytes, starts[place] ?? -1, ends[place] ?? -1);
    }
  }
  return { rows, columns };
}

interface Columns {
  readonly reading: Reading;
  readonly places: readonly number[];
  readonly rows: number;
  readonly columns: readonly CsvColumn[];
}

function createTable(file: TableFile, { reading, places, rows, columns }: Columns): DriftTable {
  /** Texts of the columns whose numbers were followed by texts: all in one more pass. */
  const mixed = lazily(() => {
    const without = places.filter((_, index) => columns[index]?.isMixed);
    const again = readColumns(file, { ...reading, places: without, mode: 'texts' }).columns;
    return new Map(without.map((place, index) => [place, again[index]?.texts() ?? null]));
  });
  const textsOf = (index: number): TextCells | null => {
    const place = places[index] ?? -1;
    const kept = columns[index]?.texts() ?? null;
    if (kept !== null) return kept;
    if (columns[index]?.isMixed) return mixed().get(place) ?? null;
    return readColumns(file, { ...reading, places: [place], mode: 'texts' }).columns[0]?.texts() ?? null;
  };
  return {
    rows,
    names: places.map((place) => reading.names[place] ?? ''),
    numbers: (index) => columns[index]?.numbers() ?? null,
    texts: (index) => textsOf(index) ?? { categories: [], counts: new Float64Array(), rows, missing: rows },
  };
}

function headerText(bytes: Uint8Array, start: number, end: number): string {
  const cell = new CsvColumn('texts', 0);
  cell.add(bytes, start, end);
  return cell.texts()?.categories[0] ?? '';
}

/** A semicolon or tab, where that is safe to say: the header has no comma, and up to ten lines after it have as many of them. */
function sniffDelimiter(file: TableFile, position: number): number {
  const bytes = new Uint8Array(Math.min(1 << 18, file.size - position));
  file.readInto(bytes, position);
  const header = countDelimiters(bytes, 0);
  if (header.commas > 0) return comma;
  for (const [delimiter, key] of [
    [semicolon, 'semicolons'],
    [tab, 'tabs'],
  ] as const) {
    if (header[key] === 0) continue;
    let [at, alike] = [header.next, true];
    for (let lines = 0; lines < 10 && at < bytes.length; lines += 1) {
      const line = countDelimiters(bytes, at);
      // The last line may be cut where the sample ends.
      if (line.next >= bytes.length && position + bytes.length < file.size) break;
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
