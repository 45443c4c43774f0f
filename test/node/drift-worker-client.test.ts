import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { createLocalDriftComputer } from '../../src/app/local-drift-computer.ts';
import { createBatchFiles } from '../../src/node/batch-files.ts';
import { createDriftWorkers } from '../../src/node/drift-worker-client.ts';
import type { DriftPlace, DriftProgress } from '../../src/ports/drift-computer.ts';

describe('drift workers', function () {
  this.timeout(120_000);
  const { signal } = new AbortController();
  let root = '';
  let file = '';

  const rows = (shift: number, count: number): string =>
    [
      'amount,channel',
      ...Array.from({ length: count }, (_, row) => `${String((row * 7919) % 1000)}.5,${'abc'.charAt((row + shift) % 3)}`),
    ].join('\n');
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const place = (): DriftPlace => ({
    root,
    folder: '',
    manifest: {
      version: 1,
      sources: { batches: { type: 'files', reference: 'data/reference.csv', current: 'data/batches/*' } },
      drift: [
        { title: 'Amount', source: 'batches', column: 'amount' },
        { title: 'Channel', source: 'batches', column: 'channel', method: 'psi' },
        { title: 'Nothing', source: 'batches', column: 'amount', method: 'nonsense' },
      ],
    },
  });

  before(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-drift-worker-')));
    // As esbuild.mjs builds it.
    file = join(root, 'drift-worker.js');
    await esbuild.build({
      entryPoints: ['src/worker/drift.ts'],
      outfile: file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    });
    await write('data/reference.csv', rows(0, 3000));
    await write('data/batches/2026-10-05.csv', rows(0, 400));
    await write('data/batches/2026-10-12.csv', rows(1, 500));
    await write('data/batches/broken-2026-10-19.csv', 'amount\n1,2\n');
    await write('data/batches/broken-2026-10-26.parquet', 'PAR1');
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('answer as the computation in one thread does, and tell how far they are', async () => {
    const local = createLocalDriftComputer(createBatchFiles);
    const seen: DriftProgress[] = [];
    const drift = await createDriftWorkers(file).driftOfProject(place(), { signal, onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(drift, await local.driftOfProject(place(), { signal }));
    assert.deepEqual(
      drift.series.map(({ points }) => points.length),
      [2, 2],
    );
    assert.deepEqual([drift.problems.length, drift.left.length], [2, 1]);
    assert.deepEqual(
      seen.map(({ done, all }) => [done, all]),
      [1, 2, 3, 4].map((done) => [done, 5]),
    );
    const request = { source: 'batches', column: 'channel', batches: ['data/batches/2026-10-12.csv'] };
    const answer = await createDriftWorkers(file).distributionOf(place(), request, { signal });
    assert.deepEqual(answer, await local.distributionOf(place(), request, { signal }));
    assert.equal(answer.distribution?.bins.length, 3);
  });

  it('leave the host’s thread free, and end at once when they are stopped', async () => {
    const many = ['amount', ...Array.from({ length: 2_000_000 }, (_, row) => `${String((row * 7919) % 99_991)}.25`)].join('\n');
    await write('data/large/reference.csv', many);
    await write('data/large/batch-2026-10-05.csv', many);
    const large = place();
    const manifest = {
      ...large.manifest,
      sources: { batches: { type: 'files' as const, reference: 'data/large/reference.csv', current: 'data/large/batch-*.csv' } },
      drift: [{ title: 'Amount', source: 'batches', column: 'amount' }],
    };
    const controller = new AbortController();
    const begun = createDriftWorkers(file).driftOfProject(
      { ...large, manifest },
      { signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
    );
    await assert.rejects(begun, /^Error: enough$/);
    // The worker has told that it read the reference, so it was stopped in the midst of the work, and another does it to the end.
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const drift = await createDriftWorkers(file).driftOfProject({ ...large, manifest }, { signal });
    clearInterval(timer);
    assert.equal(drift.series[0]?.points[0]?.rowsCurrent, 2_000_000);
    assert.ok(turns > 20, `${String(turns)} turns of the host's loop`);
    await assert.rejects(
      createDriftWorkers(file).driftOfProject(large, { signal: AbortSignal.abort(new Error('before')) }),
      /^Error: before$/,
    );
  });

  it('reject where the worker cannot start', async () => {
    await assert.rejects(createDriftWorkers(join(root, 'none.js')).driftOfProject(place(), { signal }), /none\.js/);
  });
});
