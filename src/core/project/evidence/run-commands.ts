import { baseName, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { type ShellCommand, shellCommands } from './shell-commands.ts';
import { noxRecipe } from './nox-recipe.ts';
import { preCommitRecipe } from './pre-commit-recipe.ts';
import { type Recipe, makeRecipe, makefileOf, namedRecipe } from './task-files.ts';
import { toxRecipe } from './tox-recipe.ts';

/** A command that something runs, followed through scripts and task runners to what it does in the end. */
export interface RunCommand {
  /** Without wrappers such as `poetry run` or `sudo`. */
  readonly words: readonly string[];
  /** The folder it runs in, relative to the repository. */
  readonly folder: string;
  /** Where whoever starts it says so: the workflow's step, the container's command. */
  readonly place: Place;
  /** Files that lead from there to the command, such as a Makefile. */
  readonly through: readonly string[];
  /** True where its failure stops nothing. */
  readonly forgiven: boolean;
}

/** What is run, and from where. */
export interface Script {
  readonly text: string;
  readonly folder: string;
  readonly place: Place;
  /** Where `text` begins in its file, so that each command has its own place; null keeps the script's place. */
  readonly offset: number | null;
  readonly forgiven?: boolean;
}

const deepest = 5;

/** All commands of a script, with make targets, shell scripts, tox, nox and named scripts replaced by what they run. */
export function runCommands(project: Project, script: Script): readonly RunCommand[] {
  return expand(project, script, [], script.forgiven ?? false);
}

function expand(project: Project, script: Script, through: readonly string[], isForgiven: boolean): readonly RunCommand[] {
  const found: RunCommand[] = [];
  let { folder } = script;
  for (const command of shellCommands(script.text)) {
    if (command.words[0] === 'cd') {
      folder = joinPath(folder, command.words[1] ?? '.') ?? folder;
      continue;
    }
    const words = withoutWrappers(command.words);
    if (words.length === 0) continue;
    const run: RunCommand = { words, folder, place: placeOfCommand(script, command), through, forgiven: isForgiven || command.forgiven };
    const inner = through.length < deepest ? followed(project, run) : undefined;
    if (inner === undefined) found.push(run);
    else {
      const texts = { text: inner.script, folder: inner.folder, place: run.place, offset: null };
      found.push(...expand(project, texts, [...through, inner.path], run.forgiven));
    }
  }
  return found;
}

function placeOfCommand(script: Script, command: ShellCommand): Place {
  const { place, offset } = script;
  return offset === null ? place : { path: place.path, span: { start: offset + command.start, end: offset + command.end } };
}

interface Followed {
  readonly path: string;
  readonly script: string;
  readonly folder: string;
}

/** What a command runs in its turn, where a file of the project says so. */
function followed(project: Project, run: RunCommand): Followed | undefined {
  const [program = '', ...rest] = run.words;
  const name = baseName(program);
  if (name === 'make' || name === 'gmake' || name === 'just') return followMake(project, run, name === 'just' ? 'just' : 'make', rest);
  if (name === 'tox') return inFolder(toxRecipe(project, run.folder, rest), run.folder);
  if (name === 'pre-commit') return inFolder(preCommitRecipe(project, run.folder, rest), run.folder);
  if (name === 'nox') return inFolder(noxRecipe(project, run.folder, rest), run.folder);
  if (name === 'npm' || name === 'yarn' || name === 'pnpm' || name === 'poe' || name === 'task' || name === 'hatch' || name === 'pdm') {
    const target = rest.find((word) => word !== 'run' && !word.startsWith('-'));
    return target === undefined ? undefined : inFolder(namedRecipe(project, run.folder, target.replace(/^[\w-]+:/, '')), run.folder);
  }
  return followScript(project, run, name, rest);
}

function inFolder(recipe: Recipe | undefined, folder: string): Followed | undefined {
  return recipe === undefined ? undefined : { path: recipe.path, script: recipe.script, folder };
}

function followMake(project: Project, run: RunCommand, kind: 'make' | 'just', words: readonly string[]): Followed | undefined {
  const changed = valueOf(words, '-C') ?? valueOf(words, '--directory');
  const folder = changed === undefined ? run.folder : (joinPath(run.folder, changed) ?? run.folder);
  const named = valueOf(words, '-f') ?? valueOf(words, '--file');
  const file = named === undefined ? makefileOf(project, folder, kind) : (joinPath(folder, named) ?? undefined);
  if (file === undefined || project.file(file) === undefined) return undefined;
  const targets = words.filter(
    (word, index) => /^[\w./-]+$/.test(word) && !word.startsWith('-') && !/^(?:-C|-f|--directory|--file|-j)$/.test(words[index - 1] ?? ''),
  );
  const scripts = (targets.length === 0 ? [undefined] : targets).map((target) => recipeText(project, file, target, new Set()));
  return { path: file, script: scripts.join('\n'), folder };
}

function recipeText(project: Project, file: string, target: string | undefined, seen: Set<string>): string {
  const recipe = makeRecipe(project, file, target);
  if (recipe === undefined || (target !== undefined && seen.has(target))) return '';
  if (target !== undefined) seen.add(target);
  return [...recipe.needs.map((need) => recipeText(project, file, need, seen)), recipe.script].join('\n');
}

function followScript(project: Project, run: RunCommand, name: string, rest: readonly string[]): Followed | undefined {
  const isShell = /^(?:ba|z|da)?sh$|^source$|^\.$/.test(name);
  if (isShell && rest[0] !== undefined && /^-\w*c$/.test(rest[0]))
    return { path: run.place.path, script: rest.slice(1).join(' '), folder: run.folder };
  const script = isShell ? rest.find((word) => !word.startsWith('-')) : run.words[0];
  if (script === undefined || !/\.(?:sh|bash)$/.test(script)) return undefined;
  const path = joinPath(run.folder, script);
  const text = path === null ? undefined : project.file(path)?.source.text;
  return path === null || text === undefined ? undefined : { path, script: text, folder: run.folder };
}

/** The value of an option: `-C dir` or `-C=dir`. */
export function valueOf(words: readonly string[], option: string): string | undefined {
  const index = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (index < 0) return undefined;
  const word = words[index] ?? '';
  return word === option ? words[index + 1] : word.slice(option.length + 1);
}

/** Commands that only start another one, with their options that take a value. */
const wrappers: readonly { readonly start: RegExp; readonly values: RegExp }[] = [
  { start: /^(?:sudo|time|nohup|command|exec|env|nice|xvfb-run|uvx|pipx|tini|dumb-init|--)$/, values: /^-[ug]$/ },
  {
    start:
      /^(?:poetry|uv|pipenv|pdm|hatch|rye|pixi|conda|mamba|micromamba|coverage|accelerate|opentelemetry-instrument|ddtrace-run|dotenv)$/,
    values: /^(?:-n|-p|-e|--name|--prefix|--with|--extra|--group|--python|--env|--source|--rcfile|--config_file|--num_processes|--cwd|-f)$/,
  },
];
const runWords = /^(?:run|launch|exec)$/;

/** The words of a command without `sudo`, `poetry run`, environment assignments and their like. */
export function withoutWrappers(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let round = 0; round < 8; round += 1) {
    const [first = ''] = rest;
    const index = wrappers.findIndex((wrapper) => wrapper.start.test(first));
    if (/^[A-Za-z_]\w*=/.test(first)) rest = rest.slice(1);
    else if (index === 0) rest = withoutOptions(rest.slice(1), wrappers[0]?.values);
    else if (index === 1 && runWords.test(rest[1] ?? '')) {
      const inner = withoutOptions(rest.slice(2), wrappers[1]?.values, first === 'coverage');
      // `hatch run test` and `pdm run test` may name a script of pyproject.toml, which is looked up by the runner's name.
      if (/^(?:hatch|pdm)$/.test(first) && !/^(?:python[\d.]*|pytest|dvc|ruff|mypy)$/.test(inner[0] ?? '')) return rest;
      rest = first === 'coverage' && inner[0] === '-m' ? ['python', ...inner] : inner;
    } else if (/^docker(?:-compose)?$|^podman$/.test(first)) {
      const inner = insideContainer(rest);
      if (inner === undefined) return rest;
      rest = inner;
    } else return rest;
  }
  return rest;
}

function withoutOptions(words: readonly string[], values: RegExp | undefined, keepsModule = false): readonly string[] {
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || (keepsModule && word === '-m')) break;
    index += values?.test(word) === true ? 2 : 1;
  }
  return words.slice(index);
}

const containerValues =
  /^(?:-[evwpuf]|--(?:env|volume|name|workdir|publish|network|entrypoint|env-file|user|mount|platform|gpus|shm-size|memory|cpus|file|project-name))$/;

/** The command that `docker run IMAGE …` or `docker compose run SERVICE …` starts; undefined where it names none. */
function insideContainer(words: readonly string[]): readonly string[] | undefined {
  const start = words.findIndex((word) => word === 'run' || word === 'exec');
  if (start < 0 || words.slice(1, start).some((word) => /^(?:build|push|up|login|tag|buildx)$/.test(word))) return undefined;
  const afterImage = withoutOptions(words.slice(start + 1), containerValues).slice(1);
  return afterImage.length === 0 ? undefined : afterImage;
}
