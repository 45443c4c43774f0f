/** Makes the writes of a release, all or none, with a journal that outlives the process. */
import { message } from '../core/l10n/message.ts';
import { withWhy } from '../core/l10n/with-why.ts';
import type { Write, WriteKind, WriteState } from '../core/release/write.ts';
import type { JournalEntry, ReleaseJournal } from '../ports/release-journal.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { Writer, Writers } from '../ports/writer.ts';

/** What writes are made with. */
export interface CarryOutDependencies {
  readonly writers: Writers;
  readonly journal: ReleaseJournal;
}

const texts = {
  busy: { en: 'Another release of this repository is under way.', pl: 'W tym repozytorium trwa inne wydanie.' },
  wait: { en: 'Wait for it to end, look again and retry.', pl: 'Poczekaj na jego koniec, sprawdź ponownie i spróbuj jeszcze raz.' },
  left: {
    en: 'An earlier release was interrupted: {action} of {model} to {to}.',
    pl: 'Wcześniejsze wydanie zostało przerwane: {action} modelu {model} do {to}.',
  },
  recover: {
    en: 'Finish, undo or forget it first: airworthy recover, or Recover Interrupted Release in the editor.',
    pl: 'Najpierw je dokończ, cofnij lub porzuć: airworthy recover albo polecenie przywracania przerwanego wydania w edytorze.',
  },
  foreign: {
    en: '{path} holds something that is no journal of a release.',
    pl: '{path} zawiera coś, co nie jest dziennikiem wydania.',
  },
  lookAtFile: { en: 'Look at the file and move it away.', pl: 'Sprawdź ten plik i usuń go stamtąd.' },
  incomplete: {
    en: '{why} Taking back what was written failed too: {places}.',
    pl: '{why} Nie udało się też cofnąć tego, co zapisano: {places}.',
  },
} as const;

/** A journal stands in the way of a new release. */
export async function checkJournal(journal: ReleaseJournal): Promise<void> {
  const state = await journal.read();
  if (state.kind === 'empty') return;
  if (state.kind === 'unreadable') {
    throw new ProviderError('conflict', { text: message(texts.foreign, { path: state.path }), hint: message(texts.lookAtFile) });
  }
  if (state.kind === 'busy') throw new ProviderError('conflict', { text: message(texts.busy), hint: message(texts.wait) });
  const { action, model, to } = state.entry;
  throw new ProviderError('conflict', { text: message(texts.left, { action, model, to: to ?? '–' }), hint: message(texts.recover) });
}

/**
 * Makes an entry's writes in order. Where one fails, those before it are taken back, and the error is that write's; where that is not
 * possible either, the journal stays, to be recovered from. With `goesOnWithout`, writes to servers that cannot be reached are left
 * pending in the journal instead. Nothing is called off half way.
 */
export async function carryOut(
  { writers, journal }: CarryOutDependencies,
  entry: JournalEntry,
  { goesOnWithout }: { readonly goesOnWithout: boolean },
): Promise<{ readonly pending: readonly Write[] }> {
  if (!(await journal.begin(entry))) {
    await checkJournal(journal);
    // The other release ended between the two looks; the state that was planned on may be gone with it.
    throw new ProviderError('conflict', { text: message(texts.busy), hint: message(texts.wait) });
  }
  const signal = new AbortController().signal;
  const tried: Write[] = [];
  const pending: Write[] = [];
  for (const write of entry.writes) {
    try {
      if (pending.length > 0 && dependsOn(write, pending)) pending.push(write);
      else {
        tried.push(write);
        await applyWrite(writers, write, signal);
      }
    } catch (error) {
      if (goesOnWithout && isRemote(write) && error instanceof ProviderError && error.code === 'unreachable') {
        pending.push(write);
        continue;
      }
      throw await takenBack({ writers, journal }, { entry, tried }, error);
    }
  }
  if (pending.length > 0) await journal.update({ ...entry, writes: pending, state: 'pending' });
  else await journal.end(entry);
  return { pending };
}

/** An alias may not move before the record of the move is kept. */
function dependsOn(write: Write, pending: readonly Write[]): boolean {
  return write.kind === 'alias' && pending.some(({ kind }) => kind === 'version-tag');
}

function isRemote({ kind }: Write): boolean {
  return kind === 'version-tag' || kind === 'alias' || kind === 'push';
}

/** Undoes what was tried, the last first; gives the error to throw. */
async function takenBack(
  { writers, journal }: CarryOutDependencies,
  { entry, tried }: { readonly entry: JournalEntry; readonly tried: readonly Write[] },
  error: unknown,
): Promise<unknown> {
  const signal = new AbortController().signal;
  const stuck: Write[] = [];
  for (const write of tried.toReversed()) {
    try {
      await undoWrite(writers, write, signal);
    } catch (failure) {
      // Where somebody else's value stands, nothing of the write that met it is left to take back.
      if (!(isConflict(error) && isConflict(failure) && write === tried.at(-1))) stuck.push(write);
    }
  }
  if (stuck.length === 0) {
    await journal.end(entry);
    return error;
  }
  if (!(error instanceof ProviderError)) return error;
  const places = stuck.map(placeOf).join(', ');
  return new ProviderError(error.code, { text: withWhy(texts.incomplete, error.text, { places }), hint: message(texts.recover) }, error);
}

function isConflict(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'conflict';
}

/** Where a write goes, for people. */
export function placeOf(write: Write): string {
  switch (write.kind) {
    case 'tag':
    case 'branch':
      return write.name;
    case 'file':
      return write.path;
    case 'version-tag':
      return `models:/${write.model}/${write.version}`;
    case 'alias':
      return `models:/${write.model}@${write.alias}`;
    case 'push':
      return `${write.remote} ${write.refs.join(' ')}`;
  }
}

/** Asks what stands where a write goes. */
export function stateOfWrite(writers: Writers, write: Write, signal: AbortSignal): Promise<WriteState> {
  return writerOf(writers, write).stateOf(write, signal);
}

/** Makes one write. */
export function applyWrite(writers: Writers, write: Write, signal: AbortSignal): Promise<void> {
  return writerOf(writers, write).apply(write, signal);
}

/** Takes one write back. */
export function undoWrite(writers: Writers, write: Write, signal: AbortSignal): Promise<void> {
  return writerOf(writers, write).undo(write, signal);
}

/** The writer of a write's kind. TypeScript cannot follow that key and value belong together, so the table is read as one of any write. */
function writerOf(writers: Readonly<Record<WriteKind, Writer<never>>>, { kind }: Write): Writer<Write> {
  return writers[kind];
}
