import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Text, message } from '../core/l10n/message.ts';
import { BatchFileError } from '../ports/batch-files.ts';

const texts = {
  unreadable: { en: 'The file cannot be read.', pl: 'Nie można odczytać pliku.' },
  notFile: { en: 'This is not a file.', pl: 'To nie jest plik.' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Opens a regular file and hands it to `use`, which may keep it open by returning; where it throws, the file is closed. Rejects with
 * `BatchFileError`, or with the signal's reason when aborted.
 */
export async function openRegularFile<Value>(
  place: string,
  use: (file: { readonly handle: FileHandle; readonly size: number }) => Value | Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  let handle: FileHandle | undefined;
  try {
    signal.throwIfAborted();
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer for ever.
    handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw new BatchFileError(message(texts.notFile));
    return await use({ handle, size: found.size });
  } catch (error) {
    await handle?.close();
    signal.throwIfAborted();
    throw error instanceof BatchFileError ? error : new BatchFileError(message(texts.unreadable));
  }
}
