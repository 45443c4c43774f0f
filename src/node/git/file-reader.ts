import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../../ports/git.ts';
import { errorFromOutput } from './git-errors.ts';
import { checkedObject } from './git-names.ts';
import { parseCommit, parseTracked, splitNul, type GitObject } from './parse-git-output.ts';
import type { RepositoryContext } from './repository-context.ts';
import { gitText, runGit } from './run-git.ts';

type FileReader = Pick<GitRepository, 'filesContaining' | 'fileState' | 'fileHistory' | 'unfinishedOperation'>;
type ReadObjects = (names: readonly string[], signal: AbortSignal) => Promise<readonly (GitObject | null)[]>;

/** Files that Git leaves while an operation waits for the person, and what the operation is called. */
const unfinished: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

/** Reads one file in its several places, and its past. No filter is applied and no diff is made. */
export function createFileReader(
  { program, root, gitDirectory }: RepositoryContext,
  { objects, isShallow }: { readonly objects: ReadObjects; readonly isShallow: boolean },
): FileReader {
  /** The oldest commit of a file if a shallow clone ends there: its object names a parent, and there is none. */
  async function cutCommit(oldest: string | undefined, signal: AbortSignal): Promise<string | null> {
    if (!isShallow || oldest === undefined) return null;
    const [commit, parent] = await objects([oldest, `${oldest}^`], signal);
    const hasParent = commit?.type === 'commit' && /^parent /m.test(Buffer.from(commit.bytes).toString('latin1').split('\n\n', 1)[0] ?? '');
    return hasParent && parent === null ? oldest : null;
  }

  return {
    async filesContaining(words, kinds, signal) {
      const patterns = words.flatMap((word) => ['-e', word]);
      const args = ['grep', '-l', '-z', '-I', '-F', '--untracked', '--no-recurse-submodules', '--full-name', ...patterns];
      const output = await runGit(program, { directory: root, args: [...args, '--', ...kinds.map((kind) => `*.${kind}`)] }, signal);
      // 0: some have it, 1: none has.
      if (output.exitCode > 1) throw errorFromOutput(output);
      return splitNul(output.stdout.toString('utf8'));
    },

    async fileState(path, signal) {
      const [tree, index, bytes] = await Promise.all([
        runGit(program, { directory: root, args: ['--literal-pathspecs', 'ls-tree', '-z', 'HEAD', '--', path] }, signal),
        gitText(program, { directory: root, args: ['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', path] }, signal),
        readFile(join(root, path)).catch(() => null),
      ]);
      const [entry = ''] = tree.exitCode === 0 ? splitNul(tree.stdout.toString('utf8')) : [];
      const committed = /^(\d+) blob ([0-9a-f]+)\t/.exec(entry);
      return {
        committed: committed === null ? null : { mode: committed[1] ?? '', object: committed[2] ?? '' },
        staged: parseTracked(index).find((file) => file.path === path)?.object ?? null,
        bytes,
      };
    },

    unfinishedOperation() {
      return Promise.resolve(unfinished.find(([name]) => existsSync(join(gitDirectory, name)))?.[1] ?? null);
    },

    async fileHistory(path, { limit }, signal) {
      const args = ['--literal-pathspecs', 'log', '--format=%H', `--max-count=${String(limit)}`, 'HEAD', '--', path];
      const output = await runGit(program, { directory: root, args }, signal);
      // Before the first commit there is no HEAD, and nothing has a past.
      if (output.exitCode !== 0) return [];
      const commits = output.stdout.toString('utf8').split('\n').filter(Boolean).map(checkedObject);
      const found = await objects([...commits, ...commits.map((commit) => `${commit}:${path}`)], signal);
      const cut = await cutCommit(commits.at(-1), signal);
      return commits.flatMap((commit, at) => {
        const [own, blob] = [found[at], found[commits.length + at]];
        const words = own?.type === 'commit' ? parseCommit(own.bytes) : null;
        return words === null ? [] : [{ commit, ...words, bytes: blob?.type === 'blob' ? blob.bytes : null, isCut: commit === cut }];
      });
    },
  };
}
