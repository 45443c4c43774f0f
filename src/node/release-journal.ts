import { createHash } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { message } from '../core/l10n/message.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { JournalEntry, JournalState, ReleaseJournal } from '../ports/release-journal.ts';
import type { JournalFile } from './release-journal-file.ts';
import { stateFolder } from './person-folders.ts';
import { processStart } from './process-start.ts';

const texts = {
  notWritten: {
    en: 'Nothing was released: the release’s journal could not be written to {folder} ({why}).',
    pl: 'Niczego nie wydano: nie udało się zapisać dziennika wydania w {folder} ({why}).',
  },
  hint: {
    en: 'Find out who may write there, and whether the disk is full or read-only, then retry.',
    pl: 'Sprawdź, kto może tam zapisywać i czy dysk nie jest pełny lub tylko do odczytu, a potem spróbuj jeszcze raz.',
  },
} as const;

/** Where the journal of a repository lies; without one, in the person's state folder, a file for each directory. */
export function journalFile(
  place: { readonly gitDirectory: string | null; readonly directory: string },
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (place.gitDirectory !== null) return join(place.gitDirectory, 'airworthy', 'release.json');
  return join(stateFolder(environment), 'releases', `${createHash('sha256').update(place.directory).digest('hex').slice(0, 32)}.json`);
}

/**
 * The journal in one file, such as `.git/airworthy/release.json`. It is made by a single exclusive create of a file that is whole
 * already, so that of two processes one begins, and a kill leaves a whole journal or none.
 */
export function createReleaseJournal(file: string): ReleaseJournal {
  async function load(): Promise<JournalFile | 'absent' | 'unreadable'> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'absent' : 'unreadable';
    }
    // What checks it is a library that nobody needs before a release was left.
    const { parseJournal } = await import('./release-journal-file.ts');
    return parseJournal(text) ?? 'unreadable';
  }

  /** As `write`, with an error for people. */
  async function draft(entry: JournalEntry): Promise<string> {
    try {
      return await write(entry);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ProviderError(
        'unsupported',
        { text: message(texts.notWritten, { folder: dirname(file), why }), hint: message(texts.hint) },
        error,
      );
    }
  }

  /** Writes a whole file beside the journal, on the disk before it returns. */
  async function write(entry: JournalEntry): Promise<string> {
    const own = { host: hostname(), id: process.pid, start: await processStart(process.pid) };
    const content: JournalFile = { version: 1, process: own, entry };
    await mkdir(dirname(file), { recursive: true });
    const path = join(dirname(file), `.release-${String(process.pid)}-${String(entry.startedAt)}`);
    const handle = await open(path, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return path;
  }

  return {
    async read(): Promise<JournalState> {
      const content = await load();
      if (content === 'absent') return { kind: 'empty' };
      if (content === 'unreadable') return { kind: 'unreadable', path: file };
      const { entry, process: writer } = content;
      if (entry.state === 'pending') return { kind: 'left', entry };
      const isAlive = writer.host === hostname() && writer.start !== '' && (await processStart(writer.id)) === writer.start;
      return { kind: isAlive ? 'busy' : 'left', entry };
    },

    async begin(entry) {
      const path = await draft(entry);
      try {
        // A hard link is made whole or not at all, and never over another file.
        await link(path, file);
        return true;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(path, { force: true });
      }
    },

    async update(entry) {
      if (await holds(entry)) await rename(await draft(entry), file);
    },

    async end(entry) {
      if (await holds(entry)) await rm(file, { force: true });
    },
  };

  async function holds({ id }: JournalEntry): Promise<boolean> {
    const content = await load();
    return typeof content === 'object' && content.entry.id === id;
  }
}
