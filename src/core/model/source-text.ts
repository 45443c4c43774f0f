import type { Position, Range, Span } from './span.ts';

/** A file's text without its byte-order mark, with an index of its lines. */
export interface SourceText {
  /** Relative to the repository (without Git: the folder that is checked), with `/`. */
  readonly path: string;
  readonly text: string;
  /** Whether the file begins with a byte-order mark, which edits must keep. */
  readonly hasByteOrderMark: boolean;
  /** Offset of the first character of each line; line ends are LF, CRLF and lone CR, as in the editor. */
  readonly lineStarts: readonly number[];
}

/** Wraps a decoded text. Never fails; an empty text has one empty line. */
export function createSourceText(path: string, decoded: string): SourceText {
  const hasByteOrderMark = decoded.charCodeAt(0) === 0xfeff;
  const text = hasByteOrderMark ? decoded.slice(1) : decoded;
  let lineStarts: readonly number[] | undefined;
  return {
    path,
    text,
    hasByteOrderMark,
    // In most files nobody asks for a line.
    get lineStarts() {
      lineStarts ??= lineStartsOf(text);
      return lineStarts;
    },
  };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    const lineEnd = /\r\n|\r|\n/g;
    while (lineEnd.exec(text) !== null) starts.push(lineEnd.lastIndex);
  } else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column of an offset; an offset outside the text gives its nearest end. */
export function positionAt(source: SourceText, offset: number): Position {
  const target = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: target - (source.lineStarts[low] ?? 0) + 1 };
}

/** The range of a span. */
export function rangeOf(source: SourceText, span: Span): Range {
  return { start: positionAt(source, span.start), end: positionAt(source, span.end) };
}

/** Offset of a place; a line or column past the end gives the end of the text or of the line (before its line end). */
export function offsetAt(source: SourceText, position: Position): number {
  const start = source.lineStarts[position.line - 1];
  if (start === undefined) return source.text.length;
  const end = start + lineText(source, position.line).length;
  return Math.min(start + position.column - 1, end);
}

/** One line without its line end; empty for a line that is not there. Lines begin at 1. */
export function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  const next = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, next).replace(/[\r\n]+$/, '');
}
