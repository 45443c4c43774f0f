/** A project whose reference and batches are Parquet files of the real pyarrow, with one CSV among them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDriftComputer } from '../../src/app/local-drift-computer.ts';
import { runDrift } from '../../src/cli/drift.ts';
import { format } from '../../src/core/l10n/message.ts';
import { createBatchFiles } from '../../src/node/batch-files.ts';
import type { DriftPlace } from '../../src/ports/drift-computer.ts';
import { needTools } from '../support/python-tools.ts';

const script = `
import sys, pathlib, datetime as dt
import pyarrow as pa, pyarrow.parquet as pq, pyarrow.csv as pc
place = pathlib.Path(sys.argv[1])
(place / "batches").mkdir()
def rows(count, shift, day, words):
    seen = [dt.datetime(2026, 10, day) + dt.timedelta(minutes=row) for row in range(count)]
    return pa.table({
        "amount": pa.array([None if row % 10 == 0 else (row * 7919) % 97 + shift for row in range(count)], pa.float64()),
        "city": pa.array([words[row % len(words)] for row in range(count)]),
        "seen": pa.array(seen, pa.timestamp("us")),
        "tags": pa.array([["a"]] * count),
    })
pq.write_table(rows(500, 0, 1, ["Łódź", "Gdynia"]), place / "reference.parquet", compression="zstd")
pq.write_table(rows(400, 60, 12, ["Łódź", "Gdynia", "new", "Gdynia"]), place / "batches" / "a.parquet", compression="gzip")
pq.write_table(rows(300, 0, 5, ["Łódź", "Gdynia"]), place / "batches" / "b.parquet")
pq.write_table(rows(20, 60, 19, ["Łódź"]), place / "batches" / "c.parquet", compression="lz4")
pq.write_table(rows(90, 0, 26, ["Łódź"]), place / "batches" / "left-out.parquet")
pc.write_csv(rows(200, 0, 20, ["Łódź", "Gdynia"]).drop(["tags"]), place / "batches" / "d.csv")
`;

describe('drift of Parquet batches', function () {
  this.timeout(120_000);
  const { signal } = new AbortController();
  const computer = createLocalDriftComputer(createBatchFiles);
  let root = '';

  before(async function () {
    const [programs] = needTools(this, ['parquet']);
    assert.ok(programs !== undefined);
    root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-parquet-batches-')));
    const made = spawnSync(join(programs, 'python'), ['-c', script, root], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
  });
  after(() => rm(root, { recursive: true, force: true }));

  const place = (): DriftPlace => ({
    root,
    folder: '',
    manifest: {
      version: 1,
      sources: {
        batches: {
          type: 'files',
          reference: 'reference.parquet',
          current: 'batches/*',
          time: 'seen',
          exclude: ['batches/left-out.parquet'],
        },
      },
      drift: [
        { title: 'Amount', source: 'batches', column: 'amount', method: 'psi', warn: 0.1, alert: 0.25 },
        { title: 'City', source: 'batches', column: 'city', method: 'psi', minRows: 250 },
        { title: 'Tags', source: 'batches', column: 'tags' },
      ],
    },
  });

  it('has the time of a column, leaves out what is excluded, and gives shares, states and words', async () => {
    const { series, batches, problems, left } = await computer.driftOfProject(place(), { signal });
    assert.deepEqual([problems, left], [[], []]);
    assert.deepEqual(
      batches.map(({ path, time, timeFrom }) => [path, new Date(time).toISOString().slice(0, 10), timeFrom]),
      [
        ['batches/b.parquet', '2026-10-05', 'column'],
        ['batches/a.parquet', '2026-10-12', 'column'],
        ['batches/c.parquet', '2026-10-19', 'column'],
        ['batches/d.csv', '2026-10-20', 'column'],
      ],
    );
    const [amount, city, tags] = series;
    assert.ok(amount !== undefined && city !== undefined && tags !== undefined);
    assert.deepEqual(
      amount.points.map(({ state }) => state),
      ['ok', 'alert', 'not-enough-data', 'ok'],
    );
    for (const point of amount.points) {
      assert.deepEqual(point.missing, { reference: 0.1, current: 0.1 });
      assert.equal(point.newCategories, null);
      assert.equal(typeof point.score, 'number');
    }
    assert.match(format(amount.points[2]?.note ?? assert.fail(), 'en'), /450 reference and 18 current values, at least 30/);
    assert.deepEqual(
      city.points.map(({ newCategories, state }) => [newCategories, state]),
      [
        [0, 'ok'],
        [0.25, 'alert'],
        [0, 'not-enough-data'],
        [0, 'not-enough-data'],
      ],
    );
    assert.match(format(city.points[3]?.note ?? assert.fail(), 'en'), /at least 250 on each side/);
    assert.deepEqual(
      tags.points.map(({ score, state, missing }) => [score, state, missing.current]),
      Array(4).fill([null, 'not-enough-data', null]),
    );
  });

  it('has the distribution of a column over a range of batches, and says what it leaves out', async () => {
    const batches = ['batches/b.parquet', 'batches/d.csv'];
    const city = await computer.distributionOf(place(), { source: 'batches', column: 'city', batches }, { signal });
    assert.deepEqual(city.problems, []);
    assert.deepEqual(city.batches, batches);
    assert.deepEqual(city.distribution, {
      type: 'categorical',
      rows: { reference: 500, current: 500 },
      missing: { reference: 0, current: 0 },
      infinite: { reference: 0, current: 0 },
      bins: [
        { value: 'Gdynia', reference: 250, current: 250, categories: 1 },
        { value: 'Łódź', reference: 250, current: 250, categories: 1 },
      ],
    });
    const amount = await computer.distributionOf(place(), { source: 'batches', column: 'amount', batches }, { signal });
    assert.ok(amount.distribution?.type === 'numeric' && amount.distribution.bins.length === 11);
    assert.deepEqual(amount.distribution.missing, { reference: 50, current: 50 });

    const odd = ['batches/left-out.parquet', '../elsewhere.csv', 'batches/a.parquet'];
    const some = await computer.distributionOf(place(), { source: 'batches', column: 'city', batches: odd }, { signal });
    assert.deepEqual(some.batches, ['batches/a.parquet']);
    assert.deepEqual(
      some.problems.map(({ path, reason }) => [path, reason]),
      odd.slice(0, 2).map((path) => [path, "It is not among the batches of 'batches'."]),
    );
    const none = await computer.distributionOf(place(), { source: 'batches', column: 'gone', batches }, { signal });
    assert.equal(none.distribution, null);
    assert.match(none.problems[0]?.reason ?? '', /no column 'gone'/);
    for (const source of ['gone', 'toString']) {
      const answer = await computer.distributionOf(place(), { source, column: 'city', batches }, { signal });
      assert.deepEqual([answer.distribution, answer.problems.length], [null, 1]);
    }
    await assert.rejects(
      computer.distributionOf(place(), { source: 'batches', column: 'city', batches }, { signal: AbortSignal.abort(new Error('enough')) }),
      /enough/,
    );
  });

  it('is what the command line says of two files, nested columns named beside it', async () => {
    let [out, err] = ['', ''];
    const io = {
      stdout: (text: string) => void (out += text),
      stderr: (text: string) => void (err += text),
      language: 'en' as const,
      cwd: root,
    };
    const words = ['--reference', 'reference.parquet', '--current', 'batches/a.parquet', '--format', 'json'];
    assert.equal(await runDrift(words, io, signal), 0);
    const { columns } = JSON.parse(out) as { columns: { name: string; statistics: { psi: number } }[] };
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['amount', 'city', 'seen'],
    );
    const { series } = await computer.driftOfProject(place(), { signal });
    assert.equal(columns[0]?.statistics.psi, series[0]?.points[1]?.score);
    assert.match(err, /^reference\.parquet: Columns of lists, maps or structures are left out: tags\.\nbatches\/a\.parquet: Columns/);
    await assert.rejects(runDrift([...words, '--column', 'tags'], io, signal), /Both files must have the column 'tags'/);
  });
});
