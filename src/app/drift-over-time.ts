import { batchTimeFromColumn, batchTimeFromPath } from '../core/drift/batch-time.ts';
import { type DriftCollector, type DriftSeries, type WatchedFeature, createDriftCollector } from '../core/drift/drift-over-time.ts';
import type { BatchFiles } from '../ports/batch-files.ts';
import type { BatchInfo, DriftRun, FileProblem, TimeSource } from '../ports/drift-computer.ts';
import { type RowsAnswer, failureOf, withRows } from './read-rows.ts';

/** A `files` source of the manifest and the columns to watch in it. */
export interface DriftOverTimeRequest {
  /** Path of the reference rows. */
  readonly reference: string;
  /** Glob of the batches, one a file; the reference itself is never a batch. */
  readonly current: string;
  /** The column that says a batch's time; else the date in its file's name, else the time of its last change. */
  readonly time?: string | undefined;
  /** Paths of files to leave out. */
  readonly exclude?: readonly string[] | undefined;
  readonly features: readonly WatchedFeature[];
}

/** The series of all features, with the batches they come from by time, and the files that could not be read. */
export interface DriftOverTime {
  /** Null where the reference could not be read; then there are no points. */
  readonly reference: { readonly path: string; readonly rows: number } | null;
  readonly batches: readonly BatchInfo[];
  readonly series: readonly DriftSeries[];
  readonly problems: readonly FileProblem[];
}

/**
 * Reads the reference and the batches one after another and computes their drift; a batch is dropped before the next is read.
 * A file that cannot be read is a problem in the answer, and the others go on. Rejects only with the signal's reason.
 */
export async function driftOverTimeOfFiles(
  files: BatchFiles,
  request: DriftOverTimeRequest,
  { signal, onProgress }: DriftRun,
): Promise<DriftOverTime> {
  const problems: FileProblem[] = [];
  const columns = new Set(request.features.map(({ column }) => column));
  const answer = await withRows(files, { path: request.reference, columns, signal }, async ({ table }) => {
    const collector = createDriftCollector(table, request.features);
    const paths = await batchPaths(files, request, problems, signal);
    const batches: BatchInfo[] = [];
    for (const [index, path] of paths.entries()) {
      onProgress?.({ done: index + 1, all: paths.length + 1 });
      const batch = await takeBatch({ files, request, columns, signal, path, collector });
      if (batch.kind === 'problem') problems.push(batch.problem);
      else batches.push(batch.value);
    }
    batches.sort((a, b) => a.time - b.time || (a.path < b.path ? -1 : 1));
    return { reference: { path: request.reference, rows: table.rows }, batches, series: collector.series() };
  });
  if (answer.kind === 'rows') return { ...answer.value, problems };
  return { reference: null, batches: [], series: [], problems: [...problems, answer.problem] };
}

interface BatchTurn {
  readonly files: BatchFiles;
  readonly request: DriftOverTimeRequest;
  readonly columns: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly path: string;
  readonly collector: DriftCollector;
}

function takeBatch({ files, request, columns, signal, path, collector }: BatchTurn): Promise<RowsAnswer<BatchInfo>> {
  const wanted = request.time === undefined ? columns : new Set([...columns, request.time]);
  return withRows(files, { path, columns: wanted, signal }, async ({ table }) => {
    const fromColumn = request.time === undefined ? null : batchTimeFromColumn(table, request.time);
    const fromName = fromColumn ?? batchTimeFromPath(path);
    const time = fromName ?? (await modified(files, path, signal));
    const timeFrom: TimeSource = fromColumn !== null ? 'column' : fromName !== null ? 'name' : 'modified';
    collector.add({ label: path, time, table });
    return { path, time, timeFrom, rows: table.rows };
  });
}

/** The batches of a source by name; what keeps them from being listed becomes a problem. */
export async function batchPaths(
  files: BatchFiles,
  source: Pick<DriftOverTimeRequest, 'reference' | 'current' | 'exclude'>,
  problems: FileProblem[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const left = new Set([source.reference, ...(source.exclude ?? [])]);
  try {
    return [...(await files.list(source.current, signal))].filter((path) => !left.has(path)).sort();
  } catch (error) {
    signal.throwIfAborted();
    problems.push(failureOf(source.current, error));
    return [];
  }
}

/** The time of the last change; a file that is gone again counts as changed at the start of time, since its rows were read. */
async function modified(files: BatchFiles, path: string, signal: AbortSignal): Promise<number> {
  try {
    return await files.mtime(path, signal);
  } catch {
    signal.throwIfAborted();
    return 0;
  }
}
