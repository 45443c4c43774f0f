/**
 * INI as Python's ConfigObj reads it, with places: sections `[name]`, nested by more brackets, names and values in quotes where needed,
 * `#` comments, triple-quoted values over several lines. A doubled key or section is an error, as there.
 */
import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import { lineText } from '../../model/source-text.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';

/** `key = value`. Lists keep their commas. */
export interface ConfigEntry {
  readonly key: Located<string>;
  readonly value: Located<string>;
}

/** A section with its own entries, in file order. */
export interface ConfigSection {
  /** Without quotes; '' for what stands above all sections. */
  readonly name: Located<string>;
  readonly depth: number;
  readonly entries: readonly ConfigEntry[];
}

/** A whole file. */
export interface ConfigFile {
  readonly sections: readonly ConfigSection[];
  readonly problems: readonly Problem[];
}

const texts = {
  line: { en: 'This line is neither a section nor “key = value”.', pl: 'Ten wiersz nie jest ani sekcją, ani zapisem „klucz = wartość”.' },
  brackets: { en: 'The brackets of this section do not match.', pl: 'Nawiasy tej sekcji nie pasują do siebie.' },
  nested: { en: 'This section is nested too deeply.', pl: 'Ta sekcja jest zbyt głęboko zagnieżdżona.' },
  section: { en: 'The section “{name}” appears twice.', pl: 'Sekcja „{name}” występuje dwa razy.' },
  key: { en: 'The key “{key}” appears twice in its section.', pl: 'Klucz „{key}” występuje w swojej sekcji dwa razy.' },
  value: { en: 'The value of “{key}” is badly quoted.', pl: 'Wartość „{key}” ma źle zapisane cudzysłowy.' },
} satisfies Readonly<Record<string, Text>>;

