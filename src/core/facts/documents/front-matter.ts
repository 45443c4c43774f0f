import { type SourceText, createSourceText, lineText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import { type YamlDocument, emptyView, parseYaml } from '../yaml/parse-yaml.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** The YAML block that opens a document. */
export interface FrontMatter {
  readonly root: YamlView;
  readonly problems: YamlDocument['problems'];
  /** Offset of the first line behind the block. */
  readonly end: number;
  /** Whether it is a template that some tool fills first (`{{ … }}`, `{% … %}`), so that its YAML says nothing yet. */
  readonly isTemplate: boolean;
}

const fence = /^---[ \t]*$/;
const key = /^(?:"[^"]+"|'[^']+'|[^\s"'#:][^:]*):(?:\s|$)/;

/** Front matter as static site generators and the Hugging Face Hub read it: `---` on the first line up to the next line of `---`; else null. */
export function readFrontMatter(source: SourceText): FrontMatter | null {
  const block = findFrontMatter(source);
  if (block === null) return null;
  const end = source.lineStarts[block.closing] ?? source.text.length;
  // The opening fence stays as the marker of a YAML document, so that offsets in the block are offsets in the file.
  const [document] = parseYaml(createSourceText(source.path, source.text.slice(0, block.end)));
  return {
    root: document?.root ?? emptyView,
    problems: document?.problems ?? [],
    end,
    isTemplate: /\{\{|\{%/.test(source.text.slice(0, block.end)),
  };
}

/** The names of the block's top-level keys, by its lines: they are there even where the YAML is broken. Empty without front matter. */
export function frontMatterKeys(source: SourceText): ReadonlySet<string> {
  const block = findFrontMatter(source);
  return new Set(block?.keys ?? []);
}

interface Block {
  /** Number of the closing line; lines begin at 1, so it is also the index of the line behind it. */
  readonly closing: number;
  /** Offset of the closing line. */
  readonly end: number;
  readonly keys: readonly string[];
}

function findFrontMatter(source: SourceText): Block | null {
  if (!source.text.startsWith('---') || !fence.test(lineText(source, 1))) return null;
  const keys: string[] = [];
  let isProse = false;
  for (let line = 2; line <= source.lineStarts.length; line += 1) {
    const text = lineText(source, line);
    if (fence.test(text)) {
      // Two rules with prose between them are no front matter.
      return isProse && keys.length === 0 ? null : { closing: line, end: source.lineStarts[line - 1] ?? source.text.length, keys };
    }
    const [name] = key.exec(text) ?? [];
    if (name !== undefined) keys.push(name.trim().slice(0, -1).trim().replaceAll(/["']/g, ''));
    else isProse ||= /^[^\s#{}[\]-]/.test(text);
  }
  return null;
}

/** The block's top-level keys with their values as text: scalars as YAML reads them, lists and maps as they are written, nothing as ''. */
export function frontMatterTexts(source: SourceText, root: Pick<YamlView, 'entries'>): ReadonlyMap<string, Located<string>> {
  return new Map(root.entries().map(({ key: name, value }) => [name, value.text() ?? written(source, value)]));
}

function written(source: SourceText, value: YamlView): Located<string> {
  if (value.kind === 'null') return { value: '', span: value.span };
  const text = source.text.slice(value.span.start, value.span.end).trimEnd();
  return { value: text, span: { start: value.span.start, end: value.span.start + text.length } };
}
