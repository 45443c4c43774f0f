import { type Sample, weightAt } from './sample.ts';

/**
 * The first Wasserstein (earth mover's) distance ∫ |F_reference(x) − F_current(x)| dx, in the column's own unit. NaN where a sample is empty.
 *
 * Source: `scipy.stats.wasserstein_distance`.
 */
export function wasserstein(reference: Sample, current: Sample): number {
  const [ours, theirs] = [reference.values, current.values];
  if (reference.size === 0 || current.size === 0) return NaN;
  let [i, j, below, belowOther, sum, lost] = [0, 0, 0, 0, 0, 0];
  let at = Math.min(ours[0] ?? 0, theirs[0] ?? 0);
  while (i < ours.length || j < theirs.length) {
    const next = Math.min(i < ours.length ? (ours[i] ?? 0) : Infinity, j < theirs.length ? (theirs[j] ?? 0) : Infinity);
    // Kahan's compensated sum: a million small steps would else lose four digits.
    const step = Math.abs(below / reference.size - belowOther / current.size) * (next - at) - lost;
    const total = sum + step;
    lost = total - sum - step;
    sum = total;
    at = next;
    for (; i < ours.length && !((ours[i] ?? 0) > next); i += 1) below += weightAt(reference.weights, i);
    for (; j < theirs.length && !((theirs[j] ?? 0) > next); j += 1) belowOther += weightAt(current.weights, j);
  }
  return sum;
}

/**
 * The Wasserstein distance in standard deviations of the reference: distance / max(σ, 0.001), σ being the population's (divided by n).
 *
 * Source: Evidently's `wasserstein`.
 */
export function wassersteinNormed(reference: Sample, current: Sample): number {
  return wasserstein(reference, current) / Math.max(standardDeviation(reference), 0.001);
}

/** The population standard deviation (ddof 0) as `numpy.std`; NaN for no rows. Two passes, the second mending the mean's rounding. */
export function standardDeviation({ values, weights, size }: Sample): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? 0) * weightAt(weights, index);
  const mean = sum / size;
  let [squares, rest] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const difference = (values[index] ?? 0) - mean;
    const weight = weightAt(weights, index);
    squares += weight * difference * difference;
    rest += weight * difference;
  }
  return Math.sqrt(Math.max(0, squares - (rest * rest) / size) / size);
}
