/**
 * Edges of Sturges' histogram over `count` values from `min` to `max`: bins + 1 ascending numbers, the first `min`, the last `max`
 * (a single value gets one bin of width 1 around it). Null where the range is no finite number.
 *
 * Source: `numpy.histogram_bin_edges(values, "sturges")`: width = (max − min) / (log2 count + 1), bins = ⌈(max − min) / width⌉, which in
 * floating point is sometimes one more than ⌈log2 count + 1⌉; edge i = i · step + min. `integers` says that the column is of whole
 * numbers: NumPy 2 widens bins under 1 to 1 there.
 */
export function sturgesEdges({
  min,
  max,
  count,
  integers,
}: {
  min: number;
  max: number;
  count: number;
  integers: boolean;
}): Float64Array | null {
  const range = max - min;
  if (!Number.isFinite(range) || count < 1) return null;
  if (range === 0) return Float64Array.of(min - 0.5, max + 0.5);
  const natural = range / (Math.log2(count) + 1);
  const width = integers && natural < 1 ? 1 : natural;
  const bins = width === 0 ? 1 : Math.ceil(range / width);
  const step = range / bins;
  const edges = new Float64Array(bins + 1);
  // Where the step underflows, numpy.linspace divides first.
  for (let i = 0; i < bins; i += 1) edges[i] = (step === 0 ? (i / bins) * range : i * step) + min;
  edges[bins] = max;
  return edges;
}
