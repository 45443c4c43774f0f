import { message } from '../core/l10n/message.ts';
import type { ReleasePlan } from '../core/release/release-steps.ts';
import type { Write } from '../core/release/write.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';

const texts = {
  moved: {
    en: '{path} or the branch it is on has changed since the release was planned.',
    pl: 'Plik {path} lub jego gałąź zmieniły się od czasu zaplanowania wydania.',
  },
  lookAgain: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
} as const;

/**
 * Makes the commit of a plan's manifest, to which nothing points yet, and the writes that make it count: the branch, and where that is
 * the one that is checked out, the file. Where branch or file are no longer what was planned on, the error is `conflict`.
 */
export async function commitManifest(
  { deps, context, plan }: { readonly deps: ReleaseDependencies; readonly context: ReleaseContext; readonly plan: ReleasePlan },
  record: string,
  signal: AbortSignal,
): Promise<{ readonly writes: readonly Write[]; readonly commit: string | null }> {
  const { manifest } = plan;
  if (manifest === null) return { writes: [], commit: null };
  const { repository } = context;
  const { path, parent, branch, isNewBranch, oldText, newText, storedText } = manifest;
  const [head, state] = await Promise.all([repository.head(signal), repository.fileState(path, signal)]);
  const text = state.bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(state.bytes);
  const isSame = head.commit === parent && (isNewBranch || `refs/heads/${head.branch ?? ''}` === branch);
  if (!isSame || text !== oldText || state.staged !== manifest.blob || state.committed?.object !== manifest.blob) {
    throw new ProviderError('conflict', { text: message(texts.moved, { path }), hint: message(texts.lookAgain) });
  }
  const made = await repository.commitFile(
    { path, content: storedText, parent, message: record, at: null, runsHooks: deps.runsHooks },
    signal,
  );
  const move: Write = { kind: 'branch', name: branch, before: isNewBranch ? null : parent, after: made.commit };
  const file: Write = {
    kind: 'file',
    path,
    before: oldText,
    after: newText,
    blobBefore: manifest.blob,
    blobAfter: made.blob,
    mode: manifest.mode,
  };
  return { writes: isNewBranch ? [move] : [move, file], commit: made.commit };
}

/** Whether the branch, read again, is at the commit. */
export async function isCommitted(
  { repository }: ReleaseContext,
  { plan, commit }: { readonly plan: ReleasePlan; readonly commit: string | null },
  signal: AbortSignal,
): Promise<boolean> {
  if (plan.manifest === null) return true;
  const refs = await repository.refs(plan.manifest.branch, signal);
  return refs.some(({ name, object }) => name === plan.manifest?.branch && object === commit);
}
