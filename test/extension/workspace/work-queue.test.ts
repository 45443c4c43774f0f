import assert from 'node:assert/strict';
import { WorkQueue } from '../../../src/extension/workspace/work-queue.ts';

const atOnce = { after: 0 };
const never = { after: 1_000_000_000 };

/** Work whose runs end when the test says so. */
function heldWork(): { readonly queue: WorkQueue; readonly begun: Promise<void>[]; readonly end: (() => void)[] } {
  const end: (() => void)[] = [];
  const announce: (() => void)[] = [];
  const begun = [0, 1, 2].map(() => new Promise<void>((resolve) => announce.push(resolve)));
  const queue = new WorkQueue(() => {
    announce[end.length]?.();
    return new Promise((resolve) => end.push(resolve));
  });
  return { queue, begun, end };
}

describe('the work queue', () => {
  it('has settled where nothing was asked', async () => {
    const queue = new WorkQueue(() => assert.fail());
    assert.equal(queue.isBusy, false);
    await queue.settled();
  });

  it('does the work once for several requests', async () => {
    let runs = 0;
    const queue = new WorkQueue(() => {
      runs += 1;
      return Promise.resolve();
    });
    queue.request(never);
    queue.request(atOnce);
    assert.equal(queue.isBusy, true);
    await queue.settled();
    assert.equal(runs, 1);
    assert.equal(queue.isBusy, false);
  });

  it('does what is asked during a run in a further run, and has settled only then', async () => {
    const { queue, begun, end } = heldWork();
    let isSettled = false;
    queue.request(atOnce);
    await begun[0];
    const settled = queue.settled().then(() => (isSettled = true));
    queue.request(atOnce);
    end[0]?.();
    await begun[1];
    assert.equal(isSettled, false);
    end[1]?.();
    await settled;
    assert.equal(end.length, 2);
  });

  it('never does two runs at a time', async () => {
    let running = 0;
    let most = 0;
    const queue = new WorkQueue(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    for (let index = 0; index < 20; index += 1) {
      queue.request(atOnce);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await queue.settled();
    assert.equal(most, 1);
  });

  it('puts a request off while more come, but not beyond the latest time', async () => {
    let runs = 0;
    const queue = new WorkQueue(() => {
      runs += 1;
      return Promise.resolve();
    });
    queue.request(never);
    queue.request({ ...never, atLatest: 0 });
    await queue.settled();
    assert.equal(runs, 1);
  });

  it('lets go whoever waits when it is disposed, and does nothing any more', async () => {
    const queue = new WorkQueue(() => assert.fail());
    queue.request(never);
    const settled = queue.settled();
    await queue.dispose();
    await settled;
    queue.request(atOnce);
    assert.equal(queue.isBusy, false);
    await queue.settled();
  });

  it('is disposed when the run under way has ended', async () => {
    const { queue, begun, end } = heldWork();
    queue.request(atOnce);
    await begun[0];
    let isDisposed = false;
    const disposed = queue.dispose().then(() => (isDisposed = true));
    await queue.settled();
    assert.equal(isDisposed, false);
    end[0]?.();
    await disposed;
    assert.equal(end.length, 1);
  });
});
