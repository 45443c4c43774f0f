/**
 * The text of the bytes from `start` to `end` (exclusive), read as UTF-8; a byte that is no UTF-8 becomes U+FFFD.
 * The core has no TextDecoder, since it runs without any host.
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let [text, at] = ['', start];
  while (at < end) {
    const first = bytes[at] ?? 0;
    const length =
      first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    const point = length === 1 ? first : decodeSequence(bytes, at, length, end);
    if (point === null) {
      text += '\ufffd';
      at += 1;
      continue;
    }
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** The code point of a sequence of 2 to 4 bytes; null where it is cut, overlong, a surrogate or out of range. */
function decodeSequence(bytes: Uint8Array, at: number, length: number, end: number): number | null {
  if (length === 0 || at + length > end) return null;
  let point = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let i = 1; i < length; i += 1) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return null;
    point = point * 64 + (next & 0x3f);
  }
  const smallest = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0;
  if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
  return point;
}
