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

  let [mantissa, digits, point, significant] = [0, 0, -1, 0];
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= zero && byte <= nine) {
      mantissa = mantissa * 10 + (byte - zero);
      digits += 1;
      if (mantissa > 0) significant += 1;
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

  // Fifteen digits and a power of ten up to 22 are exact doubles, so one operation on them rounds once.
  const exact = significant <= 15 && exponent >= -22 && exponent <= 22;
  const size = exact ? (exponent < 0 ? mantissa / 10 ** -exponent : mantissa * 10 ** exponent) : Number(asciiText(bytes, firstDigit, to));
  into.value = sign === minus ? -size : size;
}

/** The number that a text is, by the same grammar; NaN where it is none. */
export function numberFromText(text: string): number {
  const trimmed = /^[ \t]*([+-]?)((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|infinity)[ \t]*$/i.exec(text);
  if (trimmed === null) return NaN;
  const [, sign, digits = ''] = trimmed;
  const size = /^i/i.test(digits) ? Infinity : Number(digits);
  return sign === '-' ? -size : size;
}

const [zero, nine, dot, plus, minus, space, tab] = [0x30, 0x39, 0x2e, 0x2b, 0x2d, 0x20, 0x09];

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
