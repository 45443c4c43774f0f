import { message } from '../l10n/message.ts';
import type { DriftTable, NumberCells, TableResult, TextCells } from './table.ts';
import { driftTexts } from './texts.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * Reads JSON Lines: one object a line, blank lines left out. A key that a line does not have, and `null`, are missing values;
 * the bare words NaN and Infinity that Python writes are read too. Strings are texts, even where they look like numbers;
 * arrays and objects are texts in JSON. A line that is no object is a problem, with its line.
 */
export function readJsonLines(bytes: Uint8Array): TableResult {
  const columns = new Map<string, ColumnBuilder>();
  let [at, line, rows] = [bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0, 0, 0];
  while (at < bytes.length) {
    const found = bytes.indexOf(0x0a, at);
    const end = found < 0 ? bytes.length : found;
    const text = decodeUtf8(bytes, at, end).trim();
    at = end + 1;
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
  }
  if (rows === 0) return { kind: 'problem', message: message(driftTexts.fileEmpty), line: 0 };
  return { kind: 'table', table: createTable([...columns.keys()], [...columns.values()], rows) };
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
