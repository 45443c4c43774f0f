import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { driftOverTimeOfFiles } from '../../src/app/drift-over-time.ts';
import type { BatchFiles } from '../../src/ports/batch-files.ts';
import { memoryFile } from '../core/drift/sample.ts';

describe('driftOverTimeOfFiles', () => {
  const rows = (shift: number, column = 'amount') => [column, ...Array.from({ length: 60 }, (_, row) => String(row + shift))].join('\n');
  const features = [{ title: 'Amount', column: 'amount', method: 'psi' as const, warn: 0.1, alert: 0.25 }];
  const signal = new AbortController().signal;
  let folder = '';

  /** Files of a real folder; the glob's own syntax is the business of the port. */
  const files: BatchFiles = {
    list: async () => (await readdir(folder)).filter((name) => name.endsWith('.csv')),
    open: async (path) => ({ ...memoryFile(await readFile(join(folder, path))), close: () => Promise.resolve() }),
    mtime: async (path) => (await stat(join(folder, path))).mtimeMs,
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airworthy-batches-'));
    await writeFile(join(folder, 'reference.csv'), rows(0));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads one batch a file, in the order of time, and goes on past files that it cannot read', async () => {
    await writeFile(join(folder, 'b-2026-10-05.csv'), rows(0));
    await writeFile(join(folder, 'a-2026-10-12.csv'), rows(40));
    await writeFile(join(folder, 'late.csv'), rows(0));
    await utimes(join(folder, 'late.csv'), new Date('2026-11-01T00:00Z'), new Date('2026-11-01T00:00Z'));
    await writeFile(join(folder, 'broken-2026-10-19.csv'), 'amount\n1,2\n');
    await writeFile(join(folder, 'left-out-2026-10-20.csv'), rows(0));
    const request = { reference: 'reference.csv', current: '*.csv', exclude: ['left-out-2026-10-20.csv'], features };
    const drift = await driftOverTimeOfFiles({ ...files, list: async () => [...(await readdir(folder)), 'gone.csv'] }, request, { signal });
    assert.deepEqual(drift.reference, { path: 'reference.csv', rows: 60 });
    assert.deepEqual(
      drift.batches.map(({ path, time, timeFrom }) => [path, new Date(time).toISOString().slice(0, 10), timeFrom]),
      [
        ['b-2026-10-05.csv', '2026-10-05', 'name'],
        ['a-2026-10-12.csv', '2026-10-12', 'name'],
        ['late.csv', '2026-11-01', 'modified'],
      ],
    );
    assert.deepEqual(
      drift.series[0]?.points.map(({ batch, state }) => [batch, state]),
      [
        ['b-2026-10-05.csv', 'ok'],
        ['a-2026-10-12.csv', 'alert'],
        ['late.csv', 'ok'],
      ],
    );
    assert.deepEqual(
      drift.problems.map(({ path, line }) => [path, line]),
      [
        ['broken-2026-10-19.csv', 2],
        ['gone.csv', 0],
      ],
    );
    assert.match(drift.problems[1]?.reason ?? '', /ENOENT/);
  });

  it('takes the time from the declared column', async () => {
    await writeFile(join(folder, '2026-10-05.csv'), 'amount,at\n1,2026-09-01\n2,2026-09-02\n');
    const request = { reference: 'reference.csv', current: '*.csv', time: 'at', features };
    const drift = await driftOverTimeOfFiles(files, request, { signal });
    assert.deepEqual(
      drift.batches.map(({ time, timeFrom }) => [time, timeFrom]),
      [[Date.parse('2026-09-01'), 'column']],
    );
  });

  it('says why there is no series where the reference cannot be read', async () => {
    const drift = await driftOverTimeOfFiles(files, { reference: 'no.csv', current: '*.csv', features }, { signal });
    assert.deepEqual([drift.reference, drift.series], [null, []]);
    assert.match(drift.problems[0]?.reason ?? '', /ENOENT/);
  });

  it('stops with the reason of the signal', async () => {
    await writeFile(join(folder, '2026-10-05.csv'), rows(0));
    const controller = new AbortController();
    const stopping: BatchFiles = {
      ...files,
      list: async (glob, given) => {
        const paths = await files.list(glob, given);
        controller.abort(new Error('enough'));
        return paths;
      },
    };
    const request = { reference: 'reference.csv', current: '*.csv', features };
    await assert.rejects(driftOverTimeOfFiles(stopping, request, { signal: controller.signal }), /enough/);
  });
});
