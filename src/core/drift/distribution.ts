/** How the values of a column are spread in the reference and in the current rows, bin by bin: what a distribution chart shows. */
import {
  type CategoricalPair,
  type ColumnPair,
  type ColumnSide,
  type ColumnType,
  type NumericPair,
  type Sides,
  type SortedCells,
  pairColumns,
} from './column-pair.ts';
import { countBins, countValues, distinctValues } from './count-pair.ts';
import { mergedSamples } from './sample.ts';
import { edgesOf } from './statistics.ts';
import type { TextCells } from './table.ts';

/** A bin of numbers: from `from` (included) to `to` (left out, but for the last bin); both the same for a single value. */
export interface NumberBin {
  readonly from: number;
  readonly to: number;
  /** Rows in the bin. */
  readonly reference: number;
  readonly current: number;
}

/** A category; `value` is null for all the others together. */
export interface CategoryBin {
  readonly value: string | null;
  readonly reference: number;
  readonly current: number;
  /** How many categories the bin stands for. */
  readonly categories: number;
}

interface DistributionBase {
  /** Values that are in a bin. */
  readonly rows: Sides;
  /** Rows without a value. */
  readonly missing: Sides;
  /** Infinite values, which no bin holds. */
  readonly infinite: Sides;
}

/** Both sides of one column in the same bins. */
export type Distribution =
  | (DistributionBase & { readonly type: 'numeric'; readonly bins: readonly NumberBin[] })
  | (DistributionBase & { readonly type: 'categorical' | 'boolean'; readonly bins: readonly CategoryBin[] });

/** Most categories that get a bin of their own, unless told otherwise. */
const usualCategories = 20;

/**
 * The distribution of a column in the reference and in one or more batches together.
 * Numbers: the bins that PSI is computed from, which are Sturges' over all rows of both sides where the reference has more than 20 distinct
 * numbers, else one bin a value. Categories: the `categories` most frequent over both sides (by the sum of their shares, then by value), the
 * rest in one bin at the end.
 */
export function distributionOfColumn(
  reference: ColumnSide,
  current: readonly ColumnSide[],
  options: { readonly type?: ColumnType; readonly categories?: number } = {},
): Distribution {
  const pair = pairColumns(reference, current.length === 1 && current[0] !== undefined ? current[0] : joinSides(current), options.type);
  const { rows, missing, infinite } = pair;
  const base = { rows, missing, infinite };
  if (pair.type === 'numeric') return { ...base, type: 'numeric', bins: numberBins(pair) };
  return { ...base, type: pair.type, bins: categoryBins(pair, options.categories ?? usualCategories) };
}

function numberBins(pair: NumericPair): readonly NumberBin[] {
  const { reference, current } = pair;
  if (pair.distinctReference <= 20) {
    const counts = countValues(reference, current);
    return distinctValues(reference, current).map((value, index) => ({
      from: value,
      to: value,
      reference: counts.reference[index] ?? 0,
      current: counts.current[index] ?? 0,
    }));
  }
  const edges = edgesOf(pair, rowsOf(pair)) ?? Float64Array.of(reference.values[0] ?? 0, reference.values.at(-1) ?? 0);
  const counts = countBins(reference, current, edges);
  return Array.from(counts.reference, (count, index) => ({
    from: edges[index] ?? NaN,
    to: edges[index + 1] ?? NaN,
    reference: count,
    current: counts.current[index] ?? 0,
  }));
}

function rowsOf({ rows }: ColumnPair): number {
  return rows.reference + rows.current;
}

function categoryBins({ counts, labels }: CategoricalPair, most: number): readonly CategoryBin[] {
  const share = (index: number): number =>
    (counts.reference[index] ?? 0) / Math.max(1, counts.referenceRows) + (counts.current[index] ?? 0) / Math.max(1, counts.currentRows);
  const values = labels();
  const order = Array.from(values.keys()).sort((one, other) => share(other) - share(one) || one - other);
  const bins: CategoryBin[] = order.slice(0, most).map((index) => ({
    value: values[index] ?? '',
    reference: counts.reference[index] ?? 0,
    current: counts.current[index] ?? 0,
    categories: 1,
  }));
  const others = order.slice(most);
  if (others.length === 0) return bins;
  const sum = (side: Float64Array): number => others.reduce((total, index) => total + (side[index] ?? 0), 0);
  return [...bins, { value: null, reference: sum(counts.reference), current: sum(counts.current), categories: others.length }];
}

/** Several batches as one column. */
function joinSides(sides: readonly ColumnSide[]): ColumnSide {
  return {
    numbers: () => {
      const cells = sides.map((side) => side.numbers());
      if (!cells.every((one) => one !== null)) return null;
      const total = (count: (cells: SortedCells) => number): number => cells.reduce((sum, one) => sum + count(one), 0);
      return {
        sample: mergedSamples(cells.map(({ sample }) => sample)),
        rows: total((one) => one.rows),
        missing: total((one) => one.missing),
        integers: cells.every((one) => one.integers),
      };
    },
    texts: () => {
      const cells = sides.map((side) => side.texts());
      const counts = new Map<string, number>();
      for (const one of cells) {
        for (const [index, text] of one.categories.entries()) counts.set(text, (counts.get(text) ?? 0) + (one.counts[index] ?? 0));
      }
      const total = (count: (cells: TextCells) => number): number => cells.reduce((sum, one) => sum + count(one), 0);
      return {
        categories: [...counts.keys()],
        counts: Float64Array.from(counts.values()),
        rows: total(({ rows }) => rows),
        missing: total(({ missing }) => missing),
      };
    },
  };
}
