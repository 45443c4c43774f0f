/**
 * The distribution of Kolmogorov's statistic for one sample of n rows, from which the asymptotic p-value of two samples is taken.
 *
 * Which of the methods serves which corner follows Simard and L'Ecuyer, "Computing the Two-Sided Kolmogorov-Smirnov Distribution"
 * (J. Stat. Softw. 39/11, 2011) with the limits that scipy uses, because the Pelz-Good corner is an approximation:
 * a more exact number there would not agree with scipy.
 */
import { binomialProbability, logFactorialOverPower } from './special-functions.ts';

/**
 * P(Dₙ ≥ d) for two-sided D, as `scipy.stats.kstwo.sf(d, n)`; `n` is a whole number of rows, d lies between 0 and 1.
 * NaN for NaN or n < 1. Agrees with scipy to 1e-9, relative in the tail.
 */
export function kolmogorovTail(d: number, n: number): number {
  if (Number.isNaN(d) || !(n >= 1)) return NaN;
  if (d >= 1) return 0;
  const scaled = n * d;
  if (scaled <= 0.5) return 1;
  if (scaled <= 1) return clip(1 - Math.exp(logFactorialOverPower(n) + n * Math.log(2 * scaled - 1)));
  if (scaled >= n - 1) return clip(2 * (1 - d) ** n);
  if (d >= 0.5) return clip(2 * smirnovTail(d, n));
  const nd2 = scaled * d;
  if (n <= 140) return clip(nd2 <= 4 ? 1 - durbin(d, n) : 2 * smirnovTail(d, n));
  if (nd2 >= 370) return 0;
  if (nd2 >= 2.2) return clip(2 * smirnovTail(d, n));
  return clip(1 - (n <= 100_000 && n * d ** 1.5 <= 1.4 ? durbin(d, n) : pelzGood(d, n)));
}

/**
 * P(Dₙ⁺ ≥ d), one-sided, as `scipy.special.smirnov(n, d)`: the sum over v of C(n, v) d (d + v/n)^(v−1) (1 − d − v/n)^(n−v).
 *
 * Source: Birnbaum and Tingey (1951). All terms are positive; each is a binomial probability, so small tails keep their digits.
 * Above a million rows it is exp(−(6nd + 1)² / 18n), as in scipy.
 */
export function smirnovTail(d: number, n: number): number {
  if (d <= 0) return 1;
  if (d >= 1) return 0;
  if (n > 1_000_000) return Math.exp(-((6 * n * d + 1) ** 2) / 18 / n);
  let sum = Math.exp(n * Math.log1p(-d));
  const last = Math.min(n - 1, Math.floor(n * (1 - d)));
  for (let v = 1; v <= last; v += 1) {
    const p = d + v / n;
    const q = (n - v) / n - d;
    if (q <= 0) break;
    sum += (d / p) * binomialProbability({ successes: v, trials: n, p, q });
  }
  return clip(sum);
}

/**
 * P(Dₙ < d) by the matrix of Durbin (1968) in the form of Marsaglia, Tsang and Wang (2003): exact, cost m³ log n with m = 2⌈nd⌉ − 1.
 * The entry of the matrix power is kept as mantissa and logarithm, because it leaves the range of a double.
 */
function durbin(d: number, n: number): number {
  const k = Math.ceil(n * d);
  const h = k - n * d;
  const size = 2 * k - 1;
  let matrix = durbinMatrix(size, h);
  let row = new Float64Array(size);
  row[k - 1] = 1;
  let [logRow, logMatrix] = [0, 0];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      row = rowTimesMatrix(row, matrix, size);
      logRow += logMatrix + rescale(row);
    }
    if (rest > 1) {
      matrix = squareMatrix(matrix, size);
      logMatrix = 2 * logMatrix + rescale(matrix);
    }
  }
  return clip((row[k - 1] ?? 0) * Math.exp(logRow + logFactorialOverPower(n)));
}

function durbinMatrix(size: number, h: number): Float64Array {
  const inverseFactorial = new Float64Array(size + 1).fill(1);
  for (let i = 1; i <= size; i += 1) inverseFactorial[i] = (inverseFactorial[i - 1] ?? 0) / i;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < Math.min(size, i + 2); j += 1) matrix[i * size + j] = inverseFactorial[i - j + 1] ?? 0;
  }
  for (let i = 0; i < size; i += 1) {
    const edge = (1 - h ** (i + 1)) * (inverseFactorial[i + 1] ?? 0);
    matrix[i * size] = edge;
    matrix[size * (size - 1) + (size - 1 - i)] = edge;
  }
  matrix[size * (size - 1)] = (1 - 2 * h ** size + Math.max(0, 2 * h - 1) ** size) * (inverseFactorial[size] ?? 0);
  return matrix;
}

function rowTimesMatrix(row: Float64Array, matrix: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const factor = row[i] ?? 0;
    if (factor === 0) continue;
    for (let j = 0; j < size; j += 1) product[j] = (product[j] ?? 0) + factor * (matrix[i * size + j] ?? 0);
  }
  return product;
}

function squareMatrix(matrix: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    product.set(rowTimesMatrix(matrix.subarray(i * size, (i + 1) * size), matrix, size), i * size);
  }
  return product;
}

/** Divides by the largest entry and gives the logarithm of the divisor. */
function rescale(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  if (largest === 0) return 0;
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) / largest;
  return Math.log(largest);
}

/**
 * P(Dₙ ≤ d) ≈ K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5 with z = d√n.
 *
 * Source: Pelz and Good (J. R. Stat. Soc. B 38/2, 1976), the theta-function form for small z.
 */
function pelzGood(d: number, n: number): number {
  const z = d * Math.sqrt(n);
  const [z2, pi2] = [z * z, Math.PI ** 2];
  const [z4, z6, z8] = [z2 ** 2, z2 ** 3, z2 ** 4];
  const rootTwoPi = Math.sqrt(2 * Math.PI);
  if (-pi2 / 8 / z2 < -708) return 0;

  const sums = [0, 0, 0, 0];
  const add = (index: number, value: number): void => {
    sums[index] = (sums[index] ?? 0) + value;
  };
  // Odd m beyond 16 z / π change no digit: their weight is under e^−280 of the first.
  for (let m = 1; m <= 2 * Math.ceil((16 * z) / Math.PI) + 1; m += 2) {
    const weight = rootTwoPi * Math.exp((-pi2 * m * m) / 8 / z2);
    const a = (pi2 * m * m) / 4;
    add(0, weight / z);
    add(1, (weight * (a - z2)) / (6 * z4));
    add(2, (weight * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2))) / (72 * z6 * z));
    add(
      3,
      (weight * (-30 * z6 - 90 * z8 + a * (135 * z4 - 96 * z6) + a * a * (212 * z4 - 60 * z2) + a ** 3 * (5 - 30 * z2))) / (6480 * z8 * z2),
    );
  }
  for (let k = 1; k <= Math.ceil((16 * z) / Math.PI) + 1; k += 1) {
    const a = pi2 * k * k;
    const weight = rootTwoPi * a * Math.exp(-a / 2 / z2);
    add(2, -weight / (36 * z2 * z));
    add(3, (weight * (3 * z2 - a)) / (216 * z6));
  }
  return clip(sums.reduce((total, sum, index) => total + sum / n ** (index / 2), 0));
}

function clip(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
