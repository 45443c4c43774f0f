/**
 * An edit in the making: every step changes the text by the places of its nodes and notes beside it what the data must be afterwards,
 * so that a slip, an anchor or an alias is noticed by comparing. After a refusal all further steps do nothing.
 */
import { type Message, type MessageArgs, type Text, message } from '../../l10n/message.ts';
import { type SourceText, positionAt } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import { inQuotesOf, insertEntryAfter, lineEnd } from '../../rules/edits/yaml-entry.ts';
import type { Json } from '../../facts/format.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import { type JsonChange, changedJson, jsonAt } from './json-change.ts';
import { manifestWords } from './manifest-words.ts';
import type { NodePath } from './serving-object.ts';
import { contentEnd, dashOf, entrySpan, isBorrowed, isFlow, itemSpan, lineStart, wholeLines } from './yaml-text.ts';

/** A place in a file of several documents: the document's number, then keys and indexes. */
export type FilePath = readonly [document: number, ...path: NodePath];

/** One thing that an edit changes, for people and for JSON. */
export interface ManifestChange {
  readonly what: 'set' | 'add' | 'remove';
  /** Keys and indexes with dots between them: `spec.predictor.model.storageUri`. */
  readonly target: string;
  /** Where it begins in the text before, from 1. */
  readonly line: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** A stretch of text and what takes its place. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A file's text, its documents and the changes so far. */
export interface EditDraft {
  readonly source: SourceText;
  readonly roots: readonly YamlView[];
  readonly edits: TextEdit[];
  readonly data: JsonChange[];
  readonly changes: ManifestChange[];
  readonly notes: Message[];
  refusal: Message | null;
}

/** An edit that changes nothing yet. */
export function createDraft(source: SourceText, roots: readonly YamlView[]): EditDraft {
  return { source, roots, edits: [], data: [], changes: [], notes: [], refusal: null };
}

/** Gives up, for the first reason that is found. */
export function refuse(draft: EditDraft, text: Text, args: MessageArgs = {}): void {
  draft.refusal ??= message(text, args);
}

/** Whether it was given up. */
export function isRefused(draft: EditDraft): boolean {
  return draft.refusal !== null;
}

/** The node at a path. */
export function viewAt(draft: EditDraft, [document, ...path]: FilePath): YamlView | undefined {
  return draft.roots[document]?.at(...path);
}

/** A path as people read it. */
export function placeName([, ...path]: FilePath): string {
  return path.join('.');
}

function record(draft: EditDraft, change: { readonly edit: TextEdit; readonly data: JsonChange } & Omit<ManifestChange, 'line'>): void {
  if (isRefused(draft)) return;
  const { edit, data, ...shown } = change;
  draft.edits.push(edit);
  draft.data.push(data);
  draft.changes.push({ ...shown, line: positionAt(draft.source, edit.span.start).line });
}

/** Gives a scalar another value, in its own quotes. */
export function setScalar(draft: EditDraft, path: FilePath, value: string | number): void {
  const view = viewAt(draft, path);
  const written = view?.text();
  const place = placeName(path);
  if (view === undefined || written === undefined) return refuse(draft, manifestWords.form, { place });
  if (draft.source.text[view.span.start] === '*') return refuse(draft, manifestWords.shared, { place });
  const inner = inQuotesOf(draft.source, view.span);
  if (draft.source.text.slice(inner.start, inner.end) !== written.value) return refuse(draft, manifestWords.form, { place });
  if (written.value === String(value)) return;
  const isText = typeof view.scalar === 'string';
  // Without quotes a version of two numbers, or of one, would become a number.
  const text = isText && inner.start === view.span.start && /^[\d._+-]+$/.test(String(value)) ? needsQuotes(String(value)) : String(value);
  const data = { kind: 'set' as const, path, value: isText ? String(value) : Number(value) };
  record(draft, { what: 'set', target: place, before: written.value, after: String(value), edit: { span: inner, text }, data });
}

function needsQuotes(value: string): string {
  return /^[-+]?\d+(?:\.\d*)?$/.test(value) || /^\d[\d_]*$/.test(value) ? `"${value}"` : value;
}

/** Takes an entry out of a map; `shown` says what it held where that is no single word. */
export function removeKey(draft: EditDraft, path: FilePath, shown: string | null = null): void {
  const map = viewAt(draft, parentOf(path));
  const entry = map?.entries().findLast(({ key }) => key === path.at(-1));
  const place = placeName(path);
  if (map === undefined || entry === undefined) return refuse(draft, manifestWords.form, { place });
  if (!isOwn(map, entry.keySpan)) return refuse(draft, manifestWords.shared, { place });
  const span = entrySpan(draft.source.text, map, entry);
  if (span === null) return refuse(draft, manifestWords.form, { place });
  const before = shown ?? entry.value.text()?.value ?? null;
  record(draft, { what: 'remove', target: place, before, after: null, edit: { span, text: '' }, data: { kind: 'remove', path } });
}

/** Whether something stands in the map itself and did not come with an alias or a merge key. */
function isOwn(map: YamlView, { start, end }: Span): boolean {
  return start >= map.span.start && end <= map.span.end;
}

function parentOf(path: FilePath): FilePath {
  return path.slice(0, -1) as unknown as FilePath;
}

/** Puts an entry at the beginning of a map, below the key that leads to the map where it has lines of its own. */
export function addFirst(draft: EditDraft, mapPath: FilePath, key: string, value: number | string | boolean): void {
  const map = viewAt(draft, mapPath);
  const path: FilePath = [...mapPath, key];
  const first = map?.entries().find((entry) => isOwn(map, entry.keySpan));
  const place = placeName(path);
  if (map === undefined || first === undefined) return refuse(draft, manifestWords.form, { place });
  const { text } = draft.source;
  const data = { kind: 'set' as const, path, value };
  const shown = { what: 'add' as const, target: place, before: null, after: String(value), data };
  const leading = viewAt(draft, parentOf(mapPath))
    ?.entries()
    .find(({ key: name }) => name === mapPath.at(-1));
  if (isFlow(text, map) || leading === undefined || text.slice(lineStart(text, first.keySpan.start), first.keySpan.start).trim() !== '') {
    const at = first.keySpan.start;
    const separator = isFlow(text, map) ? ', ' : `\n${' '.repeat(columnOf(draft, at))}`;
    return record(draft, { ...shown, edit: { span: { start: at, end: at }, text: `${key}: ${String(value)}${separator}` } });
  }
  const at = lineEnd(text, leading.keySpan.end);
  const indent = ' '.repeat(columnOf(draft, first.keySpan.start));
  record(draft, { ...shown, edit: { span: { start: at, end: at }, text: `\n${indent}${key}: ${String(value)}` } });
}

/** The number of characters before an offset on its line. */
export function columnOf(draft: EditDraft, offset: number): number {
  return positionAt(draft.source, offset).column - 1;
}

/** Puts an entry behind another one of the same map. `block` is the value as lines below the key, where the map is in block style. */
export function addAfter(
  draft: EditDraft,
  path: FilePath,
  after: string,
  value: { readonly json: Json; readonly flow: string; readonly block?: readonly string[]; readonly shown: string },
): void {
  const map = viewAt(draft, parentOf(path));
  const previous = map?.get(after);
  const place = placeName(path);
  if (map === undefined || previous === undefined || !isOwn(map, previous.span)) return refuse(draft, manifestWords.form, { place });
  const span = { start: previous.span.start, end: contentEnd(draft.source.text, previous) };
  const entry = { key: String(path.at(-1)), value: value.flow, ...(value.block === undefined ? {} : { block: value.block }) };
  const edit = insertEntryAfter(draft.source, map.span, span, entry);
  if (edit.kind !== 'replace') return refuse(draft, manifestWords.form, { place });
  const data = { kind: 'set' as const, path, value: value.json };
  record(draft, { what: 'add', target: place, before: null, after: value.shown, edit: { span: edit.span, text: edit.text }, data });
}

/** Takes an item out of a list that has others. */
export function removeItem(draft: EditDraft, path: FilePath, shown: string): void {
  const list = viewAt(draft, parentOf(path));
  const span = list === undefined ? null : itemSpan(draft.source.text, list, Number(path.at(-1)));
  const place = placeName(path);
  if (span === null) return refuse(draft, manifestWords.form, { place });
  record(draft, { what: 'remove', target: place, before: shown, after: null, edit: { span, text: '' }, data: { kind: 'remove', path } });
}

/** A node's text and data after changes that are made to a copy of it alone. Null where the copy would hold anchors or merged keys. */
export function changedCopy(
  draft: EditDraft,
  path: FilePath,
  change: (copy: EditDraft) => void,
): { readonly text: string; readonly json: Json; readonly start: number } | null {
  const view = viewAt(draft, path);
  if (view === undefined) return null;
  const { text } = draft.source;
  const [start, end] = [view.span.start, contentEnd(text, view)];
  if (/(?:^|[\s[{,])&[\w-]|<<\s*:/.test(text.slice(start, end)) || isBorrowed(text, view)) return null;
  const copy = createDraft(draft.source, draft.roots);
  change(copy);
  if (copy.refusal !== null) draft.refusal ??= copy.refusal;
  const whole = draft.roots.map((root) => root.toJson());
  const json = jsonAt(changedJson(whole, copy.data), path);
  // What stands behind the last word of a line is copied with it.
  const stop = isFlow(text, view) ? end : lineEnd(text, end);
  return json === undefined ? null : { text: patched(text, { start, end: stop }, copy.edits), json, start };
}

function patched(text: string, { start, end }: Span, edits: readonly TextEdit[]): string {
  let result = '';
  let position = start;
  for (const edit of edits.toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end)) {
    result += text.slice(position, edit.span.start) + edit.text;
    position = edit.span.end;
  }
  return result + text.slice(position, Math.max(position, end));
}

/** Puts a changed copy of a list's item behind it. */
export function copyItem(draft: EditDraft, path: FilePath, shown: string, change: (copy: EditDraft) => void): void {
  const [list, item] = [viewAt(draft, parentOf(path)), viewAt(draft, path)];
  const copy = changedCopy(draft, path, change);
  const next: FilePath = [...parentOf(path), Number(path.at(-1)) + 1];
  const place = placeName(path);
  if (isRefused(draft)) return;
  if (list === undefined || item === undefined || copy === null) return refuse(draft, manifestWords.shared, { place });
  const { text } = draft.source;
  const end = contentEnd(text, item);
  const data = { kind: 'insert' as const, path: next, value: copy.json };
  const added = { what: 'add' as const, target: placeName(next), before: null, after: shown, data };
  if (isFlow(text, list)) return record(draft, { ...added, edit: { span: { start: end, end }, text: `, ${copy.text}` } });
  if (dashOf(text, item) === null) return refuse(draft, manifestWords.form, { place });
  const at = lineEnd(text, end);
  const lead = text.slice(lineStart(text, item.span.start), item.span.start);
  record(draft, { ...added, edit: { span: { start: at, end: at }, text: `\n${lead}${copy.text}` } });
}

/** Puts documents at the end of the file. */
export function appendDocuments(
  draft: EditDraft,
  documents: readonly { readonly text: string; readonly json: Json; readonly shown: string }[],
): void {
  const { text } = draft.source;
  const isEnded = text.endsWith('\n') || text === '';
  let lead = isEnded ? '' : '\n';
  for (const [index, { text: added, json, shown }] of documents.entries()) {
    const at = text.length;
    const path: FilePath = [draft.roots.length + index];
    const data = { kind: 'insert' as const, path, value: json };
    const edit = { span: { start: at, end: at }, text: `${lead}---\n${added}\n` };
    lead = '';
    record(draft, { what: 'add', target: shown, before: null, after: shown, edit, data });
  }
}

/** Takes a whole document away, with the line that begins it. */
export function removeDocument(draft: EditDraft, document: number, shown: string): void {
  const { text } = draft.source;
  const root = draft.roots[document];
  if (root === undefined) return;
  const markers = [...text.matchAll(/^---(?=\s|$).*$/gm)].map(({ index }) => index);
  const begin = markers.findLast((index) => index <= root.span.start);
  const next = markers.find((index) => index > root.span.start);
  const isFirst = begin === undefined;
  const start = begin ?? 0;
  const end = isFirst && next !== undefined ? wholeLines(text, next, next).end : (next ?? text.length);
  if (isFirst && next === undefined) return refuse(draft, manifestWords.form, { place: shown });
  const data = { kind: 'remove' as const, path: [document] };
  record(draft, { what: 'remove', target: shown, before: shown, after: null, edit: { span: { start, end }, text: '' }, data });
}
