import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Text, message } from '../core/l10n/message.ts';
import { type BatchFile, type BatchFiles, BatchFileError } from '../ports/batch-files.ts';
import { createBatchListing, placeOfBatch } from './batch-listing.ts';
import { createTableFile } from './table-file.ts';

const texts = {
  unreadable: { en: 'The file cannot be read.', pl: 'Nie można odczytać pliku.' },
  notFile: { en: 'This is not a file.', pl: 'To nie jest plik.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The files that a manifest in `folder` (relative to the repository's `root`) may name, to be read: nothing outside the root is. */
export function createBatchFiles(root: string, folder: string): BatchFiles {
  return {
    ...createBatchListing(root, folder),
    open: async (path, signal) => openFile(await placeOfBatch({ root, folder, path }), signal),
  };
}

async function openFile(place: string, signal: AbortSignal): Promise<BatchFile> {
  let handle: FileHandle | undefined;
  try {
    signal.throwIfAborted();
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer for ever.
    handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw new BatchFileError(message(texts.notFile));
    const opened = handle;
    return { ...createTableFile(handle.fd, found.size), close: () => opened.close() };
  } catch (error) {
    await handle?.close();
    signal.throwIfAborted();
    throw error instanceof BatchFileError ? error : new BatchFileError(message(texts.unreadable));
  }
}
