import type { CountPair } from './count-pair.ts';

/**
 * The population stability index Σ (p − q) ln(p / q) over the shares of reference and current, zeros filled; 0 for equal shares.
 * NaN where a side is empty.
 *
 * Source: Evidently's `psi`, which does not renormalise after filling.
 */
export function psi(counts: CountPair): number {
  if (counts.referenceRows === 0 || counts.currentRows === 0) return NaN;
  const [p, q] = [fillZeros(counts.reference, counts.referenceRows), fillZeros(counts.current, counts.currentRows)];
  let sum = 0;
  for (let i = 0; i < p.length; i += 1) sum += ((p[i] ?? 0) - (q[i] ?? 0)) * Math.log((p[i] ?? 0) / (q[i] ?? 0));
  return sum;
}

/**
 * Shares with their zeros replaced: by the smallest other share / 10⁶ if that share is at most 0.0001, else by 0.0001.
 * Each side has its own filling. Source: `get_binned_data` of Evidently.
 */
function fillZeros(counts: Float64Array, rows: number): Float64Array {
  const shares = counts.map((count) => count / rows);
  let smallest = Infinity;
  for (const share of shares) if (share > 0 && share < smallest) smallest = share;
  const filling = smallest <= 0.0001 ? smallest / 10 ** 6 : 0.0001;
  return shares.map((share) => (share === 0 ? filling : share));
}
