import type { Sample } from './sample.ts';

/**
 * How often each value (or each bin) occurs in the reference and in the current rows: what all statistics of shares start from.
 * Index i means the same value on both sides.
 */
export interface CountPair {
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** Rows on each side; the sums of the counts. */
  readonly referenceRows: number;
  readonly currentRows: number;
}

/** Counts per distinct value of two samples, values ascending. */
export function countValues(reference: Sample, current: Sample): CountPair {
  const distinct = countDistinctBoth(reference, current);
  const counts = { reference: new Float64Array(distinct), current: new Float64Array(distinct) };
  let [i, j] = [0, 0];
  for (let bin = 0; bin < distinct; bin += 1) {
    const value = Math.min(reference.values[i] ?? Infinity, current.values[j] ?? Infinity);
    const [startI, startJ] = [i, j];
    i = after(reference.values, i, value);
    j = after(current.values, j, value);
    counts.reference[bin] = weightBetween(reference.weights, startI, i);
    counts.current[bin] = weightBetween(current.weights, startJ, j);
  }
  return { ...counts, referenceRows: reference.size, currentRows: current.size };
}

/** The distinct values of two samples, ascending. */
export function distinctValues({ values: reference }: Sample, { values: current }: Sample): readonly number[] {
  const values: number[] = [];
  let [i, j] = [0, 0];
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    values.push(value);
    i = after(reference, i, value);
    j = after(current, j, value);
  }
  return values;
}

/** How many distinct values two samples have together. */
export function countDistinctBoth({ values: reference }: Sample, { values: current }: Sample): number {
  let [i, j, count] = [0, 0, 0];
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    count += 1;
    i = after(reference, i, value);
    j = after(current, j, value);
  }
  return count;
}

/** How many distinct values an ascending column has. */
export function countDistinct(sorted: Float64Array): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i += 1) if (i === 0 || sorted[i] !== sorted[i - 1]) count += 1;
  return count;
}

/** Counts of two samples in the bins between `edges`: closed on the left, the last bin closed on both sides, as `numpy.histogram`. */
export function countBins(reference: Sample, current: Sample, edges: Float64Array): CountPair {
  return {
    reference: countSorted(reference, edges),
    current: countSorted(current, edges),
    referenceRows: reference.size,
    currentRows: current.size,
  };
}

/** The first place from `from` on of an ascending column that is beyond a value. */
function after(sorted: Float64Array, from: number, value: number): number {
  let at = from;
  while (at < sorted.length && !((sorted[at] ?? 0) > value)) at += 1;
  return at;
}

function weightBetween(weights: Float64Array | null, from: number, until: number): number {
  if (weights === null) return until - from;
  let sum = 0;
  for (let at = from; at < until; at += 1) sum += weights[at] ?? 0;
  return sum;
}

function countSorted({ values, weights }: Sample, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(Math.max(0, bins));
  let before = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const until = bin === bins - 1 ? values.length : countBelow(values, edges[bin + 1] ?? Infinity);
    counts[bin] = weightBetween(weights, before, until);
    before = until;
  }
  return counts;
}

function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
