/** Files of rows that Git may ignore, so that the analysis does not hold them. May not import `vscode`. */
import type { FoundData } from '../../core/charts/offers.ts';
import { createBatchListing } from '../../node/batch-listing.ts';

const globs = ['**/*.csv', '**/*.jsonl', '**/*.ndjson', '**/*.parquet'];
/** Offers of more files than this would be of a data set, not of batches. */
const mostFiles = 2000;

/** The files of rows below a project's folder, relative to the repository; none where there are too many to be batches. Nothing is read. */
export async function findData(root: string, folder: string, signal: AbortSignal): Promise<FoundData> {
  const files = createBatchListing(root, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  const lists = await Promise.all(globs.map((glob) => files.list(`${prefix}${glob}`, signal).catch(() => [])));
  signal.throwIfAborted();
  const paths = lists.flat();
  return { files: paths.length > mostFiles ? [] : paths.sort().map((path) => ({ path, columns: [] })) };
}
