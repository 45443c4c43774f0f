import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where a repository lies, found by looking at files only. */
export interface RepositoryPlace {
  /** The work tree's root, links resolved. */
  readonly root: string;
  /** The Git directory of this work tree. */
  readonly gitDirectory: string;
  /** The Git directory that the repository's work trees share: objects, branches, tags. */
  readonly commonDirectory: string;
}

/**
 * The nearest repository at or above a directory, as Git would find it; null where there is none. No process runs. A `.git` file of a
 * worktree or submodule is followed, and a worktree's `commondir`.
 */
export function findRepository(directory: string): RepositoryPlace | null {
  let folder: string;
  try {
    folder = realpathSync(directory);
  } catch {
    return null;
  }
  for (;;) {
    const gitDirectory = gitDirectoryOf(folder);
    if (gitDirectory !== null) {
      const common = readLine(join(gitDirectory, 'commondir'));
      return { root: folder, gitDirectory, commonDirectory: common === null ? gitDirectory : resolve(gitDirectory, common) };
    }
    const parent = dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}

function gitDirectoryOf(folder: string): string | null {
  const entry = join(folder, '.git');
  const link = /^gitdir: (.+)$/.exec(readLine(entry) ?? '')?.[1];
  const gitDirectory = link === undefined ? entry : resolve(folder, link);
  try {
    return statSync(gitDirectory).isDirectory() && statSync(join(gitDirectory, 'HEAD')).isFile() ? gitDirectory : null;
  } catch {
    return null;
  }
}

/** The first line of a small file; null where it cannot be read. */
function readLine(path: string): string | null {
  try {
    const status = statSync(path);
    if (!status.isFile() || status.size > 10_000) return null;
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? null;
  } catch {
    return null;
  }
}
