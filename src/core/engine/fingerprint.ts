/**
 * A 64-bit FNV-1a hash in hexadecimal: stable across platforms and runs, short enough for a baseline file. Not for secrets.
 * Formula: Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis 14695981039346656037, prime 1099511628211).
 */
export function fingerprint(text: string): string {
  // Two 32-bit halves: BigInt would be ten times slower on thousands of findings.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index += 1) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    // hash * 0x100000001b3 = hash * 0x1b3 + (hash << 40)
    const product = low * 0x1b3;
    const carried = Math.floor(product / 0x1_0000_0000);
    high = (Math.imul(high, 0x1b3) + carried + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
