import type { RepositoryFacts } from '../core/project/project.ts';
import type { ReleaseTag } from '../core/release/release-tag.ts';
import { type Git, GitError, type GitRepository, type Head } from '../ports/git.ts';

/** How to learn of a repository. */
export interface OpenDeps {
  /** Null where no process may start. */
  readonly git: Git | null;
  /** What a repository's files say without Git; null where there is no repository. */
  readFiles(directory: string): { readonly root: string; readonly head: Head; readonly tags: readonly ReleaseTag[] | null } | null;
}

/** A folder's repository, or the folder itself where there is none. */
export interface OpenedRepository {
  /** Absolute; of the work tree, without Git the folder's own. */
  readonly root: string;
  /** Null without Git, and where Git cannot be run. */
  readonly repository: GitRepository | null;
  /** Still being found out, so that the files can be listed meanwhile; to be awaited whatever happens. */
  readonly facts: Promise<RepositoryFacts>;
}

/** Opens what holds a directory (absolute, links resolved). Where Git cannot be run, its files still tell names and commits. */
export async function openRepository(deps: OpenDeps, directory: string, signal: AbortSignal): Promise<OpenedRepository> {
  const repository = await openWithGit(deps.git, directory, signal);
  if (repository === null) return { root: directory, repository, facts: Promise.resolve(withoutRepository) };
  if (repository !== 'unavailable') return { root: repository.root, repository, facts: factsOf(repository, signal) };
  const files = deps.readFiles(directory);
  if (files === null) return { root: directory, repository: null, facts: Promise.resolve(withoutRepository) };
  const facts = { ...withoutRepository, git: 'unavailable' as const, head: files.head.commit, tags: files.tags ?? [] };
  return { root: files.root, repository: null, facts: Promise.resolve(facts) };
}

async function openWithGit(git: Git | null, directory: string, signal: AbortSignal): Promise<GitRepository | 'unavailable' | null> {
  if (git === null) return 'unavailable';
  try {
    return await git.open(directory, signal);
  } catch (error) {
    if (error instanceof GitError) return 'unavailable';
    throw error;
  }
}

async function factsOf(repository: GitRepository, signal: AbortSignal): Promise<RepositoryFacts> {
  const [head, tags] = await Promise.all([repository.resolveCommit('HEAD', signal), repository.tags(signal)]);
  return { git: 'ok', shallow: repository.isShallow, head, tags, historyKnown: true };
}

/** A folder that was looked at and has no Git. */
const withoutRepository: RepositoryFacts = { git: 'none', shallow: false, head: null, tags: [], historyKnown: false };
