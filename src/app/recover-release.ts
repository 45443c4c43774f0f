import { message } from '../core/l10n/message.ts';
import type { Write, WriteState } from '../core/release/write.ts';
import type { JournalEntry } from '../ports/release-journal.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { applyWrite, placeOf, stateOfWrite, undoWrite, type CarryOutDependencies } from './carry-out.ts';

/** A write of a release that was left, and what stands at its place; `unknown`: it could not be asked, and `failure` says why. */
export type LeftWrite = { readonly write: Write } & (
  { readonly state: WriteState } | { readonly state: 'unknown'; readonly failure: ProviderError }
);

/** A release that was interrupted or left waiting, with what stands at each of its places now. */
export interface LeftRelease {
  readonly entry: JournalEntry;
  readonly writes: readonly LeftWrite[];
  /** True where nothing is left to write, and only the journal was not put away. */
  readonly isDone: boolean;
  /** True where others may have fetched what was written, so that it cannot be undone, only rolled back. */
  readonly isPublic: boolean;
}

const texts = {
  moved: {
    en: 'Someone else changed {places} meanwhile, so the release cannot be finished.',
    pl: 'Ktoś inny zmienił w międzyczasie {places}, więc wydania nie można dokończyć.',
  },
  undoIt: { en: 'Undo it, look at the versions, and release again.', pl: 'Cofnij je, sprawdź wersje i wydaj ponownie.' },
  isPublic: {
    en: 'The release was pushed already, so it cannot be undone.',
    pl: 'Wydanie zostało już wysłane, więc nie można go cofnąć.',
  },
  rollBack: { en: 'Finish it, then roll back.', pl: 'Dokończ je, a potem wycofaj wersję.' },
  unknown: { en: '{places} cannot be reached.', pl: 'Nie można połączyć się z {places}.' },
} as const;

/** What was left in the journal; null where nothing was, or where the release's own process is still at work. */
export async function findLeftRelease({ writers, journal }: CarryOutDependencies, signal: AbortSignal): Promise<LeftRelease | null> {
  const state = await journal.read();
  if (state.kind !== 'left') return null;
  const { entry } = state;
  const found = await Promise.all(entry.writes.map((write) => lookAt(writers, write, signal)));
  const writes = found.map((one) => (isPushOfOld(one, found) ? { ...one, state: 'before' as const } : one));
  return {
    entry,
    writes,
    isDone: writes.every(({ state }) => state === 'after'),
    isPublic: writes.some(({ write, state }) => write.kind === 'push' && state === 'after'),
  };
}

/** A remote that has a branch as it is here has nothing of a release that has not moved the branch yet. */
function isPushOfOld({ write, state }: LeftWrite, all: readonly LeftWrite[]): boolean {
  if (write.kind !== 'push' || state !== 'after') return false;
  return all.some((one) => one.write.kind === 'branch' && one.state === 'before' && write.refs.includes(one.write.name));
}

async function lookAt(writers: CarryOutDependencies['writers'], write: Write, signal: AbortSignal): Promise<LeftWrite> {
  try {
    return { write, state: await stateOfWrite(writers, write, signal) };
  } catch (error) {
    if (error instanceof ProviderError) return { write, state: 'unknown', failure: error };
    throw error;
  }
}

/** Makes the writes that are missing and puts the journal away. Rejects, with the journal kept, where a place moved or cannot be reached. */
export async function finishRelease({ writers, journal }: CarryOutDependencies, left: LeftRelease): Promise<void> {
  const { signal } = new AbortController();
  refuseUnknown(left);
  const moved = left.writes.filter(({ state }) => state === 'other').map(({ write }) => placeOf(write));
  if (moved.length > 0)
    throw new ProviderError('conflict', { text: message(texts.moved, { places: moved.join(', ') }), hint: message(texts.undoIt) });
  for (const { write, state } of left.writes) if (state === 'before') await applyWrite(writers, write, signal);
  await journal.end(left.entry);
}

/** Takes back what was written, the last first, leaves alone what someone else changed since, and puts the journal away. */
export async function undoLeftRelease({ writers, journal }: CarryOutDependencies, left: LeftRelease): Promise<void> {
  const { signal } = new AbortController();
  if (left.isPublic) throw new ProviderError('conflict', { text: message(texts.isPublic), hint: message(texts.rollBack) });
  refuseUnknown(left);
  // A write that never began needs nothing, but one that stopped half way (a file, not yet its index entry) is put back as well.
  // Where someone else went on from our commit, the file goes on too: its old text would undo that commit behind their back.
  const isBuiltOn = left.writes.some(({ write, state }) => write.kind === 'branch' && state === 'other');
  for (const { write, state } of left.writes.toReversed()) {
    if (state !== 'other' && !(isBuiltOn && write.kind === 'file')) await undoWrite(writers, write, signal);
  }
  await journal.end(left.entry);
}

/** What stays as it is when a release is forgotten: a place that holds something of it, or that nobody could look at. */
export function whatStays({ writes }: LeftRelease): readonly LeftWrite[] {
  return writes.filter(({ state }) => state !== 'before');
}

/**
 * Puts the journal away and writes nothing: what is written stays, what is missing stays missing, and nothing says that the release
 * succeeded. The way out where a place that moved or cannot be reached any more would block every other release for ever.
 */
export async function forgetRelease({ journal }: Pick<CarryOutDependencies, 'journal'>, { entry }: LeftRelease): Promise<void> {
  await journal.end(entry);
}

/** With the hint of the first failure: whether to wait, to log in or to allow the question is for it to say. */
function refuseUnknown({ writes }: LeftRelease): void {
  const unknown = writes.flatMap((one) => (one.state === 'unknown' ? [one] : []));
  const [first] = unknown;
  if (first === undefined) return;
  const places = unknown.map(({ write }) => placeOf(write)).join(', ');
  throw new ProviderError(first.failure.code, { text: message(texts.unknown, { places }), hint: first.failure.hint }, first.failure);
}
