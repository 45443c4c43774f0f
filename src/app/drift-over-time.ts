import { batchTimeFromColumn, batchTimeFromPath } from '../core/drift/batch-time.ts';
import { type DriftSeries, type WatchedFeature, createDriftCollector } from '../core/drift/drift-over-time.ts';
import { readTable } from '../core/drift/read-table.ts';
import type { TableResult } from '../core/drift/table.ts';
import type { Message } from '../core/l10n/message.ts';
import { type BatchFiles, BatchFileError } from '../ports/batch-files.ts';

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

/** A file that could not be read; `line` is 1-based, 0 where the problem is not in a line. The message is null where `reason` is the system's own. */
export interface FileProblem {
  readonly path: string;
  readonly line: number;
  readonly message: Message | null;
  readonly reason: string;
}

/** Where the time of a batch was found. */
export type TimeSource = 'column' | 'name' | 'modified';

/** A batch that was read. */
export interface BatchInfo {
  readonly path: string;
  readonly time: number;
  readonly timeFrom: TimeSource;
  readonly rows: number;
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
export async function driftOverTimeOfFiles(files: BatchFiles, request: DriftOverTimeRequest, signal: AbortSignal): Promise<DriftOverTime> {
  const problems: FileProblem[] = [];
  const reference = await readFile(files, request.reference, signal);
  if (reference.kind === 'problem')
    return { reference: null, batches: [], series: [], problems: [problemOf(request.reference, reference)] };
  const collector = createDriftCollector(reference.table, request.features);
  const batches: BatchInfo[] = [];
  for (const path of await batchPaths(files, request, problems, signal)) {
    signal.throwIfAborted();
    const result = await readFile(files, path, signal);
    if (result.kind === 'problem') {
      problems.push(problemOf(path, result));
      continue;
    }
    const fromColumn = request.time === undefined ? null : batchTimeFromColumn(result.table, request.time);
    const fromName = fromColumn ?? batchTimeFromPath(path);
    const time = fromName ?? (await modified(files, path, signal));
    const timeFrom: TimeSource = fromColumn !== null ? 'column' : fromName !== null ? 'name' : 'modified';
    collector.add({ label: path, time, table: result.table });
    batches.push({ path, time, timeFrom, rows: result.table.rows });
  }
  batches.sort((a, b) => a.time - b.time || (a.path < b.path ? -1 : 1));
  return { reference: { path: request.reference, rows: reference.table.rows }, batches, series: collector.series(), problems };
}

async function batchPaths(
  files: BatchFiles,
  request: DriftOverTimeRequest,
  problems: FileProblem[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const left = new Set([request.reference, ...(request.exclude ?? [])]);
  try {
    return [...(await files.list(request.current, signal))].filter((path) => !left.has(path)).sort();
  } catch (error) {
    signal.throwIfAborted();
    problems.push(problemOf(request.current, failureOf(error)));
    return [];
  }
}

type Unreadable = Pick<FileProblem, 'line' | 'message' | 'reason'> & { readonly kind: 'problem' };

async function readFile(
  files: BatchFiles,
  path: string,
  signal: AbortSignal,
): Promise<Extract<TableResult, { kind: 'table' }> | Unreadable> {
  signal.throwIfAborted();
  try {
    const result = readTable(await files.read(path, signal), path);
    return result.kind === 'table' ? result : { kind: 'problem', line: result.line, message: result.message, reason: result.message.en };
  } catch (error) {
    signal.throwIfAborted();
    return failureOf(error);
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

function problemOf(path: string, { line, message, reason }: Unreadable): FileProblem {
  return { path, line, message, reason };
}

/** Our own refusals have words in the person's language; the system's have only its own. */
function failureOf(error: unknown): Unreadable {
  const message = error instanceof BatchFileError ? error.text : null;
  return { kind: 'problem', line: 0, message, reason: error instanceof Error ? error.message : String(error) };
}
