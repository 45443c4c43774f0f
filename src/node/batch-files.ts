import type { BatchFiles } from '../ports/batch-files.ts';
import { createBatchListing, placeOfBatch } from './batch-listing.ts';
import { openRegularFile } from './regular-file.ts';
import { createTableFile } from './table-file.ts';

/** The files that a manifest in `folder` (relative to the repository's `root`) may name, to be read: nothing outside the root is. */
export function createBatchFiles(root: string, folder: string): BatchFiles {
  return {
    ...createBatchListing(root, folder),
    open: async (path, signal) =>
      openRegularFile(
        await placeOfBatch({ root, folder, path }),
        ({ handle, size }) => ({ ...createTableFile(handle.fd, size), close: () => handle.close() }),
        signal,
      ),
  };
}
