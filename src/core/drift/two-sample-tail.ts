/**
 * The exact distribution of the two-sample Kolmogorov-Smirnov statistic: what share of all orders of the pooled rows gives a distance
 * of at least h / lcm(m, n). Sums of positive terms alone, so that p-values of 1e-149 keep their digits.
 */

/**
 * P(D ≥ h / lcm(m, n)) for samples of `m` and `n` rows without ties, two-sided; `h` is a whole number.
 *
 * Source: Hodges (Ark. Mat. 3, 1958) and `scipy.stats.ks_2samp(method="exact")`. May come out a last digit above 1 for equal sizes,
 * as there; the caller then falls back as scipy does.
 */
export function twoSampleTail({ m, n, h }: { m: number; n: number; h: number }): number {
  if (h <= 0) return 1;
  return m === n ? squareTail(n, h) : bandTail(m, n, h);
}

/**
 * Equal sizes: 2 [C(2n, n−h) − C(2n, n−2h) + …] / C(2n, n), by factoring out each term from the next (a Horner scheme).
 * The order of operations is scipy's, since its fallback depends on the last digit: 5 against 5 rows with h = 1 give 1 + 2^-52.
 */
function squareTail(n: number, h: number): number {
  let tail = 0;
  for (let k = Math.floor(n / h); k >= 0; k -= 1) {
    let factor = 1;
    for (let j = 0; j < h; j += 1) factor = ((n - k * h - j) * factor) / (n + k * h + j + 1);
    tail = factor * (1 - tail);
  }
  return 2 * tail;
}

/**
 * Unequal sizes: walks the lattice from (0, 0) to (m, n) and keeps, for each point, the share of paths to it that have left the band
 * |nx − my| < h · gcd. A path comes to (x, y) from (x−1, y) with probability x / (x + y), else from (x, y−1).
 * Goes by diagonals x + y = s, because their points do not depend on each other; at most 2·10⁸ steps at 10,000 rows.
 */
function bandTail(m: number, n: number, h: number): number {
  if (tailUnderflows(m, n, h)) return 0;
  const divisor = gcd(m, n);
  const [a, b] = [m / divisor, n / divisor];
  // Outside the band the share is 1; a point that the band has left is set back to that.
  const left = new Float64Array(m + 1).fill(1);
  left[0] = 0;
  let low = 0;
  for (let s = 1; s <= m + n; s += 1) {
    const first = Math.max(0, s - n, Math.floor((a * s - h) / (a + b)) + 1);
    const last = Math.min(m, s, Math.ceil((a * s + h) / (a + b)) - 1);
    if (last < first) return 1;
    for (let x = last; x >= first; x -= 1) {
      left[x] = (x * (x === 0 ? 1 : (left[x - 1] ?? 1)) + (s - x) * (left[x] ?? 1)) / s;
    }
    left.fill(1, Math.min(low, first), first);
    low = first;
  }
  return left[m] ?? 1;
}

/**
 * True where the tail is under the smallest double, so that walking the lattice would only find 0.
 * Source: Serfling's bound (Ann. Stat. 2, 1974) for draws without replacement, at each of the m + n pooled rows.
 */
function tailUnderflows(m: number, n: number, h: number): boolean {
  const distance = (h / m) * (gcd(m, n) / n);
  const larger = Math.max(m, n);
  const exponent = ((2 * m * n) / (m + n)) * distance ** 2 * (larger / (larger + 1));
  return exponent - Math.log(2 * (m + n)) > 750;
}

/** The greatest common divisor of two whole numbers above 0. */
export function gcd(m: number, n: number): number {
  return n === 0 ? m : gcd(n, m % n);
}
