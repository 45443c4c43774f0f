/** Where the keys and values of a TOML document stand: a scan beside the real parser, which keeps no places. */
import type { Span } from '../../model/span.ts';

/** The place of one entry. */
export interface TomlPlace {
  /** The key; for items of a list the item itself. */
  readonly key: Span;
  readonly value: Span;
}

/** Places by path; make a path's name with `placeName`. */
export type TomlPlaces = ReadonlyMap<string, TomlPlace>;

/** The name of a path of keys and list indexes in `TomlPlaces`. */
export function placeName(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? `#${String(step)}` : `.${step}`)).join('\u0000');
}

type Path = readonly (string | number)[];

interface Scan {
  readonly text: string;
  readonly places: Map<string, TomlPlace>;
  /** How many tables each list of tables has so far, by the list's name. */
  readonly tables: Map<string, number>;
}

/** Scans a document that the parser has taken. Of a broken one it gives what it can, and always ends. */
export function tomlPlaces(text: string): TomlPlaces {
  const scan: Scan = { text, places: new Map(), tables: new Map() };
  let table: Path = [];
  for (let position = skipBlank(text, 0); position < text.length; position = skipBlank(text, position)) {
    if (text[position] === '[') {
      const header = readHeader(scan, position);
      table = header.table;
      position = header.end;
    } else {
      position = Math.max(readPair(scan, position, table), position + 1);
    }
  }
  return scan.places;
}

/** Passes white space, line ends and comments over. */
function skipBlank(text: string, from: number): number {
  const blank = /(?:[\s,]|#[^\n]*)*/y;
  blank.lastIndex = from;
  blank.exec(text);
  return blank.lastIndex;
}

interface Key {
  readonly steps: readonly string[];
  readonly spans: readonly Span[];
  readonly end: number;
}

const bareKey = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*/y;

/** A dotted key. Escapes in quoted keys are undone as JSON has them, which covers all that real keys use. */
function readKey(text: string, from: number): Key {
  const steps: string[] = [];
  const spans: Span[] = [];
  let end = from;
  for (;;) {
    bareKey.lastIndex = end;
    const match = bareKey.exec(text);
    if (match === null) return { steps, spans, end };
    const lead = match[0].length - match[0].trimStart().length;
    spans.push({ start: match.index + lead, end: match.index + match[0].trimEnd().length });
    steps.push(match[1] === undefined ? (match[2] ?? match[3] ?? '') : unescapeKey(match[1]));
    end = bareKey.lastIndex;
    if (text[end] !== '.') return { steps, spans, end };
    end += 1;
  }
}

function unescapeKey(text: string): string {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

function readHeader(scan: Scan, from: number): { readonly table: Path; readonly end: number } {
  const isList = scan.text.startsWith('[[', from);
  const key = readKey(scan.text, from + (isList ? 2 : 1));
  const lineEnd = scan.text.indexOf('\n', key.end);
  const end = lineEnd === -1 ? scan.text.length : lineEnd;
  const table = resolve(scan, [], key, isList);
  return { table, end: Math.max(end, from + 1) };
}

/** Walks a dotted key down; a step that names a list of tables means its last table. */
function resolve(scan: Scan, base: Path, key: Key, opensTable: boolean): Path {
  let path: Path = base;
  key.steps.forEach((step, index) => {
    const span = key.spans[index] ?? { start: 0, end: 0 };
    path = [...path, step];
    const name = placeName(path);
    if (!scan.places.has(name)) scan.places.set(name, { key: span, value: span });
    const isNew = opensTable && index === key.steps.length - 1;
    const count = scan.tables.get(name);
    if (!isNew && count === undefined) return;
    const next = (count ?? 0) + (isNew ? 1 : 0);
    scan.tables.set(name, next);
    path = [...path, next - 1];
    if (isNew) scan.places.set(placeName(path), { key: span, value: span });
  });
  return path;
}

/** `key = value`; gives the offset behind the value. */
function readPair(scan: Scan, from: number, table: Path): number {
  const key = readKey(scan.text, from);
  const last = key.spans.at(-1);
  const equals = /[ \t]*=\s*/y;
  equals.lastIndex = key.end;
  if (last === undefined || !equals.test(scan.text)) {
    const lineEnd = scan.text.indexOf('\n', from);
    return lineEnd === -1 ? scan.text.length : lineEnd;
  }
  const path = resolve(scan, table, key, false);
  const start = equals.lastIndex;
  const end = readValue(scan, start, path);
  scan.places.set(placeName(path), { key: last, value: { start, end } });
  return end;
}

/** Gives the offset behind a value, and notes what is inside it. */
function readValue(scan: Scan, from: number, path: Path): number {
  const { text } = scan;
  if (text[from] === '[') return readList(scan, from, path);
  if (text[from] === '{') return readInlineTable(scan, from, path);
  for (const quote of ['"""', "'''", '"', "'"]) {
    if (text.startsWith(quote, from)) return endOfString(text, from + quote.length, quote);
  }
  const plain = /[^\n\r,\]}#]*/y;
  plain.lastIndex = from;
  return from + (plain.exec(text)?.[0].trimEnd().length ?? 0);
}

function endOfString(text: string, from: number, quote: string): number {
  const escapes = quote.startsWith('"');
  for (let index = from; index < text.length; index += 1) {
    if (escapes && text[index] === '\\') index += 1;
    else if (text.startsWith(quote, index)) {
      // A long string may end with one or two quotes of its own.
      let end = index + quote.length;
      while (quote.length === 3 && text[end] === quote[0] && end - index < 5) end += 1;
      return end;
    } else if (quote.length === 1 && text[index] === '\n') return index;
  }
  return text.length;
}

function readList(scan: Scan, from: number, path: Path): number {
  let position = skipBlank(scan.text, from + 1);
  for (let index = 0; position < scan.text.length && scan.text[position] !== ']'; index += 1) {
    const item = [...path, index];
    const end = readValue(scan, position, item);
    scan.places.set(placeName(item), { key: { start: position, end }, value: { start: position, end } });
    position = skipBlank(scan.text, Math.max(end, position + 1));
  }
  return Math.min(position + 1, scan.text.length);
}

function readInlineTable(scan: Scan, from: number, path: Path): number {
  let position = skipBlank(scan.text, from + 1);
  while (position < scan.text.length && scan.text[position] !== '}') {
    position = skipBlank(scan.text, Math.max(readPair(scan, position, path), position + 1));
  }
  return Math.min(position + 1, scan.text.length);
}
