import { parseArgs } from 'node:util';
import { placeOf } from '../app/carry-out.ts';
import { findLeftRelease, finishRelease, undoLeftRelease, type LeftRelease } from '../app/recover-release.ts';
import { openReleases } from '../app/release-context.ts';
import { format, message, type Language, type Text } from '../core/l10n/message.ts';
import { isoTime } from '../core/release/versions-report.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { exitCodes, type Command } from './command.ts';
import { onlineOptions } from './online-servers.ts';
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
  how: { en: 'Finish it with --finish, or take it back with --undo.', pl: 'Dokończ je z --finish albo cofnij z --undo.' },
  finished: { en: 'Finished.', pl: 'Dokończono.' },
  undone: { en: 'Taken back.', pl: 'Cofnięto.' },
} as const satisfies Record<string, Text>;

/** `airworthy recover [DIR] [--finish|--undo]`: shows a release that was interrupted, and finishes it or takes it back. */
export const runRecover: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      finish: { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
      online: { type: 'boolean', default: false },
      'tracking-uri': { type: 'string' },
      'allow-env': { type: 'string', multiple: true, default: [] },
    },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'recover' });
  if (values.finish && values.undo) throw new UsageError('takes', { command: 'recover', words: '--finish | --undo' });
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
  try {
    if (values.finish) await finishRelease(place, left);
    if (values.undo) await undoLeftRelease(place, left);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return tellFailure(io, error);
  }
  io.stdout(say(values.finish ? texts.finished : values.undo ? texts.undone : texts.how));
  return exitCodes.fine;
};

function leftText({ entry, writes }: LeftRelease, language: Language): string {
  const args = { action: entry.action, model: entry.model, to: entry.to ?? '–', time: isoTime(entry.startedAt) };
  const rows = writes.map(({ write, state }) => [printable(placeOf(write)), format(message(texts[state]), language)]);
  return `${printable(format(message(texts.left, args), language))}\n${tableText(rows, '  ')}`;
}
