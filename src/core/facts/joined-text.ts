import type { Span } from '../model/span.ts';

/** A stretch of a joined text that stands together in the file; both numbers are offsets. */
export interface Piece {
  readonly joined: number;
  readonly source: number;
}

/** The place in the file of an offset in a text that was joined from continuation lines. Pieces are in order; the first begins at 0. */
export function sourceOffset(pieces: readonly Piece[], offset: number): number {
  let found = 0;
  for (const piece of pieces) {
    if (piece.joined <= offset) found = piece.source + offset - piece.joined;
  }
  return found;
}

/** The stretch of the file for a stretch of the joined text; it covers line ends and comments that stand in between. */
export function sourceSpan(pieces: readonly Piece[], span: Span): Span {
  const start = sourceOffset(pieces, span.start);
  // The end belongs to the last character, or a span that ends a line would reach into the next one.
  return { start, end: span.end > span.start ? sourceOffset(pieces, span.end - 1) + 1 : start };
}
