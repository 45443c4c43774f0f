import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { defaultJudgeOptions } from '../../src/core/engine/judge-options.ts';
import { itemsAStep } from '../../src/core/steps/steps.ts';
import { startWorker, type WorkerClient } from '../../src/node/worker-client.ts';
import type { AnalysisCall } from '../../src/protocol/analysis.ts';
import { bundledWorker } from '../support/bundled.ts';
import { tagOf } from '../support/release-tags.ts';

describe('the analysis worker', function () {
  this.timeout(60_000);
  let client: WorkerClient;
  const sent: AnalysisCall[] = [];
  const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage');

  before(async () => {
    client = startWorker(await bundledWorker(), () => undefined);
    assert.ok(post !== undefined);
    const original = post.value as (this: Worker, call: AnalysisCall) => void;
    Object.defineProperty(Worker.prototype, 'postMessage', {
      ...post,
      value(this: Worker, call: AnalysisCall) {
        sent.push(call);
        original.call(this, call);
      },
    });
  });

  after(async () => {
    if (post !== undefined) Object.defineProperty(Worker.prototype, 'postMessage', post);
    await client.dispose();
  });

  it('gets thousands of tags in parts, and knows them all', async () => {
    const count = 10_000;
    const tags = Array.from({ length: count }, (_, index) => tagOf(`m@v1.${String(index)}.0`, `c${String(index)}`, index));
    const analyser = client.analyser('/repository');
    const repository = { git: 'ok' as const, shallow: false, head: null, tags, historyKnown: true };
    // Another folder is set up at the same time; neither gets the other's tags.
    const other = client
      .analyser('/other')
      .configure({ repository: { ...repository, tags: tags.slice(0, 700) }, today: '2026-11-22', folderName: 'other' });
    await Promise.all([other, analyser.configure({ repository, today: '2026-11-22', folderName: 'r' })]);
    const sizes = sent.map(({ request }) =>
      request.kind === 'tags' ? request.tags.length : request.kind === 'configure' ? request.setup.repository.tags.length : 0,
    );
    assert.ok(Math.max(...sizes) <= itemsAStep, String(Math.max(...sizes)));
    for (const [root, known] of [
      ['/repository', count],
      ['/other', 700],
    ] as const) {
      const one = client.analyser(root);
      await one.update({
        upsert: [
          {
            path: 'train.py',
            text: 'from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n',
            size: null,
            tracked: true,
            ignored: false,
            unread: null,
            md5: null,
          },
        ],
        remove: [],
        forget: true,
      });
      const { reports } = await one.judge(defaultJudgeOptions);
      const versioned = reports[0]?.checks.find(({ id }) => id === 'model-versioned');
      assert.match(JSON.stringify(versioned), new RegExp(`"count":${String(known)}\\b`));
    }
  });
});
