/** Lists that grow by pieces, so that a column of a million values never stands in memory twice while it grows. */

type Values = Float64Array | Int32Array;

/** Pieces double up to half a megabyte of numbers, for most files are small. */
const [firstPiece, largestPiece] = [256, 65_536];

class PiecedList<V extends Values> {
  readonly #make: (length: number) => V;
  readonly #full: V[] = [];
  #last: V;
  #used = 0;
  #before = 0;

  constructor(make: (length: number) => V) {
    this.#make = make;
    this.#last = make(firstPiece);
  }

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#full.push(this.#last);
      this.#before += this.#used;
      this.#last = this.#make(Math.min(largestPiece, this.#used * 2));
      this.#used = 0;
    }
    this.#last[this.#used] = value;
    this.#used += 1;
  }

  /** All of them in one new array. */
  toArray(): V {
    const all = this.#make(this.#before + this.#used);
    let at = 0;
    for (const piece of this.#full) {
      all.set(piece, at);
      at += piece.length;
    }
    all.set(this.#last.subarray(0, this.#used), at);
    return all;
  }
}

/** A list of numbers. */
export class NumberList extends PiecedList<Float64Array> {
  constructor() {
    super((length) => new Float64Array(length));
  }
}

/** A list of whole numbers of 32 bits. */
export class CodeList extends PiecedList<Int32Array> {
  constructor() {
    super((length) => new Int32Array(length));
  }
}
