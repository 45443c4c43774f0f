import { type Text, message } from '../core/l10n/message.ts';
import { BatchFileError, type WholeFiles } from '../ports/batch-files.ts';
import { createBatchListing, placeOfBatch } from './batch-listing.ts';
import { openRegularFile } from './regular-file.ts';

const tooLarge: Text = { en: 'The file is larger than {limit} MB.', pl: 'Plik ma ponad {limit} MB.' };

/** The files that a manifest in `folder` (relative to the repository's `root`) may name, to be read whole: nothing outside the root is. */
export function createWholeFiles(root: string, folder: string): WholeFiles {
  return {
    ...createBatchListing(root, folder),
    read: async (path, signal, largest) => readBytes(await placeOfBatch({ root, folder, path }), largest, signal),
  };
}

function readBytes(place: string, largest: number, signal: AbortSignal): Promise<Uint8Array> {
  return openRegularFile(
    place,
    async ({ handle, size }) => {
      if (size > largest) throw new BatchFileError(message(tooLarge, { limit: Math.round(largest / 1024 / 1024) }));
      const bytes = await handle.readFile({ signal });
      await handle.close();
      return bytes;
    },
    signal,
  );
}
