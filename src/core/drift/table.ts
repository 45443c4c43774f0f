import type { Message } from '../l10n/message.ts';

/**
 * Columns of one file, read on demand: a column is turned into numbers or texts when it is judged and can be dropped after, so that
 * wide files need not stand in memory twice.
 */
export interface DriftTable {
  /** Rows without the header; blank lines do not count. */
  readonly rows: number;
  /** Column names in file order, each once. */
  readonly names: readonly string[];
  /** The column as numbers; null where some value is not a number. A column without values counts as numbers. */
  numbers(column: number): NumberCells | null;
  /** The column as texts; any column can be read so. */
  texts(column: number): TextCells;
}

/** A column of numbers. */
export interface NumberCells {
  /** One a row; NaN where the value is missing, ±Infinity where the file says so. */
  readonly values: Float64Array;
  readonly missing: number;
  /** True where all values are written as whole numbers and none is missing: what pandas reads as int64. */
  readonly integers: boolean;
}

/** A column of texts, each distinct one once. */
export interface TextCells {
  /** One a row: an index into `categories`, or −1 where the value is missing. */
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly missing: number;
}

/** A file that was read, or why it was not. `line` is 1-based; 0 where the problem is not in a line. */
export type TableResult =
  { readonly kind: 'table'; readonly table: DriftTable } | { readonly kind: 'problem'; readonly message: Message; readonly line: number };
