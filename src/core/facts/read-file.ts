import type { SourceText } from '../model/source-text.ts';
import { positionAt } from '../model/source-text.ts';
import { format, message } from '../l10n/message.ts';
import type { DocumentFacts, FileFacts, FormatId } from './facts.ts';
import type { Json, ParseContext, Problem } from './format.ts';
import { isYamlName } from './candidate.ts';
import { isList } from './data-file.ts';
import { type AnyFacts, type AnyTextFormat, type AnyYamlFormat, textFormats, yamlFormats } from './index.ts';
import { emptyView, parseYaml } from './yaml/parse-yaml.ts';
import type { YamlView } from './yaml/yaml-view.ts';

/** What a document of a content-recognised format must hold: cheaper than parsing each YAML file of a repository. */
const yamlHints =
  /apiVersion|groups|global|remote_write|remote_read|scrape_configs|rule_files|alerting|services|dependencies|jobs|stages|outs|flavors|entry_points|spec|pipelineInfo|pipeline_info|receivers|\b(?:script|steps):/;

/** Reads a file's text into facts. Total: a file that no format owns has no documents. */
export function readFile(source: SourceText, context: ParseContext): FileFacts {
  const textFormat = textFormats.find((candidate) => candidate.recognise(source.path, source.text));
  if (textFormat !== undefined) return readText(textFormat, source, context);
  if (!isYamlName(source.path)) return unowned(source);
  const isNamed = yamlFormats.some((candidate) => candidate.ownsName?.(source.path) === true);
  if (!isNamed && !yamlHints.test(source.text)) return unowned(source);
  return readYaml(source, context);
}

function unowned(source: SourceText): FileFacts {
  return { source, format: null, documents: [], problems: [] };
}

function readText(owner: AnyTextFormat, source: SourceText, context: ParseContext): FileFacts {
  const { facts, problems } = owner.parse(source, context);
  return { source, format: owner.id, documents: [tagged(owner.id, facts, { start: 0, end: source.text.length })], problems };
}

const texts = {
  several: { en: 'This file holds one document; another begins here.', pl: 'Ten plik zawiera jeden dokument; tu zaczyna się następny.' },
};

function readYaml(source: SourceText, context: ParseContext): FileFacts {
  const documents: DocumentFacts[] = [];
  const problems: Problem[] = [];
  const parsed = parseYaml(source);
  // A file without any document still belongs to the format that owns its name, which says what is missing.
  const isEmpty = parsed.length === 0 && yamlFormats.some((candidate) => candidate.ownsName?.(source.path) === true);
  for (const document of isEmpty ? [{ root: emptyView, problems: [] }] : parsed) {
    const owner = yamlFormats.find((candidate) => candidate.recognise(document.root, source.path, source));
    if (owner === undefined) continue;
    const found = readDocument(owner, document.root, source, context, documents);
    // Where YAML itself is broken, what a format misses is only a consequence.
    const broken = document.problems.filter((problem) => !(problem.isDoubledKey && owner.takesDoubledKeys === true));
    problems.push(...(broken.length > 0 ? broken : found));
    if (owner.isSingle === true && documents.length === 2) {
      problems.push({ message: message(texts.several), span: { start: document.root.span.start, end: document.root.span.start } });
    }
  }
  return { source, format: commonFormat(documents), documents, problems };
}

function readDocument(
  owner: AnyYamlFormat,
  root: YamlView,
  source: SourceText,
  context: ParseContext,
  documents: DocumentFacts[],
): readonly Problem[] {
  const { facts, problems } = owner.read(root, source, context);
  documents.push(tagged(owner.id, facts, root.span));
  return problems;
}

function tagged(id: FormatId, facts: AnyFacts, span: DocumentFacts['span']): DocumentFacts {
  // TypeScript does not relate an indexed pair to the union of all such pairs; both come from one format.
  return { format: id, facts, span } as DocumentFacts;
}

function commonFormat(documents: readonly DocumentFacts[]): FormatId | null {
  return documents[0]?.format ?? null;
}

/** What `inspect` prints for a file. */
export interface Inspection {
  readonly path: string;
  readonly format: FormatId | 'unknown';
  readonly valid: boolean;
  readonly errors: readonly { readonly message: string; readonly line: number; readonly column: number }[];
  readonly facts: { readonly [key: string]: Json };
}

/** A file's facts as JSON, in English. Several documents are listed under `documents`, Kubernetes objects alone in one `objects` list. */
export function inspectFile(file: FileFacts, path: string): Inspection {
  const errors = file.problems.filter((problem) => problem.kind !== 'unknown-key');
  return {
    path,
    format: file.format ?? 'unknown',
    valid: errors.length === 0,
    errors: errors.map((problem) => ({
      message: format(problem.message, 'en'),
      ...positionAt(file.source, problem.span.start),
    })),
    facts: inspectDocuments(file.documents),
  };
}

function inspectDocuments(documents: readonly DocumentFacts[]): Inspection['facts'] {
  const [first, ...others] = documents;
  if (first === undefined) return {};
  if (others.length === 0) return inspectDocument(first);
  if (documents.every((document) => document.format === 'kubernetes')) {
    return { objects: documents.flatMap((document) => listOf(inspectDocument(document)['objects'])) };
  }
  return { documents: documents.map((document) => ({ format: document.format, ...inspectDocument(document) })) };
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function inspectDocument(document: DocumentFacts): Inspection['facts'] {
  const owner = [...textFormats, ...yamlFormats].find((candidate) => candidate.id === document.format);
  return owner === undefined ? {} : owner.inspect(document.facts);
}
