/** Where nodes of YAML begin and end as text, comments behind them included. */
import type { YamlEntry, YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Span } from '../../model/span.ts';

/** Whether a map or list is written in brackets. */
export function isFlow(text: string, view: YamlView): boolean {
  return /[[{]/.test(text[view.span.start] ?? '');
}

/** Whether a node is a mere reference to another place, or holds entries of one (`*alias`, `<<`). */
export function isBorrowed(text: string, view: YamlView): boolean {
  if (text[view.span.start] === '*') return true;
  return view.entries().some(({ keySpan }) => keySpan.start < view.span.start || keySpan.end > view.span.end);
}

/** The end of a node's own text, without the space, comments and blank lines that the parser counts to it. */
export function contentEnd(text: string, view: YamlView): number {
  const { start, end } = view.span;
  if (view.kind === 'null') return end;
  if (view.kind === 'scalar' || isFlow(text, view) || isBorrowed(text, view)) return start + text.slice(start, end).trimEnd().length;
  const ends = [
    ...view.items().map((item) => contentEnd(text, item)),
    ...view.entries().map((entry) => Math.max(entry.keySpan.end + 1, contentEnd(text, entry.value))),
  ];
  return Math.max(start, ...ends);
}

/** The offset of a line's first character. */
export function lineStart(text: string, offset: number): number {
  const before = text.slice(0, offset);
  return Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
}

/** The offset of the next line's first character; the text's end on its last line. */
export function nextLine(text: string, offset: number): number {
  const found = /\r\n|\r|\n/.exec(text.slice(offset));
  return found === null ? text.length : offset + found.index + found[0].length;
}

/** All lines from one offset to another, with the last one's end; where that has none, with the end of the line before. */
export function wholeLines(text: string, from: number, to: number): Span {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const hasEnd = end > start && /[\r\n]/.test(text[end - 1] ?? '');
  const before = /\r\n$|\r$|\n$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return hasEnd ? { start, end } : { start: start - before, end };
}

/** The text of an entry to take away; null where nothing would be left that YAML could hold. */
export function entrySpan(text: string, map: YamlView, entry: YamlEntry): Span | null {
  const entries = map.entries().toSorted((one, other) => one.keySpan.start - other.keySpan.start);
  const index = entries.indexOf(entry);
  const [before, after] = [entries[index - 1], entries[index + 1]];
  const start = entry.keySpan.start;
  const end = contentEnd(text, entry.value);
  if (!isFlow(text, map) && text.slice(lineStart(text, start), start).trim() === '') {
    return entries.length > 1 ? wholeLines(text, start, end) : null;
  }
  if (after !== undefined) return { start, end: after.keySpan.start };
  return before === undefined ? null : { start: contentEnd(text, before.value), end };
}

/** The text of a list's item to take away; null where it is the only one, or stands in a form that cannot lose it. */
export function itemSpan(text: string, list: YamlView, index: number): Span | null {
  const items = list.items();
  const [before, item, after] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined || items.length < 2) return null;
  const end = contentEnd(text, item);
  if (!isFlow(text, list)) return dashOf(text, item) === null ? null : wholeLines(text, item.span.start, end);
  if (after !== undefined) return { start: item.span.start, end: after.span.start };
  return before === undefined ? null : { start: contentEnd(text, before), end };
}

/** The space before the dash of a block list's item, where nothing else stands on its line before it. */
export function dashOf(text: string, item: YamlView): string | null {
  return /^([ \t]*)-[ \t]+$/.exec(text.slice(lineStart(text, item.span.start), item.span.start))?.[1] ?? null;
}
