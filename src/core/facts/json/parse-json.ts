/**
 * JSON with places, read as Python's `json` reads it: `NaN`, `Infinity` and `-Infinity` are numbers.
 * Strings are decoded only when someone asks, so that megabytes of pictures inside notebooks cost little.
 */
import { type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';

/** A value with its place; a string's span includes its quotes. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly span: Span;
      readonly entries: readonly { readonly key: string; readonly keySpan: Span; readonly value: JsonNode }[];
    }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly span: Span; decode(): string }
  | { readonly kind: 'number' | 'boolean'; readonly span: Span; readonly value: number | boolean }
  | { readonly kind: 'null'; readonly span: Span };

/** The value, or undefined with the one problem where the text stops being JSON. */
export interface JsonDocument {
  readonly root: JsonNode | undefined;
  readonly problems: readonly Problem[];
}

const texts = {
  value: { en: 'JSON syntax error: a value is expected here.', pl: 'Błąd składni JSON: oczekiwana jest tu wartość.' },
  key: {
    en: 'JSON syntax error: a key in double quotes is expected here.',
    pl: 'Błąd składni JSON: oczekiwany jest tu klucz w cudzysłowie.',
  },
  colon: { en: 'JSON syntax error: a colon is expected here.', pl: 'Błąd składni JSON: oczekiwany jest tu dwukropek.' },
  comma: {
    en: 'JSON syntax error: a comma or a closing bracket is expected here.',
    pl: 'Błąd składni JSON: oczekiwany jest tu przecinek lub nawias zamykający.',
  },
  end: { en: 'JSON syntax error: the text should end here.', pl: 'Błąd składni JSON: tekst powinien się tu kończyć.' },
  string: {
    en: 'JSON syntax error: the string is not closed or not well formed.',
    pl: 'Błąd składni JSON: tekst w cudzysłowie jest niezamknięty lub nieprawidłowy.',
  },
  deep: { en: 'The document is nested too deeply to be read.', pl: 'Dokument jest zbyt głęboko zagnieżdżony, aby go odczytać.' },
} satisfies Record<string, Text>;

const deepest = 1000;

class JsonFault extends Error {
  readonly text: Text;
  readonly offset: number;

  constructor(text: Text, offset: number) {
    super(text.en);
    this.text = text;
    this.offset = offset;
  }
}

interface Read {
  readonly node: JsonNode;
  readonly next: number;
}

/** Parses a whole text. Total. */
export function parseJson(text: string): JsonDocument {
  try {
    const { node, next } = readValue(text, skipSpace(text, 0), 0);
    const end = skipSpace(text, next);
    if (end < text.length) throw new JsonFault(texts.end, end);
    return { root: node, problems: [] };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const start = Math.min(error.offset, text.length);
    return { root: undefined, problems: [{ message: message(error.text), span: { start, end: Math.min(start + 1, text.length) } }] };
  }
}

/** Many times as fast, for those who ask for no places: all spans are empty and at the start. Total. */
export function parseJsonWithoutPlaces(text: string): JsonDocument {
  try {
    return { root: plainNode(JSON.parse(text)), problems: [] };
  } catch {
    // Broken, or with the numbers that only Python writes.
    return parseJson(text);
  }
}

const nowhere: Span = { start: 0, end: 0 };

/** A node of plain data. */
function plainNode(value: unknown): JsonNode {
  if (typeof value === 'string') return { kind: 'string', span: nowhere, decode: () => value };
  if (typeof value === 'number') return { kind: 'number', span: nowhere, value };
  if (typeof value === 'boolean') return { kind: 'boolean', span: nowhere, value };
  if (typeof value !== 'object' || value === null) return { kind: 'null', span: nowhere };
  return Array.isArray(value) ? new PlainArray(value) : new PlainObject(value);
}

/** Its items are made when somebody looks at them. */
class PlainArray {
  readonly kind = 'array';
  readonly span = nowhere;
  readonly #values: readonly unknown[];
  #items: readonly JsonNode[] | undefined;

  constructor(values: readonly unknown[]) {
    this.#values = values;
  }

  get items(): readonly JsonNode[] {
    return (this.#items ??= this.#values.map(plainNode));
  }
}

/** Its entries are made when somebody looks at them. */
class PlainObject {
  readonly kind = 'object';
  readonly span = nowhere;
  readonly #value: object;
  #entries: Extract<JsonNode, { kind: 'object' }>['entries'] | undefined;

  constructor(value: object) {
    this.#value = value;
  }

  get entries(): Extract<JsonNode, { kind: 'object' }>['entries'] {
    return (this.#entries ??= Object.entries(this.#value).map(([key, inner]) => ({ key, keySpan: nowhere, value: plainNode(inner) })));
  }
}

/** The value under a key of an object (the last one, as JSON readers have it); undefined for all else. */
export function jsonAt(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.entries.findLast((entry) => entry.key === key)?.value : undefined;
}

/** The items of an array; empty for all else. */
export function jsonItems(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

/** The text of a string; undefined for all else. */
export function jsonText(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.decode() : undefined;
}

function skipSpace(text: string, from: number): number {
  let index = from;
  for (let code = text.charCodeAt(index); code === 32 || code === 10 || code === 13 || code === 9; code = text.charCodeAt(index))
    index += 1;
  return index;
}

const word = /true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readValue(text: string, from: number, depth: number): Read {
  if (depth > deepest) throw new JsonFault(texts.deep, from);
  const first = text[from];
  if (first === '{') return readObject(text, from, depth);
  if (first === '[') return readArray(text, from, depth);
  return first === '"' ? readString(text, from) : readWord(text, from);
}

function readWord(text: string, from: number): Read {
  word.lastIndex = from;
  const found = word.exec(text)?.[0];
  if (found === undefined) throw new JsonFault(texts.value, from);
  const next = from + found.length;
  const span = { start: from, end: next };
  if (found === 'null') return { node: { kind: 'null', span }, next };
  if (found === 'true' || found === 'false') return { node: { kind: 'boolean', span, value: found === 'true' }, next };
  return { node: { kind: 'number', span, value: Number(found) }, next };
}

const badEscape = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/;
/** The control characters up to U+001F: those up to U+009F that Unicode counts too are allowed. */
const badCharacter = /[^\P{Cc}\u007f-\u009f]/u;

function readString(text: string, from: number): Read {
  let end = from;
  do {
    end = text.indexOf('"', end + 1);
    if (end === -1) throw new JsonFault(texts.string, from);
  } while (isEscaped(text, end));
  const raw = text.slice(from, end + 1);
  // Control characters and unknown escapes are what JSON refuses in strings; looking for them is cheaper than decoding.
  if (badEscape.test(withoutPairs(raw)) || badCharacter.test(raw)) throw new JsonFault(texts.string, from);
  return { node: { kind: 'string', span: { start: from, end: end + 1 }, decode: () => decode(raw) }, next: end + 1 };
}

function withoutPairs(raw: string): string {
  return raw.includes('\\\\') ? raw.replaceAll('\\\\', '') : raw;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

function decode(raw: string): string {
  const value: unknown = JSON.parse(raw);
  return typeof value === 'string' ? value : '';
}

function readArray(text: string, from: number, depth: number): Read {
  const items: JsonNode[] = [];
  let next = skipSpace(text, from + 1);
  if (text[next] === ']') return { node: { kind: 'array', span: { start: from, end: next + 1 }, items }, next: next + 1 };
  for (;;) {
    const item = readValue(text, next, depth + 1);
    items.push(item.node);
    next = skipSpace(text, item.next);
    if (text[next] === ']') return { node: { kind: 'array', span: { start: from, end: next + 1 }, items }, next: next + 1 };
    if (text[next] !== ',') throw new JsonFault(texts.comma, next);
    next = skipSpace(text, next + 1);
  }
}

function readObject(text: string, from: number, depth: number): Read {
  const entries: { key: string; keySpan: Span; value: JsonNode }[] = [];
  let next = skipSpace(text, from + 1);
  if (text[next] === '}') return { node: { kind: 'object', span: { start: from, end: next + 1 }, entries }, next: next + 1 };
  for (;;) {
    if (text[next] !== '"') throw new JsonFault(texts.key, next);
    const key = readString(text, next);
    const colon = skipSpace(text, key.next);
    if (text[colon] !== ':') throw new JsonFault(texts.colon, colon);
    const value = readValue(text, skipSpace(text, colon + 1), depth + 1);
    entries.push({ key: jsonText(key.node) ?? '', keySpan: key.node.span, value: value.node });
    next = skipSpace(text, value.next);
    if (text[next] === '}') return { node: { kind: 'object', span: { start: from, end: next + 1 }, entries }, next: next + 1 };
    if (text[next] !== ',') throw new JsonFault(texts.comma, next);
    next = skipSpace(text, next + 1);
  }
}
