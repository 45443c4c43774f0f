import { message } from '../l10n/message.ts';
import { BlockReader, markLength } from './block-reader.ts';
import { CountedNumbers } from './counted-numbers.ts';
import { weightAt } from './sample.ts';
import {
  type DriftTable,
  type NumberCells,
  type OpenResult,
  type TableFile,
  type TableResult,
  type TextCells,
  TableError,
  mostTexts,
  mostValues,
} from './table.ts';
import { driftTexts } from './texts.ts';
import { decodeUtf8 } from './utf8.ts';
import { NumberList } from './value-lists.ts';

/**
 * Opens JSON Lines: one object a line, blank lines left out. A key that a line does not have, and `null`, are missing values;
 * the bare words NaN and Infinity that Python writes are read too. Strings are texts, even where they look like numbers;
 * arrays and objects are texts in JSON. A line that is no object is a problem, with its line. All lines are read, for any may have new keys. Throws TableError. `room`: most numbers that are held one a row, over all columns.
 */
export function openJsonLines(file: TableFile, room = mostValues): OpenResult {
  const columns = new Map<string, JsonColumn>();
  const reader = new BlockReader(file, markLength(file));
  let [line, rows] = [0, 0];
  for (let text = nextLine(reader, line); text !== null; text = nextLine(reader, line)) {
    line += 1;
    if (text === '') continue;
    const record = parseRecord(text);
    if (record === null) return { kind: 'problem', message: message(driftTexts.notJson), line };
    for (const [name, value] of Object.entries(record)) {
      const column = columns.get(name) ?? new JsonColumn();
      columns.set(name, column);
      column.add(value);
    }
    rows += 1;
    if (rows * columns.size > room) for (const column of columns.values()) column.count(Math.floor(room / columns.size));
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

function createTable(names: readonly string[], columns: readonly JsonColumn[], rows: number): DriftTable {
  const columnAt = (index: number): JsonColumn => columns[index] ?? new JsonColumn();
  return { rows, names, numbers: (index) => columnAt(index).numbers(rows), texts: (index) => columnAt(index).texts(rows) };
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

/** A column as its values come, missing ones left out: numbers until the first other value comes, then texts by how often each came. */
class JsonColumn {
  #list: NumberList | null = new NumberList();
  #counted: CountedNumbers | null = null;
  #texts: Map<string, number> | null = null;
  #values = 0;
  #integers = true;

  add(value: unknown): void {
    if (value === null || value === undefined || Number.isNaN(value)) return;
    this.#values += 1;
    if (this.#texts === null && typeof value === 'number') {
      this.#integers &&= Number.isInteger(value);
      if (this.#list === null) this.#counted?.add(value);
      else this.#list.push(value);
      return;
    }
    this.#texts ??= this.#turnToTexts();
    addTo(this.#texts, textOf(value), 1);
  }

  /** Goes over to counting numbers, of which it is to hold a quarter of `room`. */
  count(room: number): void {
    const list = this.#list;
    if (list === null) return;
    const counted = new CountedNumbers(Math.floor(room / 4));
    list.drain((value) => {
      counted.add(value);
    });
    [this.#list, this.#counted] = [null, counted];
  }

  numbers(rows: number): NumberCells | null {
    if (this.#texts !== null) return null;
    const missing = rows - this.#values;
    const base = { rows, missing, integers: this.#integers && missing === 0 && rows > 0 };
    if (this.#counted !== null) return { ...base, ...this.#counted.sorted(), droppedBits: this.#counted.droppedBits };
    const values = new Float64Array(rows).fill(Number.NaN);
    values.set(this.#list?.toArray() ?? []);
    return { ...base, values, counts: null, droppedBits: 0 };
  }

  texts(rows: number): TextCells {
    const texts = this.#texts ?? textsOf(this.#list?.toArray() ?? [], null);
    const counted = this.#texts === null && this.#counted !== null ? countedTexts(this.#counted) : texts;
    return { categories: [...counted.keys()], counts: Float64Array.from(counted.values()), rows, missing: rows - this.#values };
  }

  /** Numbers that came before a text are texts too. */
  #turnToTexts(): Map<string, number> {
    const texts = this.#counted === null ? textsOf(this.#list?.toArray() ?? [], null) : countedTexts(this.#counted);
    [this.#list, this.#counted] = [null, null];
    return texts;
  }
}

/** Infinity has no word in JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Throws TableError where bits were cut off: what the numbers were is not known any more. */
function countedTexts(numbers: CountedNumbers): Map<string, number> {
  if (numbers.droppedBits > 0) throw new TableError(message(driftTexts.tooManyTexts, { limit: mostTexts }));
  const { values, counts } = numbers.sorted();
  return textsOf(values, counts);
}

function textsOf(values: ArrayLike<number>, counts: Float64Array | null): Map<string, number> {
  const texts = new Map<string, number>();
  for (let index = 0; index < values.length; index += 1) addTo(texts, String(values[index]), weightAt(counts, index));
  return texts;
}

function addTo(texts: Map<string, number>, text: string, count: number): void {
  texts.set(text, (texts.get(text) ?? 0) + count);
  if (texts.size > mostTexts) throw new TableError(message(driftTexts.tooManyTexts, { limit: mostTexts }));
}
