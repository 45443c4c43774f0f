import assert from 'node:assert/strict';
import { LookAgain } from '../../../src/extension/drift-watch/look-again.ts';

/** Looks whose ends the test decides. */
function looks(every: () => number = () => 5) {
  const errors: unknown[] = [];
  const started: { readonly signal: AbortSignal; readonly end: (wasAnswered: boolean) => void; readonly fail: (error: Error) => void }[] =
    [];
  let onStart = (): void => undefined;
  const again = new LookAgain({
    every,
    onError: (error) => errors.push(error),
    look: (signal) =>
      new Promise((resolve, reject) => {
        started.push({ signal, end: resolve, fail: reject });
        onStart();
      }),
  });
  const next = async (count: number) => {
    while (started.length < count) await new Promise<void>((resolve) => (onStart = resolve));
    return started[count - 1] ?? assert.fail();
  };
  return { again, started, errors, next };
}

describe('watch that looks again', () => {
  it('looks at its pace, one look at a time, and stops', async () => {
    const { again, started, next } = looks();
    again.now();
    again.now();
    assert.equal(started.length, 1, 'no second look beside the first');
    (await next(1)).end(true);
    // Asked for while the first was under way: at once.
    (await next(2)).end(true);
    const third = await next(3);
    again.stop();
    assert.ok(third.signal.aborted);
    third.end(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(started.length, 3);
  });

  it('does not look where the pace is nought, and takes a new pace at once', async () => {
    let every = 0;
    const { again, started, next } = looks(() => every);
    again.now();
    assert.equal(started.length, 0);
    every = 5;
    again.now();
    (await next(1)).end(true);
    const second = await next(2);
    every = 0;
    second.end(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(started.length, 2);
  });

  it('goes on after an error, which is told, and waits longer', async () => {
    const { again, started, errors, next } = looks(() => 2);
    again.now();
    (await next(1)).fail(new Error('broken'));
    const at = Date.now();
    (await next(2)).end(false);
    assert.ok(Date.now() - at >= 3, 'twice the pace');
    (await next(3)).end(true);
    again.stop();
    assert.deepEqual(errors.map(String), ['Error: broken']);
    assert.equal(started.length, 3);
  });
});
