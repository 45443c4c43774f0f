import type { CountPair } from './count-pair.ts';
import type { TestResult } from './kolmogorov-smirnov.ts';
import { upperGamma } from './special-functions.ts';

/**
 * Pearson's goodness-of-fit test of the current counts against the reference's: Σ (observed − expected)² / expected with
 * expected = reference count · current rows / reference rows, and K − 1 degrees of freedom.
 * A value that the reference never had gives Infinity and p = 0; a single value gives p = NaN, which is no drift.
 *
 * Source: `scipy.stats.chisquare` as Evidently's `chisquare` calls it; it is not the contingency test.
 */
export function chiSquare(counts: CountPair): TestResult {
  const { reference, current, referenceRows, currentRows } = counts;
  if (referenceRows === 0 || currentRows === 0) return { statistic: NaN, pValue: NaN };
  const scale = currentRows / referenceRows;
  let statistic = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const expected = (reference[i] ?? 0) * scale;
    const difference = (current[i] ?? 0) - expected;
    statistic += expected === 0 ? Infinity : (difference * difference) / expected;
  }
  return { statistic, pValue: upperGamma((reference.length - 1) / 2, statistic / 2) };
}
