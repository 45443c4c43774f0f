import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createLocalAnalyser } from '../app/local-analyser.ts';
import { type WorkerClient, startWorker } from '../node/worker-client.ts';
import type { Analyser } from '../ports/analyser.ts';

/** The analysers of one run. */
export interface CheckAnalysers {
  /** Starts as many as pay for this much work: one file that is looked at is a unit. */
  readonly start: (work: number) => readonly Analyser[];
  /** Ends what was started; whoever calls `start` calls this. */
  readonly end: () => Promise<void>;
}

/** A worker needs about as long to start as 200 files take to be understood. */
const workOfStart = 200;
/** Each worker has a heap of its own; more of them would be faster and need too much memory. */
const mostWorkers = 4;
/** While a worker is busy with one part, the next is being read for it. */
const partsUnderWay = 2;

/** Analysers in worker threads from the built worker (absolute), or one in this thread where there is little to do or no such file. */
export function createAnalysers(workerFile: string): CheckAnalysers {
  const clients: WorkerClient[] = [];
  return {
    start: (work) => {
      const workers = Math.min(mostWorkers, availableParallelism(), Math.floor(work / workOfStart));
      if (workers < 2 || !existsSync(workerFile)) return [createLocalAnalyser()];
      for (let count = 0; count < workers; count += 1) clients.push(startWorker(workerFile, () => undefined));
      return Array.from({ length: partsUnderWay }, (_, lane) => clients.map((client) => client.analyser(String(lane)))).flat();
    },
    end: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}
