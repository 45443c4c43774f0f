import { withPauses, type Steps } from '../core/steps/steps.ts';

/**
 * Does work in steps, letting all else that waits have its turn between them: in the editor the person's keys, here and there the end of
 * a program. Rejects as soon as `signal` aborts, with its reason.
 */
export function unhurried<Result>(steps: Steps<Result>, signal: AbortSignal): Promise<Result> {
  return withPauses(steps, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  });
}
