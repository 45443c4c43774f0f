import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProjectDrift } from '../../src/ports/drift-computer.ts';
import { driftOfProject } from '../../src/app/project-drift.ts';
import { manifestOfText, readManifest } from '../../src/app/read-manifest.ts';
import { format } from '../../src/core/l10n/message.ts';
import { createBatchFiles } from '../../src/node/batch-files.ts';
import { createFileTree } from '../../src/node/file-tree.ts';

describe('driftOfProject', () => {
  const signal = new AbortController().signal;
  let root = '';

  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const rows = (shift: number, count = 60): string =>
    [
      'amount,channel,flag',
      ...Array.from({ length: count }, (_, row) => `${String(row + shift)},${'abc'.charAt((row + shift) % 3)},${String(row % 2)}`),
    ].join('\n');
  const compute = async (manifest: string, folder = ''): Promise<ProjectDrift> => {
    await write(join(folder, 'airworthy.yaml'), manifest);
    const loaded = await readManifest(createFileTree(root), folder, signal);
    assert.ok(loaded);
    return driftOfProject(createBatchFiles(root, folder), loaded.facts, { signal });
  };
  const sources = `version: 1
sources:
  batches: { type: files, reference: data/reference.csv, current: "data/batches/*.csv" }
  other: { type: files, reference: data/reference.csv, current: "data/other/*.csv" }
  live: { type: prometheus, url: http://127.0.0.1:9090 }
  half: { type: files, current: "data/batches/*.csv" }
drift:
`;

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-project-drift-')));
    await write('data/reference.csv', rows(0));
    await write('data/batches/2026-10-05.csv', rows(0));
    await write('data/batches/2026-10-12.csv', rows(40));
    await write('data/other/2026-10-19.csv', rows(0));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('computes each entry from its own source, in the order of the manifest', async () => {
    const drift = await compute(`${sources}
  - { title: Other, source: other, column: amount, method: psi }
  - { title: Amount, source: batches, column: amount, method: psi, warn: 0.1, alert: 0.25 }
`);
    assert.deepEqual(
      drift.series.map(({ id, title, source, points }) => [id, title, source, points.map(({ batch, state }) => `${batch} ${state}`)]),
      [
        ['drift/0', 'Other', 'other', ['data/other/2026-10-19.csv ok']],
        ['drift/1', 'Amount', 'batches', ['data/batches/2026-10-05.csv ok', 'data/batches/2026-10-12.csv alert']],
      ],
    );
    assert.deepEqual(
      drift.batches.map(({ path }) => path),
      ['data/batches/2026-10-05.csv', 'data/batches/2026-10-12.csv', 'data/other/2026-10-19.csv'],
    );
    assert.deepEqual([drift.problems, drift.left], [[], []]);
  });

  it('takes paths from the folder of the manifest', async () => {
    const drift = await compute(
      `version: 1
sources:
  batches: { type: files, reference: ../../data/reference.csv, current: "../../data/batches/*.csv" }
drift:
  - { title: Amount, source: batches, column: amount }
`,
      'models/fraud',
    );
    assert.deepEqual(
      drift.series[0]?.points.map(({ batch }) => batch),
      ['../../data/batches/2026-10-05.csv', '../../data/batches/2026-10-12.csv'],
    );
  });

  const thresholds: readonly (readonly [entry: string, expected: Readonly<Record<string, unknown>>])[] = [
    ['column: amount', { method: 'ks', alert: 0.05, direction: 'below' }],
    ['column: channel', { method: 'chiSquare', alert: 0.05, direction: 'below' }],
    ['column: channel, method: Chi-Square, alert: 0.01', { method: 'chiSquare', alert: 0.01, direction: 'below' }],
    ['column: amount, method: PSI', { method: 'psi', alert: 0.1, direction: 'above' }],
    ['column: amount, method: ks, warn: 0.1', { method: 'ks', warn: 0.1, alert: null, direction: 'below' }],
    ['column: amount, method: wasserstein_normed, direction: below', { method: 'wassersteinNormed', direction: 'below' }],
  ];
  for (const [entry, expected] of thresholds) {
    it(`knows method, threshold and side of { ${entry} }`, async () => {
      const [series] = (await compute(`${sources}  - { title: A, source: batches, ${entry} }\n`)).series;
      assert.ok(series);
      const { method, warn, alert, direction } = series;
      const found: Readonly<Record<string, unknown>> = { method, warn, alert, direction };
      for (const [key, value] of Object.entries(expected)) assert.equal(found[key], value, key);
    });
  }

  const left: readonly (readonly [entry: string, why: RegExp])[] = [
    ['source: half, column: amount', /lacks its reference/],
    ['source: batches', /names no column/],
    ['source: batches, column: amount, method: feeling', /no method 'feeling'; there are: psi, ks/],
  ];
  for (const [entry, why] of left) {
    it(`says why it leaves out { ${entry} }`, async () => {
      const drift = await compute(`${sources}  - { title: Odd, ${entry} }\n  - { title: Fine, source: batches, column: amount }\n`);
      assert.deepEqual(
        drift.series.map(({ title, id }) => [title, id]),
        [['Fine', 'drift/1']],
      );
      assert.deepEqual(
        drift.left.map(({ id, title }) => [id, title]),
        [['drift/0', 'Odd']],
      );
      const [first] = drift.left;
      assert.ok(first);
      assert.match(format(first.why, 'en'), why);
      assert.notEqual(format(first.why, 'pl'), format(first.why, 'en'));
    });
  }

  it('leaves entries of other sources to those, also where there is no such source', async () => {
    const drift = await compute(`${sources}  - { title: A, source: live, query: up }
  - { title: B, source: gone, column: amount }
  - { title: C, source: toString, column: amount }
`);
    assert.deepEqual([drift.series, drift.left, drift.problems], [[], [], []]);
  });

  it('computes entries of charts beside those of drift, from one reading of the batches', async () => {
    const drift = await compute(`${sources}  - { title: Amount, source: batches, column: amount, method: psi }
charts:
  - { title: Flag, source: batches, column: flag, method: psi }
`);
    assert.deepEqual(
      drift.series.map(({ id, points }) => [id, points.length]),
      [
        ['drift/0', 2],
        ['charts/0', 2],
      ],
    );
    assert.equal(drift.batches.length, 2);
  });

  it('says so where no file matches', async () => {
    await rm(join(root, 'data/batches'), { recursive: true });
    const drift = await compute(`${sources}  - { title: A, source: batches, column: amount }\n`);
    assert.deepEqual(
      drift.problems.map(({ path, message }) => [path, message?.en]),
      [['data/batches/*.csv', 'No file matches.']],
    );
    assert.deepEqual(
      drift.series.map(({ points }) => points),
      [[]],
    );
  });

  it('goes on past files that cannot be read, and names them in words', async () => {
    await write('data/batches/2026-10-19.csv', 'amount\n1,2\n');
    await rm(join(root, 'data/reference.csv'));
    await symlink(process.execPath, join(root, 'data/link.csv'));
    await write('data/good.csv', rows(0));
    const drift = await compute(`version: 1
sources:
  broken: { type: files, reference: data/reference.csv, current: "data/batches/*.csv" }
  outside: { type: files, reference: data/link.csv, current: "data/batches/*.csv" }
  batches: { type: files, reference: data/good.csv, current: "data/batches/*.csv" }
drift:
  - { title: A, source: broken, column: amount }
  - { title: B, source: outside, column: amount }
  - { title: C, source: batches, column: amount }
`);
    assert.deepEqual(
      drift.problems.map(({ path, line, message }) => [path, line, message?.en.split(',')[0]]),
      [
        ['data/reference.csv', 0, 'There is no such file.'],
        ['data/link.csv', 0, 'The file lies outside the repository'],
        ['data/batches/2026-10-19.csv', 2, 'The row has more cells than the header'],
      ],
    );
    assert.deepEqual(
      drift.series.map(({ title, points }) => [title, points.length]),
      [['C', 2]],
    );
  });

  it('computes nothing where nothing is declared', async () => {
    assert.deepEqual(await compute('version: 1\n'), { series: [], batches: [], problems: [], left: [] });
  });

  it('stops with the reason of the signal', async () => {
    const manifest = manifestOfText('airworthy.yaml', `${sources}  - { title: A, source: batches, column: amount }\n`);
    assert.ok(manifest);
    await assert.rejects(
      driftOfProject(createBatchFiles(root, ''), manifest.facts, { signal: AbortSignal.abort(new Error('enough')) }),
      /enough/,
    );
  });

  it('starts from the manifest’s first name, and from the second where the first is not there', async () => {
    await write('.airworthy.yaml', 'version: 1\nproject: hidden\n');
    const read = async () => (await readManifest(createFileTree(root), '', signal))?.facts.manifest.project;
    assert.equal(await read(), 'hidden');
    await write('airworthy.yaml', 'version: 1\nproject: seen\n');
    assert.equal(await read(), 'seen');
    assert.equal(await readManifest(createFileTree(root), 'nowhere', signal), null);
  });
});
