import fc from 'fast-check';
import { createSourceText, positionAt, type SourceText } from '../../src/core/model/source-text.ts';
import type { ParseContext, Parsed, Problem, TextFormat, YamlFormat } from '../../src/core/facts/format.ts';
import { emptyView, parseYaml } from '../../src/core/facts/yaml/parse-yaml.ts';

/** A file to read in a test: its path and, where the format looks at others, their texts by path. */
export interface ReadOptions {
  readonly path: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** What a format made of a text, with the words and places a test compares. */
export interface ReadResult<F> {
  readonly facts: F;
  readonly problems: readonly Problem[];
  readonly source: SourceText;
  /** Whether the format takes the file for its own; of a YAML stream, the first document. */
  readonly recognised: boolean;
  /** `line:column words` of each problem, in file order. */
  readonly places: readonly string[];
  readonly inspected: unknown;
}

/** Reads a text as one format, of a YAML stream the first document, whether or not the format recognises it. */
export function parseText<Id extends string, F>(
  format: TextFormat<Id, F> | YamlFormat<Id, F>,
  text: string,
  options: ReadOptions,
): ReadResult<F> {
  const source = createSourceText(options.path, text);
  const context: ParseContext = { read: (path) => options.files?.[path] };
  const { parsed, recognised } = format.kind === 'text' ? readText(format, source, context) : readYaml(format, source, context);
  const problems = [...parsed.problems].sort((left, right) => left.span.start - right.span.start);
  return {
    facts: parsed.facts,
    problems,
    source,
    recognised,
    places: problems.map((problem) => describeProblem(source, problem)),
    inspected: format.inspect(parsed.facts),
  };
}

interface Reading<F> {
  readonly parsed: Parsed<F>;
  readonly recognised: boolean;
}

function readText<Id extends string, F>(format: TextFormat<Id, F>, source: SourceText, context: ParseContext): Reading<F> {
  return { parsed: format.parse(source, context), recognised: format.recognise(source.path, source.text) };
}

function readYaml<Id extends string, F>(format: YamlFormat<Id, F>, source: SourceText, context: ParseContext): Reading<F> {
  const [document] = parseYaml(source);
  const root = document?.root ?? emptyView;
  const parsed = format.read(root, source, context);
  return {
    parsed: { facts: parsed.facts, problems: [...(document?.problems ?? []), ...parsed.problems] },
    recognised: format.recognise(root, source.path, source),
  };
}

function describeProblem(source: SourceText, problem: Problem): string {
  const { line, column } = positionAt(source, problem.span.start);
  const { en, args } = problem.message;
  const words = Object.entries(args).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), en);
  return `${String(line)}:${String(column)} ${words}`;
}

/** Fails where a problem stands outside of the text, a span runs backwards, or its words lack a language or an argument. */
export function checkProblems(result: Pick<ReadResult<unknown>, 'problems' | 'source'>): void {
  for (const { span, message: words } of result.problems) {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= result.source.text.length)) {
      throw new Error(`Span ${JSON.stringify(span)} lies outside of a text of ${String(result.source.text.length)}.`);
    }
    if (words.en === '' || words.pl === '') throw new Error('A problem lacks its words.');
    for (const text of [words.en, words.pl]) {
      for (const [, name = ''] of text.matchAll(/\{([A-Za-z][A-Za-z0-9]*)/g)) {
        if (words.args[name] === undefined) throw new Error(`Argument ${name} of “${text}” is missing.`);
      }
    }
  }
}

/** Fails where any span inside facts lies outside of the text. */
export function checkSpans(value: unknown, length: number): void {
  if (value instanceof Map) {
    for (const item of value.values()) checkSpans(item, length);
  } else if (typeof value === 'object' && value !== null) {
    const entries = new Map<string, unknown>(Object.entries(value));
    const start = entries.get('start');
    const end = entries.get('end');
    if (typeof start === 'number' && typeof end === 'number' && !(start >= 0 && start <= end && end <= length)) {
      throw new Error(`Span ${String(start)}-${String(end)} lies outside of a text of ${String(length)}.`);
    }
    for (const item of entries.values()) checkSpans(item, length);
  }
}

/** Every beginning of a text, at most `most` of them: what an editor sees while a person types. */
export function truncations(text: string, most = 60): readonly string[] {
  const step = Math.max(1, Math.ceil(text.length / most));
  return Array.from({ length: Math.ceil(text.length / step) }, (_, index) => text.slice(0, index * step));
}

/** Reads a broken or foreign text and checks that nothing threw and every place lies inside it. */
export function checkTotal<Id extends string, F>(format: TextFormat<Id, F> | YamlFormat<Id, F>, text: string, options: ReadOptions): void {
  const result = parseText(format, text, options);
  checkProblems(result);
  checkSpans(result.facts, result.source.text.length);
}

/** That a YAML format reads any tree of these keys, whatever their values are, with problems and places inside the file. */
export function checkAnyTree<Id extends string, F>(format: YamlFormat<Id, F>, keys: readonly string[], options: ReadOptions): void {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.string(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      checkTotal(format, JSON.stringify(value), options);
    }),
  );
}
