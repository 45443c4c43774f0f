import { CountedNumbers } from './counted-numbers.ts';
import type { NumberCells } from './table.ts';
import { NumberList } from './value-lists.ts';

/**
 * The numbers of a column as they come: one a row as long as there is room for that, then counted, which needs no more room however many
 * rows follow.
 */
export class NumberCollector {
  #list: NumberList | null = new NumberList();
  #counted: CountedNumbers | null = null;
  #rows = 0;
  #missing = 0;
  readonly #room: number;

  /** `room`: most values that are held one a row; a quarter as many distinct ones after that. */
  constructor(room: number) {
    this.#room = room;
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Rows without a value so far. */
  get missing(): number {
    return this.#missing;
  }

  /** Takes in the value of a row; NaN where it is missing. */
  push(value: number): void {
    this.#rows += 1;
    if (Number.isNaN(value)) this.#missing += 1;
    if (this.#list === null) {
      if (!Number.isNaN(value)) this.#counted?.add(value);
      return;
    }
    this.#list.push(value);
    if (this.#rows >= this.#room) this.count();
  }

  /** Goes over to counting now: there is no room for one value a row. */
  count(): void {
    if (this.#list === null) return;
    const counted = new CountedNumbers(Math.floor(this.#room / 4));
    this.#list.drain((value) => {
      if (!Number.isNaN(value)) counted.add(value);
    });
    this.#list = null;
    this.#counted = counted;
  }

  /** All of them. `integers`: whether the file says that they are whole numbers, none of them missing. */
  cells(integers: boolean): NumberCells {
    const base = { rows: this.#rows, missing: this.#missing, integers };
    if (this.#list !== null) return { ...base, values: this.#list.toArray(), counts: null, droppedBits: 0 };
    const { values, counts } = this.#counted?.sorted() ?? { values: new Float64Array(), counts: new Float64Array() };
    return { ...base, values, counts, droppedBits: this.#counted?.droppedBits ?? 0 };
  }
}
