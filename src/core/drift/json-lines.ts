import { message } from '../l10n/message.ts';
import { BlockReader, markLength } from './block-reader.ts';
import {
  type DriftTable,
  type NumberCells,
  type OpenResult,
  type TableFile,
  type TableResult,
  type TextCells,
  mostValues,
} from './table.ts';
import { driftTexts } from './texts.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * Opens JSON Lines: one object a line, blank lines left out. A key that a line does not have, and `null`, are missing values;
 * the bare words NaN and Infinity that Python writes are read too. Strings are texts, even where they look like numbers;
 * arrays and objects are texts in JSON. A line that is no object is a problem, with its line. All lines are read, for any may have new keys. Throws TableError.
 */
export function openJsonLines(file: TableFile): OpenResult {
  const columns = new Map<string, ColumnBuilder>();
  const reader = new BlockReader(file, markLength(file));
  let [line, rows] = [0, 0];
  for (let text = nextLine(reader, line); text !== null; text = nextLine(reader, line)) {
    line += 1;
    if (text === '') continue;
    const record = parseRecord(text);
    if (record === null) return { kind: 'problem', message: message(driftTexts.notJson), line };
    for (const [name, value] of Object.entries(record)) {
      const column = columns.get(name) ?? createColumnBuilder();
      columns.set(name, column);
      column.add(rows, value);
    }
    rows += 1;
    if (rows * columns.size > mostValues) return { kind: 'problem', message: message(driftTexts.tooManyRows, { limit: rows }), line };
  }
  if (rows === 0) return { kind: 'problem', message: message(driftTexts.fileEmpty), line: 0 };
  const read = (wanted: ReadonlySet<string> | null): TableResult => {
    const kept = [...columns].filter(([name]) => wanted === null || wanted.has(name));
    return {
      kind: 'table',
      table: createTable(
        kept.map(([name]) => name),
        kept.map(([, column]) => column),
        rows,
      ),
    };
  };
  return { kind: 'file', file: { names: [...columns.keys()], notes: [], read } };
}

/** The next line without blanks around it; null at the end of the file. */
function nextLine(reader: BlockReader, before: number): string | null {
  let from = reader.at;
  for (;;) {
    const found = reader.bytes.subarray(0, reader.end).indexOf(0x0a, from);
    if (found < 0 && !reader.isLast) {
      from = reader.end - reader.at;
      reader.more(before + 1);
      continue;
    }
    const end = found < 0 ? reader.end : found;
    if (found < 0 && reader.at >= reader.end) return null;
    const text = decodeUtf8(reader.bytes, reader.at, end).trim();
    reader.at = found < 0 ? reader.end : end + 1;
    return text;
  }
}

function createTable(names: readonly string[], columns: readonly ColumnBuilder[], rows: number): DriftTable {
  const noNumbers: NumberCells = { values: new Float64Array(rows).fill(NaN), missing: rows, integers: false };
  const noTexts: TextCells = { codes: new Int32Array(rows).fill(-1), categories: [], missing: rows };
  return {
    rows,
    names,
    numbers: (index) => {
      const column = columns[index];
      return column === undefined ? noNumbers : column.numbers(rows);
    },
    texts: (index) => columns[index]?.texts(rows) ?? noTexts,
  };
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | null {
  const value = parseJson(text) ?? parseJson(text.replace(/"(?:[^"\\]|\\.)*"|NaN|Infinity/g, standardWord));
  return isRecord(value) ? value : null;
}

/** JSON has no word for these; an overflowing literal is its only way to write Infinity. */
function standardWord(token: string): string {
  return token === 'NaN' ? 'null' : token === 'Infinity' ? '1e999' : token;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface ColumnBuilder {
  add(row: number, value: unknown): void;
  numbers(rows: number): NumberCells | null;
  texts(rows: number): TextCells;
}

/** Holds numbers in a flat array until the first other value comes, then texts by their index. */
function createColumnBuilder(): ColumnBuilder {
  let numbers = new Float64Array(64).fill(NaN);
  let codes: Int32Array<ArrayBuffer> | null = null;
  const known = new Map<string, number>();

  const codeOf = (text: string): number => {
    const code = known.get(text) ?? known.size;
    if (code === known.size) known.set(text, code);
    return code;
  };
  const codesOfNumbers = (): Int32Array<ArrayBuffer> =>
    Int32Array.from(numbers, (number) => (Number.isNaN(number) ? -1 : codeOf(String(number))));

  return {
    add(row, value) {
      if (value === null || value === undefined) return;
      if (typeof value !== 'number' && codes === null) {
        codes = codesOfNumbers();
        numbers = new Float64Array(0);
      }
      if (codes === null) {
        if (row >= numbers.length) numbers = grownNumbers(numbers, row);
        numbers[row] = typeof value === 'number' ? value : NaN;
        return;
      }
      if (row >= codes.length) codes = grownCodes(codes, row);
      codes[row] = codeOf(typeof value === 'string' ? value : JSON.stringify(value));
    },
    numbers(rows) {
      if (codes !== null) return null;
      const values = rows <= numbers.length ? numbers.slice(0, rows) : grownNumbers(numbers, rows - 1).slice(0, rows);
      let [missing, integers] = [0, rows > 0];
      for (const value of values) {
        if (Number.isNaN(value)) missing += 1;
        integers &&= Number.isInteger(value);
      }
      return { values, missing, integers };
    },
    texts(rows) {
      const all = codes ?? codesOfNumbers();
      const own = rows <= all.length ? all.slice(0, rows) : grownCodes(all, rows - 1).slice(0, rows);
      let missing = 0;
      for (const code of own) if (code < 0) missing += 1;
      return { codes: own, categories: [...known.keys()], missing };
    },
  };
}

function grownNumbers(numbers: Float64Array, row: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(Math.max(row + 1, numbers.length * 2)).fill(NaN);
  grown.set(numbers);
  return grown;
}

function grownCodes(codes: Int32Array, row: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.max(row + 1, codes.length * 2)).fill(-1);
  grown.set(codes);
  return grown;
}
