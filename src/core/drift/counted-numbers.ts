import { mostDroppedBits, withoutBits } from './sample.ts';

/**
 * Numbers and how often each came, in bounded memory however many come: an open hash table of distinct numbers. Where these become too
 * many, the lowest bits of all are cut off until those that are then equal are few enough. Columns of few distinct numbers stay exact;
 * what is cut off is little, and known.
 */
export class CountedNumbers {
  #keys = new Float64Array(1024);
  /** 0 for a free slot. */
  #counts = new Float64Array(1024);
  #size = 0;
  #droppedBits = 0;
  readonly #most: number;

  /** Holds at most about `most` distinct numbers, and never fewer than 8192: that many are left where nothing but powers of two is. */
  constructor(most: number) {
    this.#most = Math.max(8192, most);
  }

  /** How many of the 52 lowest bits are cut off each number. */
  get droppedBits(): number {
    return this.#droppedBits;
  }

  /** Takes in a number, which may be infinite but not NaN, as often as `count` says. */
  add(value: number, count = 1): void {
    // Negative zero is zero.
    const key = withoutBits(value + 0, this.#droppedBits);
    const slot = this.#slotOf(key);
    const before = this.#counts[slot] ?? 0;
    this.#counts[slot] = before + count;
    if (before > 0) return;
    this.#keys[slot] = key;
    this.#size += 1;
    if (this.#size > this.#most) this.#coarsen();
    else if (this.#size * 2 > this.#keys.length) this.#rebuild(this.#keys.length * 2);
  }

  /** The numbers, ascending, and how often each came. */
  sorted(): { readonly values: Float64Array; readonly counts: Float64Array } {
    const values = new Float64Array(this.#size);
    let at = 0;
    for (let slot = 0; slot < this.#keys.length; slot += 1) {
      if (this.#counts[slot] === 0) continue;
      values[at] = this.#keys[slot] ?? 0;
      at += 1;
    }
    values.sort();
    return { values, counts: values.map((value) => this.#counts[this.#slotOf(value)] ?? 0) };
  }

  /** The slot of a key, or the free one that it would get. */
  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = hashOf(key) & mask;
    while (this.#counts[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  /** Cuts bits off until at most half as many are left, four at a time as long as hardly any become equal. */
  #coarsen(): void {
    let step = 4;
    while (this.#size > this.#most / 2 && this.#droppedBits < mostDroppedBits) {
      const before = this.#size;
      this.#droppedBits = Math.min(mostDroppedBits, this.#droppedBits + step);
      this.#rebuild(this.#keys.length);
      if (this.#size < before * 0.95) step = 1;
    }
  }

  #rebuild(length: number): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(length);
    this.#counts = new Float64Array(length);
    this.#size = 0;
    for (let from = 0; from < keys.length; from += 1) {
      const count = counts[from] ?? 0;
      if (count === 0) continue;
      const key = withoutBits(keys[from] ?? 0, this.#droppedBits);
      const slot = this.#slotOf(key);
      if (this.#counts[slot] === 0) this.#size += 1;
      this.#keys[slot] = key;
      this.#counts[slot] = (this.#counts[slot] ?? 0) + count;
    }
  }
}

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** Mixes both halves, for numbers of a column often differ in few bits (the finaliser of MurmurHash3). */
function hashOf(value: number): number {
  number[0] = value;
  let hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
