import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { type OpenedRepository, openRepository } from '../app/open-repository.ts';
import { createBlockingFileTree } from '../node/file-tree.ts';
import { createGit } from '../node/git/git-repository.ts';
import { readRepositoryFiles } from '../node/git/refs-from-files.ts';
import type { FileTree } from '../ports/file-tree.ts';
import { UsageError } from './usage-error.ts';

/** A folder with what is around it. */
export interface OpenFolder extends OpenedRepository {
  /** The repository's files; without Git, the folder's. */
  readonly tree: FileTree;
  /** The folder relative to the tree's root; '' where it is the root. */
  readonly folder: string;
  readonly folderName: string;
}

/** Opens a folder for reading; `UsageError` where it is none or cannot be read. */
export async function openFolder(directory: string, cwd: string, signal: AbortSignal): Promise<OpenFolder> {
  const place = await realFolder(resolve(cwd, directory), directory);
  const opened = await openRepository({ git: createGit(), readFiles: readRepositoryFiles }, place, signal);
  return {
    ...opened,
    tree: createBlockingFileTree(opened.root),
    folder: relative(opened.root, place).split(sep).join('/'),
    folderName: basename(place),
  };
}

/** A folder with its links resolved; `UsageError`, naming it as it was given, where it is none or may not be opened. */
export async function realFolder(place: string, asGiven: string): Promise<string> {
  try {
    const real = await realpath(place);
    if (!(await stat(real)).isDirectory()) throw new UsageError('notAFolder', { path: asGiven });
    // A folder that may not be listed would look like an empty one.
    await access(real, constants.R_OK | constants.X_OK);
    return real;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError('noFolder', { path: asGiven });
  }
}
