import { access, constants } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ConfigEntry } from './git-config.ts';
import { gitError } from './git-errors.ts';
import type { RepositoryContext } from './repository-context.ts';
import { gitText, runGit } from './run-git.ts';

/** A hook to run, as `git commit` would run it. */
export interface HookCall {
  readonly name: 'pre-commit' | 'commit-msg';
  readonly args: readonly string[];
  readonly config: readonly ConfigEntry[];
  /** The index that the commit is made from. */
  readonly index: string;
}

/**
 * Runs one of the repository's own hooks where there is one, from where `core.hooksPath` says, else from the Git directory. Called for
 * release commits alone, and only where the person trusts the repository. A hook that fails refuses the commit.
 */
export async function runHook({ program, root }: RepositoryContext, hook: HookCall, signal: AbortSignal): Promise<void> {
  const configured = hook.config.findLast(({ key }) => key === 'core.hookspath')?.value;
  const common = await gitText(program, { directory: root, args: ['rev-parse', '--git-common-dir'] }, signal);
  const folder =
    configured === undefined
      ? join(resolve(root, common.trim()), 'hooks')
      : resolve(root, configured.replace(/^~(?=\/)/, homeOf(program.environment)));
  try {
    await access(join(folder, hook.name), constants.X_OK);
  } catch {
    return;
  }
  const output = await runGit(
    program,
    {
      directory: root,
      args: ['hook', 'run', hook.name, ...(hook.args.length === 0 ? [] : ['--', ...hook.args])],
      settings: [`core.hooksPath=${folder}`],
      variables: { GIT_INDEX_FILE: hook.index },
      // What a hook starts may fetch what it needs, as in any commit.
      reach: 'network',
    },
    signal,
  );
  if (output.exitCode === 0) return;
  throw gitError(
    'hookRefused',
    { name: hook.name },
    new Error(`${output.stderr}\n${output.stdout.toString('utf8')}`.trim().slice(0, 4000)),
  );
}

function homeOf(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['HOME'] ?? environment['USERPROFILE'] ?? '~';
}
