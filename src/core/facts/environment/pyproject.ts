import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { parseToml } from '../toml/toml-view.ts';
import { checkShape, missingKey, valuePlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { Dependency, PyprojectFacts } from './environment-facts.ts';
import { normalName } from './package-name.ts';
import { poetryDependencies, pixiDependencies } from './poetry.ts';
import { pyprojectShape } from './pyproject-shape.ts';
import { parseRequirement } from './requirement.ts';
import { dependenciesJson, dependencyFrom, requirementTexts } from './requirements.ts';

const texts = {
  group: { en: 'The dependency group {name} does not exist.', pl: 'Grupa zależności {name} nie istnieje.' },
  cycle: { en: 'The dependency group {name} includes itself.', pl: 'Grupa zależności {name} zawiera samą siebie.' },
} satisfies Record<string, Text>;

/**
 * pyproject.toml: dependencies of PEP 621, its extras and groups of PEP 735, and the tables of Poetry, uv, PDM and pixi.
 * What the build itself requires is no dependency of the project, and neither is Python.
 */
export const pyproject: TextFormat<'pyproject', PyprojectFacts> = {
  kind: 'text',
  id: 'pyproject',
  recognise: textNames.pyproject,
  parse,
  inspect: (facts) => ({ dependencies: dependenciesJson(facts.dependencies) }),
};

function parse(source: SourceText): Parsed<PyprojectFacts> {
  const { root, problems: syntax } = parseToml(source);
  const problems: Problem[] = [...syntax];
  if (root.kind === 'map') problems.push(...shapeProblems(root), ...projectProblems(root), ...groupProblems(root));
  const standard = standardLists(root).flatMap(({ group, items }) =>
    items.flatMap((item) => readRequirement(item, { group, source, problems })),
  );
  const dependencies = [...standard, ...poetryDependencies(root), ...pixiDependencies(root)];
  return {
    facts: {
      name: textAt(root, 'project', 'name') ?? textAt(root, 'tool', 'poetry', 'name') ?? null,
      dependencies: dependencies.sort((left, right) => left.span.start - right.span.start),
      tools: (root.get('tool')?.entries() ?? []).map(({ key }) => key),
      scripts: [root.at('project', 'scripts'), root.at('tool', 'poetry', 'scripts')].flatMap((table) =>
        (table?.entries() ?? []).flatMap(({ key, value }) => {
          const target = value.string()?.value;
          return target === undefined ? [] : [{ name: key, target }];
        }),
      ),
    },
    problems,
  };
}

function textAt(root: YamlView, ...path: readonly string[]): string | undefined {
  return root.at(...path)?.string()?.value;
}

interface RequirementList {
  readonly group: string;
  readonly items: readonly YamlView[];
}

/** The lists whose items are written as PEP 508 has them. */
function standardLists(root: YamlView): readonly RequirementList[] {
  const tables = [root.at('project', 'optional-dependencies'), root.get('dependency-groups'), root.at('tool', 'pdm', 'dev-dependencies')];
  return [
    { group: 'main', items: root.at('project', 'dependencies')?.items() ?? [] },
    { group: 'dev', items: root.at('tool', 'uv', 'dev-dependencies')?.items() ?? [] },
    ...tables.flatMap((table) => (table?.entries() ?? []).map(({ key, value }) => ({ group: key, items: value.items() }))),
  ];
}

interface RequirementContext {
  readonly group: string;
  readonly source: SourceText;
  readonly problems: Problem[];
}

function readRequirement(item: YamlView, { group, source, problems }: RequirementContext): readonly Dependency[] {
  const located = item.string();
  if (located === undefined) return [];
  const { value, span } = located;
  // PDM writes editables as command-line options in its own table.
  if (value.startsWith('-e ')) return [];
  const requirement = parseRequirement(value);
  if ('fault' in requirement) {
    problems.push({ message: message(requirementTexts[requirement.fault], { text: value.trim().slice(0, 60) }), span });
    return [];
  }
  const offset = source.text.slice(span.start, span.end).indexOf(value);
  const dependency = dependencyFrom(requirement, { group, span, pieces: [{ joined: 0, source: span.start + Math.max(0, offset) }] });
  // Escapes and continued lines inside the string hide the place.
  return [offset === -1 ? { ...dependency, specifierSpan: span } : dependency];
}

function shapeProblems(root: YamlView): readonly Problem[] {
  return checkShape(pyprojectShape, root, valuePlace(root, 'pyproject.toml'), { marks: 'values' });
}

function projectProblems(root: YamlView): readonly Problem[] {
  const project = root.get('project');
  if (project?.kind !== 'map' || project.get('version') !== undefined) return [];
  const dynamic = (project.get('dynamic')?.items() ?? []).map((item) => item.string()?.value);
  return dynamic.includes('version') ? [] : [missingKey('version', valuePlace(project, 'project').span)];
}

/** Includes of groups that are not there, and rings of them. Names are compared as those of packages. */
function groupProblems(root: YamlView): readonly Problem[] {
  const groups = root.get('dependency-groups')?.entries() ?? [];
  const includes = new Map(
    groups.map(({ key, value }) => [normalName(key), value.items().flatMap((item) => item.get('include-group')?.string() ?? [])]),
  );
  const problems: Problem[] = [];
  for (const [group, included] of includes) {
    for (const { value, span } of included) {
      if (!includes.has(normalName(value))) problems.push({ message: message(texts.group, { name: value }), span });
      else if (reaches(normalName(value), group, includes)) problems.push({ message: message(texts.cycle, { name: group }), span });
    }
  }
  return problems;
}

function reaches(from: string, target: string, includes: ReadonlyMap<string, readonly { readonly value: string }[]>): boolean {
  const seen = new Set<string>();
  const next = [from];
  for (let group = next.pop(); group !== undefined; group = next.pop()) {
    if (group === target) return true;
    if (seen.has(group)) continue;
    seen.add(group);
    next.push(...(includes.get(group) ?? []).map(({ value }) => normalName(value)));
  }
  return false;
}
