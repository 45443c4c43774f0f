import { Worker } from 'node:worker_threads';
import type { AnalysisSetup } from '../core/engine/analysis.ts';
import { itemsAStep } from '../core/steps/steps.ts';
import type { Analyser } from '../ports/analyser.ts';
import type { AnalysisAnswers, AnalysisReply, AnalysisRequest } from '../protocol/analysis.ts';

/** The analysis worker as the host sees it. Whoever starts it ends it with `dispose`. */
export interface WorkerClient {
  /** The analyser of one repository, by its root. */
  analyser(repository: string): Analyser;
  /** Forgets a repository. */
  close(repository: string): Promise<void>;
  dispose(): Promise<void>;
}

interface Waiting {
  resolve(answer: AnalysisReply & { readonly ok: true }): void;
  reject(error: Error): void;
}

/**
 * Starts the worker from its built file. When it dies, calls under way are rejected and the next call starts a new one,
 * which knows nothing: `onRestart` tells the owner to load its repositories anew.
 */
export function startWorker(file: string, onRestart: () => void): WorkerClient {
  return new AnalysisWorker(file, onRestart);
}

class AnalysisWorker implements WorkerClient {
  readonly #file: string;
  readonly #onRestart: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;
  #lastSetup = 0;
  #isDisposed = false;

  constructor(file: string, onRestart: () => void) {
    this.#file = file;
    this.#onRestart = onRestart;
  }

  analyser(repository: string): Analyser {
    return {
      configure: (setup) => this.#configure(repository, setup),
      update: (changes) => this.#call(repository, { kind: 'update', ...changes }),
      judge: (options) => this.#call(repository, { kind: 'judge', options }),
      inputs: () => this.#call(repository, { kind: 'inputs' }),
      monitoring: (root, found) => this.#call(repository, { kind: 'monitoring', root, found }),
      start: (root, found) => this.#call(repository, { kind: 'start', root, found }),
    };
  }

  async close(repository: string): Promise<void> {
    if (this.#worker !== null) await this.#call(repository, { kind: 'close' });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.#worker?.terminate();
  }

  /** The tags go in parts, each after the answer to the one before, so that the host does other things in between. */
  async #configure(repository: string, setup: AnalysisSetup): Promise<void> {
    this.#lastSetup += 1;
    const setupId = this.#lastSetup;
    let { tags } = setup.repository;
    while (tags.length > itemsAStep) {
      await this.#call(repository, { kind: 'tags', setupId, tags: tags.slice(0, itemsAStep) });
      tags = tags.slice(itemsAStep);
    }
    await this.#call(repository, { kind: 'configure', setupId, setup: { ...setup, repository: { ...setup.repository, tags } } });
  }

  async #call<Kind extends AnalysisRequest['kind']>(
    repository: string,
    request: Extract<AnalysisRequest, { readonly kind: Kind }>,
  ): Promise<AnalysisAnswers[Kind]> {
    if (this.#isDisposed) throw new Error('The analysis was closed.');
    const worker = (this.#worker ??= this.#start());
    this.#lastId += 1;
    const id = this.#lastId;
    // Only a call under way keeps the process alive.
    worker.ref();
    const reply = await new Promise<AnalysisReply & { readonly ok: true }>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, repository, request });
    });
    // The worker answers a call with the answer of its kind: both sides share one table of types.
    return reply.answer as AnalysisAnswers[Kind];
  }

  #start(): Worker {
    const worker = new Worker(this.#file);
    worker.unref();
    worker.on('message', (reply: AnalysisReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
      if (reply.ok) waiting?.resolve(reply);
      else waiting?.reject(new Error(reply.error));
    });
    worker.on('error', (error: Error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('The analysis worker ended.')));
    return worker;
  }

  #lose(worker: Worker, error: Error): void {
    // A worker ends after its error; by then another may have taken its place.
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (!this.#isDisposed) this.#onRestart();
  }
}
