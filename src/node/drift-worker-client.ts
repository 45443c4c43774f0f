import { Worker } from 'node:worker_threads';
import type { DriftComputer, DriftRun } from '../ports/drift-computer.ts';
import type { DriftAnswers, DriftCall, DriftReply } from '../protocol/drift-worker.ts';

/**
 * Computes drift in worker threads started from their built file, one a call, so that the host's thread never waits and the memory of large
 * files is given back. An aborted call ends its worker at once. Rejects with an Error where the worker fails or runs out of memory.
 */
export function createDriftWorkers(file: string): DriftComputer {
  return {
    driftOfProject: (place, run) => runWorker(file, { kind: 'project', place }, run),
    distributionOf: (place, request, run) => runWorker(file, { kind: 'distribution', place, request }, run),
  };
}

async function runWorker<Kind extends DriftCall['kind']>(
  file: string,
  call: Extract<DriftCall, { readonly kind: Kind }>,
  { signal, onProgress }: DriftRun,
): Promise<DriftAnswers[Kind]> {
  signal.throwIfAborted();
  const worker = new Worker(file, { workerData: call });
  const stopping = new AbortController();
  try {
    return await new Promise<DriftAnswers[Kind]>((resolve, reject) => {
      const stop = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { signal: stopping.signal });
      worker.on('message', (reply: DriftReply) => {
        if (reply.kind === 'progress') onProgress?.(reply.progress);
        // The worker answers a call with the answer of its kind: both sides share one table of types.
        else if (reply.kind === 'answer') resolve(reply.answer as DriftAnswers[Kind]);
        else reject(new Error(reply.error));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The drift worker ended without an answer.')));
    });
  } finally {
    stopping.abort();
    await worker.terminate();
  }
}
