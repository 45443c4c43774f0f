/**
 * Edits that add to YAML by the places of its nodes. The file is never printed anew: comments, quotes, order and indentation stay.
 */
import type { SpanEdit } from '../../engine/define-rule.ts';
import { type SourceText, positionAt } from '../../model/source-text.ts';
import type { Located, Span } from '../../model/span.ts';

/** An entry to be written into a map. */
interface NewEntry {
  readonly key: string;
  /** The value on one line, as it may stand in flow style too. */
  readonly value: string;
  /** The value as lines below the key, for block style; indentation relative to the key. */
  readonly block?: readonly string[];
}

/** Adds an entry at the end of a map, in block or flow style as the map has it. */
export function appendEntry(source: SourceText, map: Span, entry: NewEntry): SpanEdit {
  const isFlow = source.text[map.start] === '{';
  return isFlow ? appendToFlow(source, map, entry) : insertBlockEntry(source, map, map, entry);
}

/** Adds an entry behind another one's value, both in the same map. */
export function insertEntryAfter(source: SourceText, map: Span, value: Span, entry: NewEntry): SpanEdit {
  if (source.text[map.start] !== '{') return insertBlockEntry(source, map, value, entry);
  return { kind: 'replace', path: source.path, span: { start: value.end, end: value.end }, text: `, ${entry.key}: ${entry.value}` };
}

/**
 * Adds an entry to the map under a key of another map: to the end of the map that is there, below a key without a value,
 * or with a new key at the end of the outer map.
 */
export function addBelowKey(
  source: SourceText,
  outer: Span,
  target: { readonly key: string; readonly value: Span | null },
  entry: NewEntry,
): SpanEdit {
  if (target.value !== null && target.value.end > target.value.start) return appendEntry(source, target.value, entry);
  const colon = bareKeyEnd(source, outer, target.key);
  const line = `${entry.key}: ${entry.value}`;
  if (colon === null) {
    return appendEntry(source, outer, { key: target.key, value: `{ ${line} }`, block: [`  ${line}`] });
  }
  if (source.text[outer.start] === '{')
    return { kind: 'replace', path: source.path, span: { start: colon, end: colon }, text: ` { ${line} }` };
  const at = lineEnd(source.text, colon);
  return { kind: 'replace', path: source.path, span: { start: at, end: at }, text: `\n${indentation(source, outer.start)}  ${line}` };
}

/** A map of texts under a key, with the entries that are there. */
interface TextMap {
  readonly key: string;
  readonly value: Span | null;
  readonly present: readonly { readonly key: Located<string>; readonly value: Located<string> }[];
}

/** Like `addBelowKey`, but an entry that is there with an empty text gets the new one. Undefined where its value is not even an empty text. */
export function setBelowKey(source: SourceText, outer: Span, target: TextMap, entry: NewEntry): SpanEdit | undefined {
  const present = target.present.find(({ key }) => key.value === entry.key);
  if (present === undefined) return addBelowKey(source, outer, target, entry);
  const { span } = present.value;
  return span.end > span.start ? { kind: 'replace', path: source.path, span, text: entry.value } : undefined;
}

/** The offset behind the colon of a key without a value; null where the key is not there. */
function bareKeyEnd(source: SourceText, outer: Span, key: string): number | null {
  const text = source.text.slice(outer.start, outer.end);
  const found = new RegExp(`(?:^|[\\n{,])[ \\t]*${key}[ \\t]*:(?=[ \\t]*(?:#|\\r?\\n|[,}]|$))`).exec(text);
  return found === null ? null : outer.start + found.index + found[0].length;
}

function insertBlockEntry(source: SourceText, map: Span, after: Span, entry: NewEntry): SpanEdit {
  const content = source.text.slice(after.start, after.end).trimEnd().length;
  const at = lineEnd(source.text, after.start + content);
  const indent = indentation(source, map.start);
  const lines = entry.block === undefined ? [`${entry.key}: ${entry.value}`] : [`${entry.key}:`, ...entry.block];
  return { kind: 'replace', path: source.path, span: { start: at, end: at }, text: lines.map((line) => `\n${indent}${line}`).join('') };
}

function appendToFlow(source: SourceText, map: Span, entry: NewEntry): SpanEdit {
  const inner = source.text.slice(map.start + 1, map.end - 1);
  const end = significantLength(inner);
  const at = map.start + 1 + end;
  const last = inner[end - 1];
  const separator = end === 0 ? ' ' : last === ',' ? ' ' : ', ';
  const closing = end === 0 && inner === '' ? ' ' : '';
  return { kind: 'replace', path: source.path, span: { start: at, end: at }, text: `${separator}${entry.key}: ${entry.value}${closing}` };
}

/** Length of the text without trailing space and comments; `#` inside quotes is no comment. */
function significantLength(text: string): number {
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<comment>(?<=^|\s)#[^\n]*)|\s+|[^\s"'#]+|./gs;
  let length = 0;
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (word.trim() !== '' && match.groups?.['comment'] === undefined) length = match.index + word.length;
  }
  return length;
}

/** Spaces up to the column of an offset: the indentation of a block map's keys, behind a list's dash too. */
function indentation(source: SourceText, offset: number): string {
  return ' '.repeat(positionAt(source, offset).column - 1);
}

/** The end of the line an offset is on, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.slice(offset).search(/\r?\n|\r/);
  return end === -1 ? text.length : offset + end;
}

/** A string as a YAML scalar that is read as just that string, in block and in flow style. */
export function yamlScalar(text: string): string {
  const isPlain =
    /^[A-Za-z/][A-Za-z0-9 _./+@%~#:-]*$/.test(text) && !/: |:$| #| $/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text);
  if (isPlain) return text;
  // Only double quotes can hold what would break a line or not be seen; JSON's escapes are YAML's too.
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

/** Adds an item behind the last one of a block list, as lines without indentation; undefined for lists in flow style. */
export function appendItem(source: SourceText, lastItem: Span, lines: readonly string[]): SpanEdit | undefined {
  const { column } = positionAt(source, lastItem.start);
  const before = source.text.slice(lastItem.start - column + 1, lastItem.start);
  const dash = /^(\s*)-\s+$/.exec(before);
  if (dash === null) return undefined;
  const indent = dash[1] ?? '';
  const at = lineEnd(source.text, lastItem.start + source.text.slice(lastItem.start, lastItem.end).trimEnd().length);
  const text = lines.map((line, index) => `\n${indent}${index === 0 ? '- ' : '  '}${line}`).join('');
  return { kind: 'replace', path: source.path, span: { start: at, end: at }, text };
}

/** The span of a scalar's text without the quotes around it. */
export function inQuotesOf(source: SourceText, span: Span): Span {
  const first = source.text[span.start];
  const isQuoted = (first === '"' || first === "'") && span.end - span.start >= 2 && source.text[span.end - 1] === first;
  return isQuoted ? { start: span.start + 1, end: span.end - 1 } : span;
}
