import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem, YamlFormat } from '../format.ts';
import type { Piece } from '../joined-text.ts';
import { eitherOf, listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { scalarText, text, textLike } from '../yaml/scalar-shapes.ts';
import { checkShape, valuePlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { CondaFacts, Dependency } from './environment-facts.ts';
import { parseMatchSpec } from './match-spec.ts';
import { readPipLine } from './pip-line.ts';
import { dependenciesJson, dependencyFrom, requirementTexts } from './requirements.ts';

const fileName = /(?:^|\/)(?:environment|conda)[^/]*\.ya?ml$/i;

const texts = {
  spec: { en: 'conda cannot read the package {text}.', pl: 'conda nie może odczytać pakietu {text}.' },
} satisfies Record<string, Text>;

const scalar = orNothing(scalarText);
/** conda passes keys that it does not know over with a warning. */
const shape = record(
  {
    name: scalar,
    prefix: scalar,
    channels: orNothing(listOf(scalar)),
    dependencies: orNothing(listOf(eitherOf(textLike(/\S/), record({ pip: orNothing(listOf(text)) }, { open: true })))),
  },
  { open: true },
);

/** conda environments: by content, for MLflow writes them as `conda.yaml` and people name them as they like. The packages of their `pip` list are in the group `pip`. */
export const conda: YamlFormat<'conda', CondaFacts> = {
  kind: 'yaml',
  id: 'conda',
  recognise: (root, path) => isEnvironment(root, fileName.test(path)),
  read: (root, source) => {
    const read = readDependencies(root, source);
    return {
      facts: { name: root.get('name')?.text()?.value ?? null, dependencies: read.dependencies },
      problems: [...checkShape(shape, root, valuePlace(root, 'environment.yml'), { marks: 'values' }), ...read.problems],
    };
  },
  inspect: (facts) => ({ dependencies: dependenciesJson(facts.dependencies) }),
};

/** Helm charts and Ansible roles have a `dependencies` list too, of maps. */
function isEnvironment(root: YamlView, isNamed: boolean): boolean {
  const dependencies = root.get('dependencies');
  if (dependencies === undefined || root.get('apiVersion') !== undefined) return false;
  if (isNamed || root.get('channels')?.kind === 'seq') return true;
  return (
    root.get('name') !== undefined && dependencies.items().some((item) => item.string() !== undefined || item.get('pip') !== undefined)
  );
}

interface Read {
  readonly dependencies: Dependency[];
  readonly problems: Problem[];
}

function readDependencies(root: YamlView, source: SourceText): Read {
  const read: Read = { dependencies: [], problems: [] };
  for (const item of root.get('dependencies')?.items() ?? []) {
    const spec = item.string();
    if (spec !== undefined && spec.value.trim() !== '') readSpec(spec, source, read);
    for (const line of item.get('pip')?.items() ?? []) {
      const requirement = line.string();
      if (requirement !== undefined) readPip(requirement, source, read);
    }
  }
  return read;
}

function readSpec(located: Located<string>, source: SourceText, read: Read): void {
  const spec = parseMatchSpec(located.value);
  if (spec === undefined) {
    read.problems.push({ message: message(texts.spec, { text: located.value.slice(0, 60) }), span: located.span });
    return;
  }
  const { name, specifier, pinned, version } = spec;
  const specifierSpan = inside(located, spec.specifierSpan, source);
  read.dependencies.push({ name, specifier, pinned, version, group: 'main', span: located.span, specifierSpan });
}

function readPip(located: Located<string>, source: SourceText, read: Read): void {
  const line = readPipLine(located.value);
  if (line.kind === 'requirement') {
    const pieces: readonly Piece[] = [{ joined: 0, source: inside(located, { start: 0, end: 0 }, source).start }];
    const dependency = dependencyFrom(line.requirement, { group: 'pip', span: located.span, pieces });
    read.dependencies.push({ ...dependency, specifierSpan: inside(located, line.requirement.specifierSpan, source) });
  } else if (line.kind === 'fault') {
    read.problems.push({ message: message(requirementTexts[line.fault], { text: line.text }), span: located.span });
  }
}

/** A stretch of a scalar's text as a stretch of the file; the whole scalar where quotes or folding hide it. */
function inside({ value, span }: Located<string>, part: Span, source: SourceText): Span {
  const offset = source.text.slice(span.start, span.end).indexOf(value);
  return offset === -1 ? span : { start: span.start + offset + part.start, end: span.start + offset + part.end };
}
