/** A list that grows by pieces, so that a column of a million values never stands in memory twice while it grows. */

/** Pieces double up to half a megabyte of numbers, for most files are small. */
const [firstPiece, largestPiece] = [256, 65_536];

/** A list of numbers. */
export class NumberList {
  readonly #full: Float64Array[] = [];
  #last = new Float64Array(firstPiece);
  #used = 0;
  #before = 0;

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#full.push(this.#last);
      this.#before += this.#used;
      this.#last = new Float64Array(Math.min(largestPiece, this.#used * 2));
      this.#used = 0;
    }
    this.#last[this.#used] = value;
    this.#used += 1;
  }

  /** Gives up all of them, one after another, and the room that each piece took. */
  drain(take: (value: number) => void): void {
    for (let piece = this.#full.shift(); piece !== undefined; piece = this.#full.shift()) for (const value of piece) take(value);
    for (const value of this.#last.subarray(0, this.#used)) take(value);
    this.#last = new Float64Array(firstPiece);
    [this.#used, this.#before] = [0, 0];
  }

  /** All of them in one new array. */
  toArray(): Float64Array {
    const all = new Float64Array(this.#before + this.#used);
    let at = 0;
    for (const piece of this.#full) {
      all.set(piece, at);
      at += piece.length;
    }
    all.set(this.#last.subarray(0, this.#used), at);
    return all;
  }
}
