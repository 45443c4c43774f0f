import { ByteDictionary } from './byte-dictionary.ts';
import { type CellNumber, readCellNumber } from './cell-number.ts';
import { NumberCollector } from './number-collector.ts';
import type { NumberCells, TextCells } from './table.ts';
import { decodeUtf8 } from './utf8.ts';

/** The words that pandas reads as a missing value: `pandas._libs.parsers.STR_NA_VALUES`, the empty text among them. */
export const missingWords: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

const longestMissingWord = Math.max(...[...missingWords].map((word) => word.length));

const quote = 0x22;

/** Texts of a column of CSV as they come. */
class TextCollector {
  readonly #dictionary = new ByteDictionary();
  readonly #counts: number[] = [];
  /** The category of each string of the dictionary: −1 for the words that mean a missing value. */
  readonly #categoryOf: number[] = [];
  readonly #categories: number[] = [];
  #rows = 0;
  #missing = 0;

  addMissing(rows: number): void {
    this.#rows += rows;
    this.#missing += rows;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    const number = this.#dictionary.add(bytes, start, end);
    if (number === this.#categoryOf.length) {
      const isMissing = end - start <= longestMissingWord && missingWords.has(this.#dictionary.text(number));
      this.#categoryOf.push(isMissing ? -1 : this.#categories.length);
      if (!isMissing) {
        this.#categories.push(number);
        this.#counts.push(0);
      }
    }
    const category = this.#categoryOf[number] ?? -1;
    this.#rows += 1;
    if (category < 0) this.#missing += 1;
    else this.#counts[category] = (this.#counts[category] ?? 0) + 1;
  }

  cells(): TextCells {
    const categories = this.#categories.map((number) => this.#dictionary.text(number));
    return { categories, counts: Float64Array.from(this.#counts), rows: this.#rows, missing: this.#missing };
  }
}

/**
 * A column of CSV as its cells come: numbers until the first cell that is none, texts if that is the first cell with a value.
 * A column that turns from numbers to texts has lost how its numbers were written and must be read once more as texts.
 */
export class CsvColumn {
  #texts: TextCollector | null;
  #numbers: NumberCollector | null;
  #integers = true;
  readonly #cell: CellNumber = { value: NaN, integer: false };
  /** Holds a quoted cell without its quotes. */
  #plain = new Uint8Array(64);

  /** `room`: most numbers that are held one a row, see `NumberCollector`. */
  constructor(mode: 'numbers first' | 'texts', room: number) {
    this.#texts = mode === 'texts' ? new TextCollector() : null;
    this.#numbers = mode === 'texts' ? null : new NumberCollector(room);
  }

  /** Takes in the cell from `start` to `end` with its quotes; −1 for a cell that a short row does not have. */
  add(bytes: Uint8Array, start: number, end: number): void {
    if (start < 0) this.#take(bytes, 0, 0);
    else if (bytes[start] === quote) {
      const length = this.#unquote(bytes, start, end);
      this.#take(this.#plain, 0, length);
    } else this.#take(bytes, start, end);
  }

  /** True where numbers were followed by texts, so that neither is there. */
  get isMixed(): boolean {
    return this.#numbers === null && this.#texts === null;
  }

  /** The numbers; null where some value is none. */
  numbers(): NumberCells | null {
    if (this.#numbers === null) return null;
    return this.#numbers.cells(this.#integers && this.#numbers.rows > 0);
  }

  /** The texts; null where they were not kept. */
  texts(): TextCells | null {
    return this.#texts?.cells() ?? null;
  }

  #take(bytes: Uint8Array, start: number, end: number): void {
    if (this.#texts !== null) {
      this.#texts.add(bytes, start, end);
      return;
    }
    if (this.#numbers === null) return;
    readCellNumber(bytes, start, end, this.#cell);
    const { value, integer } = this.#cell;
    if (Number.isNaN(value)) {
      if (end - start > longestMissingWord || !missingWords.has(decodeUtf8(bytes, start, end))) {
        this.#turnToTexts(this.#numbers, { bytes, start, end });
        return;
      }
    }
    this.#integers &&= integer;
    this.#numbers.push(value);
  }

  #turnToTexts(
    { rows, missing }: NumberCollector,
    cell: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  ): void {
    this.#numbers = null;
    if (missing < rows) return;
    this.#texts = new TextCollector();
    this.#texts.addMissing(rows);
    this.#texts.add(cell.bytes, cell.start, cell.end);
  }

  /** Writes a quoted cell without its quotes and gives its length; text after the closing quote belongs to it, as in pandas. */
  #unquote(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > this.#plain.length) this.#plain = new Uint8Array(2 * (end - start));
    let length = 0;
    let isOpen = true;
    for (let at = start + 1; at < end; at += 1) {
      if (isOpen && bytes[at] === quote) {
        if (bytes[at + 1] !== quote || at + 1 >= end) {
          isOpen = false;
          continue;
        }
        at += 1;
      }
      this.#plain[length] = bytes[at] ?? 0;
      length += 1;
    }
    return length;
  }
}
