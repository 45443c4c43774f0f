/** Quantiles of native histograms, as Prometheus estimates them. */
import type { HistogramBucket, HistogramSample } from '../model/series.ts';

/**
 * The value below which a share of a native histogram's observations lies (0 < share < 1), by the method of `histogram_quantile` in
 * Prometheus 3 (`promql/quantile.go`): the bucket in which the share ends is found by its count, and the place inside it is estimated on
 * a logarithmic scale in exponential buckets, and linearly in the bucket around zero and in custom ones.
 *
 * An answer does not name the kind of its buckets. Here they are exponential where every one that is not around zero is wider by the same
 * factor 2^(2^-n), for a whole n from -4 to 8, as the schemas of native histograms are. Custom buckets of powers of two look the same.
 * NaN for a histogram without observations, and where the share ends among observations that were NaN.
 */
export function histogramQuantile(share: number, { count, sum, buckets: all }: Pick<HistogramSample, 'count' | 'sum' | 'buckets'>): number {
  const buckets = all.filter((bucket) => bucket.count > 0);
  const isCustom = !isExponential(buckets);
  if (count === 0 || buckets.length === 0) return Number.NaN;
  const rank = share * count;
  let before = 0;
  for (const bucket of buckets) {
    if (before + bucket.count >= rank) return within(bounded(bucket, buckets, isCustom), (rank - before) / bucket.count, isCustom);
    before += bucket.count;
  }
  // What is in no bucket was NaN; else counts that were reckoned by `rate` do not add up in their last digits.
  return Number.isNaN(sum) ? Number.NaN : (buckets.at(-1)?.upper ?? Number.NaN);
}

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The bucket around zero begins or ends at zero where nothing is on its other side; so does the first of custom ones. */
function bounded({ lower, upper }: HistogramBucket, buckets: readonly HistogramBucket[], isCustom: boolean): Bounds {
  if (isCustom) {
    if (lower === Number.NEGATIVE_INFINITY) return { lower: upper <= 0 ? upper : 0, upper };
    return { lower, upper: upper === Number.POSITIVE_INFINITY ? lower : upper };
  }
  if (lower >= 0 || upper <= 0) return { lower, upper };
  const hasNegative = buckets.some((bucket) => bucket.upper < 0);
  const hasPositive = buckets.some((bucket) => bucket.lower > 0);
  if (hasPositive && !hasNegative) return { lower: 0, upper };
  return hasNegative && !hasPositive ? { lower, upper: 0 } : { lower, upper };
}

function within({ lower, upper }: Bounds, fraction: number, isCustom: boolean): number {
  if (lower === upper) return lower;
  if (isCustom || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction;
  const [from, to] = [Math.log2(Math.abs(lower)), Math.log2(Math.abs(upper))];
  return Math.sign(lower) * 2 ** (from + (to - from) * fraction);
}

function isExponential(buckets: readonly HistogramBucket[]): boolean {
  const outside = buckets.filter(({ lower, upper }) => lower > 0 || upper < 0);
  const growths = outside.map(({ lower, upper }) => Math.abs(Math.log2(upper / lower)));
  const [growth] = growths;
  // With the bucket around zero alone nothing else tells: that of exponential ones is as wide on both sides.
  if (growth === undefined) return buckets.every(({ lower, upper }) => lower === -upper);
  const schema = -Math.log2(growth);
  const isSchema = Math.abs(schema - Math.round(schema)) < 1e-6 && schema > -4.5 && schema < 8.5;
  const isZeroBetween = buckets.every((bucket) => outside.includes(bucket) || bucket.lower === -bucket.upper);
  return isSchema && isZeroBetween && growths.every((one) => Math.abs(one - growth) < 1e-9 * Math.max(1, growth));
}
