import { parseArgs } from 'node:util';
import { placeOf } from '../app/carry-out.ts';
import { findLeftRelease, finishRelease, forgetRelease, whatStays, undoLeftRelease, type LeftRelease } from '../app/recover-release.ts';
import { openReleases } from '../app/release-context.ts';
import { format, message, type Language, type Text } from '../core/l10n/message.ts';
import { isoTime } from '../core/release/iso-time.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { exitCodes, type CliIo, type Command } from './command.ts';
import { onlineFlags, onlineOptions } from './online-servers.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';
import { printable, tableText } from './table-text.ts';
import { tellFailure } from './tell-failure.ts';
import { UsageError } from './usage-error.ts';

const texts = {
  none: { en: 'No release was interrupted.', pl: 'Żadne wydanie nie zostało przerwane.' },
  left: {
    en: '{action} of {model} to {to}, begun {time}:',
    pl: '{action} modelu {model} do {to}, rozpoczęte {time}:',
  },
  before: { en: 'not written', pl: 'niezapisane' },
  after: { en: 'written', pl: 'zapisane' },
  other: { en: 'changed by someone else', pl: 'zmienione przez kogoś innego' },
  unknown: { en: 'cannot be asked', pl: 'nie można zapytać' },
  how: {
    en: 'Finish it with --finish, take it back with --undo, or leave it half done with --forget.',
    pl: 'Dokończ je z --finish, cofnij z --undo albo porzuć w połowie z --forget.',
  },
  finished: { en: 'Finished.', pl: 'Dokończono.' },
  undone: { en: 'Taken back.', pl: 'Cofnięto.' },
  stays: {
    en: 'Forgotten, these stay as they are: {places}. Nothing more will be written or taken back. Look at the versions before you release again.',
    pl: 'Po porzuceniu bez zmian pozostaną: {places}. Nic więcej nie zostanie zapisane ani cofnięte. Zanim wydasz ponownie, sprawdź wersje.',
  },
  nothingStays: {
    en: 'Forgotten, it leaves nothing behind: none of it was written.',
    pl: 'Po porzuceniu nic po nim nie zostanie: niczego nie zapisano.',
  },
  rest: { en: 'The rest of it was written, and stays.', pl: 'Resztę zapisano i tak pozostanie.' },
  sure: { en: 'Forget it? [y/N] ', pl: 'Porzucić je? [t/N] ' },
  kept: { en: 'Not forgotten. Without a terminal, --yes is wanted.', pl: 'Nie porzucono. Bez terminala potrzebne jest --yes.' },
  forgotten: { en: 'Forgotten, neither finished nor taken back.', pl: 'Porzucono: ani nie dokończono, ani nie cofnięto.' },
} as const satisfies Record<string, Text>;

/** `airworthy recover [DIR] [--finish|--undo|--forget]`: shows a release that was interrupted, and finishes it, takes it back or gives it up. */
export const runRecover: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      finish: { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
      forget: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      ...onlineFlags,
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'recover' });
  const ways = ([values.finish && 'finish', values.undo && 'undo', values.forget && 'forget'] as const).filter((way) => way !== false);
  if (ways.length > 1) throw new UsageError('takes', { command: 'recover', words: '--finish | --undo | --forget' });
  const [way = 'show'] = ways;
  const deps = await releaseDependencies(io, onlineOptions(values));
  const context = await openReleases(deps, await releasePlace(directory, io), signal);
  if (context === null) throw new UsageError('noRepository', { path: directory });
  const place = { writers: deps.writers(context.hasGit ? context.repository : null, context.servers), journal: context.journal };
  const say = (text: Text): string => `${format(message(text), io.language)}\n`;
  const left = await findLeftRelease(place, signal);
  if (left === null) {
    io.stdout(say(texts.none));
    return exitCodes.fine;
  }
  io.stdout(leftText(left, io.language));
  if (way === 'forget') {
    io.stdout(halfDoneText(left, io.language));
    if (!values.yes && !(await isSure(io))) {
      io.stdout(say(texts.kept));
      return exitCodes.fine;
    }
  }
  try {
    if (way !== 'show') await end[way](place, left);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return tellFailure(io, error);
  }
  io.stdout(say(ended[way]));
  return exitCodes.fine;
};

const end = { finish: finishRelease, undo: undoLeftRelease, forget: forgetRelease };
const ended = { show: texts.how, finish: texts.finished, undo: texts.undone, forget: texts.forgotten } as const;

async function isSure(io: CliIo): Promise<boolean> {
  if (io.ask === undefined) return false;
  return /^(?:y|yes|t|tak)$/i.test((await io.ask(format(message(texts.sure), io.language))).trim());
}

function halfDoneText(left: LeftRelease, language: Language): string {
  const places = whatStays(left)
    .map(({ write }) => placeOf(write))
    .join(', ');
  // Of a release that waits for a server, the journal holds only what waits.
  const isPending = left.entry.state === 'pending';
  const stays = format(message(places === '' && !isPending ? texts.nothingStays : texts.stays, { places: places || '–' }), language);
  return `${printable(stays)}\n${isPending ? `${format(message(texts.rest), language)}\n` : ''}`;
}

function leftText({ entry, writes }: LeftRelease, language: Language): string {
  const args = { action: entry.action, model: entry.model, to: entry.to ?? '–', time: isoTime(entry.startedAt) };
  const rows = writes.map(({ write, state }) => [printable(placeOf(write)), format(message(texts[state]), language)]);
  return `${printable(format(message(texts.left, args), language))}\n${tableText(rows, '  ')}`;
}
