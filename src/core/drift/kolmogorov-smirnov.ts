import { kolmogorovTail } from './kolmogorov-distribution.ts';
import { type Sample, weightAt } from './sample.ts';
import { gcd, twoSampleTail } from './two-sample-tail.ts';

/** A test statistic and its p-value; both are NaN where the test has no answer. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
}

/** Most rows of either sample for which the p-value is exact: `MAX_AUTO_N` of scipy. */
const exactRows = 10_000;

/**
 * The two-sample, two-sided Kolmogorov-Smirnov test: D = max |F_reference(x) − F_current(x)| between 0 and 1, and its p-value.
 * NaN where a sample is empty.
 *
 * Source: `scipy.stats.ks_2samp(method="auto")`, as Evidently's `ks`: the exact p-value where both sides have at most 10,000 rows and
 * it comes out between 0 and 1, else `kstwo.sf(D, round(mn / (m + n)))` with halves rounded to even.
 */
export function kolmogorovSmirnov(reference: Sample, current: Sample): TestResult {
  const [m, n] = [reference.size, current.size];
  if (m === 0 || n === 0) return { statistic: NaN, pValue: NaN };
  const distance = largestDistance(reference, current);
  if (Math.max(m, n) > exactRows) return { statistic: distance, pValue: asymptoticTail(distance, m, n) };
  const lcm = (m / gcd(m, n)) * n;
  const h = Math.round(distance * lcm);
  const statistic = h / lcm;
  const exact = twoSampleTail({ m, n, h });
  return { statistic, pValue: exact >= 0 && exact <= 1 ? exact : asymptoticTail(statistic, m, n) };
}

function largestDistance(reference: Sample, current: Sample): number {
  const [ours, theirs] = [reference.values, current.values];
  let [i, j, below, belowOther, largest] = [0, 0, 0, 0, 0];
  while (i < ours.length && j < theirs.length) {
    const value = Math.min(ours[i] ?? 0, theirs[j] ?? 0);
    // Equal values are passed on both sides at once: between them no distribution function has a value.
    for (; i < ours.length && !((ours[i] ?? 0) > value); i += 1) below += weightAt(reference.weights, i);
    for (; j < theirs.length && !((theirs[j] ?? 0) > value); j += 1) belowOther += weightAt(current.weights, j);
    largest = Math.max(largest, Math.abs(below / reference.size - belowOther / current.size));
  }
  return largest;
}

function asymptoticTail(distance: number, m: number, n: number): number {
  return kolmogorovTail(distance, roundHalfToEven((m * n) / (m + n)));
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
