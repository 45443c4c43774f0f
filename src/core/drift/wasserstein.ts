/**
 * The first Wasserstein (earth mover's) distance ∫ |F_reference(x) − F_current(x)| dx, in the column's own unit.
 * Both columns are sorted ascending and hold finite numbers only. NaN where one is empty.
 *
 * Source: `scipy.stats.wasserstein_distance`.
 */
export function wasserstein(reference: Float64Array, current: Float64Array): number {
  const [m, n] = [reference.length, current.length];
  if (m === 0 || n === 0) return NaN;
  let [i, j, sum, lost] = [0, 0, 0, 0];
  let at = Math.min(reference[0] ?? 0, current[0] ?? 0);
  while (i < m || j < n) {
    const next = Math.min(i < m ? (reference[i] ?? 0) : Infinity, j < n ? (current[j] ?? 0) : Infinity);
    // Kahan's compensated sum: a million small steps would else lose four digits.
    const step = Math.abs(i / m - j / n) * (next - at) - lost;
    const total = sum + step;
    lost = total - sum - step;
    sum = total;
    at = next;
    while (i < m && !((reference[i] ?? 0) > next)) i += 1;
    while (j < n && !((current[j] ?? 0) > next)) j += 1;
  }
  return sum;
}

/**
 * The Wasserstein distance in standard deviations of the reference: distance / max(σ, 0.001), σ being the population's (divided by n).
 *
 * Source: Evidently's `wasserstein`.
 */
export function wassersteinNormed(reference: Float64Array, current: Float64Array): number {
  return wasserstein(reference, current) / Math.max(standardDeviation(reference), 0.001);
}

/** The population standard deviation (ddof 0) as `numpy.std`; NaN for no rows. Two passes, the second mending the mean's rounding. */
export function standardDeviation(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let [squares, rest] = [0, 0];
  for (const value of values) {
    const difference = value - mean;
    squares += difference * difference;
    rest += difference;
  }
  return Math.sqrt(Math.max(0, squares - (rest * rest) / values.length) / values.length);
}
