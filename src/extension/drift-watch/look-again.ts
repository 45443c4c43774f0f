/** When the watch looks again. May not import `vscode`: timers are the platform's. */
import { pauseUntilNext } from '../drift-panel/refresh-pace.ts';

/** What is done at each look. */
export interface LookAgainDeps {
  /** One look; false where nothing at all could be asked, after which it is waited longer. Rejections count as that. */
  readonly look: (signal: AbortSignal) => Promise<boolean>;
  /** Milliseconds between looks; 0 for none. Asked anew each time, for it is a setting. */
  readonly every: () => number;
  readonly onError: (error: unknown) => void;
}

/** Looks at a pace, one look at a time. */
export class LookAgain {
  readonly #deps: LookAgainDeps;
  #looking: AbortController | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #isAskedMeanwhile = false;

  constructor(deps: LookAgainDeps) {
    this.#deps = deps;
  }

  /** Looks now, or once more after the look that is under way; the pace begins anew. */
  now(): void {
    if (this.#looking !== null) {
      this.#isAskedMeanwhile = true;
      return;
    }
    this.#clear();
    if (this.#deps.every() > 0) void this.#look();
  }

  /** Ends the look that is under way and all to come. */
  stop(): void {
    this.#clear();
    this.#looking?.abort();
    this.#looking = null;
    this.#isAskedMeanwhile = false;
  }

  async #look(): Promise<void> {
    const looking = new AbortController();
    this.#looking = looking;
    const wasAnswered = await this.#deps.look(looking.signal).catch((error: unknown) => {
      if (!looking.signal.aborted) this.#deps.onError(error);
      return false;
    });
    // Stopped in the meantime: another may look by now.
    if (this.#looking !== looking) return;
    this.#looking = null;
    this.#failures = wasAnswered ? 0 : this.#failures + 1;
    if (this.#isAskedMeanwhile) {
      this.#isAskedMeanwhile = false;
      this.now();
      return;
    }
    const pause = pauseUntilNext(this.#deps.every(), this.#failures);
    if (pause === null) return;
    this.#timer = setTimeout(() => this.now(), pause);
    // The editor may close while it is waited.
    this.#timer.unref();
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
