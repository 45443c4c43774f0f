import { type FixOffer, type SpanEdit, defineRule } from '../engine/define-rule.ts';
import type { Dependency } from '../facts/environment/environment-facts.ts';
import type { SourceText } from '../model/source-text.ts';
import type { Span } from '../model/span.ts';
import { clusterDocuments } from '../project/cluster-documents.ts';
import { perProject } from '../project/evidence/per-project.ts';
import { baseName, folderOf, isInside } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { type KnownVersion, dependencyFiles, pinnedVersions } from './knowledge/pinned-versions.ts';
import { fulfils, packageKey } from './knowledge/python-version.ts';
import { isOutOfScope, isTestFile } from './scope/is-out-of-scope.ts';

/** More in one file are one finding: a file without any pin is one mistake. */
const mostPerFile = 5;
/** Tools that install the others; nobody's model depends on their version. */
const installers = new Set(['pip', 'setuptools', 'wheel', 'python', 'conda', 'uv', 'poetry']);
const notDeployed =
  /(?:^|[-_./])(?:dev|develop|development|tests?|testing|docs?|lint|ci|notebooks?|jupyter|build|extra|optional|examples?)(?:[-_./]|$)/i;

/** A dependency that installs another version tomorrow. */
export const dependencyUnpinned = defineRule({
  id: 'dependency-unpinned',
  title: { en: 'Dependencies are pinned', pl: 'Zależności mają ustalone wersje' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'An open version lets the environment that trained the model and the one that serves it drift apart. A pickled model can then load with other results, or not at all.',
    pl: 'Otwarta wersja pozwala rozejść się środowiskom treningu i serwowania. Zapisany model może wtedy dawać inne wyniki albo w ogóle się nie wczytać.',
  },
  remedy: {
    en: 'Pin exact versions (`==`), or keep a lock file: `uv lock`, `poetry lock` or `pip-compile`.',
    pl: 'Ustal dokładne wersje (`==`) albo trzymaj plik blokady: `uv lock`, `poetry lock` lub `pip-compile`.',
  },
  checks: ['reproducible-environment'],
  texts: {
    open: {
      en: '{name} has no fixed version, and no lock file gives one.',
      pl: '{name} nie ma ustalonej wersji i nie podaje jej żaden plik blokady.',
    },
    several: {
      en: '{count} dependencies in this file have no fixed version, {names} among them, and no lock file gives one.',
      pl: '{count} {count|zależność|zależności|zależności} w tym pliku nie ma ustalonej wersji (między innymi {names}) i nie podaje jej żaden plik blokady.',
    },
    pin: { en: 'Pin {name} to {version}, as {source} says', pl: 'Ustal wersję {name} na {version}, zgodnie z {source}' },
    pinSeveral: {
      en: 'Pin {count} of them to the versions the project already names',
      pl: 'Ustal wersje ({count}) według tych, które projekt już podaje',
    },
  },
  examples: {
    bad: { Dockerfile: 'FROM python:3.11.9-slim\nCOPY requirements.txt .\n', 'requirements.txt': 'scikit-learn>=1.2\n' },
    good: { Dockerfile: 'FROM python:3.11.9-slim\nCOPY requirements.txt .\n', 'requirements.txt': 'scikit-learn==1.5.2\n' },
  },
  check({ project, report }) {
    if (!isDeployed(project)) return;
    const known = pinnedVersions(project);
    for (const { path, dependencies } of dependencyFiles(project)) {
      const source = project.file(path)?.source;
      if (source === undefined || !isJudged(project, path)) continue;
      const open = dependencies.filter((dependency) => isOpen(project, path, dependency));
      const fixes = open.map((dependency) => ({ dependency, pin: pinOf(source, dependency, known.get(packageKey(dependency.name))) }));
      const [first] = open;
      if (first === undefined) continue;
      if (open.length > mostPerFile) {
        const names = open
          .slice(0, 3)
          .map(({ name }) => name)
          .join(', ');
        const fix = severalFix(fixes.flatMap(({ pin }) => pin ?? []));
        report({
          path,
          span: nameSpan(source, first),
          messageId: 'several',
          args: { count: open.length, names },
          identity: 'several',
          ...fix,
        });
        continue;
      }
      for (const { dependency, pin } of fixes) {
        const { name } = dependency;
        const fix: FixOffer<'pin'> | undefined = pin && {
          titleId: 'pin',
          args: { name, version: pin.known.version, source: pin.known.path },
          edits: [pin.edit],
        };
        report({
          path,
          span: nameSpan(source, dependency),
          messageId: 'open',
          args: { name },
          identity: packageKey(name),
          ...(fix && { fix }),
        });
      }
    }
  },
});

