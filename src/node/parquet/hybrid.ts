/**
 * Reads `count` whole numbers of `width` bits (0 to 32) from the run-length and bit-packed hybrid encoding at `start` of `bytes`.
 * Throws an Error where the bytes end before the numbers do, or a number is larger than `width` bits could say.
 * Runs that say more than is asked for are cut: a header may claim any length.
 *
 * Source: the Parquet format's Encodings.md, "RLE / Bit-Packing Hybrid".
 */
export function readHybrid(bytes: Uint8Array, { start, width, count }: { start: number; width: number; count: number }): Int32Array {
  if (!(width >= 0 && width <= 32)) throw new Error('bit width');
  const numbers = new Int32Array(count);
  let [at, done] = [start, 0];
  while (done < count) {
    let [header, shift] = [0, 0];
    for (let byte = 0x80; byte >= 0x80; shift += 7) {
      if (at >= bytes.length || shift > 28) throw new Error('runs end early');
      byte = bytes[at] ?? 0;
      at += 1;
      header |= (byte & 0x7f) << shift;
    }
    const length = header >>> 1;
    if ((header & 1) === 0) {
      let value = 0;
      for (let index = 0; index < (width + 7) >> 3; index += 1) {
        if (at >= bytes.length) throw new Error('runs end early');
        value |= (bytes[at] ?? 0) << (8 * index);
        at += 1;
      }
      const end = Math.min(count, done + length);
      numbers.fill(value, done, end);
      done = end;
    } else {
      const end = Math.min(count, done + length * 8);
      unpackBits(bytes, { at, width, numbers, from: done, end });
      at += length * width;
      done = end;
    }
  }
  return numbers;
}

interface BitRun {
  readonly at: number;
  readonly width: number;
  readonly numbers: Int32Array;
  readonly from: number;
  readonly end: number;
}

/** Bits of a number follow one another from the lowest of a byte on. */
function unpackBits(bytes: Uint8Array, { at, width, numbers, from, end }: BitRun): void {
  // The last byte that is needed; writers may leave out the padding of the last group.
  if (at + Math.ceil(((end - from) * width) / 8) > bytes.length) throw new Error('runs end early');
  if (width > 24) {
    for (let index = from; index < end; index += 1) numbers[index] = wideNumber(bytes, at * 8 + (index - from) * width, width);
    return;
  }
  const mask = (1 << width) - 1;
  let [held, bits, next] = [0, 0, at];
  for (let index = from; index < end; index += 1) {
    while (bits < width) {
      held |= (bytes[next] ?? 0) << bits;
      next += 1;
      bits += 8;
    }
    numbers[index] = held & mask;
    held >>>= width;
    bits -= width;
  }
}

function wideNumber(bytes: Uint8Array, bit: number, width: number): number {
  let number = 0;
  for (let index = 0; index < width; index += 1) {
    const place = bit + index;
    if ((((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) === 1) number |= 1 << index;
  }
  return number;
}
