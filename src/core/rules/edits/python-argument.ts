import type { SpanEdit } from '../../engine/define-rule.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import { lineEnd } from './yaml-entry.ts';

/** Adds a keyword argument at the end of a call's arguments, in their layout: on one line, or on a line of its own where they stand so. */
export function appendArgument(source: SourceText, inside: Span, argument: string): readonly SpanEdit[] {
  const text = source.text.slice(inside.start, inside.end);
  const end = significantLength(text);
  const hasComma = text[end - 1] === ',';
  const insert = (offset: number, added: string): SpanEdit => {
    const at = inside.start + offset;
    return { kind: 'replace', path: source.path, span: { start: at, end: at }, text: added };
  };
  if (end === 0) return [insert(0, argument)];
  const indent = ownLineIndent(text);
  if (indent === null) return [insert(end, hasComma ? ` ${argument}` : `, ${argument}`)];
  const line = `\n${indent}${argument}${hasComma ? ',' : ''}`;
  const behindComment = Math.min(lineEnd(text, end), text.length);
  if (hasComma || behindComment === end) return [insert(behindComment, hasComma ? line : `,${line}`)];
  return [insert(end, ','), insert(behindComment, line)];
}

/** Length of the text without trailing space and comments. */
function significantLength(text: string): number {
  const token = /("""|''')[\s\S]*?\1|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|\s+|[^\s"'#]+|./gs;
  let length = 0;
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (word.trim() !== '' && !word.startsWith('#')) length = match.index + word.length;
  }
  return length;
}

/** Indentation of the first argument where the arguments begin on a line of their own; null where they begin behind the parenthesis. */
function ownLineIndent(text: string): string | null {
  return /^[ \t]*(?:#[^\n]*)?\r?\n(?:\s*\n)?([ \t]*)\S/.exec(text)?.[1] ?? null;
}
