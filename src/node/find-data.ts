/** Files of rows that Git may ignore, so that the analysis does not hold them. */
import type { FoundData } from '../core/charts/offers.ts';
import { isReferenceName } from '../core/charts/offers/data-offers.ts';
import { openCsv } from '../core/drift/csv.ts';
import { TableError, type TableFile } from '../core/drift/table.ts';
import { driftTexts } from '../core/drift/texts.ts';
import { message } from '../core/l10n/message.ts';
import { folderOf } from '../core/project/paths.ts';
import { createBatchListing, placeOfBatch } from './batch-listing.ts';
import { openRegularFile } from './regular-file.ts';

const globs = ['**/*.csv', '**/*.jsonl', '**/*.ndjson', '**/*.parquet'];
/** Offers of more files than this would be of a data set, not of batches. */
const mostFiles = 2000;
/** Files whose header is read. */
const mostHeaders = 20;
/** Bytes; a header that is longer names more columns than anybody watches. */
const longestHeader = 1 << 16;

/**
 * The files of rows below a project's folder, relative to the repository; none where there are too many to be batches. Of CSV files the
 * header is read, but only of the newest by name of each folder and of those that batches may be compared with.
 */
export async function findData(root: string, folder: string, signal: AbortSignal): Promise<FoundData> {
  const listing = createBatchListing(root, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  const lists = await Promise.all(globs.map((glob) => listing.list(`${prefix}${glob}`, signal).catch(() => [])));
  signal.throwIfAborted();
  const paths = lists.flat().sort();
  if (paths.length > mostFiles) return { files: [] };
  const tables = paths.filter((path) => path.endsWith('.csv'));
  const newest = new Map(tables.filter((path) => !isReferenceName(path)).map((path) => [folderOf(path), path]));
  const wanted = new Set([...tables.filter(isReferenceName), ...newest.values()].slice(0, mostHeaders));
  const files = paths.map(async (path) => ({ path, columns: wanted.has(path) ? await header(root, path, signal) : [] }));
  return { files: await Promise.all(files) };
}

/** The names of a CSV file's columns; none where they cannot be read. */
async function header(root: string, path: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const place = await placeOfBatch({ root, folder: '', path });
    return await openRegularFile(
      place,
      async ({ handle }) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
        await handle.close();
        const opened = openCsv(beginningOf(buffer.subarray(0, bytesRead)));
        return opened.kind === 'file' ? opened.file.names : [];
      },
      signal,
    );
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

/** A file that ends where what was read of it does. */
function beginningOf(bytes: Uint8Array): TableFile {
  return {
    size: bytes.length,
    readInto(target, position) {
      if (position + target.length > bytes.length) throw new TableError(message(driftTexts.fileCut));
      target.set(bytes.subarray(position, position + target.length));
    },
    openParquet: () => ({ kind: 'problem', message: message(driftTexts.notText), line: 0 }),
  };
}
