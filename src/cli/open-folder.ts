import { realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { noRepository, repositoryFacts, unaskedRepository } from '../app/repository-facts.ts';
import type { RepositoryFacts } from '../core/project/project.ts';
import { createFileTree } from '../node/file-tree.ts';
import { createGit } from '../node/git/git-repository.ts';
import { readRepositoryFiles } from '../node/git/refs-from-files.ts';
import { GitError, type GitRepository } from '../ports/git.ts';
import type { FileTree } from '../ports/file-tree.ts';
import { UsageError } from './command.ts';

/** A folder with what is around it. */
export interface OpenFolder {
  /** The repository's files; without Git, the folder's. */
  readonly tree: FileTree;
  /** Null without Git, and where Git cannot be run. */
  readonly repository: GitRepository | null;
  readonly facts: RepositoryFacts;
  /** The folder relative to the tree's root; '' where it is the root. */
  readonly folder: string;
  readonly folderName: string;
}

/** Opens a folder for reading; `UsageError` where it is none or cannot be read. */
export async function openFolder(directory: string, cwd: string, signal: AbortSignal): Promise<OpenFolder> {
  const place = await realFolder(resolve(cwd, directory), directory);
  const { repository, files } = await openRepository(place, signal);
  const root = repository?.root ?? files?.root ?? place;
  return {
    tree: createFileTree(root),
    repository,
    facts:
      repository !== null ? await repositoryFacts(repository, signal) : files === null ? noRepository : unaskedRepository(files.tags ?? [], files.head.commit),
    folder: relative(root, place).split(sep).join('/'),
    folderName: basename(place),
  };
}

async function realFolder(place: string, asGiven: string): Promise<string> {
  try {
    const real = await realpath(place);
    if (!(await stat(real)).isDirectory()) throw new UsageError(`${asGiven} is not a folder.`);
    return real;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${asGiven} cannot be read: there is no such folder, or it may not be opened.`);
  }
}

type Opened = { readonly repository: GitRepository | null; readonly files: ReturnType<typeof readRepositoryFiles> };

/** Where Git is not installed, a repository's own files still tell names and commits. */
async function openRepository(place: string, signal: AbortSignal): Promise<Opened> {
  try {
    return { repository: await createGit().open(place, signal), files: null };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { repository: null, files: readRepositoryFiles(place) };
  }
}
