import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Text, message } from '../core/l10n/message.ts';
import { BatchFileError, type WholeFiles } from '../ports/batch-files.ts';
import { createBatchListing, placeOfBatch } from './batch-listing.ts';

const texts = {
  unreadable: { en: 'The file cannot be read.', pl: 'Nie można odczytać pliku.' },
  notFile: { en: 'This is not a file.', pl: 'To nie jest plik.' },
  tooLarge: { en: 'The file is larger than {limit} MB.', pl: 'Plik ma ponad {limit} MB.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The files that a manifest in `folder` (relative to the repository's `root`) may name, to be read whole: nothing outside the root is. */
export function createWholeFiles(root: string, folder: string): WholeFiles {
  return {
    ...createBatchListing(root, folder),
    read: async (path, signal, largest) => readBytes(await placeOfBatch({ root, folder, path }), largest, signal),
  };
}

async function readBytes(place: string, largest: number, signal: AbortSignal): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    signal.throwIfAborted();
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer for ever.
    handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw new BatchFileError(message(texts.notFile));
    if (found.size > largest) throw new BatchFileError(message(texts.tooLarge, { limit: Math.round(largest / 1024 / 1024) }));
    return await handle.readFile({ signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof BatchFileError ? error : new BatchFileError(message(texts.unreadable));
  } finally {
    await handle?.close();
  }
}
