import { message } from '../l10n/message.ts';
import { BlockReader } from './block-reader.ts';
import { TableError, type TableFile } from './table.ts';
import { driftTexts } from './texts.ts';

const [quote, space, tab, lf, cr] = [0x22, 0x20, 0x09, 0x0a, 0x0d];

/**
 * The rows of delimited text, one after another: RFC 4180 quotes, LF, CRLF or CR, blank lines left out, short rows filled with absent cells.
 * The first row decides how many cells there are.
 */
export class CsvRows {
  /** Where each cell of the row starts and ends in `bytes`; the start is −1 for a cell that a short row does not have. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly #reader: BlockReader;
  readonly #delimiter: number;
  /** Cells of the header; 0 before it is read. */
  #columns = 0;
  /** 1-based line at which the window starts, and at which the scan is. */
  #line = 1;
  #scanLine = 1;

  constructor(file: TableFile, { position, delimiter }: { readonly position: number; readonly delimiter: number }) {
    this.#reader = new BlockReader(file, position);
    this.#delimiter = delimiter;
  }

  /** The window that the cells lie in; another one after each row. */
  get bytes(): Uint8Array {
    return this.#reader.bytes;
  }

  /** Goes to the next row; false at the end. Throws TableError for a row with more cells than the first and for a quote never closed. */
  next(): boolean {
    const reader = this.#reader;
    for (;;) {
      this.#scanLine = this.#line;
      const next = this.#scan(reader.at);
      if (next >= 0) {
        reader.at = next;
        this.#line = this.#scanLine;
        return this.#inRow > 0;
      }
      reader.more(this.#line);
    }
  }

  #inRow = 0;

  /** The place after the row that starts at `from`, or −1 where the window ends before the row does. */
  #scan(from: number): number {
    const { bytes, end, isLast } = this.#reader;
    const delimiter = this.#delimiter;
    this.#inRow = 0;
    let at = this.#skipBlankLines(from);
    if (at < 0) return -1;
    if (at >= end) return isLast ? end : -1;
    for (;;) {
      const start = at;
      if (bytes[at] === quote) {
        at = this.#closingQuote(at);
        if (at < 0) return -1;
      }
      while (at < end) {
        const byte = bytes[at];
        if (byte === delimiter || byte === lf || byte === cr) break;
        at += 1;
      }
      if (at >= end && !isLast) return -1;
      this.#push(start, at);
      if (at >= end || bytes[at] !== delimiter) break;
      at += 1;
      if (at < end) continue;
      if (!isLast) return -1;
      // A delimiter at the very end of the file still opens one more, empty cell.
      this.#push(-1, -1);
      break;
    }
    if (bytes[at] === cr && at + 1 >= end && !isLast) return -1;
    if (this.#columns === 0) this.#columns = this.#inRow;
    for (; this.#inRow < this.#columns; this.#inRow += 1) this.starts[this.#inRow] = -1;
    this.#scanLine += 1;
    return Math.min(end, at + (bytes[at] === cr && at + 1 < end && bytes[at + 1] === lf ? 2 : 1));
  }

  #push(start: number, end: number): void {
    if (this.#columns > 0 && this.#inRow === this.#columns)
      throw new TableError(message(driftTexts.rowTooLong, { columns: this.#columns }), this.#scanLine);
    this.starts[this.#inRow] = start;
    this.ends[this.#inRow] = end;
    this.#inRow += 1;
  }

  /** The place after the quote that closes the one at `from`, or −1 where the window ends before it. */
  #closingQuote(from: number): number {
    const { bytes, end, isLast } = this.#reader;
    const opened = this.#scanLine;
    let at = from + 1;
    for (; at < end; at += 1) {
      const byte = bytes[at];
      if (byte !== quote && byte !== cr && byte !== lf) continue;
      // What these mean depends on the byte after them.
      if (at + 1 >= end && !isLast) return -1;
      const isPair = at + 1 < end && bytes[at + 1] === quote;
      if (byte === quote) {
        if (!isPair) return at + 1;
        at += 1;
      } else if (byte === lf || !(at + 1 < end && bytes[at + 1] === lf)) this.#scanLine += 1;
    }
    if (!isLast) return -1;
    throw new TableError(message(driftTexts.quoteOpen), opened);
  }

  /** The place after lines of blanks alone, or −1 where the window ends in one. */
  #skipBlankLines(from: number): number {
    const { bytes, end, isLast } = this.#reader;
    let line = from;
    for (;;) {
      let at = line;
      while (at < end && bytes[at] !== this.#delimiter && (bytes[at] === space || bytes[at] === tab)) at += 1;
      if (at >= end) return isLast ? end : -1;
      if (bytes[at] === cr && at + 1 >= end && !isLast) return -1;
      if (bytes[at] === lf) line = at + 1;
      else if (bytes[at] === cr) line = Math.min(end, at + (at + 1 < end && bytes[at + 1] === lf ? 2 : 1));
      else return line;
      this.#scanLine += 1;
    }
  }
}
