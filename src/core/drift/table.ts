import { type Message, format } from '../l10n/message.ts';

/** The bytes of a file, read in pieces and at once: who reads a table must be off any thread that people wait for. */
export interface TableFile {
  /** Bytes. */
  readonly size: number;
  /** Fills `target` with the bytes from `position` on. Throws where the file does not hold so many any more, or cannot be read. */
  readInto(target: Uint8Array, position: number): void;
  /** Opens it as Parquet, whose decompressors the core does not have. `room`: most numbers of a column that are held one a row. */
  openParquet(room: number): OpenResult;
}

/** A file of rows whose column names are known. */
export interface RowFile {
  /** Column names in file order, each once. */
  readonly names: readonly string[];
  /** What of the file is left out, in words. */
  readonly notes: readonly Message[];
  /** Reads the named columns, or all; names that the file does not have are passed over. */
  read(columns: ReadonlySet<string> | null): TableResult;
}

/** Columns of one file. A column is turned into numbers or texts when it is judged and can be dropped after. */
export interface DriftTable {
  /** Rows without the header; blank lines do not count. */
  readonly rows: number;
  /** Names of the columns that were asked for, in file order, each once. */
  readonly names: readonly string[];
  /**
   * The column as numbers, which the caller may change; null where some value is not a number. A column without values counts as
   * numbers. Throws TableError where the file turns out to be broken.
   */
  numbers(column: number): NumberCells | null;
  /** The column as texts; any column can be read so. Throws TableError where the file turns out to be broken. */
  texts(column: number): TextCells;
}

/** A column of numbers. */
export interface NumberCells {
  /** ±Infinity where the file says so. One a row, NaN where the value is missing; with `counts` each once, ascending, without NaN. */
  readonly values: Float64Array;
  /** How many rows each of the values stands for; null where there is one a row. */
  readonly counts: Float64Array | null;
  /** How many of the lowest bits of each number are cut off, see `Sample`; 0 without `counts`. */
  readonly droppedBits: number;
  /** All rows, those without a value included. */
  readonly rows: number;
  readonly missing: number;
  /** True where all values are written as whole numbers and none is missing: what pandas reads as int64. */
  readonly integers: boolean;
}

/** A column of texts. */
export interface TextCells {
  /** Each distinct text once, but for texts that are told apart by bytes that are no UTF-8. */
  readonly categories: readonly string[];
  /** How many rows have each of them. */
  readonly counts: Float64Array;
  /** All rows, those without a value included. */
  readonly rows: number;
  readonly missing: number;
}

/** Why a file is not read. `line` is 1-based; 0 where the problem is not in a line. */
export interface TableProblem {
  readonly kind: 'problem';
  readonly message: Message;
  readonly line: number;
}

/** A file that was opened, or why it was not. */
export type OpenResult = { readonly kind: 'file'; readonly file: RowFile } | TableProblem;

/** A file that was read, or why it was not. */
export type TableResult = { readonly kind: 'table'; readonly table: DriftTable } | TableProblem;

/** A file that turned out to be broken in the midst of its rows. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly problem: TableProblem;

  constructor(message: Message, line = 0) {
    super(format(message, 'en'));
    this.problem = { kind: 'problem', message, line };
  }
}

/** Most values of one file that are held one a row, eight bytes each; where there are more, values are counted. */
export const mostValues = 100_000_000;

/** Most different texts of one column. */
export const mostTexts = 50_000_000;
