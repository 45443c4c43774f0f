/**
 * The finite values of a column, ascending; `values` are used up. A radix sort by eleven bits at a time, with the numbers' bits turned so
 * that they sort as whole numbers do: at a million rows it takes half the time of the host's own sort.
 */
export function sortFinite(values: Float64Array): Float64Array {
  let count = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    // Negative zero would sort before zero and look like another value.
    values[count] = value + 0;
    count += 1;
  }
  const finite = values.subarray(0, count);
  return count < fewestForRadix ? finite.sort() : radixSort(finite);
}

const fewestForRadix = 20_000;
const digits = 6;
const digitBits = 11;
const digitValues = 1 << digitBits;
const digitMask = digitValues - 1;

function radixSort(values: Float64Array): Float64Array {
  const other = new Float64Array(values.length);
  let from: Uint32Array = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  let into: Uint32Array = new Uint32Array(other.buffer);
  const places = countDigits(from);
  let isInOther = false;
  for (let digit = 0; digit < digits; digit += 1) {
    const own = places.subarray(digit * digitValues, (digit + 1) * digitValues);
    if (!toPlaces(own, values.length)) continue;
    moveByDigit(from, into, { digit, places: own });
    [from, into] = [into, from];
    isInOther = !isInOther;
  }
  turnBack(from);
  return isInOther ? other : values;
}

/** Turns the bits of doubles so that they sort as unsigned numbers, and counts each digit's values. The low half of a double comes first. */
function countDigits(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(digits * digitValues);
  for (let at = 0; at < words.length; at += 2) {
    const sign = (words[at + 1] ?? 0) >> 31;
    const low = ((words[at] ?? 0) ^ sign) >>> 0;
    const high = ((words[at + 1] ?? 0) ^ (sign | 0x80000000)) >>> 0;
    words[at] = low;
    words[at + 1] = high;
    for (let digit = 0; digit < digits; digit += 1) {
      const place = digit * digitValues + digitOf(low, high, digit);
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return counts;
}

function digitOf(low: number, high: number, digit: number): number {
  switch (digit) {
    case 0:
      return low & digitMask;
    case 1:
      return (low >>> digitBits) & digitMask;
    case 2:
      return (low >>> (2 * digitBits)) | ((high & 1) << 10);
    case 3:
      return (high >>> 1) & digitMask;
    case 4:
      return (high >>> (1 + digitBits)) & digitMask;
    default:
      return high >>> (1 + 2 * digitBits);
  }
}

/** Turns counts into the places where each value starts; false where all values are the same, so that nothing would move. */
function toPlaces(counts: Uint32Array, length: number): boolean {
  let place = 0;
  for (let value = 0; value < counts.length; value += 1) {
    const count = counts[value] ?? 0;
    if (count === length) return false;
    counts[value] = place;
    place += count;
  }
  return true;
}

function moveByDigit(from: Uint32Array, into: Uint32Array, { digit, places }: { digit: number; places: Uint32Array }): void {
  for (let at = 0; at < from.length; at += 2) {
    const [low, high] = [from[at] ?? 0, from[at + 1] ?? 0];
    const value = digitOf(low, high, digit);
    const place = places[value] ?? 0;
    places[value] = place + 1;
    into[2 * place] = low;
    into[2 * place + 1] = high;
  }
}

function turnBack(words: Uint32Array): void {
  for (let at = 0; at < words.length; at += 2) {
    const sign = (words[at + 1] ?? 0) >>> 31 === 1 ? 0 : -1;
    words[at] = (words[at] ?? 0) ^ sign;
    words[at + 1] = (words[at + 1] ?? 0) ^ (sign | 0x80000000);
  }
}
