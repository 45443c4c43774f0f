/** Which files the drift charts are computed from, and when each was last changed: cheap to ask, for nothing is read. */
import type { Manifest } from '../core/config/manifest-schema.ts';
import type { BatchListing } from '../ports/batch-files.ts';
import { filesAtOnce } from './repository-files.ts';
import { mapLimited } from './map-limited.ts';

/** A file and the time of its last change; null where it is not there or cannot be read. */
export type BatchState = readonly [path: string, changedAt: number | null];

/** The references and batches of all `files` sources, in order. Where it differs from before, the charts are out of date. */
export async function batchStates(files: BatchListing, { sources = {} }: Manifest, signal: AbortSignal): Promise<readonly BatchState[]> {
  const states: BatchState[] = [];
  for (const { type, reference, current } of Object.values(sources)) {
    if (type !== 'files' || reference === undefined || current === undefined) continue;
    const batches = await files.list(current, signal).catch(() => []);
    signal.throwIfAborted();
    const paths = [reference, ...[...batches].sort()];
    states.push(
      ...(await mapLimited(paths, filesAtOnce, async (path): Promise<BatchState> => {
        return [path, await files.mtime(path, signal).catch(() => null)];
      })),
    );
  }
  return states;
}