/** A container, a manifest of a cluster, a stored model or a pipeline: something besides its author's machine runs the project. */
function isDeployed(project: Project): boolean {
  if (project.manifest?.stage === 'prototype') return false;
  return project.stage !== 'prototype' || clusterDocuments(project).length > 0 || project.documents('mlmodel').length > 0;
}

function isJudged(project: Project, path: string): boolean {
  if (
    isOutOfScope(project, path) ||
    isTestFile(project, path) ||
    path.endsWith('.in') ||
    notDeployed.test(project.root === '' ? path : path.slice(project.root.length + 1))
  )
    return false;
  // MLflow writes the files beside an MLmodel; who wants to change them changes the environment that trains.
  const { models, locks } = coveredFolders(project);
  return !(folderOf(path) !== '' && models.has(folderOf(path))) && !locks.some((folder) => isInside(folder, path));
}

/** Folders with a stored model's own environment, and folders whose lock file holds for all below. */
const coveredFolders = perProject((project) => ({
  models: new Set(project.documents('mlmodel').map(({ path }) => folderOf(path))),
  locks: project
    .documents('python-lock')
    .filter(({ path }) => !isOutOfScope(project, path))
    .map(({ path }) => folderOf(path)),
}));

function isOpen(project: Project, path: string, dependency: Dependency): boolean {
  if (dependency.pinned || installers.has(packageKey(dependency.name))) return false;
  // Only what is installed in production counts, not extras and development groups.
  if (dependency.group !== 'main' && !/^(?:pip|conda)$/.test(dependency.group)) return false;
  // Conda's `=1.26` stays within one release line, as conda users mean it.
  if (/^=\d+\.\d/.test(dependency.specifier ?? '')) return false;
  return !pinnedElsewhere(project, path, dependency);
}

/** A constraints file pins what it names; and a pyproject.toml may stay open where a requirements file is what gets installed. */
function pinnedElsewhere(project: Project, path: string, dependency: Dependency): boolean {
  const key = packageKey(dependency.name);
  const requirements = project.documents('requirements');
  const constraints = requirements
    .filter((document) => document.path === path)
    .flatMap(({ facts }) => facts.includes.filter((include) => include.kind === 'constraint'));
  const isPinning = (document: (typeof requirements)[number]): boolean =>
    document.facts.dependencies.some((other) => other.pinned && packageKey(other.name) === key);
  if (requirements.some((document) => constraints.some((include) => include.path === document.path) && isPinning(document))) return true;
  return baseName(path) === 'pyproject.toml' && requirements.some((document) => isJudged(project, document.path) && isPinning(document));
}

interface Pin {
  readonly known: KnownVersion;
  readonly edit: SpanEdit;
}

/** The edit that puts `==VERSION` in the place of the specifier; none where the known version breaks the specifier or the notation is another. */
function pinOf(source: SourceText, dependency: Dependency, known: KnownVersion | undefined): Pin | undefined {
  if (known === undefined || (dependency.specifier !== null && fulfils(known.version, dependency.specifier) !== true)) return undefined;
  const text = source.text.slice(dependency.span.start, dependency.span.end);
  const requirement =
    /^(["']?(?:[\w.-]+::)?[A-Za-z0-9][\w.-]*(?:[ \t]*\[[^\]]*\])?)([ \t]*\(?[ \t]*(?:[<>=!~][^;#"'()]*?)?\)?)?(?=[ \t]*(?:;|["']?$|\\))/.exec(
      text,
    );
  if (requirement === null) return undefined;
  const [, name = '', specifier = ''] = requirement;
  const start = dependency.span.start + name.length;
  return {
    known,
    edit: { kind: 'replace', path: source.path, span: { start, end: start + specifier.length }, text: `==${known.version}` },
  };
}

function severalFix(pins: readonly Pin[]): { readonly fix?: FixOffer<'pinSeveral'> } {
  if (pins.length === 0) return {};
  return { fix: { titleId: 'pinSeveral', args: { count: pins.length }, edits: pins.map(({ edit }) => edit) } };
}

function nameSpan(source: SourceText, { span, name }: Dependency): Span {
  const offset = source.text.slice(span.start, span.end).indexOf(name);
  return offset === -1 ? span : { start: span.start + offset, end: span.start + offset + name.length };
}
