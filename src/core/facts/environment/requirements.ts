import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Json, Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { type Piece, sourceSpan } from '../joined-text.ts';
import type { Dependency, LockFacts, RequirementsFacts } from './environment-facts.ts';
import { normalName } from './package-name.ts';
import { type PipLine, readPipLine } from './pip-line.ts';
import type { Requirement } from './requirement.ts';

/** What is wrong with a line, by the kind of fault; shared with the formats that hold pip's requirements in lists. */
export const requirementTexts = {
  name: { en: 'This is no requirement: {text}.', pl: 'To nie jest wymaganie: {text}.' },
  equals: {
    en: 'A single = is no operator in {text}: pip needs ==.',
    pl: 'Pojedynczy znak = nie jest operatorem w {text}: pip wymaga ==.',
  },
  syntax: { en: 'The requirement {text} cannot be read.', pl: 'Nie można odczytać wymagania {text}.' },
  marker: { en: 'The environment marker of {text} is not valid.', pl: 'Znacznik środowiska w {text} jest nieprawidłowy.' },
  option: { en: 'pip knows no option {text} here.', pl: 'pip nie zna tu opcji {text}.' },
  value: { en: 'The option {text} needs a value.', pl: 'Opcja {text} wymaga wartości.' },
  hash: {
    en: 'The hash {text} must have the form sha256:… (or sha384, sha512).',
    pl: 'Skrót {text} musi mieć postać sha256:… (lub sha384, sha512).',
  },
} satisfies Record<string, Text>;

/** Requirements files as pip reads them. */
export const requirements: TextFormat<'requirements', RequirementsFacts> = {
  kind: 'text',
  id: 'requirements',
  recognise: textNames.requirements,
  parse,
  inspect: (facts) => ({ dependencies: dependenciesJson(facts.dependencies) }),
};

/** The list of dependencies as `inspect` prints it. */
export function dependenciesJson(dependencies: readonly Dependency[]): readonly Json[] {
  return dependencies.map(({ name, specifier, pinned }) => ({ name, specifier, pinned }));
}

function parse(source: SourceText): Parsed<RequirementsFacts> {
  const lines = logicalLines(source.text).map((line) => ({ ...line, read: readPipLine(line.text) }));
  const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1);
  const found = lines.flatMap(({ read, pieces }) => (read.kind === 'requirement' ? [{ ...read, pieces }] : []));
  return {
    facts: {
      dependencies: found.map(({ requirement, span, pieces }) =>
        dependencyFrom(requirement, { group: 'main', span: sourceSpan(pieces, span), pieces }),
      ),
      includes: lines.flatMap(({ read, pieces }) => {
        const path = read.kind === 'include' ? joinPath(folder, read.target) : undefined;
        return read.kind !== 'include' || path === undefined ? [] : [{ kind: read.type, path, span: sourceSpan(pieces, read.span) }];
      }),
      hashed: found.length > 0 && found.every(({ hashes }) => hashes > 0),
      indexUrls: lines.flatMap(({ read, pieces }) =>
        read.kind === 'index' ? [{ value: read.url, span: sourceSpan(pieces, read.span) }] : [],
      ),
    },
    problems: lines.flatMap(({ read, pieces }) => faultProblems(read, pieces)),
  };
}

function faultProblems(read: PipLine, pieces: readonly Piece[]): readonly Problem[] {
  return read.kind === 'fault'
    ? [{ message: message(requirementTexts[read.fault], { text: read.text }), span: sourceSpan(pieces, read.span) }]
    : [];
}

/** Where a requirement stands, to make a dependency of it. */
export interface DependencyPlace {
  readonly group: string;
  readonly span: Dependency['span'];
  /** From offsets in the requirement's text to offsets in the file. */
  readonly pieces: readonly Piece[];
}

/** A dependency from a requirement of PEP 508. */
export function dependencyFrom(requirement: Requirement, { group, span, pieces }: DependencyPlace): Dependency {
  return {
    name: requirement.name,
    specifier: requirement.specifier,
    pinned: requirement.pinned,
    version: requirement.version,
    group,
    span,
    specifierSpan: sourceSpan(pieces, requirement.specifierSpan),
  };
}

interface JoinedLine {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const comment = /(?:^|\s)#.*$/;

/** Lines with continuations joined and comments cut off, empty ones left out. A comment ends a continuation, as it does for pip. */
function logicalLines(text: string): readonly JoinedLine[] {
  const lines: JoinedLine[] = [];
  let joined = '';
  let pieces: Piece[] = [];
  for (const { line, start } of physicalLines(text)) {
    pieces.push({ joined: joined.length, source: start });
    const isComment = /^\s*#/.test(line);
    if (line.endsWith('\\') && !isComment) {
      joined += line.slice(0, -1);
      continue;
    }
    joined += isComment && joined !== '' ? '' : line;
    const content = joined.replace(comment, '');
    if (content.trim() !== '') lines.push({ text: content, pieces });
    [joined, pieces] = ['', []];
  }
  if (joined.trim() !== '') lines.push({ text: joined.replace(comment, ''), pieces });
  return lines.filter((line) => line.text.trim() !== '');
}

function physicalLines(text: string): readonly { readonly line: string; readonly start: number }[] {
  let start = 0;
  return text.split('\n').map((whole) => {
    const line = { line: whole.replace(/\r+$/, ''), start };
    start += whole.length + 1;
    return line;
  });
}

/** A path relative to the repository; undefined for URLs, absolute paths and what lies outside. */
function joinPath(folder: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^[/\\]|\$\{/i.test(target)) return undefined;
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split(/[/\\]/)) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') steps.push(step);
  }
  return steps.join('/');
}

const compiled = /^#\s*(?:This file is autogenerated by pip-compile|This file was autogenerated by (?:uv|pip-compile)\b)/m;

/**
 * A requirements file that pip-compile or `uv pip compile` wrote, as the lock that it is; null for files written by hand.
 * Its header, in the first lines, tells them apart.
 */
export function pipCompileLock(source: SourceText, facts: RequirementsFacts): LockFacts | null {
  if (!compiled.test(source.text.slice(0, 1000))) return null;
  const packages = facts.dependencies.flatMap(({ name, version }) => (version === null ? [] : [[normalName(name), version] as const]));
  return { tool: 'pip-compile', packages: new Map(packages) };
}
