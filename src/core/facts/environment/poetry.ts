/** Dependencies as tables: Poetry's and pixi's, where the key is the package and the value its constraint. */
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import type { Dependency } from './environment-facts.ts';
import { parseMatchSpec } from './match-spec.ts';
import { pinOf, withoutCredentials } from './requirement.ts';

/** `[tool.poetry.dependencies]`, the older `dev-dependencies` and the groups. A bare version is exact for Poetry; `^1.2` and `~1.2` are ranges. */
export function poetryDependencies(root: YamlView): readonly Dependency[] {
  const poetry = root.at('tool', 'poetry');
  const groups = (poetry?.get('group')?.entries() ?? []).map(({ key, value }) => ({ group: key, table: value.get('dependencies') }));
  const tables = [
    { group: 'main', table: poetry?.get('dependencies') },
    { group: 'dev', table: poetry?.get('dev-dependencies') },
    ...groups,
  ];
  return tables.flatMap(({ group, table }) =>
    (table?.entries() ?? [])
      .filter(({ key }) => key.toLowerCase() !== 'python')
      // A list gives one constraint for each environment.
      .flatMap((entry) =>
        (entry.value.kind === 'seq' ? entry.value.items() : [entry.value]).map((value) =>
          constraint(entry, { value, group, kind: 'poetry' }),
        ),
      ),
  );
}

/** `[tool.pixi.dependencies]` with conda's versions, `pypi-dependencies`, and the same of its features. */
export function pixiDependencies(root: YamlView): readonly Dependency[] {
  const pixi = root.at('tool', 'pixi');
  const features = (pixi?.get('feature')?.entries() ?? []).map(({ key, value }) => ({ group: key, holder: value }));
  const holders = [...(pixi === undefined ? [] : [{ group: 'main', holder: pixi }]), ...features];
  return holders.flatMap(({ group, holder }) =>
    (['dependencies', 'pypi-dependencies'] as const).flatMap((table) =>
      (holder.get(table)?.entries() ?? [])
        .filter(({ key }) => key.toLowerCase() !== 'python')
        .map((entry) => constraint(entry, { value: entry.value, group, kind: table === 'dependencies' ? 'conda' : 'pypi' })),
    ),
  );
}

interface Constraint {
  readonly value: YamlView;
  readonly group: string;
  readonly kind: 'poetry' | 'conda' | 'pypi';
}

function constraint({ key, keySpan }: YamlEntry, { value, group, kind }: Constraint): Dependency {
  const span = { start: Math.min(keySpan.start, value.span.start), end: Math.max(keySpan.end, value.span.end) };
  const written = value.kind === 'map' ? value.get('version') : value;
  const text = written?.string();
  const common = { name: key, group, span, specifierSpan: written?.span ?? value.span };
  if (text !== undefined) {
    const version = exactVersion(text.value.trim(), kind);
    return { ...common, specifier: text.value, version, pinned: version !== null };
  }
  const url = directReference(value);
  if (url === null) return { ...common, specifier: null, version: null, pinned: false };
  const { pinned, version } = pinOf(url);
  return { ...common, specifier: `@ ${withoutCredentials(url)}`, version, pinned };
}

function exactVersion(text: string, kind: Constraint['kind']): string | null {
  // pixi reads a bare version of a conda package as exact too.
  if (kind === 'conda') return parseMatchSpec(`x ${text}`)?.version ?? null;
  const equals = kind === 'poetry' ? '(?:={2,3})?' : '={2,3}';
  return new RegExp(`^${equals}\\s*(v?\\d[A-Za-z0-9.!+_-]*)$`).exec(text)?.[1] ?? null;
}

function directReference(value: YamlView): string | null {
  const text = (key: string) => value.get(key)?.string()?.value;
  const git = text('git');
  if (git !== undefined) {
    const reference = text('rev') ?? text('tag') ?? text('branch');
    return `git+${git}${reference === undefined ? '' : `@${reference}`}`;
  }
  return text('url') ?? text('path') ?? null;
}
