import { message } from '../l10n/message.ts';
import { type TableFile, TableError } from './table.ts';
import { driftTexts } from './texts.ts';

const blockSize = 1 << 20;
/** Longest row in bytes. */
const longestRow = 64 << 20;

/**
 * A window that moves over a file: `bytes` from `at` to `end` are the next ones. `more` brings the rest of what is begun and the next block
 * together; the window grows only where something longer than a block is begun.
 */
export class BlockReader {
  bytes: Uint8Array;
  at = 0;
  end = 0;
  readonly #file: TableFile;
  #position: number;

  constructor(file: TableFile, position: number) {
    this.#file = file;
    this.#position = position;
    this.bytes = new Uint8Array(Math.min(2 * blockSize, file.size - position));
  }

  /** True where the window reaches the end of the file. */
  get isLast(): boolean {
    return this.#position >= this.#file.size;
  }

  /**
   * Reads on; what starts at `at` then starts at 0. Does nothing at the end of the file. Throws TableError with `line` where a row has
   * become so long that it can be none.
   */
  more(line: number): void {
    const kept = this.end - this.at;
    // A longer row takes longer steps, for each of them looks at the row from its start again.
    const length = Math.min(Math.max(blockSize, kept), this.#file.size - this.#position);
    if (length <= 0) return;
    if (kept > longestRow) throw new TableError(message(driftTexts.rowTooLarge, { limit: longestRow >> 20 }), line);
    if (kept + length > this.bytes.length) {
      const grown = new Uint8Array(2 * (kept + length));
      grown.set(this.bytes.subarray(this.at, this.end));
      this.bytes = grown;
    } else this.bytes.copyWithin(0, this.at, this.end);
    this.#file.readInto(this.bytes.subarray(kept, kept + length), this.#position);
    this.#position += length;
    this.at = 0;
    this.end = kept + length;
  }
}

/** How many bytes a byte order mark of UTF-8 takes at the start of a file: 3 or 0. */
export function markLength(file: TableFile): number {
  if (file.size < 3) return 0;
  const head = new Uint8Array(3);
  file.readInto(head, 0);
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
}