const sectionLine = /^(\s*)((?:\[\s*)+)("\s*\S.*?\s*"|'\s*\S.*?\s*'|[^'"\s].*?)((?:\s*\])+)\s*(?:#.*)?$/;
const entryLine = /^(\s*)(".*?"|'.*?'|[^'"=].*?)\s*=\s*(.*)$/;

interface OpenSection {
  readonly name: Located<string>;
  readonly depth: number;
  readonly entries: ConfigEntry[];
  /** The keys of `entries`. */
  readonly keys: Set<string>;
  readonly path: string;
  /** The section that it stands in; null for what stands above all sections. */
  readonly parent: OpenSection | null;
}

/** Reads a file; lines that cannot be read are problems and are passed over. */
export function readConfigObj(source: SourceText): ConfigFile {
  const problems: Problem[] = [];
  const top: OpenSection = {
    name: { value: '', span: { start: 0, end: 0 } },
    depth: 0,
    entries: [],
    keys: new Set(),
    path: '',
    parent: null,
  };
  const sections = [top];
  const paths = new Set(['']);
  let current = top;
  for (let line = 1; line <= source.lineStarts.length; line += 1) {
    const text = lineText(source, line);
    const start = source.lineStarts[line - 1] ?? 0;
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const lineSpan: Span = { start: start + text.indexOf(trimmed), end: start + text.indexOf(trimmed) + trimmed.length };
    const section = sectionLine.exec(text);
    if (section !== null) {
      const opened = openSection(section, start, current);
      if ('text' in opened) {
        problems.push({ message: message(opened.text), span: lineSpan });
        continue;
      }
      if (paths.has(opened.path)) problems.push({ message: message(texts.section, { name: opened.name.value }), span: opened.name.span });
      else sections.push(opened);
      paths.add(opened.path);
      current = opened;
      continue;
    }
    const entry = entryLine.exec(text);
    if (entry === null) {
      problems.push({ message: message(texts.line), span: lineSpan });
      continue;
    }
    const key = unquoted({ value: entry[2] ?? '', span: spanFrom(start + (entry[1] ?? '').length, entry[2] ?? '') });
    const rest = entry[3] ?? '';
    const valueStart = start + text.length - rest.length;
    const { value, lastLine } = readValue({ value: rest, span: spanFrom(valueStart, rest) }, source, line);
    line = lastLine;
    if (value === undefined) problems.push({ message: message(texts.value, { key: key.value }), span: lineSpan });
    else if (current.keys.has(key.value)) problems.push({ message: message(texts.key, { key: key.value }), span: key.span });
    else {
      current.keys.add(key.value);
      current.entries.push({ key, value });
    }
  }
  return { sections, problems };
}

function openSection(match: RegExpExecArray, start: number, current: OpenSection): OpenSection | { readonly text: Text } {
  const [, indent = '', open = '', written = '', close = ''] = match;
  const depth = open.split('[').length - 1;
  if (depth !== close.split(']').length - 1) return { text: texts.brackets };
  if (depth > current.depth + 1) return { text: texts.nested };
  const name = unquoted({ value: written, span: spanFrom(start + indent.length + open.length, written) });
  let parent = current;
  while (parent.depth >= depth && parent.parent !== null) parent = parent.parent;
  return { name, depth, entries: [], keys: new Set(), path: `${parent.path}\u0000${name.value}`, parent };
}

interface ReadValue {
  readonly value: Located<string> | undefined;
  readonly lastLine: number;
}

function readValue(written: Located<string>, source: SourceText, line: number): ReadValue {
  const quote = written.value.slice(0, 3);
  if (quote === '"""' || quote === "'''") return readMultiline(written, quote, source, line);
  const quoted = /^(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?$/.exec(written.value);
  if (quoted !== null) {
    const inner = quoted[1] ?? quoted[2] ?? '';
    return { value: { value: inner, span: spanFrom(written.span.start + 1, inner) }, lastLine: line };
  }
  const list = /^((?:(?:"[^"]*"|'[^']*'|[^'",#][^,#]*?)\s*,\s*)*)("[^"]*"|'[^']*'|[^'",#\s][^,]*?)?\s*(?:#.*)?$/.exec(written.value);
  if (list === null) return { value: undefined, lastLine: line };
  const value = `${list[1] ?? ''}${withoutComment(list[2] ?? '')}`.trimEnd();
  return { value: { value, span: spanFrom(written.span.start, value) }, lastLine: line };
}

/** A `#` ends an unquoted value only where the pattern above let it in: ConfigObj takes it as the beginning of a comment. */
function withoutComment(value: string): string {
  const hash = value.indexOf('#');
  return hash < 0 || value.startsWith('"') || value.startsWith("'") ? value : value.slice(0, hash).trimEnd();
}

function readMultiline(written: Located<string>, quote: string, source: SourceText, line: number): ReadValue {
  const inner = written.value.slice(3);
  const onOneLine = inner.indexOf(quote);
  if (onOneLine >= 0) {
    const isClean = /^\s*(?:#.*)?$/.test(inner.slice(onOneLine + 3));
    const value = { value: inner.slice(0, onOneLine), span: spanFrom(written.span.start + 3, inner.slice(0, onOneLine)) };
    return { value: isClean ? value : undefined, lastLine: line };
  }
  const lines = [inner];
  for (let next = line + 1; next <= source.lineStarts.length; next += 1) {
    const text = lineText(source, next);
    const end = text.indexOf(quote);
    if (end < 0) {
      lines.push(text);
      continue;
    }
    lines.push(text.slice(0, end));
    return {
      value: { value: lines.join('\n'), span: { start: written.span.start + 3, end: (source.lineStarts[next - 1] ?? 0) + end } },
      lastLine: next,
    };
  }
  return { value: undefined, lastLine: source.lineStarts.length };
}

function unquoted(name: Located<string>): Located<string> {
  const quote = name.value.charAt(0);
  if ((quote !== '"' && quote !== "'") || name.value.length < 2 || !name.value.endsWith(quote)) return name;
  return { value: name.value.slice(1, -1), span: { start: name.span.start + 1, end: name.span.end - 1 } };
}

function spanFrom(start: number, text: string): Span {
  return { start, end: start + text.length };
}
