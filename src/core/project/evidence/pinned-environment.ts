import type { Dependency } from '../../facts/environment/environment-facts.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { shellCommands } from './shell-commands.ts';
import { withoutWrappers } from './run-commands.ts';

/** A dependency file with what it leaves open. */
export interface DependencyFile {
  readonly path: string;
  readonly place: Place;
  readonly state: 'pinned' | 'open';
  /** The first dependency without an exact version. */
  readonly firstOpen: string | null;
  /** `model`: the environment that MLflow wrote beside a model. */
  readonly of: 'project' | 'model';
}

const development = /(?:^|[/_.-])(?:dev|test|tests|docs?|lint|ci|typing|optional)(?:[_.-]|$)/i;

/** The project's dependency files, those for development and documentation left out. Files of constraints pin what other files name. */
export const dependencyFiles = perProject((project): readonly DependencyFile[] => {
  const modelFolders = new Set(ownDocuments(project, 'mlmodel').map((document) => folderOf(document.path)));
  const of = (path: string): DependencyFile['of'] =>
    modelFolders.has(folderOf(path)) && folderOf(path) !== project.root ? 'model' : 'project';
  const describe = (path: string, dependencies: readonly Dependency[], isHashed = false): readonly DependencyFile[] => {
    const main = dependencies.filter((dependency) => dependency.group === 'main' && dependency.name.toLowerCase() !== 'python');
    const [first] = main;
    if (first === undefined) return [];
    const open = isHashed ? undefined : main.find((dependency) => !dependency.pinned && !isConstrained(project, path, dependency.name));
    const span = (open ?? first).span;
    return [{ path, place: { path, span }, state: open === undefined ? 'pinned' : 'open', firstOpen: open?.name ?? null, of: of(path) }];
  };
  return [
    ...ownDocuments(project, 'requirements')
      .filter(({ path }) => !development.test(path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:txt|in)$/, '')) && !path.endsWith('.in'))
      .flatMap(({ path, facts }) => describe(path, facts.dependencies, facts.hashed)),
    ...ownDocuments(project, 'conda').flatMap(({ path, facts }) => describe(path, facts.dependencies)),
    ...ownDocuments(project, 'pyproject').flatMap(({ path, facts }) => describe(path, facts.dependencies)),
  ];
});

/** Whether a `-c` file beside the requirement pins it. */
function isConstrained(project: Project, path: string, name: string): boolean {
  const includes = project
    .documents('requirements')
    .filter((document) => document.path === path)
    .flatMap((document) => document.facts.includes);
  return includes
    .filter((include) => include.kind === 'constraint')
    .some((include) =>
      project
        .documents('requirements')
        .some(
          (document) =>
            document.path === include.path &&
            document.facts.dependencies.some((dependency) => dependency.name === name && dependency.pinned),
        ),
    );
}

/** Lock files with at least one package, in path order. */
export function lockFiles(project: Project): readonly Place[] {
  return ownDocuments(project, 'python-lock')
    .filter(({ facts }) => facts.packages.size > 0)
    .map(({ path }) => ({ path, span: null }));
}

/** A base image without a tag, or with a tag that moves by itself. */
export interface BaseImage {
  readonly place: Place;
  readonly name: string;
  readonly state: 'tagged' | 'moving' | 'unknown';
}

/** The base images of the project's Dockerfiles; development containers are left out. */
export function baseImages(project: Project): readonly BaseImage[] {
  return ownDocuments(project, 'dockerfile')
    .filter(({ path }) => !path.includes('.devcontainer/'))
    .flatMap((document) =>
      document.facts.stages
        .filter((stage) => !stage.internal)
        .map(({ image, reference }) => {
          const isMoving =
            reference.digest === null && (reference.tag === null || /^(?:latest|stable|edge|nightly|main|master)$/.test(reference.tag));
          return {
            place: { path: document.path, span: image.span },
            name: image.value,
            state: reference.unresolved ? ('unknown' as const) : isMoving ? ('moving' as const) : ('tagged' as const),
          };
        }),
    );
}

/** What a Dockerfile installs past every pin: packages named without a version, or from a file that leaves versions open. */
export interface OpenInstall {
  readonly place: Place;
  readonly what: string;
}

const installers = /^pip[\d.]*$/;
const tools = /^(?:pip|setuptools|wheel|uv|poetry|pipenv|pdm|pip-tools|virtualenv|build)(?:[[~>=<!].*)?$/i;

/** The first such thing of each `pip install` in the project's Dockerfiles. */
export function openInstalls(project: Project): readonly OpenInstall[] {
  return ownDocuments(project, 'dockerfile').flatMap((document) =>
    document.facts.instructions
      .filter((instruction) => instruction.keyword === 'RUN')
      .flatMap((instruction) =>
        shellCommands(instruction.arguments.replace(/^(?:--[a-z]+=\S+\s+)+/, '')).flatMap((command) => {
          const what = openInstall(project, folderOf(document.path), withoutWrappers(command.words));
          return what === undefined
            ? []
            : [{ place: { path: document.path, span: { start: instruction.span.start, end: instruction.span.start + 3 } }, what }];
        }),
      ),
  );
}

function openInstall(project: Project, folder: string, words: readonly string[]): string | undefined {
  const program = (words[0] ?? '').replace(/^.*\//, '');
  const isModule = /^python[\d.]*$/.test(program) && words[1] === '-m' && words[2] === 'pip';
  const rest = isModule ? words.slice(3) : installers.test(program) || program === 'uv' ? words.slice(program === 'uv' ? 2 : 1) : [];
  if (rest[0] !== 'install') return undefined;
  const values = rest.slice(1);
  for (let index = 0; index < values.length; index += 1) {
    const word = values[index] ?? '';
    if (word === '-r' || word === '--requirement') {
      index += 1;
      const open = openFile(project, folder, values[index] ?? '');
      if (open !== undefined) return open;
    } else if (
      /^(?:-[cite]|--(?:constraint|index-url|extra-index-url|find-links|target|prefix|trusted-host|platform|python-version))$/.test(word)
    )
      index += 1;
    else if (!word.startsWith('-') && !/[/.]|==|@|\$/.test(word.replace(/\[.*?\]/, '')) && !tools.test(word)) return word;
  }
  return undefined;
}

function openFile(project: Project, folder: string, word: string): string | undefined {
  const name = word.replace(/^\/(?:app|tmp|code|src|workspace)\//, '');
  const path = [joinPath(folder, name), joinPath(project.root, name)].find(
    (candidate) => candidate !== null && project.file(candidate) !== undefined,
  );
  const found = dependencyFiles(project).find((file) => file.path === path);
  return found?.state === 'open' ? `${name} (${found.firstOpen ?? ''})` : undefined;
}
