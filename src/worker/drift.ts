/**
 * A drift worker: computes what it was started with from the files that a manifest names, tells how far it is, and ends.
 * It reads no file outside the repository and writes none; its host stops it by ending it, even in the midst of a column.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createLocalDriftComputer } from '../app/local-drift-computer.ts';
import { createBatchFiles } from '../node/batch-files.ts';
import type { DriftRun } from '../ports/drift-computer.ts';
import type { DriftAnswers, DriftCall, DriftReply } from '../protocol/drift-worker.ts';

const computer = createLocalDriftComputer(createBatchFiles);

function compute(call: DriftCall, run: DriftRun): Promise<DriftAnswers[keyof DriftAnswers]> {
  return call.kind === 'project' ? computer.driftOfProject(call.place, run) : computer.distributionOf(call.place, call.request, run);
}

function say(reply: DriftReply): void {
  parentPort?.postMessage(reply);
}

const run: DriftRun = { signal: new AbortController().signal, onProgress: (progress) => say({ kind: 'progress', progress }) };

compute(workerData as DriftCall, run).then(
  (answer) => say({ kind: 'answer', answer }),
  (error: unknown) => say({ kind: 'error', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
);
