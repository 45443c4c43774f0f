import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createLocalAnalyser } from '../app/local-analyser.ts';
import { manifestNames } from '../app/read-manifest.ts';
import { loadRepository } from '../app/repository-session.ts';
import { format, message, type Text } from '../core/l10n/message.ts';
import type { ProjectStart } from '../core/start/project-start.ts';
import { startText } from '../core/start/start-text.ts';
import { findData } from '../node/find-data.ts';
import { today } from '../node/today.ts';
import { exitCodes, type CliIo, type Command } from './command.ts';
import { openFolder } from './open-folder.ts';
import { printable } from './table-text.ts';
import { UsageError } from './usage-error.ts';

const texts = {
  written: {
    en: 'Wrote {path}: {models} {models|model|models}, {sources} {sources|source|sources}, {charts} {charts|chart|charts}. Look at it, then run airworthy check.',
    pl: 'Zapisano {path}: modele: {models}, źródła: {sources}, wykresy: {charts}. Przejrzyj go, a potem uruchom airworthy check.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** `airworthy init [DIR]`: begins a manifest in a folder with what its files and tags say. A manifest that is there stays as it is. */
export const runInit: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [directory = '.', ...others] = positionals;
  if (others.length > 0) throw new UsageError('oneFolder', { command: 'init' });
  const { root, folder, start } = await startOf(directory, io, signal);
  const text = startText(start, io.language);
  if (values['dry-run']) {
    io.stdout(text);
    return exitCodes.fine;
  }
  const [name] = manifestNames;
  try {
    await writeFile(join(root, folder, name), text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '–';
    throw code === 'EEXIST' ? new UsageError('isThere', { path: name }) : new UsageError('unwritable', { path: name, code });
  }
  const { models, offers } = start;
  const sources = new Set(offers.flatMap(({ adds }) => Object.keys(adds.sources))).size;
  const charts = offers.reduce((count, { adds }) => count + adds.drift.length + adds.charts.length, 0);
  const words = message(texts.written, { path: name, models: models.length, sources, charts });
  io.stdout(`${printable(format(words, io.language))}\n`);
  return exitCodes.fine;
};

async function startOf(
  directory: string,
  io: CliIo,
  signal: AbortSignal,
): Promise<{ readonly root: string; readonly folder: string; readonly start: ProjectStart }> {
  const { tree, repository, facts, folder } = await openFolder(directory, io.cwd, signal);
  const inFolder = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  for (const name of manifestNames) {
    if ((await tree.read(inFolder(name), signal)).kind !== 'absent') throw new UsageError('isThere', { path: name });
  }
  const analyser = createLocalAnalyser();
  const folderName = basename(folder === '' ? tree.root : folder);
  await loadRepository({ tree, repository, analyser }, { folder, folderName, facts: await facts, today: today() }, signal);
  // With a manifest, the folder becomes a project of its own, whatever it is a part of now.
  const manifest = { path: inFolder(manifestNames[0]), size: null, tracked: false, ignored: false, unread: null, md5: null };
  await analyser.update({ upsert: [{ ...manifest, text: 'version: 1\n' }], remove: [], forget: false });
  const start = await analyser.start(folder, await findData(tree.root, folder, signal));
  if (start === null) throw new UsageError('unreadable', { path: directory });
  return { root: tree.root, folder, start };
}
