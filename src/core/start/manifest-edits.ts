/** Edits that add entries to a manifest: what is there keeps its comments, order and style; a manifest that is not there is made. */
import { parseYaml } from '../facts/yaml/parse-yaml.ts';
import type { YamlEntry, YamlView } from '../facts/yaml/yaml-view.ts';
import type { Edit } from '../model/finding.ts';
import { positionAt, rangeOf, type SourceText } from '../model/source-text.ts';
import type { Span } from '../model/span.ts';
import { lineEnd, yamlScalar } from '../rules/edits/yaml-entry.ts';

/** The manifest that entries are written into: its text, or null where it is still to be made. */
export interface ManifestTarget {
  /** Relative to the repository. */
  readonly path: string;
  readonly source: SourceText | null;
}

/** What is added under one of the manifest's own keys. */
export interface ManifestPart {
  readonly key: string;
  /** One entry a line: behind its dash for a list, behind its key for a map. */
  readonly lines: readonly string[];
}

/** The edits, for `applyEdits` or the editor's own. Null where the file is no mapping of YAML that can be added to. */
export function manifestEdits({ path, source }: ManifestTarget, parts: readonly ManifestPart[]): readonly Edit[] | null {
  if (source === null || source.text.trim() === '') {
    const text = ['version: 1', ...parts.flatMap(({ key, lines }) => ['', `${key}:`, ...lines.map((line) => `  ${line}`)]), ''].join('\n');
    return [
      source === null
        ? { kind: 'create', path, text }
        : { kind: 'replace', path, range: rangeOf(source, { start: 0, end: source.text.length }), text },
    ];
  }
  const [document, ...others] = parseYaml(source);
  if (document === undefined || others.length > 0 || document.problems.length > 0 || document.root.kind !== 'map') return null;
  return parts.map((part) => {
    const { span, text } = editOf(source, document.root, part);
    return { kind: 'replace', path, range: rangeOf(source, span), text };
  });
}

/** An entry in flow style, such as `{ title: Amount, warn: 0.1 }`. */
export function flow(entry: object): string {
  const pairs = Object.entries(entry).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? yamlScalar(value) : JSON.stringify(value)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

function editOf(source: SourceText, root: YamlView, { key, lines }: ManifestPart): TextEdit {
  const entry = root.entries().find((one) => one.key === key);
  const bare = lines.map((line) => line.replace(/^- /, ''));
  const inFlow = bare[0] === lines[0] ? `{ ${bare.join(', ')} }` : `[${bare.join(', ')}]`;
  if (source.text[root.span.start] === '{') {
    if (entry === undefined) return beforeEnd(root, `${JSON.stringify(key)}: ${inFlow}`);
    return isEmpty(entry.value) ? { span: entry.value.span, text: ` ${inFlow}` } : beforeEnd(entry.value, bare.join(', '));
  }
  const indent = ' '.repeat(positionAt(source, root.span.start).column - 1);
  const block = lines.map((line) => `\n${indent}  ${line}`).join('');
  if (entry === undefined) return { span: atEndOf(source, root.span), text: `\n\n${indent}${key}:${block}` };
  if (isEmpty(entry.value)) return inEmptyPlace(source, entry, block);
  if (/[[{]/.test(source.text[entry.value.span.start] ?? '')) return beforeEnd(entry.value, bare.join(', '));
  const inner = ' '.repeat(columnOfItems(source, entry.value));
  return { span: atEndOf(source, entry.value.span), text: lines.map((line) => `\n${inner}${line}`).join('') };
}

/** Nothing behind the key, or `{}` or `[]`. */
function isEmpty(value: YamlView): boolean {
  return value.kind === 'null' || (value.kind !== 'scalar' && value.entries().length + value.items().length === 0);
}

/** The block in the place of what stands for nothing behind a key; a comment on the line stays on it. */
function inEmptyPlace(source: SourceText, { keySpan, value }: YamlEntry, block: string): TextEdit {
  const end = lineEnd(source.text, Math.max(keySpan.end, value.span.end));
  if (value.span.end === value.span.start) return { span: { start: end, end }, text: block };
  const start = source.text.indexOf(':', keySpan.end) + 1;
  return { span: { start, end }, text: `${source.text.slice(value.span.end, end).trimEnd()}${block}` };
}

/** The end of the last line of a block; the blank lines and comments behind it are not its own. */
function atEndOf(source: SourceText, { start, end }: Span): Span {
  const at = lineEnd(source.text, start + source.text.slice(start, end).trimEnd().length);
  return { start: at, end: at };
}

/** Before the bracket that closes a flow collection, behind its last entry. */
function beforeEnd(view: YamlView, text: string): TextEdit {
  const entries = view.entries();
  const last = view.kind === 'map' ? entries.at(-1)?.value.span : view.items().at(-1)?.span;
  const at = last?.end ?? view.span.start + 1;
  return { span: { start: at, end: at }, text: `, ${text}` };
}

function columnOfItems(source: SourceText, value: YamlView): number {
  const [first] = value.kind === 'map' ? value.entries().map(({ keySpan }) => keySpan) : value.items().map(({ span }) => span);
  if (first === undefined) return 2;
  const { column } = positionAt(source, first.start);
  if (value.kind === 'map') return column - 1;
  const before = source.text.slice(first.start - column + 1, first.start);
  return Math.max(0, before.lastIndexOf('-'));
}
