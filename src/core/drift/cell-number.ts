/** The number at `start` to `end` (exclusive) of `bytes`, and how it is written. NaN where it is none. */
export interface CellNumber {
  value: number;
  /** True for digits with at most a sign. */
  integer: boolean;
}

/**
 * Reads a number as pandas' CSV reader recognises it: blanks around it, a sign, digits with at most one point, an exponent,
 * or `inf` / `infinity` in any case. Correctly rounded. The answer is written into `into`, so that a million cells make no objects.
 */
export function readCellNumber(bytes: Uint8Array, start: number, end: number, into: CellNumber): void {
  into.value = NaN;
  into.integer = false;
  let [from, to] = [start, end];
  while (from < to && isBlank(bytes[from])) from += 1;
  while (to > from && isBlank(bytes[to - 1])) to -= 1;
  const sign = bytes[from];
  let at = sign === plus || sign === minus ? from + 1 : from;
  const firstDigit = at;

  // The first fifteen significant digits and up to four more: both parts are exact doubles.
  let [high, low, lowDigits, digits, point] = [0, 0, 0, 0, -1];
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= zero && byte <= nine) {
      digits += 1;
      if (high < 1e14) high = high * 10 + (byte - zero);
      else {
        low = low * 10 + (byte - zero);
        lowDigits += 1;
      }
    } else if (byte === dot && point < 0) point = digits;
    else break;
  }
  if (digits === 0) {
    into.value = point < 0 && isInfinity(bytes, firstDigit, to) ? (sign === minus ? -Infinity : Infinity) : NaN;
    return;
  }
  let exponent = point < 0 ? 0 : point - digits;
  if (at < to) {
    const written = readExponent(bytes, at, to);
    if (Number.isNaN(written)) return;
    exponent += written;
  } else into.integer = point < 0;

  let size = NaN;
  if (lowDigits === 0 && exponent >= -22 && exponent <= 22) {
    // A power of ten up to 22 is an exact double too, so one operation rounds once.
    size = exponent < 0 ? high / powerOfTen(-exponent) : high * powerOfTen(exponent);
  } else if (lowDigits <= 4 && exponent <= 0 && exponent >= -22) size = divideLong(high, low, powerOfTen(lowDigits), powerOfTen(-exponent));
  if (Number.isNaN(size)) size = Number(asciiText(bytes, firstDigit, to));
  into.value = sign === minus ? -size : size;
}

const powersOfTen = Float64Array.of(
  1,
  1e1,
  1e2,
  1e3,
  1e4,
  1e5,
  1e6,
  1e7,
  1e8,
  1e9,
  1e10,
  1e11,
  1e12,
  1e13,
  1e14,
  1e15,
  1e16,
  1e17,
  1e18,
  1e19,
  1e20,
  1e21,
  1e22,
);

/** 10 to a whole power from 0 to 22, exactly; `**` does not promise that. */
function powerOfTen(exponent: number): number {
  return powersOfTen[exponent] ?? NaN;
}

/**
 * (high · scale + low) / divisor, correctly rounded, for the 16 to 19 digits that programs write; NaN where the last bit is in doubt.
 * Works on unevaluated sums of two doubles (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
 */
function divideLong(high: number, low: number, scale: number, divisor: number): number {
  const product = high * scale;
  const rest = productError(high, scale, product) + low;
  const top = product + rest;
  const bottom = rest - (top - product);
  const quotient = top / divisor;
  const back = quotient * divisor;
  const correction = (top - back - productError(quotient, divisor, back) + bottom) / divisor;
  // The correction is known to 50 bits; only within 2^-92 of a tie could that matter.
  const doubt = quotient * 2 ** -92;
  const rounded = quotient + (correction - doubt);
  return rounded === quotient + (correction + doubt) ? rounded : NaN;
}

/** a · b − product, exactly, where product is a · b rounded. */
function productError(a: number, b: number, product: number): number {
  const [splitA, splitB] = [a * 134217729, b * 134217729];
  const aHigh = splitA - (splitA - a);
  const bHigh = splitB - (splitB - b);
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The number that a text is, by the same grammar; NaN where it is none. */
export function numberFromText(text: string): number {
  const trimmed = /^[ \t]*([+-]?)((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|infinity)[ \t]*$/i.exec(text);
  if (trimmed === null) return NaN;
  const [, sign, digits = ''] = trimmed;
  const size = /^i/i.test(digits) ? Infinity : Number(digits);
  return sign === '-' ? -size : size;
}

const zero = 0x30;
const nine = 0x39;
const dot = 0x2e;
const plus = 0x2b;
const minus = 0x2d;
const space = 0x20;
const tab = 0x09;

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab;
}

/** The exponent that starts at `at` with an `e`; NaN where that is not one. */
function readExponent(bytes: Uint8Array, at: number, to: number): number {
  if (((bytes[at] ?? 0) | 0x20) !== 0x65) return NaN;
  const sign = bytes[at + 1];
  const first = sign === plus || sign === minus ? at + 2 : at + 1;
  if (first >= to) return NaN;
  let exponent = 0;
  for (let i = first; i < to; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < zero || byte > nine) return NaN;
    // Beyond this size every double is 0 or Infinity.
    exponent = Math.min(100_000, exponent * 10 + (byte - zero));
  }
  return sign === minus ? -exponent : exponent;
}

function isInfinity(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (length !== 3 && length !== 8) return false;
  return /^inf(inity)?$/i.test(asciiText(bytes, from, to));
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i += 1) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
