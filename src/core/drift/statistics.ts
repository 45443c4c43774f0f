/** All statistics of a column by name, with their thresholds and the side of it that means drift. */
import { chiSquare } from './chi-square.ts';
import type { ColumnPair, NumericPair } from './column-pair.ts';
import { type CountPair, countBins, countValues } from './count-pair.ts';
import { hellinger } from './hellinger.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { type TestResult, kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { lazily } from './lazily.ts';
import { psi } from './psi.ts';
import { sturgesEdges } from './sturges-edges.ts';
import { wasserstein, wassersteinNormed } from './wasserstein.ts';
import { zTest } from './z-test.ts';

/** Names of the statistics, as the CLI's JSON and the manifest's `method` spell them. */
export const methods = ['psi', 'ks', 'chiSquare', 'zTest', 'jensenShannon', 'wasserstein', 'wassersteinNormed', 'hellinger'] as const;

/** The name of one statistic. */
export type Method = (typeof methods)[number];

/** Every statistic of one column; null where it does not fit the column. */
export interface Statistics {
  readonly psi: number | null;
  readonly ks: TestResult | null;
  readonly chiSquare: TestResult | null;
  readonly zTest: TestResult | null;
  readonly jensenShannon: number | null;
  readonly wasserstein: number | null;
  readonly wassersteinNormed: number | null;
  readonly hellinger: number | null;
}

/** What a score of a method is compared with. */
export interface Judgement {
  /** Evidently's default. */
  readonly threshold: number;
  /** Where drift lies: p-values drift below their threshold, distances above. */
  readonly direction: 'above' | 'below';
  /** Whether a score equal to the threshold is drift. */
  readonly inclusive: boolean;
}

const distance: Judgement = { threshold: 0.1, direction: 'above', inclusive: true };
const test: Judgement = { threshold: 0.05, direction: 'below', inclusive: false };

/** Evidently's default thresholds: p-values 0.05 (only Kolmogorov-Smirnov drifts at the threshold itself), distances 0.1. */
export const judgements: Readonly<Record<Method, Judgement>> = {
  psi: distance,
  ks: { ...test, inclusive: true },
  chiSquare: test,
  zTest: test,
  jensenShannon: distance,
  wasserstein: distance,
  wassersteinNormed: distance,
  hellinger: distance,
};

/** True where `score` is on the drift side of its threshold; a score that is no number is no drift, as in Evidently. */
export function isDrift(score: number, { threshold, direction, inclusive }: Judgement): boolean {
  if (inclusive && score === threshold) return true;
  return direction === 'above' ? score > threshold : score < threshold;
}

/** The number that a method is judged by: the p-value of a test, else the distance; null where the method does not fit the column. */
export function scoreOf(method: Method, pair: ColumnPair): number | null {
  const value = compute(method, pair, { values: lazily(() => valueCounts(pair)), shares: lazily(() => shareCounts(pair)) });
  return value === null || typeof value === 'number' ? value : value.pValue;
}

/** All statistics of a column; each null where it does not fit, NaN where it has no value (as with an empty side). */
export function computeStatistics(pair: ColumnPair): Statistics {
  const counts = { values: lazily(() => valueCounts(pair)), shares: lazily(() => shareCounts(pair)) };
  return {
    psi: distanceOf('psi', pair, counts),
    ks: testOf('ks', pair, counts),
    chiSquare: testOf('chiSquare', pair, counts),
    zTest: testOf('zTest', pair, counts),
    jensenShannon: distanceOf('jensenShannon', pair, counts),
    wasserstein: distanceOf('wasserstein', pair, counts),
    wassersteinNormed: distanceOf('wassersteinNormed', pair, counts),
    hellinger: distanceOf('hellinger', pair, counts),
  };
}

/** Counts that several statistics share, made when the first of them asks. */
interface Counts {
  /** One count a distinct value. */
  readonly values: () => CountPair;
  /** The bins of PSI and Jensen-Shannon; null where the range of numbers is beyond a double. */
  readonly shares: () => CountPair | null;
}

function distanceOf(method: Method, pair: ColumnPair, counts: Counts): number | null {
  const value = compute(method, pair, counts);
  return typeof value === 'number' ? value : null;
}

function testOf(method: Method, pair: ColumnPair, counts: Counts): TestResult | null {
  const value = compute(method, pair, counts);
  return typeof value === 'number' ? null : value;
}

function compute(method: Method, pair: ColumnPair, counts: Counts): number | TestResult | null {
  const numeric = pair.type === 'numeric' ? pair : null;
  switch (method) {
    case 'psi':
      return ofCounts(psi, counts.shares());
    case 'jensenShannon':
      return ofCounts(jensenShannon, counts.shares());
    case 'hellinger':
      return ofCounts(hellinger, numeric === null ? counts.values() : hellingerCounts(numeric));
    case 'ks':
      return numeric === null ? null : kolmogorovSmirnov(numeric.reference, numeric.current);
    case 'wasserstein':
      return numeric === null ? null : wasserstein(numeric.reference, numeric.current);
    case 'wassersteinNormed':
      return numeric === null ? null : wassersteinNormed(numeric.reference, numeric.current);
    case 'chiSquare':
      return numeric !== null && numeric.distinct > 5 ? null : chiSquare(counts.values());
    case 'zTest':
      return pair.distinct > 2 ? null : zTest(counts.values());
  }
}

function ofCounts(statistic: (counts: CountPair) => number, counts: CountPair | null): number {
  return counts === null ? NaN : statistic(counts);
}

function valueCounts(pair: ColumnPair): CountPair {
  return pair.type === 'numeric' ? countValues(pair.reference, pair.current) : pair.counts;
}

/**
 * The bins of PSI and Jensen-Shannon: Sturges' histogram over all rows of both sides where the reference has more than 20 distinct
 * numbers, else one bin a value. Source: `get_binned_data` of Evidently.
 */
function shareCounts(pair: ColumnPair): CountPair | null {
  if (pair.type !== 'numeric' || pair.distinctReference <= 20) return valueCounts(pair);
  return histogram(pair, pair.reference.size + pair.current.size);
}

/** The bins of Hellinger's distance for numbers: Sturges' over the distinct values of both sides, however few. */
function hellingerCounts(pair: NumericPair): CountPair | null {
  return histogram(pair, pair.distinct);
}

function histogram(pair: NumericPair, count: number): CountPair | null {
  const edges = edgesOf(pair, count);
  return edges === null ? null : countBins(pair.reference, pair.current, edges);
}

/** Sturges' edges over both sides for `count` values; null where there are none or their range is beyond a double. */
export function edgesOf({ reference, current, integers }: NumericPair, count: number): Float64Array | null {
  const min = Math.min(reference.values[0] ?? Infinity, current.values[0] ?? Infinity);
  const max = Math.max(reference.values.at(-1) ?? -Infinity, current.values.at(-1) ?? -Infinity);
  return sturgesEdges({ min, max, count, integers });
}
