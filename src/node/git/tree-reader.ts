import type { ChangedFile, GitRepository } from '../../ports/git.ts';
import { errorFromOutput } from './git-errors.ts';
import { checkedObject } from './git-names.ts';
import { splitNul } from './parse-git-output.ts';
import type { RepositoryContext } from './repository-context.ts';
import { gitText, runGit } from './run-git.ts';

/** The tree without files, which every Git knows without its being stored: its id under SHA-1 and under SHA-256. */
const emptyTrees: Readonly<Record<number, string>> = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** Reads which files commits hold, and where histories part. Trees alone are compared: no file is opened, no attribute counts and nothing is run. */
export function createTreeReader({ program, root }: RepositoryContext): Pick<GitRepository, 'changedFiles' | 'mergeBase'> {
  return {
    async changedFiles(from, to, signal) {
      const target = checkedObject(to);
      const source = from === null ? (emptyTrees[target.length] ?? '') : checkedObject(from);
      const options = ['-r', '--no-renames', '-z', '--raw', '--no-abbrev', '--no-ext-diff', '--no-textconv'];
      return parseRawChanges(await gitText(program, { directory: root, args: ['diff-tree', ...options, source, target, '--'] }, signal));
    },

    async mergeBase(commit, signal) {
      const output = await runGit(program, { directory: root, args: ['merge-base', checkedObject(commit), 'HEAD'] }, signal);
      if (output.exitCode === 0) return output.stdout.toString('utf8').trim();
      // 1: they have none in common. 128: there is no HEAD yet, or something is wrong.
      if (output.exitCode === 1) return null;
      const head = await runGit(program, { directory: root, args: ['rev-parse', '--verify', '--quiet', 'HEAD'] }, signal);
      if (head.exitCode !== 0) return null;
      throw errorFromOutput(output);
    },
  };
}

/** The changes in the output of `git diff-tree --raw -z --no-renames`: `:MODE MODE ID ID STATUS`, NUL, path, NUL. */
function parseRawChanges(output: string): readonly ChangedFile[] {
  const parts = splitNul(output);
  const changes: ChangedFile[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const match = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])/.exec(parts[at] ?? '');
    if (match === null) continue;
    const [, mode = '', object = '', letter] = match;
    // `M` is another content, `T` another kind, such as a link where a file was.
    const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified';
    const path = parts[at + 1] ?? '';
    changes.push(status === 'removed' ? { path, status, mode: null, object: null } : { path, status, mode, object });
  }
  return changes;
}
