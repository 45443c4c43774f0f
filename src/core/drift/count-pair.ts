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

/** Counts per distinct value of two ascending columns, values ascending. */
export function countValues(reference: Float64Array, current: Float64Array): CountPair {
  const distinct = countDistinctBoth(reference, current);
  const counts = { reference: new Float64Array(distinct), current: new Float64Array(distinct) };
  let [i, j] = [0, 0];
  for (let bin = 0; bin < distinct; bin += 1) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    const [startI, startJ] = [i, j];
    while (i < reference.length && !((reference[i] ?? 0) > value)) i += 1;
    while (j < current.length && !((current[j] ?? 0) > value)) j += 1;
    counts.reference[bin] = i - startI;
    counts.current[bin] = j - startJ;
  }
  return { ...counts, referenceRows: reference.length, currentRows: current.length };
}

/** The distinct values of two ascending columns, ascending. */
export function distinctValues(reference: Float64Array, current: Float64Array): readonly number[] {
  const values: number[] = [];
  let [i, j] = [0, 0];
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    values.push(value);
    while (i < reference.length && !((reference[i] ?? 0) > value)) i += 1;
    while (j < current.length && !((current[j] ?? 0) > value)) j += 1;
  }
  return values;
}

/** How many distinct values two ascending columns have together. */
export function countDistinctBoth(reference: Float64Array, current: Float64Array): number {
  let [i, j, count] = [0, 0, 0];
  while (i < reference.length || j < current.length) {
    const value = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity);
    count += 1;
    while (i < reference.length && !((reference[i] ?? 0) > value)) i += 1;
    while (j < current.length && !((current[j] ?? 0) > value)) j += 1;
  }
  return count;
}

/** How many distinct values an ascending column has. */
export function countDistinct(sorted: Float64Array): number {
  let count = 0;
  for (let i = 0; i < sorted.length; i += 1) if (i === 0 || sorted[i] !== sorted[i - 1]) count += 1;
  return count;
}

/** Counts of two ascending columns in the bins between `edges`: closed on the left, the last bin closed on both sides, as `numpy.histogram`. */
export function countBins(reference: Float64Array, current: Float64Array, edges: Float64Array): CountPair {
  return {
    reference: countSorted(reference, edges),
    current: countSorted(current, edges),
    referenceRows: reference.length,
    currentRows: current.length,
  };
}

function countSorted(sorted: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(Math.max(0, bins));
  let before = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const until = bin === bins - 1 ? sorted.length : countBelow(sorted, edges[bin + 1] ?? Infinity);
    counts[bin] = until - before;
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
