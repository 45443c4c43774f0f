/** Both sides of one column, cleaned and counted: what a statistic is computed from. */
import { type CountPair, countDistinct, countDistinctBoth, countValues, distinctValues } from './count-pair.ts';
import { numberFromText } from './cell-number.ts';
import { lazily } from './lazily.ts';
import { type Sample, coarsened, sampleOf } from './sample.ts';
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

/** A column of numbers; both sides with as many bits cut off. */
export interface NumericPair extends PairBase {
  readonly type: 'numeric';
  readonly reference: Sample;
  readonly current: Sample;
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

/** A column of numbers: its finite values, and how many there were of the others. */
export interface SortedCells {
  readonly sample: Sample;
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
  const rows = { reference: reference.sample.size, current: current.sample.size };
  const missing = { reference: reference.missing, current: current.missing };
  const infinite = {
    reference: reference.rows - missing.reference - rows.reference,
    current: current.rows - missing.current - rows.current,
  };
  const base = { rows, missing, infinite, notNumbers };
  const bits = Math.max(reference.sample.droppedBits, current.sample.droppedBits);
  const [ours, theirs] = [coarsened(reference.sample, bits), coarsened(current.sample, bits)];
  if (type !== 'numeric') {
    const counts = countValues(ours, theirs);
    const labels = (): readonly string[] => distinctValues(ours, theirs).map(String);
    return { ...base, type, counts, distinct: counts.reference.length, labels };
  }
  return {
    ...base,
    type,
    reference: ours,
    current: theirs,
    distinct: countDistinctBoth(ours, theirs),
    distinctReference: countDistinct(ours.values),
    integers: reference.integers && current.integers,
  };
}

function sortCells({ values, counts, droppedBits, rows, missing, integers }: NumberCells): SortedCells {
  const sample = counts === null ? sampleOf(sortFinite(values)) : finiteSample({ values, counts, droppedBits });
  return { sample, rows, missing, integers };
}

/** Infinities are first and last of what is ascending. */
function finiteSample({ values, counts, droppedBits }: { values: Float64Array; counts: Float64Array; droppedBits: number }): Sample {
  const [from, until] = [values[0] === -Infinity ? 1 : 0, values.at(-1) === Infinity ? values.length - 1 : values.length];
  const weights = counts.subarray(from, until);
  return { values: values.subarray(from, until), weights, size: weights.reduce((sum, weight) => sum + weight, 0), droppedBits };
}

function pairOfCoercedTexts(texts: { reference: TextCells; current: TextCells }): ColumnPair {
  const sides = { reference: coerceNumbers(texts.reference), current: coerceNumbers(texts.current) };
  const notNumbers = {
    reference: sides.reference.missing - texts.reference.missing,
    current: sides.current.missing - texts.current.missing,
  };
  return pairOfNumbers(sortCells(sides.reference), sortCells(sides.current), { type: 'numeric', notNumbers });
}

function coerceNumbers({ categories, counts, rows }: TextCells): NumberCells {
  const byNumber = new Map<number, number>();
  let values = 0;
  for (const [index, text] of categories.entries()) {
    const number = numberFromText(text) + 0;
    if (Number.isNaN(number)) continue;
    byNumber.set(number, (byNumber.get(number) ?? 0) + (counts[index] ?? 0));
    values += counts[index] ?? 0;
  }
  const sorted = Float64Array.from(byNumber.keys()).sort();
  const weights = sorted.map((number) => byNumber.get(number) ?? 0);
  return { values: sorted, counts: weights, droppedBits: 0, rows, missing: rows - values, integers: false };
}

function pairOfTexts(texts: { reference: TextCells; current: TextCells }, type: ColumnType, boolean: boolean): CategoricalPair {
  const keyOf = boolean ? (text: string) => text.toLowerCase() : (text: string) => text;
  const keys = [...new Set([...texts.reference.categories, ...texts.current.categories].map(keyOf))];
  // Only the z-test needs the order, and it is for two values; sorting a million texts takes seconds.
  if (keys.length <= mostSorted) keys.sort(byCodePoint);
  const index = new Map(keys.map((key, position) => [key, position]));
  const count = ({ categories, counts }: TextCells): Float64Array => {
    const ordered = new Float64Array(keys.length);
    for (const [category, text] of categories.entries()) {
      const place = index.get(keyOf(text)) ?? -1;
      if (place >= 0) ordered[place] = (ordered[place] ?? 0) + (counts[category] ?? 0);
    }
    return ordered;
  };
  const rows = {
    reference: texts.reference.rows - texts.reference.missing,
    current: texts.current.rows - texts.current.missing,
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
