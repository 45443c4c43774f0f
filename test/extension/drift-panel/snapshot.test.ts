import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { type ProjectDrift, type WatchedSeries, driftOfProject } from '../../../src/app/project-drift.ts';
import { readManifest } from '../../../src/app/read-manifest.ts';
import { runDrift } from '../../../src/cli/drift.ts';
import { message } from '../../../src/core/l10n/message.ts';
import { releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { type ComputedProject, panelLabels, panelProject } from '../../../src/extension/drift-panel/snapshot.ts';
import { createBatchFiles } from '../../../src/node/batch-files.ts';
import { createFileTree } from '../../../src/node/file-tree.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { ToPanel } from '../../../src/protocol/drift-panel.ts';
import { unpackSample } from '../../sample/unpack-sample.mjs';

const signal = new AbortController().signal;

describe('the snapshot of the sample', function () {
  this.timeout(60_000);
  const home = mkdtempSync(join(realpathSync(tmpdir()), 'airworthy-snapshot-'));
  let root = '';
  let drift: ProjectDrift;
  let computed: ComputedProject;

  before(async () => {
    root = unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    const manifest = await readManifest(createFileTree(root), '', signal);
    assert.ok(manifest);
    drift = await driftOfProject(createBatchFiles(root, ''), manifest.facts, signal);
    const registry = registryState((await (await createGit().open(root, signal))?.tags(signal)) ?? [], tagsAlone);
    const { models } = releaseConfigOf(manifest.facts.manifest, '');
    computed = { id: 'card', name: 'card-fraud', drift, registry, models, notes: [] };
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('says in the headline what drifts in the newest batch, with its sample sizes', () => {
    const { headline, problems } = panelProject(computed, 'en');
    assert.equal(
      headline,
      '1 of 4 watched features drifts in the newest batch (Nov 16, 2026). Rows: 640 against 1,500 in the reference. Warnings: 1.',
    );
    assert.deepEqual(problems, []);
  });

  it('has the numbers that `airworthy drift` prints for the same two files, for every batch', async () => {
    const Output = z.object({
      columns: z.array(z.object({ name: z.string(), statistics: z.object({ psi: z.number().nullable() }) })),
      rows: z.object({ reference: z.number(), current: z.number() }),
    });
    const { series } = panelProject(computed, 'en');
    assert.deepEqual(
      series.map(({ title }) => title),
      ['Amount', 'Channel', 'Distance from home', 'Hour of the day'],
    );
    const [first] = drift.series;
    assert.equal(first?.points.length, 12);
    for (const [index, { batch }] of first.points.entries()) {
      let out = '';
      const io = { stdout: (text: string) => void (out += text), language: 'en' as const, cwd: root };
      assert.equal(await runDrift(['--reference', 'data/reference.csv', '--current', batch, '--format', 'json'], io, signal), 0);
      const { columns, rows } = Output.parse(JSON.parse(out));
      for (const [place, watched] of drift.series.entries()) {
        const column = columns.find(({ name }) => name === watched.column);
        const point = series[place]?.points[index];
        assert.equal(point?.batch, batch);
        assert.equal(point.score, column?.statistics.psi, `${watched.column} of ${batch}`);
        assert.equal(point.cells.rows, `${String(rows.current)} / ${new Intl.NumberFormat('en').format(rows.reference)}`);
      }
    }
  });

  it('says plainly which batch has not enough data, shows its score and judges nothing by it', () => {
    const amount = panelProject(computed, 'en').series[0];
    const few = amount?.points.filter(({ state }) => state === 'not-enough-data') ?? [];
    assert.deepEqual(
      few.map(({ batch, cells }) => [batch, cells.rows]),
      [['data/batches/2026-10-12.csv', '18 / 1,500']],
    );
    assert.match(
      few[0]?.sentence ?? '',
      /^Oct 12, 2026: 0\.\d+\. Rows: 18 against 1,500\. Not enough data to say: 1500 reference and 18 current values/,
    );
  });

  it('marks the releases that reached everybody while batches came in, with the rollback', () => {
    const { releases } = panelProject(computed, 'en');
    assert.deepEqual(
      releases.map(({ label, isRollback }) => [label, isRollback]),
      [
        ['chargeback v1.0.0', false],
        ['fraud v1.2.0', false],
        ['fraud v1.3.0', false],
        ['fraud v1.4.0', false],
        ['↩ fraud v1.3.0', true],
        ['fraud v1.4.1', false],
      ],
    );
    const first = drift.batches[0]?.time ?? Infinity;
    assert.ok(releases.every(({ time }) => time >= first));
  });

  it('crosses to the page whole, in both languages', () => {
    for (const language of ['en', 'pl'] as const) {
      const project = panelProject(computed, language);
      const snapshot: ToPanel = { type: 'snapshot', labels: panelLabels(language), empty: null, projects: [project], updated: '' };
      assert.deepEqual(ToPanel.parse(JSON.parse(JSON.stringify(snapshot))), snapshot);
      assert.doesNotMatch(JSON.stringify(snapshot), /[{]\w+[}]/, 'every argument is filled in');
    }
    const polish = panelProject(computed, 'pl').series[1];
    assert.equal(
      polish?.summary,
      'PSI, kolumna channel: 0,3654 w dniu 16 lis 2026. Ostrzeżenie ≥ 0,1, dryf ≥ 0,25. Wiersze: 640 wobec 1500. Dryf.',
    );
  });
});

describe('the snapshot', () => {
  const watched: WatchedSeries = {
    index: 3,
    title: 'Amount',
    column: 'amount',
    source: 'batches',
    method: 'ks',
    warn: null,
    alert: 0.05,
    direction: 'below',
    inclusive: true,
    thresholdsDeclared: false,
    minRows: 30,
    points: [
      {
        time: Date.UTC(2026, 9, 5),
        batch: 'a.csv',
        score: 3e-21,
        rowsReference: 1500,
        rowsCurrent: 640,
        threshold: 0.05,
        state: 'alert',
        note: null,
      },
      {
        time: Date.UTC(2026, 9, 12, 13, 30),
        batch: 'b.csv',
        score: 0.5,
        rowsReference: 1500,
        rowsCurrent: 12,
        threshold: 0.05,
        state: 'not-enough-data',
        note: message({ en: 'Few.', pl: 'Mało.' }),
      },
    ],
  };
  const project = (part: Partial<ComputedProject['drift']>, notes: ComputedProject['notes'] = []) =>
    panelProject(
      { id: 'a', name: 'a', drift: { series: [], batches: [], problems: [], left: [], ...part }, registry: [], models: [], notes },
      'en',
    );
  const only = (part: Partial<WatchedSeries>) => {
    const [series] = project({ series: [{ ...watched, ...part }] }).series;
    assert.ok(series);
    return series;
  };

  it('says method, side and threshold of a p-value, whose drift lies below, and that they are the defaults', () => {
    const series = only({});
    assert.deepEqual(
      [series.id, series.method, series.rule, series.direction],
      ['3', 'Kolmogorov-Smirnov p-value', 'drift ≤ 0.05 (the default)', 'below'],
    );
    assert.deepEqual(
      series.points.map(({ cells }) => cells.score),
      ['3E-21', '0.5'],
    );
  });

  it('says the last verdict where the newest batch allows none', () => {
    assert.equal(
      only({}).summary,
      'Kolmogorov-Smirnov p-value of amount: 0.5 on Oct 12, 2026, 1:30 PM UTC. Drift ≤ 0.05 (the default). Rows: 12 against 1,500. Not enough data. Last verdict: drift, 3E-21 on Oct 5, 2026.',
    );
    assert.equal(only({}).state, 'not-enough-data');
    assert.equal(only({}).points[1]?.cells.note, 'Few.');
  });

  const rules: readonly (readonly [part: Partial<WatchedSeries>, rule: string])[] = [
    [{ inclusive: false }, 'drift < 0.05 (the default)'],
    [{ direction: 'above', warn: 0.1, alert: 0.25, thresholdsDeclared: true }, 'warning ≥ 0.1, drift ≥ 0.25'],
    [{ direction: 'above', alert: 0.25, inclusive: false, thresholdsDeclared: true }, 'drift > 0.25'],
    [{ warn: 0.1, alert: null, thresholdsDeclared: true }, 'warning ≤ 0.1'],
    [{ warn: null, alert: null, method: null }, 'no threshold'],
  ];
  for (const [part, rule] of rules) it(`writes thresholds as ${rule}`, () => assert.equal(only(part).rule, rule));

  it('keeps numbers off the chart that no axis can show, and says them in words', () => {
    const [point] = watched.points;
    assert.ok(point);
    const scores = [Infinity, Number.NaN, null].map((score) => only({ points: [{ ...point, score }] }).points[0]);
    assert.deepEqual(
      scores.map((one) => [one?.score, one?.cells.score]),
      [
        [null, '∞'],
        [null, 'no number'],
        [null, 'no number'],
      ],
    );
  });

  it('says what it could not read, what it left out and what it does not know', () => {
    const { problems, headline } = project(
      {
        problems: [
          { path: 'data/a.csv', line: 7, message: message({ en: 'Bad row {n}.', pl: 'Zły wiersz {n}.' }, { n: 7 }), reason: '' },
          { path: 'data/b.csv', line: 0, message: null, reason: 'EIO' },
        ],
        left: [{ index: 0, title: 'Latency', why: message({ en: 'No.', pl: 'Nie.' }) }],
      },
      [message({ en: 'Releases are unknown.', pl: 'Wydania są nieznane.' })],
    );
    assert.deepEqual(problems, [
      'data/a.csv, line 7: Bad row 7.',
      'data/b.csv: EIO',
      "The chart 'Latency' is left out. No.",
      'Releases are unknown.',
    ]);
    assert.equal(headline, 'No drift could be computed.');
  });

  it('has a chart without batches for an entry without batches', () => {
    const series = only({ points: [], method: null, alert: null });
    assert.deepEqual(
      [series.state, series.method, series.summary, series.points],
      ['not-enough-data', 'No method fits', 'No method fits of amount: no batches.', []],
    );
  });
});
