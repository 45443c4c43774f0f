import type { CountPair } from './count-pair.ts';

/**
 * The Jensen-Shannon distance √(½ KL(p, m) + ½ KL(q, m)) with m the mean of both shares: natural logarithm, so between 0 and √ln 2
 * (about 0.833). No zeros are filled. NaN where a side is empty.
 *
 * Source: `scipy.spatial.distance.jensenshannon`, as Evidently's `jensenshannon`.
 */
export function jensenShannon(counts: CountPair): number {
  const { reference, current, referenceRows, currentRows } = counts;
  if (referenceRows === 0 || currentRows === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const [p, q] = [(reference[i] ?? 0) / referenceRows, (current[i] ?? 0) / currentRows];
    const middle = (p + q) / 2;
    if (p > 0) sum += p * Math.log(p / middle);
    if (q > 0) sum += q * Math.log(q / middle);
  }
  // Equal shares up to rounding may sum to a last digit below 0, and two disjoint ones to one above ln 2.
  return Math.sqrt(Math.min(Math.LN2, Math.max(0, sum / 2)));
}
