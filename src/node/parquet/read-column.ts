/** A whole column, row group after row group, as numbers or as numbered texts. */
import type { ColumnChunk, SchemaElement } from 'hyparquet';
import { ByteDictionary } from '../../core/drift/byte-dictionary.ts';
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
export function readNumbers(file: TableFile, { kind, element, chunks }: ColumnPlace, rows: number): NumberCells {
  const values = new Float64Array(rows).fill(NaN);
  let row = 0;
  for (const { chunk, rows: groupRows } of chunks) {
    let [known, numbers]: [ColumnPage['dictionary'], ArrayLike<number>] = [null, []];
    for (const page of columnPages(file, { chunk, element, rows: groupRows })) {
      if (page.dictionary === null) placeNumbers(values, row, page.present, numbersOf(page.values, kind));
      else {
        if (known !== page.dictionary) [known, numbers] = [page.dictionary, numbersOf(page.dictionary, kind)];
        placeNumbers(values, row, page.present, lookUp(numbers, page.values as ArrayLike<number>));
      }
      row += page.rows;
    }
  }
  let missing = 0;
  for (const value of values) if (Number.isNaN(value)) missing += 1;
  return { values, missing, integers: kind.kind === 'number' && kind.whole && missing === 0 && rows > 0 };
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

function placeNumbers(values: Float64Array, row: number, present: ArrayLike<number> | null, numbers: ArrayLike<number>): void {
  if (present === null) {
    values.set(numbers, row);
    return;
  }
  let next = 0;
  for (let i = 0; i < present.length; i += 1) {
    if (present[i] === 0) continue;
    values[row + i] = numbers[next] ?? NaN;
    next += 1;
  }
}

/** A column as texts. Throws an Error where the file is broken. */
export function readTexts(file: TableFile, { kind, element, chunks }: ColumnPlace, rows: number): TextCells {
  const codes = new Int32Array(rows).fill(-1);
  const numbering = createNumbering(kind);
  let row = 0;
  for (const { chunk, rows: groupRows } of chunks) {
    let [known, numbers]: [ColumnPage['dictionary'], Int32Array] = [null, new Int32Array()];
    for (const page of columnPages(file, { chunk, element, rows: groupRows })) {
      if (page.dictionary === null) placeCodes(codes, row, page.present, numbering.codesOf(page.values));
      else {
        if (known !== page.dictionary) [known, numbers] = [page.dictionary, numbering.codesOf(page.dictionary)];
        placeCodes(codes, row, page.present, lookUpCodes(numbers, page.values as ArrayLike<number>));
      }
      row += page.rows;
    }
  }
  let missing = 0;
  for (const code of codes) if (code < 0) missing += 1;
  return { codes, categories: numbering.categories(), missing };
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

function placeCodes(codes: Int32Array, row: number, present: ArrayLike<number> | null, found: Int32Array): void {
  if (present === null) {
    codes.set(found, row);
    return;
  }
  let next = 0;
  for (let i = 0; i < present.length; i += 1) {
    if (present[i] === 0) continue;
    codes[row + i] = found[next] ?? -1;
    next += 1;
  }
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
