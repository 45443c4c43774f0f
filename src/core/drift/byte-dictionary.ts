import { message } from '../l10n/message.ts';
import { TableError, mostTexts } from './table.ts';
import { driftTexts } from './texts.ts';
import { decodeUtf8 } from './utf8.ts';

/** All strings together; their places are numbers of 32 bits. */
const mostBytes = 2 ** 30;

/**
 * Distinct byte strings by number, in the order in which they came. Texts of a million rows are told apart without making a string of each:
 * an open hash table over one stretch of bytes.
 */
export class ByteDictionary {
  #bytes = new Uint8Array(1024);
  /** Where each string ends; it starts where the one before ends. */
  #ends = new Uint32Array(64);
  #hashes = new Int32Array(64);
  /** Number + 1 of the string in a slot, 0 for a free one; the length is a power of two, at least twice the strings. */
  #slots = new Int32Array(128);
  #size = 0;

  /** How many distinct strings there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of the bytes from `start` to `end` (exclusive), a new one if they are new. Throws TableError where there are too many. */
  add(bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a.
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return this.#insert(bytes, { start, end, hash, slot });
      if (this.#hashes[number] === hash && this.#equals(number, bytes, start, end)) return number;
      slot = (slot + 1) & mask;
    }
  }

  /** A string as text. */
  text(number: number): string {
    return decodeUtf8(this.#bytes, this.#startOf(number), this.#ends[number] ?? 0);
  }

  /** A string as its bytes; they are lent. */
  bytes(number: number): Uint8Array {
    return this.#bytes.subarray(this.#startOf(number), this.#ends[number] ?? 0);
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(number);
    if ((this.#ends[number] ?? 0) - from !== end - start) return false;
    for (let at = start; at < end; at += 1) if (bytes[at] !== this.#bytes[from + at - start]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, { start, end, hash, slot }: { start: number; end: number; hash: number; slot: number }): number {
    const number = this.#size;
    const from = this.#startOf(number);
    const needed = from + end - start;
    if (number >= mostTexts || needed > mostBytes) throw new TableError(message(driftTexts.tooManyTexts, { limit: mostTexts }));
    if (needed > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(needed, this.#bytes.length * 2)));
    if (number === this.#ends.length) {
      this.#ends = grown(this.#ends, new Uint32Array(number * 2));
      this.#hashes = grown(this.#hashes, new Int32Array(number * 2));
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#ends[number] = needed;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      const hash = this.#hashes[number] ?? 0;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
