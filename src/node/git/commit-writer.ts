import { randomUUID } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileCommit, GitRepository } from '../../ports/git.ts';
import { readConfig, writeSettings, type ConfigEntry } from './git-config.ts';
import { errorFromOutput, gitError } from './git-errors.ts';
import { checkedBranch, checkedObject } from './git-names.ts';
import { runHook } from './hooks.ts';
import { splitNul } from './parse-git-output.ts';
import type { RepositoryContext } from './repository-context.ts';
import { gitText, runGit, type GitCall } from './run-git.ts';

type CommitWriter = Pick<GitRepository, 'commitFile' | 'moveBranch' | 'putFile'>;

/** What a commit is made with. */
interface CommitSetting {
  readonly call: (args: readonly string[], more?: Partial<GitCall>) => GitCall;
  readonly index: string;
  readonly messageFile: string;
}

/**
 * Makes commits of one file without touching the person's index: the commit's tree comes from an index of its own, and what the
 * repository's hooks add to that one beside the file is refused. Branches move by compare-and-swap.
 */
export function createCommitWriter(context: RepositoryContext): CommitWriter {
  const { program, root, gitDirectory } = context;

  async function makeCommit(
    commit: FileCommit,
    config: readonly ConfigEntry[],
    { call, index, messageFile }: CommitSetting,
    signal: AbortSignal,
  ) {
    const { path, content, parent } = commit;
    const entry = await gitText(program, call(['--literal-pathspecs', 'ls-tree', '-z', checkedObject(parent), '--', path]), signal);
    const mode = /^(100\d+) blob /.exec(entry)?.[1];
    if (mode === undefined) throw gitError('notInCommit', { path });
    const blob = (await gitText(program, { ...call(['hash-object', '-w', '--no-filters', '--stdin']), input: content }, signal)).trim();
    await gitText(program, call(['read-tree', parent]), signal);
    await gitText(program, call(['update-index', '--cacheinfo', `${mode},${blob},${path}`]), signal);
    await writeFile(messageFile, commit.message);
    if (commit.runsHooks) await unchanged(path, () => runHooks({ config, index, messageFile }, signal));
    const tree = (await gitText(program, call(['write-tree']), signal)).trim();
    await checkTree({ parent, tree, path, blob, call }, signal);
    const signs = config.findLast(({ key }) => key === 'commit.gpgsign')?.value;
    const date = commit.at === null ? {} : { GIT_AUTHOR_DATE: dateOf(commit.at), GIT_COMMITTER_DATE: dateOf(commit.at) };
    const args = ['commit-tree', ...(/^(?:true|yes|on|1)$/i.test(signs ?? '') ? ['-S'] : []), '-p', parent, '-F', messageFile, tree];
    const made = (await gitText(program, call(args, { variables: { GIT_INDEX_FILE: index, ...date } }), signal)).trim();
    return { commit: checkedObject(made), blob };
  }

  async function runHooks(
    { config, index, messageFile }: { readonly config: readonly ConfigEntry[]; readonly index: string; readonly messageFile: string },
    signal: AbortSignal,
  ): Promise<void> {
    await runHook(context, { name: 'pre-commit', args: [], config, index }, signal);
    await runHook(context, { name: 'commit-msg', args: [messageFile], config, index }, signal);
  }

  /** What hooks did to the file in the work tree is put back: it holds what is committed, and nobody asked for more. */
  async function unchanged(path: string, action: () => Promise<void>): Promise<void> {
    const target = join(root, path);
    const before = await readFile(target).catch(() => null);
    try {
      await action();
    } finally {
      const after = await readFile(target).catch(() => null);
      if (before !== null && (after === null || !before.equals(after))) await writeFile(target, before);
    }
  }

  /** A hook may rewrite the staged file or add others; what the plan showed would then not be what is committed. */
  async function checkTree(
    made: {
      readonly parent: string;
      readonly tree: string;
      readonly path: string;
      readonly blob: string;
      readonly call: CommitSetting['call'];
    },
    signal: AbortSignal,
  ): Promise<void> {
    const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', made.parent, made.tree];
    const parts = splitNul(await gitText(program, made.call(args), signal));
    const isOurs = parts.length === 2 && parts[1] === made.path && parts[0]?.split(' ')[3] === made.blob;
    if (!isOurs) throw gitError('hookChanged', { path: made.path });
  }

  /** Never half a file, and no temporary one in the work tree, whenever the process ends. */
  async function replaceFile(target: string, text: string): Promise<void> {
    const folder = join(gitDirectory, 'airworthy');
    await mkdir(folder, { recursive: true });
    const mode = ((await stat(target).catch(() => null))?.mode ?? 0o644) & 0o777;
    const temporary = join(folder, `file-${randomUUID()}`);
    // The Git folder may be on another disk, from which nothing can be renamed.
    const beside = join(dirname(target), `.airworthy-${randomUUID()}`);
    try {
      await writeFile(temporary, text, { flag: 'wx' });
      await chmod(temporary, mode);
      await rename(temporary, target).catch(async (error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
        await copyFile(temporary, beside);
        await rename(beside, target);
      });
    } finally {
      await Promise.all([temporary, beside].map((path) => rm(path, { force: true })));
    }
  }

  return {
    async commitFile(commit, signal) {
      const config = await readConfig(program, root, signal);
      const settings = writeSettings(config);
      const place = join(gitDirectory, 'airworthy');
      await mkdir(place, { recursive: true }).catch((error: unknown) => {
        throw gitError('notWritable', {}, error);
      });
      const index = join(place, `index-${randomUUID()}`);
      const messageFile = join(place, `message-${randomUUID()}`);
      const call = (args: readonly string[], more: Partial<GitCall> = {}): GitCall => ({
        directory: root,
        args,
        settings,
        variables: { GIT_INDEX_FILE: index },
        ...more,
      });
      try {
        return await makeCommit(commit, config, { call, index, messageFile }, signal);
      } finally {
        await Promise.all([index, `${index}.lock`, messageFile].map((path) => rm(path, { force: true })));
      }
    },

    async moveBranch({ branch, before, after, reason }, signal) {
      const settings = writeSettings(await readConfig(program, root, signal));
      const name = checkedBranch(branch);
      const old = before === null ? '' : checkedObject(before);
      const args =
        after === null
          ? ['update-ref', '-d', name, old]
          : ['update-ref', '-m', reason.replace(/\s+/g, ' '), name, checkedObject(after), before === null ? '0'.repeat(after.length) : old];
      const output = await runGit(program, { directory: root, args, settings }, signal);
      if (output.exitCode === 0) return;
      if (/cannot lock ref(?!.*: (?:Permission denied|Read-only file system))/.test(output.stderr))
        throw gitError('branchMoved', { name: name.slice('refs/heads/'.length) }, new Error(output.stderr));
      throw errorFromOutput(output);
    },

    async putFile({ path, text, blob, mode }, signal) {
      const target = join(root, path);
      const already = await readFile(target, 'utf8').catch(() => null);
      if (already !== text) {
        try {
          await replaceFile(target, text);
        } catch (error) {
          const why = error instanceof Error && 'code' in error ? String(error.code) : '?';
          throw gitError('fileNotWritten', { path, why }, error);
        }
      }
      // An entry that is right needs no lock of the index: what failed for a lock can be taken back in spite of it.
      const entry = ['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', path];
      const staged = await gitText(program, { directory: root, args: entry }, signal);
      if (staged === `${mode} ${blob} 0\t${path}\0`) return;
      const args = ['update-index', '--cacheinfo', `${mode},${checkedObject(blob)},${path}`];
      await gitText(program, { directory: root, args, settings: writeSettings(await readConfig(program, root, signal)) }, signal);
    },
  };
}

/** Git's internal date format, see git-commit-tree(1). UTC, because a commit made here stands for a tag's time. */
function dateOf(at: number): string {
  return `@${String(Math.floor(at / 1000))} +0000`;
}
