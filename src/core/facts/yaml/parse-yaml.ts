import { type Document, parseAllDocuments } from 'yaml';
import { message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { doubledKeys } from './doubled-keys.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { syntaxErrorText } from './syntax-error-text.ts';
import { type YamlView, viewOf } from './yaml-view.ts';

/** One document of a stream. */
export interface YamlDocument {
  readonly root: YamlView;
  /** Syntax errors, each at the place where the parser noticed it. */
  readonly problems: readonly YamlProblem[];
}

/** A syntax error. */
export interface YamlProblem extends Problem {
  /** Some loaders take the last of two equal keys and say nothing. */
  readonly isDoubledKey: boolean;
}

const texts = {
  nesting: { en: 'The document is nested too deeply to be read.', pl: 'Dokument jest zbyt głęboko zagnieżdżony, aby go odczytać.' },
};

/**
 * Parses a stream of YAML 1.2 documents (JSON is one of its forms). Total: broken text gives views of what could be read, and problems.
 * Empty documents are left out; unknown tags such as `!reference` are read as what they stand on.
 */
export function parseYaml(source: SourceText): readonly YamlDocument[] {
  const plain = readPlainYaml(source.text);
  return plain === undefined ? parseWithPackage(source) : plain.map((root) => ({ root, problems: [] }));
}

/** As `parseYaml`, by the `yaml` package alone. */
export function parseWithPackage(source: SourceText): readonly YamlDocument[] {
  try {
    const parsed = parseAllDocuments(source.text, {
      version: '1.2',
      merge: true,
      keepSourceTokens: false,
      logLevel: 'silent',
      prettyErrors: false,
      stringKeys: false,
      uniqueKeys: false,
    });
    // An empty stream comes back as an array without documents.
    return [...parsed].filter((document) => !isEmpty(document)).map((document) => readDocument(document, source));
  } catch (error) {
    // Nesting of many thousand levels exhausts the parser's stack; nothing else is known to throw.
    if (!(error instanceof RangeError)) throw error;
    return [{ root: emptyView, problems: [{ message: message(texts.nesting), span: { start: 0, end: 0 }, isDoubledKey: false }] }];
  }
}

function isEmpty(document: Document.Parsed): boolean {
  return document.errors.length === 0 && (document.contents === null || document.contents.range[0] === document.contents.range[1]);
}

function readDocument(document: Document.Parsed, source: SourceText): YamlDocument {
  const start = Math.min(document.range[0], source.text.length);
  return {
    root: viewOf(document, document.contents, { start, end: start }),
    problems: [...syntaxErrors(document, source), ...doubledKeyErrors(document, source)].sort(
      (one, other) => one.span.start - other.span.start,
    ),
  };
}

function syntaxErrors({ errors }: Document.Parsed, source: SourceText): readonly YamlProblem[] {
  return errors.map((error) => ({
    message: message(syntaxErrorText(error.code), { detail: shortDetail(error.message) }),
    isDoubledKey: false,
    span: clamp({ start: error.pos[0], end: error.pos[1] }, source.text.length),
  }));
}

function doubledKeyErrors(document: Document.Parsed, source: SourceText): readonly YamlProblem[] {
  return doubledKeys(document).map((start) => ({
    message: message(syntaxErrorText('DUPLICATE_KEY'), { detail: 'Map keys must be unique' }),
    isDoubledKey: true,
    span: clamp({ start, end: start + 1 }, source.text.length),
  }));
}

function shortDetail(text: string): string {
  const firstLine = text.split('\n')[0] ?? '';
  return firstLine.replace(/[.:\s]+$/, '').slice(0, 200);
}

function clamp(span: Span, length: number): Span {
  const start = Math.min(span.start, length);
  return { start, end: Math.max(start, Math.min(span.end, length)) };
}

/** The view of nothing, for files without any document. */
export const emptyView: YamlView = {
  kind: 'null',
  span: { start: 0, end: 0 },
  isUnfolded: false,
  scalar: null,
  get: () => undefined,
  at: () => undefined,
  entries: () => [],
  items: () => [],
  text: () => undefined,
  string: () => undefined,
  number: () => undefined,
  boolean: () => undefined,
  toJson: () => null,
};
