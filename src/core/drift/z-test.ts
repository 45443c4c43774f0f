import type { CountPair } from './count-pair.ts';
import type { TestResult } from './kolmogorov-smirnov.ts';
import { normalDistribution } from './special-functions.ts';

/**
 * The pooled z-test of two proportions, on the share of rows whose value is not the first in sorted order.
 * z is positive where the reference's share is greater; p = 2 (1 − Φ(|z|)), which is 0 beyond |z| of about 8.3.
 * One value on both sides gives z = 0 and p = 1. NaN where a side is empty.
 *
 * Source: Evidently's `z`.
 */
export function zTest(counts: CountPair): TestResult {
  const { reference, current, referenceRows, currentRows } = counts;
  if (referenceRows === 0 || currentRows === 0) return { statistic: NaN, pValue: NaN };
  if (reference.length === 1) return { statistic: 0, pValue: 1 };
  const referenceShare = 1 - (reference[0] ?? 0) / referenceRows;
  const currentShare = 1 - (current[0] ?? 0) / currentRows;
  const pooled = (referenceShare * referenceRows + currentShare * currentRows) / (referenceRows + currentRows);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
  const statistic = (referenceShare - currentShare) / spread;
  return { statistic, pValue: 2 * (1 - normalDistribution(Math.abs(statistic))) };
}
