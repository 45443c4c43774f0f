import { message, type Message } from '../core/l10n/message.ts';
import { normaliseVersion } from '../core/release/gto-tag.ts';
import type { ModelState } from '../core/release/model-state.ts';
import { GitError, type GitRepository } from '../ports/git.ts';

/** A version with its commit (full id). */
export interface VersionAtCommit {
  readonly version: string;
  readonly commit: string;
}

/** A version that was found, or why there is none. */
export type ResolvedVersion =
  { readonly kind: 'found'; readonly at: VersionAtCommit } | { readonly kind: 'refused'; readonly reason: Message };

const texts = {
  noCommit: {
    en: 'The registry does not say which commit {version} of {model} was made from.',
    pl: 'Rejestr nie mówi, z którego commita powstała wersja {version} modelu {model}.',
  },
  noStage: { en: 'No version of {model} is in {stage}.', pl: 'W etapie {stage} nie ma żadnej wersji modelu {model}.' },
  noVersion: {
    en: '{word} is no version of {model}, and no commit.',
    pl: '{word} nie jest wersją modelu {model} ani commitem.',
  },
} as const;

/**
 * The version that a person means: a registered one (`v1.4.0` or `1.4.0`, deregistered ones too), the one in a stage (`#production`), or
 * a commit as Git names it.
 */
export async function resolveVersion(
  { repository, model, state }: { readonly repository: GitRepository; readonly model: string; readonly state: ModelState | null },
  word: string,
  signal: AbortSignal,
): Promise<ResolvedVersion> {
  if (word.startsWith('#')) {
    const holder = state?.stages.get(word.slice(1));
    if (holder === undefined) return { kind: 'refused', reason: message(texts.noStage, { model, stage: word.slice(1) }) };
    return atCommit(model, holder);
  }
  const registered = state?.versions.find(({ version }) => version === normaliseVersion(word));
  if (registered !== undefined) return atCommit(model, registered);
  const commit = await commitOf(repository, word, signal);
  if (commit === null) return { kind: 'refused', reason: message(texts.noVersion, { word, model }) };
  return { kind: 'found', at: { version: /^[0-9a-f]{7,}$/.test(word) ? commit.slice(0, 10) : word, commit } };
}

function atCommit(model: string, { version, commit }: { readonly version: string; readonly commit: string | null }): ResolvedVersion {
  return commit === null
    ? { kind: 'refused', reason: message(texts.noCommit, { model, version }) }
    : { kind: 'found', at: { version, commit } };
}

async function commitOf(repository: GitRepository, word: string, signal: AbortSignal): Promise<string | null> {
  try {
    return await repository.resolveCommit(word, signal);
  } catch (error) {
    // A word that is not safe to pass to Git names nothing.
    if (error instanceof GitError && error.code === 'invalid-name') return null;
    throw error;
  }
}
