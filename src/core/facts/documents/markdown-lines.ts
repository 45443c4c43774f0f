import { type SourceText, lineText } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';

/** A line of a document outside of front matter, with what hides inside it already taken away. */
export interface MarkdownLine {
  /** Offset of its first character. */
  readonly start: number;
  /** As written, without the line end. */
  readonly raw: string;
  /** As written, with comments blanked out, so that places stay the same; empty inside fenced code. */
  readonly text: string;
}

/** What a document is made of, line by line. */
export interface MarkdownLines {
  readonly lines: readonly MarkdownLine[];
  readonly codeBlocks: readonly { readonly language: string; readonly text: string; readonly span: Span }[];
}

/** A fenced block that was opened. */
interface Fence {
  readonly mark: string;
  readonly language: string;
  /** Offset of its first line of code. */
  readonly start: number;
}

/** Fences may stand in list items and quotes, so they may be indented; only what follows backticks may hold no backtick. */
const fenceStart = /^[ \t>]*(?:(`{3,})([^`]*)|(~{3,})([^]*))$/;

/**
 * Splits the text behind the front matter into lines, with fenced code and HTML comments told apart as CommonMark does:
 * a comment mark in code is code, a fence in a comment is no fence, and both reach to the end of the text where nothing closes them.
 */
export function markdownLines(source: SourceText, from: number): MarkdownLines {
  const lines: MarkdownLine[] = [];
  const codeBlocks: MarkdownLines['codeBlocks'][number][] = [];
  const lastClose = source.text.lastIndexOf('-->');
  let fence: Fence | undefined;
  let isComment = false;
  source.lineStarts.forEach((start, index) => {
    if (start < from) return;
    const raw = lineText(source, index + 1);
    const nextLine = source.lineStarts[index + 1] ?? source.text.length;
    if (fence !== undefined) {
      if (closes(raw, fence.mark)) {
        codeBlocks.push(codeBlock(source, fence, start));
        fence = undefined;
      }
      lines.push({ start, raw, text: '' });
      return;
    }
    const uncommented = withoutComments(raw, { isComment, start, lastClose });
    isComment = uncommented.isComment;
    fence = openedFence(uncommented.text, nextLine);
    lines.push({ start, raw, text: fence === undefined ? uncommented.text : '' });
  });
  if (fence !== undefined) codeBlocks.push(codeBlock(source, fence, source.text.length));
  return { lines, codeBlocks };
}

function openedFence(line: string, start: number): Fence | undefined {
  const found = fenceStart.exec(line);
  if (found === null) return undefined;
  return { mark: found[1] ?? found[3] ?? '', language: languageOf((found[2] ?? found[4] ?? '').trim()), start };
}

function closes(line: string, mark: string): boolean {
  const text = line.replace(/^[ \t>]+/, '').trimEnd();
  return text.length >= mark.length && text === mark.charAt(0).repeat(text.length);
}

function languageOf(info: string): string {
  return /^\{?\.?([^\s{},]*)/.exec(info)?.[1] ?? '';
}

function codeBlock(source: SourceText, fence: Fence, end: number): MarkdownLines['codeBlocks'][number] {
  const span = { start: Math.min(fence.start, end), end };
  return { language: fence.language, text: source.text.slice(span.start, span.end), span };
}

interface CommentState {
  readonly isComment: boolean;
  readonly start: number;
  /** Offset of the last end of a comment in the text, so that no line looks for an end in vain. */
  readonly lastClose: number;
}

function withoutComments(raw: string, state: CommentState): { readonly text: string; readonly isComment: boolean } {
  let text = '';
  let { isComment } = state;
  let at = 0;
  // An odd number of backticks before a mark quotes it.
  let isQuoted = false;
  let isBlank = true;
  for (;;) {
    const mark = isComment ? '-->' : '<!--';
    const found = raw.indexOf(mark, at);
    if (found < 0) break;
    const before = raw.slice(at, found);
    at = found + mark.length;
    if (isComment) {
      text += ' '.repeat(before.length + mark.length);
      isComment = false;
      continue;
    }
    isBlank &&= before.trim() === '';
    if (before.split('`').length % 2 === 0) isQuoted = !isQuoted;
    isComment = isBlank || (!isQuoted && state.start + found < state.lastClose);
    text += before + (isComment ? ' '.repeat(mark.length) : mark);
    isBlank &&= isComment;
  }
  const rest = raw.slice(at);
  return { text: text + (isComment ? ' '.repeat(rest.length) : rest), isComment };
}
