import { GitError, type GitErrorCode } from '../../ports/git.ts';
import { ProviderError, type ProviderErrorCode } from '../../ports/version-registry.ts';

const codes: Readonly<Record<GitErrorCode, ProviderErrorCode>> = {
  'git-missing': 'unsupported',
  'not-a-repository': 'not-found',
  refused: 'unauthorized',
  'no-identity': 'unauthorized',
  conflict: 'conflict',
  unreachable: 'unreachable',
  unauthorized: 'unauthorized',
  'not-found': 'not-found',
  'invalid-name': 'unsupported',
  failed: 'bad-answer',
};

/** A failure of Git as a failure of the registry; anything else stays what it is. */
export function providerError(error: unknown): unknown {
  return error instanceof GitError ? new ProviderError(codes[error.code], { text: error.text, hint: error.hint }, error) : error;
}

/** Runs what asks Git, its failures told as the registry's. */
export async function translated<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    throw providerError(error);
  }
}
