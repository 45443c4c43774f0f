/** Places in a text: offsets inside the core, lines and columns for those who read. */

/** A stretch of a text in UTF-16 units from its start (byte-order mark not counted); `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for people and machines outside: both numbers begin at 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From `start` up to, and not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A value together with the stretch of its file it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

/** The first character of any file: where what concerns a whole file is shown. */
export const fileStart: Span = { start: 0, end: 0 };
