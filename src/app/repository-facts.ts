import type { RepositoryFacts } from '../core/project/project.ts';
import type { ReleaseTag } from '../core/release/release-tag.ts';
import type { GitRepository } from '../ports/git.ts';

/** What Git knows of a repository, read in three calls. */
export async function repositoryFacts(repository: GitRepository, signal: AbortSignal): Promise<RepositoryFacts> {
  const [shallow, head, tags] = await Promise.all([repository.isShallow(signal), repository.head(signal), repository.tags(signal)]);
  return { git: 'ok', shallow, head: head.commit, tags, historyKnown: true };
}

/** A folder that was looked at and has no Git. */
export const noRepository: RepositoryFacts = { git: 'none', shallow: false, head: null, tags: [], historyKnown: false };

/** A repository whose Git could not be run: only what its files say is known. */
export function unaskedRepository(tags: readonly ReleaseTag[], head: string | null): RepositoryFacts {
  return { git: 'unavailable', shallow: false, head, tags, historyKnown: false };
}
