import type { CountPair } from './count-pair.ts';

/**
 * The Hellinger distance √(1 − Σ √(p q)), between 0 and 1; NaN where a side is empty.
 * Computed as √(½ Σ (√p − √q)²), which is the same but does not lose all digits where the shares are nearly equal.
 *
 * Source: Evidently's `hellinger`; for numbers the counts are of Sturges' bins over the distinct values of both columns.
 */
export function hellinger(counts: CountPair): number {
  const { reference, current, referenceRows, currentRows } = counts;
  if (referenceRows === 0 || currentRows === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < reference.length; i += 1) {
    sum += (Math.sqrt((reference[i] ?? 0) / referenceRows) - Math.sqrt((current[i] ?? 0) / currentRows)) ** 2;
  }
  return Math.sqrt(Math.min(1, sum / 2));
}
