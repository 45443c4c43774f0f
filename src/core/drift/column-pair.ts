/** Both sides of one column, cleaned and counted: what a statistic is computed from. */
import { type CountPair, countDistinct, countDistinctBoth, countValues, distinctValues } from './count-pair.ts';
import { numberFromText } from './cell-number.ts';
import { lazily } from './lazily.ts';
import { sortFinite } from './sort-finite.ts';
import type { DriftTable, NumberCells, TextCells } from './table.ts';

/** How a column is judged; boolean columns are judged as categorical ones. */
export type ColumnType = 'numeric' | 'categorical' | 'boolean';

/** A number for each side. */
export interface Sides {
  readonly reference: number;
  readonly current: number;
}

interface PairBase {
  readonly type: ColumnType;
  /** Values left after cleaning: these decide the default test and whether there are enough of them. */
  readonly rows: Sides;
  /** Missing values, those that are not numbers in a column declared numeric included. */
  readonly missing: Sides;
  /** Infinite values, which are left out too. */
  readonly infinite: Sides;
  /** Values of a column declared numeric that are not numbers. */
  readonly notNumbers: Sides;
  /** Distinct values over both sides. */
  readonly distinct: number;
}

/** A column of numbers; both sides ascending and finite. */
export interface NumericPair extends PairBase {
  readonly type: 'numeric';
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly distinctReference: number;
  /** True where pandas would hold both sides as integers, which decides NumPy's bin width. */
  readonly integers: boolean;
}

/** A column of categories; the counts are in the order of the values, which are sorted where there are up to 10,000. */
export interface CategoricalPair extends PairBase {
  readonly type: 'categorical' | 'boolean';
  readonly counts: CountPair;
  /** The values as texts, in the order of the counts. */
  readonly labels: () => readonly string[];
}

const mostSorted = 10_000;

/** Both sides of one column. */
export type ColumnPair = NumericPair | CategoricalPair;

/** One side of a column, read and sorted at most once however often it is compared. */
export interface ColumnSide {
  /** The numbers with their finite values ascending; null where some value is not a number. */
  readonly numbers: () => SortedCells | null;
  readonly texts: () => TextCells;
}

/** A column of numbers: its finite values ascending, and how many there were of the others. */
export interface SortedCells {
  readonly sorted: Float64Array;
  /** All rows. */
  readonly rows: number;
  readonly missing: number;
  readonly integers: boolean;
}

/** One column of a table by its index; nothing is read before it is asked for. */
export function readColumnSide(table: DriftTable, column: number): ColumnSide {
  return {
    numbers: lazily(() => {
      const cells = table.numbers(column);
      return cells === null ? null : sortCells(cells);
    }),
    texts: lazily(() => table.texts(column)),
  };
}

/**
 * Both sides of a column, cleaned: missing values and ±Infinity are dropped.
 * The type, unless `declared`: numeric if all values of both sides are numbers (also if there are none), boolean if all are true or false
 * (in the spellings of pandas), else categorical.
 */
export function pairColumns(reference: ColumnSide, current: ColumnSide, declared?: ColumnType): ColumnPair {
  const numbers = reference.numbers();
  const others = numbers === null ? null : current.numbers();
  if (numbers !== null && others !== null) return pairOfNumbers(numbers, others, { type: declared ?? 'numeric', notNumbers: none });
  const texts = { reference: reference.texts(), current: current.texts() };
  if (declared === 'numeric') return pairOfCoercedTexts(texts);
  const boolean = [...texts.reference.categories, ...texts.current.categories].every(isBooleanWord);
  return pairOfTexts(texts, declared ?? (boolean ? 'boolean' : 'categorical'), boolean);
}

const none: Sides = { reference: 0, current: 0 };

function pairOfNumbers(
  reference: SortedCells,
  current: SortedCells,
  { type, notNumbers }: { type: ColumnType; notNumbers: Sides },
): ColumnPair {
  const rows = { reference: reference.sorted.length, current: current.sorted.length };
  const missing = { reference: reference.missing, current: current.missing };
  const infinite = {
    reference: reference.rows - missing.reference - rows.reference,
    current: current.rows - missing.current - rows.current,
  };
  const base = { rows, missing, infinite, notNumbers };
  if (type !== 'numeric') {
    const counts = countValues(reference.sorted, current.sorted);
    const labels = (): readonly string[] => distinctValues(reference.sorted, current.sorted).map(String);
    return { ...base, type, counts, distinct: counts.reference.length, labels };
  }
  return {
    ...base,
    type,
    reference: reference.sorted,
    current: current.sorted,
    distinct: countDistinctBoth(reference.sorted, current.sorted),
    distinctReference: countDistinct(reference.sorted),
    integers: reference.integers && current.integers,
  };
}

function sortCells({ values, missing, integers }: NumberCells): SortedCells {
  return { sorted: sortFinite(values), rows: values.length, missing, integers };
}

function pairOfCoercedTexts(texts: { reference: TextCells; current: TextCells }): ColumnPair {
  const sides = { reference: coerceNumbers(texts.reference), current: coerceNumbers(texts.current) };
  const notNumbers = {
    reference: sides.reference.missing - texts.reference.missing,
    current: sides.current.missing - texts.current.missing,
  };
  return pairOfNumbers(sortCells(sides.reference), sortCells(sides.current), { type: 'numeric', notNumbers });
}

function coerceNumbers(texts: TextCells): NumberCells {
  const byCode = Float64Array.from(texts.categories, numberFromText);
  const values = Float64Array.from(texts.codes, (code) => byCode[code] ?? NaN);
  let missing = 0;
  for (const value of values) if (Number.isNaN(value)) missing += 1;
  return { values, missing, integers: false };
}

function pairOfTexts(texts: { reference: TextCells; current: TextCells }, type: ColumnType, boolean: boolean): CategoricalPair {
  const keyOf = boolean ? (text: string) => text.toLowerCase() : (text: string) => text;
  const keys = [...new Set([...texts.reference.categories, ...texts.current.categories].map(keyOf))];
  // Only the z-test needs the order, and it is for two values; sorting a million texts takes seconds.
  if (keys.length <= mostSorted) keys.sort(byCodePoint);
  const index = new Map(keys.map((key, position) => [key, position]));
  const count = ({ codes, categories }: TextCells): Float64Array => {
    const places = Int32Array.from(categories, (text) => index.get(keyOf(text)) ?? -1);
    const counts = new Float64Array(keys.length);
    for (const code of codes) {
      const place = code < 0 ? -1 : (places[code] ?? -1);
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  };
  const rows = {
    reference: texts.reference.codes.length - texts.reference.missing,
    current: texts.current.codes.length - texts.current.missing,
  };
  return {
    type: type === 'boolean' ? 'boolean' : 'categorical',
    rows,
    missing: { reference: texts.reference.missing, current: texts.current.missing },
    infinite: none,
    notNumbers: none,
    distinct: keys.length,
    labels: () => keys,
    counts: { reference: count(texts.reference), current: count(texts.current), referenceRows: rows.reference, currentRows: rows.current },
  };
}

/** The words that pandas' CSV reader takes for a boolean; JSON's own are among them. */
const booleanWords: ReadonlySet<string> = new Set(['true', 'True', 'TRUE', 'false', 'False', 'FALSE']);

function isBooleanWord(text: string): boolean {
  return booleanWords.has(text);
}

/** The order in which Python sorts strings: by code point, not by the units of UTF-16. */
function byCodePoint(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    // Surrogates stand for code points above all others.
    if (a !== b) return (isSurrogate(a) ? a + 0x2000 : a) - (isSurrogate(b) ? b + 0x2000 : b);
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
