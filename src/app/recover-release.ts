import { message } from '../core/l10n/message.ts';
import type { Write, WriteState } from '../core/release/write.ts';
import type { JournalEntry } from '../ports/release-journal.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { applyWrite, placeOf, stateOfWrite, undoWrite, type CarryOutDependencies } from './carry-out.ts';

/** A release that was interrupted or left waiting, with what stands at each of its places now. */
export interface LeftRelease {
  readonly entry: JournalEntry;
  /** `unknown`: the place could not be asked. */
  readonly writes: readonly { readonly write: Write; readonly state: WriteState | 'unknown' }[];
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
  later: { en: 'Try again when it answers.', pl: 'Spróbuj ponownie, gdy odpowie.' },
} as const;

/** What was left in the journal; null where nothing was, or where the release's own process is still at work. */
export async function findLeftRelease({ writers, journal }: CarryOutDependencies, signal: AbortSignal): Promise<LeftRelease | null> {
  const found = await journal.read();
  if (found.kind !== 'left') return null;
  const { entry } = found;
  const writes = await Promise.all(
    entry.writes.map(async (write) => ({
      write,
      state: await stateOfWrite(writers, write, signal).catch((error: unknown) => {
        if (error instanceof ProviderError) return 'unknown' as const;
        throw error;
      }),
    })),
  );
  return {
    entry,
    writes,
    isDone: writes.every(({ state }) => state === 'after'),
    isPublic: writes.some(({ write, state }) => write.kind === 'push' && state === 'after'),
  };
}

/** Makes the writes that are missing and puts the journal away. Rejects, with the journal kept, where a place moved or cannot be reached. */
export async function finishRelease({ writers, journal }: CarryOutDependencies, left: LeftRelease): Promise<void> {
  const { signal } = new AbortController();
  refuseWhere(left, 'other', { text: texts.moved, hint: texts.undoIt });
  refuseWhere(left, 'unknown', { text: texts.unknown, hint: texts.later });
  for (const { write, state } of left.writes) if (state === 'before') await applyWrite(writers, write, signal);
  await journal.end(left.entry);
}

/** Takes back what was written, the last first, leaves alone what someone else changed since, and puts the journal away. */
export async function undoLeftRelease({ writers, journal }: CarryOutDependencies, left: LeftRelease): Promise<void> {
  const { signal } = new AbortController();
  if (left.isPublic) throw new ProviderError('conflict', { text: message(texts.isPublic), hint: message(texts.rollBack) });
  refuseWhere(left, 'unknown', { text: texts.unknown, hint: texts.later });
  // A write that never began needs nothing, but one that stopped half way (a file, not yet its index entry) is put back as well.
  // Where someone else went on from our commit, the file goes on too: its old text would undo that commit behind their back.
  const isBuiltOn = left.writes.some(({ write, state }) => write.kind === 'branch' && state === 'other');
  for (const { write, state } of left.writes.toReversed()) {
    if (state !== 'other' && !(isBuiltOn && write.kind === 'file')) await undoWrite(writers, write, signal);
  }
  await journal.end(left.entry);
}

function refuseWhere(
  { writes }: LeftRelease,
  wanted: WriteState | 'unknown',
  words: { readonly text: { readonly en: string; readonly pl: string }; readonly hint: { readonly en: string; readonly pl: string } },
): void {
  const places = writes.filter(({ state }) => state === wanted).map(({ write }) => placeOf(write));
  if (places.length === 0) return;
  const code = wanted === 'unknown' ? 'unreachable' : 'conflict';
  throw new ProviderError(code, { text: message(words.text, { places: places.join(', ') }), hint: message(words.hint) });
}
