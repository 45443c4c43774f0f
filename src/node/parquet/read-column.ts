/** A whole column, row group after row group, as numbers or as numbered texts. */
import type { ColumnChunk, SchemaElement } from 'hyparquet';
import { ByteDictionary } from '../../core/drift/byte-dictionary.ts';
import { NumberCollector } from '../../core/drift/number-collector.ts';
import type { NumberCells, TableFile, TextCells } from '../../core/drift/table.ts';
import type { ColumnKind } from './column-kind.ts';
import { type ColumnPage, columnPages } from './column-pages.ts';
import { numbersOf, textOf } from './page-values.ts';

/** Where a column stands in the file. */
export interface ColumnPlace {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly element: SchemaElement;
  /** One a row group. */
  readonly chunks: readonly { readonly chunk: ColumnChunk; readonly rows: number }[];
}

/** A column of numbers; values that are NaN in the file are missing, as pandas has it. Throws an Error where the file is broken. */
export function readNumbers(file: TableFile, { kind, element, chunks }: ColumnPlace, room: number): NumberCells {
  const numbers = new NumberCollector(room);
  for (const { chunk, rows: groupRows } of chunks) {
    let [known, looked]: [ColumnPage['dictionary'], ArrayLike<number>] = [null, []];
    for (const page of columnPages(file, { chunk, element, rows: groupRows })) {
      if (page.dictionary === null) take(numbers, page, numbersOf(page.values, kind));
      else {
        if (known !== page.dictionary) [known, looked] = [page.dictionary, numbersOf(page.dictionary, kind)];
        take(numbers, page, lookUp(looked, page.values as ArrayLike<number>));
      }
    }
  }
  checkRows(numbers.rows, chunks);
  return numbers.cells(kind.kind === 'number' && kind.whole && numbers.missing === 0 && numbers.rows > 0);
}

function take(into: NumberCollector, { present, rows }: ColumnPage, numbers: ArrayLike<number>): void {
  let next = 0;
  for (let row = 0; row < rows; row += 1) {
    const isThere = present === null || present[row] !== 0;
    into.push(isThere ? (numbers[next] ?? NaN) : NaN);
    if (isThere) next += 1;
  }
}

function lookUp(dictionary: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const numbers = new Float64Array(places.length);
  for (let i = 0; i < numbers.length; i += 1) {
    const number = dictionary[places[i] ?? -1];
    if (number === undefined) throw new Error('outside the dictionary');
    numbers[i] = number;
  }
  return numbers;
}

/** A column as texts. Throws an Error where the file is broken. */
export function readTexts(file: TableFile, { kind, element, chunks }: ColumnPlace): TextCells {
  const numbering = createNumbering(kind);
  const counts: number[] = [];
  let [rows, values] = [0, 0];
  for (const { chunk, rows: groupRows } of chunks) {
    let [known, numbers]: [ColumnPage['dictionary'], Int32Array] = [null, new Int32Array()];
    for (const page of columnPages(file, { chunk, element, rows: groupRows })) {
      rows += page.rows;
      if (page.dictionary !== null && known !== page.dictionary) [known, numbers] = [page.dictionary, numbering.codesOf(page.dictionary)];
      const codes = page.dictionary === null ? numbering.codesOf(page.values) : lookUpCodes(numbers, page.values as ArrayLike<number>);
      for (const code of codes) {
        if (code < 0) continue;
        counts[code] = (counts[code] ?? 0) + 1;
        values += 1;
      }
    }
  }
  checkRows(rows, chunks);
  const categories = numbering.categories();
  // A dictionary may hold values that no row has.
  return { categories, counts: Float64Array.from(categories, (_, code) => counts[code] ?? 0), rows, missing: rows - values };
}

/** Pages must hold as many rows as their row groups say. */
function checkRows(rows: number, chunks: ColumnPlace['chunks']): void {
  if (rows !== chunks.reduce((sum, chunk) => sum + chunk.rows, 0)) throw new Error('row counts');
}

function lookUpCodes(dictionary: Int32Array, places: ArrayLike<number>): Int32Array {
  const codes = new Int32Array(places.length);
  for (let i = 0; i < codes.length; i += 1) {
    const code = dictionary[places[i] ?? -1];
    if (code === undefined) throw new Error('outside the dictionary');
    codes[i] = code;
  }
  return codes;
}

interface Numbering {
  /** The number of each value; −1 for a floating-point NaN. */
  codesOf(values: ArrayLike<unknown>): Int32Array;
  categories(): readonly string[];
}

/** Texts are told apart by their bytes, all other values by what they are as text. */
function createNumbering(kind: ColumnKind): Numbering {
  if (kind.kind === 'text') {
    const dictionary = new ByteDictionary();
    return {
      codesOf: (values) => Int32Array.from(values as ArrayLike<Uint8Array>, (bytes) => dictionary.add(bytes, 0, bytes.length)),
      categories: () => Array.from({ length: dictionary.size }, (_, code) => dictionary.text(code)),
    };
  }
  const known = new Map<string, number>();
  const isNumber = kind.kind === 'number' || kind.kind === 'half';
  return {
    codesOf: (values) => {
      const plain = isNumber ? numbersOf(values as ColumnPage['values'], kind) : values;
      return Int32Array.from(plain, (value) => {
        if (typeof value === 'number' && Number.isNaN(value)) return -1;
        const text = isNumber ? String(value) : textOf(value, kind);
        const code = known.get(text) ?? known.size;
        if (code === known.size) known.set(text, code);
        return code;
      });
    },
    categories: () => [...known.keys()],
  };
}
