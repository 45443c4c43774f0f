/** How long to wait before the work begins. */
export interface WorkRequest {
  /** Milliseconds without another request. */
  readonly after: number;
  /** Milliseconds after the first unanswered request at the latest; without it, further requests may put the work off for ever. */
  readonly atLatest?: number;
}

/**
 * Does one kind of work, one run at a time, some while after it was asked for. What is asked for during a run is done by a further run,
 * so nothing is lost. The work must never reject. May not import `vscode`, so that it is tested without an editor.
 */
export class WorkQueue {
  readonly #work: () => Promise<void>;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  /** When the oldest unanswered request came; null where there is none. */
  #askedAt: number | null = null;
  /** The run under way; null where there is none. */
  #current: Promise<void> | null = null;
  #isDue = false;
  #isDisposed = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Whether work is due or under way. */
  get isBusy(): boolean {
    return this.#timer !== undefined || this.#current !== null;
  }

  /** Asks for a run; a request that is still waiting is put off to this one's time. */
  request({ after, atLatest = Infinity }: WorkRequest): void {
    if (this.#isDisposed) return;
    const now = performance.now();
    this.#askedAt ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), Math.max(0, Math.min(after, this.#askedAt + atLatest - now)));
  }

  /** Resolves when no work is due or under way, at once after `dispose`. */
  async settled(): Promise<void> {
    if (this.isBusy && !this.#isDisposed) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Calls off what is due and lets go whoever waits; resolves when a run under way has ended. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#letGo();
    await this.#current;
  }

  #begin(): void {
    this.#timer = undefined;
    this.#askedAt = null;
    if (this.#current !== null) {
      this.#isDue = true;
      return;
    }
    this.#current = this.#work().then(() => {
      this.#current = null;
      if (this.#isDue && this.#timer === undefined && !this.#isDisposed) this.#begin();
      else if (!this.isBusy) this.#letGo();
    });
    this.#isDue = false;
  }

  #letGo(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
