/** What `pre-commit run` runs: the hooks that the repository defines itself (https://pre-commit.com/#repository-local-hooks). */
import { isList } from '../../facts/data-file.ts';
import type { Json } from '../../facts/format.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { type Recipe, child } from './task-files.ts';

/** The entries of the local hooks that `pre-commit` with these words runs; undefined without any. Hooks of elsewhere are not known here. */
export function preCommitRecipe(project: Project, folder: string, words: readonly string[]): Recipe | undefined {
  if (words[0] !== 'run') return undefined;
  const path = joinPath(folder, '.pre-commit-config.yaml');
  const repositories = path === null ? undefined : child(project.data(path), 'repos');
  if (path === null || repositories === undefined || !isList(repositories)) return undefined;
  const asked = words.slice(1).find((word, index) => !word.startsWith('-') && !takesValue.test(words[index] ?? ''));
  const stage = valueOf(words) ?? 'pre-commit';
  const hooks = repositories
    .filter((repository) => child(repository, 'repo') === 'local')
    .flatMap((repository) => listOf(child(repository, 'hooks')))
    .filter((hook) => (asked === undefined ? true : child(hook, 'id') === asked) && isAt(hook, stage));
  const script = hooks.flatMap((hook) => lineOf(hook) ?? []).join('\n');
  return script === '' ? undefined : { path, start: 0, script, needs: [] };
}

const takesValue = /^(?:--hook-stage|--from-ref|--to-ref|--config|-c|--files)$/;

function valueOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('--hook-stage');
  return at < 0 ? words.find((word) => word.startsWith('--hook-stage='))?.slice('--hook-stage='.length) : words[at + 1];
}

/** A hook for other stages, such as `manual`, does not run; `commit` is the older name of `pre-commit`. */
function isAt(hook: Json, stage: string): boolean {
  const stages = listOf(child(hook, 'stages'));
  const plain = (name: string): string => (name === 'commit' || name === 'push' ? `pre-${name}` : name);
  return stages.length === 0 || stages.some((one) => typeof one === 'string' && plain(one) === plain(stage));
}

function lineOf(hook: Json): string | undefined {
  const entry = child(hook, 'entry');
  if (typeof entry !== 'string') return undefined;
  return [entry, ...listOf(child(hook, 'args')).filter((word) => typeof word === 'string')].join(' ');
}

function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}
