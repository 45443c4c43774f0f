import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type WorkerClient, startWorker } from '../node/worker-client.ts';
import type { Analyser } from '../ports/analyser.ts';

/** The analysers of one run. */
export interface CheckAnalysers {
  /** Starts as many as pay for this much work: one file that is looked at is a unit. */
  readonly start: (work: number) => Promise<readonly Analyser[]>;
  /** Ends what was started; whoever calls `start` calls this. */
  readonly end: () => Promise<void>;
}

/** A worker needs about as long to start and to warm up as this many files take to be understood. */
const workOfStart = 800;
/** Each worker has a heap of its own; more of them would be faster and need too much memory. */
const mostWorkers = 3;
/** While a worker is busy with one part, the next is being read for it. */
const partsUnderWay = 2;

/** An analyser in this thread and, where there is much to do, others in worker threads from the built worker (absolute). */
export function createAnalysers(workerFile: string, createOwn: () => Promise<Analyser>): CheckAnalysers {
  const clients: WorkerClient[] = [];
  return {
    start: async (work) => {
      const workers = Math.min(mostWorkers, availableParallelism() - 1, Math.floor(work / workOfStart));
      if (existsSync(workerFile)) for (let count = 0; count < workers; count += 1) clients.push(startWorker(workerFile, () => undefined));
      const others = Array.from({ length: partsUnderWay }, (_, lane) => clients.map((client) => client.analyser(String(lane)))).flat();
      const own = await createOwn();
      return others.length === 0 ? [own] : [...others, yielding(own)];
    },
    end: async () => {
      await Promise.all(clients.map((client) => client.dispose()));
    },
  };
}

/** An analyser of this thread that lets the workers be answered before each step. */
function yielding(own: Analyser): Analyser {
  return {
    configure: async (setup) => {
      await setImmediate();
      await own.configure(setup);
    },
    update: async (changes) => {
      await setImmediate();
      return own.update(changes);
    },
    judge: async (options) => {
      await setImmediate();
      return own.judge(options);
    },
    inputs: async () => {
      await setImmediate();
      return own.inputs();
    },
    monitoring: (root, found) => own.monitoring(root, found),
    start: (root, found) => own.start(root, found),
  };
}
