import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { driftOfProject } from '../../../src/app/project-drift.ts';
import { readManifest } from '../../../src/app/read-manifest.ts';
import { readTrail } from '../../../src/app/release-trail.ts';
import { runDrift } from '../../../src/cli/drift.ts';
import type { ChartAnswer, ChartPoint, ChartSpec } from '../../../src/core/charts/chart.ts';
import { message } from '../../../src/core/l10n/message.ts';
import type { ChartView } from '../../../src/extension/drift-panel/chart-view.ts';
import type { LookServices } from '../../../src/extension/drift-panel/project-look.ts';
import { ProjectLook } from '../../../src/extension/drift-panel/project-look.ts';
import {
  panelLabels,
  panelProject,
  projectChart,
  type ProjectModel,
  type ShowContext,
} from '../../../src/extension/drift-panel/snapshot.ts';
import { createBatchFiles } from '../../../src/node/batch-files.ts';
import { createFileTree } from '../../../src/node/file-tree.ts';
import { ToPanel } from '../../../src/protocol/drift-panel.ts';
import { unpackSample } from '../../sample/unpack-sample.mjs';
import { bareChart } from '../../support/charts.ts';
import { localReleases } from '../../support/local-releases.ts';

const signal = new AbortController().signal;
const now = Date.UTC(2026, 10, 20);
const context: ShowContext = { language: 'en', now, shown: null, compared: null };

describe('the snapshot of the sample', function () {
  this.timeout(60_000);
  const home = mkdtempSync(join(realpathSync(tmpdir()), 'airworthy-snapshot-'));
  let root = '';
  let model: ProjectModel;

  before(async () => {
    root = unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    const refused = (): never => assert.fail('no server is asked');
    const services: LookServices = {
      manifest: () => readManifest(createFileTree(root), '', signal),
      monitoring: () => Promise.resolve(null),
      drift: ({ facts }) => driftOfProject(createBatchFiles(root, ''), facts, { signal }),
      chartSource: refused,
      reports: refused,
      alertSource: () => null,
      placeOf: ({ name }) => name,
      releases: async () => {
        const request = { place: { directory: root, folderIn: () => '' }, online: false };
        return { ...(await readTrail(await localReleases(process.env), request, signal)), notes: [] };
      },
      now: () => now,
    };
    const look = new ProjectLook({ id: 'card', root: '', name: 'card-fraud' }, services);
    assert.equal(await look.prepare(signal), true);
    const times = { shown: null, compared: null };
    await look.ask({ times, width: 600, isFull: true, consent: Promise.resolve(), tell: () => undefined }, signal);
    await look.askReleases(signal);
    model = look.model();
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  it('says in the headline what drifts and since when, with its sample sizes', () => {
    const { headline, problems } = panelProject(model, context);
    assert.equal(
      headline,
      '1 of 4 watched features drifts since Nov 16, 2026 (newest values: Nov 16, 2026). Rows: 640 against 1,500 in the reference. Warnings: 1.',
    );
    assert.deepEqual(problems, []);
  });

  it('has the numbers that `airworthy drift` prints for the same two files, for every batch', async () => {
    const Output = z.object({
      columns: z.array(z.object({ name: z.string(), statistics: z.object({ psi: z.number().nullable() }) })),
      rows: z.object({ reference: z.number(), current: z.number() }),
    });
    const { charts } = panelProject(model, context);
    assert.deepEqual(
      charts.map(({ title }) => title),
      ['Amount', 'Channel', 'Distance from home', 'Hour of the day'],
    );
    const batches = charts[0]?.lines[0]?.from ?? [];
    assert.equal(batches.length, 12);
    for (const [index, batch] of batches.entries()) {
      let out = '';
      const io = { stdout: (text: string) => void (out += text), stderr: () => undefined, language: 'en' as const, cwd: root };
      assert.equal(await runDrift(['--reference', 'data/reference.csv', '--current', batch, '--format', 'json'], io, signal), 0);
      const { columns, rows } = Output.parse(JSON.parse(out));
      for (const [place, { lines }] of charts.entries()) {
        const name = model.views[place]?.spec.column;
        const column = columns.find((one) => one.name === name);
        const line = lines[0];
        assert.equal(line?.from?.[index], batch);
        assert.equal(line.values[index], column?.statistics.psi, `${String(name)} of ${batch}`);
        assert.deepEqual([line.rows?.[index], line.reference], [rows.current, rows.reference]);
      }
    }
  });

  it('says plainly which batch has not enough data, shows its score and judges nothing by it', () => {
    const line = panelProject(model, context).charts[0]?.lines[0];
    const place = line?.verdicts.indexOf('n') ?? -1;
    assert.equal(line?.verdicts.replaceAll('n', '').length, 11);
    assert.deepEqual([line.from?.[place], line.rows?.[place]], ['data/batches/2026-10-12.csv', 18]);
    assert.ok((line.values[place] ?? 0) > 0);
    assert.match(line.notes[String(place)] ?? '', /^Not enough data to say: 1500 reference and 18 current values/);
  });

  it('marks the releases of all stages, with the rollback, and says which versions each has had', () => {
    const { releases, models } = panelProject(model, context);
    const live = releases.filter(({ stage }) => stage === 'production').slice(-6);
    assert.deepEqual(
      live.map(({ label, isRollback }) => [label, isRollback]),
      [
        ['chargeback v1.0.0', false],
        ['fraud v1.2.0', false],
        ['fraud v1.3.0', false],
        ['fraud v1.4.0', false],
        ['↩ fraud v1.3.0', true],
        ['fraud v1.4.1', false],
      ],
    );
    assert.ok(releases.some(({ stage, label }) => stage === 'canary' && label === 'fraud v1.5.0 canary'));
    assert.deepEqual(models[0], { name: 'fraud', stages: ['shadow', 'canary', 'production'] });
  });

  it('offers what can be done', () => {
    const [chart] = panelProject(model, context).charts;
    assert.deepEqual(chart?.actions, ['openManifest', 'openRunbook', 'distribution', 'rollBack']);
    assert.deepEqual(chart.pointActions, ['openSource', 'distribution', 'rollBack']);
  });

  it('crosses to the page whole, in both languages', () => {
    for (const language of ['en', 'pl'] as const) {
      const project = panelProject(model, { ...context, language });
      const labels = panelLabels(language);
      const snapshot: ToPanel = { type: 'snapshot', labels, empty: null, projects: [project], updated: '', shown: null, compared: null };
      assert.deepEqual(ToPanel.parse(JSON.parse(JSON.stringify(snapshot))), snapshot);
      assert.doesNotMatch(JSON.stringify(project), /[{]\w+[}]/, 'every argument is filled in');
    }
    assert.equal(
      panelProject(model, { ...context, language: 'pl' }).charts[1]?.summary,
      'PSI, kolumna channel: 0,3654 w dniu 16 lis 2026. Ostrzeżenie ≥ 0,1, dryf ≥ 0,25. Wiersze: 640 wobec 1500. Dryf.',
    );
  });
});

describe('the snapshot of a chart', () => {
  const day = 86_400_000;
  const at = (index: number): number => Date.UTC(2026, 9, 5) + index * day;
  const rows = { reference: 1500, current: 640 };
  const answered = (points: readonly ChartPoint[], more: Partial<ChartAnswer> = {}): ChartAnswer => ({
    lines: [{ name: '', version: null, points }],
    method: message({ en: 'PSI', pl: 'PSI' }),
    defaults: { alert: null, direction: 'above', inclusive: true },
    pace: null,
    warnings: [],
    ...more,
  });
  const only = (spec: Partial<ChartSpec>, answer: ChartAnswer | null, more: Partial<ChartView> = {}, show: Partial<ShowContext> = {}) => {
    const view: ChartView = {
      spec: bareChart({ group: 'drift', type: 'files', column: 'amount', ...spec }),
      source: message({ en: 'batches (files)', pl: 'batches (pliki)' }),
      given: answer === null ? null : { answer, at: now - 60_000 },
      compared: null,
      failure: null,
      ...more,
    };
    const facts = { manifest: { version: 1 as const }, rules: [], onlyModel: null };
    const trail = { entries: [], stages: [] };
    const model: ProjectModel = {
      id: 'a',
      name: 'a',
      views: [view],
      models: [],
      trail,
      alerts: [],
      alertProblems: [],
      problems: [],
      facts,
    };
    return projectChart(model, view, { ...context, ...show });
  };
  const why = {
    code: 'unreachable',
    text: message({ en: 'It is down.', pl: 'Nie działa.' }),
    hint: message({ en: 'Start it.', pl: 'Uruchom go.' }),
    at: null,
    cause: null,
  } as const;

  it('is loading before the first answer, and failed without one', () => {
    assert.deepEqual([only({}, null).state, only({}, null).lines], ['loading', []]);
    const failed = only({ metric: 'f1' }, null, { failure: why });
    assert.deepEqual([failed.state, failed.failure, failed.age], ['failed', { text: 'It is down.', hint: 'Start it.' }, null]);
    assert.equal(failed.summary, 'f1 of amount: no answer. It is down.');
  });

  it('keeps the last answer where the next one fails, stale with its age and the failure', () => {
    const chart = only({ alert: 0.25 }, answered([{ time: now - 3_600_000, value: 0.5, rows }]), { failure: why });
    assert.deepEqual([chart.state, chart.lines[0]?.values, chart.failure?.text], ['alert', [0.5], 'It is down.']);
    assert.deepEqual(chart.age, { text: 'newest value: 60 minutes ago, as answered 60 seconds ago', stale: true });
  });

  it('says how old the newest value is, and that it is late by its source’s pace', () => {
    const points = [{ time: now - 10 * day, value: 0.1, rows }];
    assert.deepEqual(only({}, answered(points)).age, { text: 'newest value: 10 days ago', stale: false });
    assert.deepEqual(only({}, answered(points, { pace: day })).age, { text: 'newest value: 10 days ago, which is late', stale: true });
  });

  it('says of a clock that runs ahead, and of no batch that is dated by the day it is for', () => {
    const points = [{ time: now + 10 * 60_000, value: 0.1 }];
    const { age, notes } = only({ type: 'prometheus', column: null, query: 'up' }, answered(points));
    assert.equal(age, null);
    assert.deepEqual(notes, ['The newest value is dated ahead (in 10 minutes): the clock of this machine or of the source is wrong.']);
    assert.deepEqual(only({}, answered(points)).notes, []);
  });

  const rules: readonly (readonly [spec: Partial<ChartSpec>, defaults: ChartAnswer['defaults'], rule: string])[] = [
    [{}, { alert: 0.05, direction: 'below', inclusive: false }, 'drift < 0.05 (the default)'],
    [{ warn: 0.1, alert: 0.25 }, { alert: 0.05, direction: 'below', inclusive: false }, 'warning ≤ 0.1, drift ≤ 0.25'],
    [{ warn: 0.1, alert: 0.25, direction: 'above' }, { alert: 0.05, direction: 'below', inclusive: false }, 'warning ≥ 0.1, drift ≥ 0.25'],
    [{ alert: 300, group: 'operations', forMs: 5_400_000 }, { alert: null, direction: 'above', inclusive: true }, 'alert ≥ 300, for 1h30m'],
    [{ warn: 0.1 }, { alert: 0.25, direction: 'above', inclusive: true }, 'warning ≥ 0.1'],
    [{}, { alert: null, direction: 'above', inclusive: true }, 'no threshold'],
  ];
  for (const [spec, defaults, rule] of rules)
    it(`writes thresholds as ${rule}`, () =>
      assert.equal(only(spec, answered([{ time: at(0), value: 0, rows }], { defaults })).rule, rule));

  it('keeps numbers off the chart that no axis can show, and says them in words', () => {
    const values = [Infinity, -Infinity, Number.NaN, null, 1];
    const [line] = only({}, answered(values.map((value, index) => ({ time: at(index), value, rows })))).lines;
    assert.deepEqual(line?.values, [null, null, null, null, 1]);
    assert.deepEqual(line.odd, { 0: 'infinite', 1: 'minus infinite', 2: 'no number', 3: 'no number' });
    assert.equal(line.verdicts, 'ooxxo');
  });

  it('says since when it is bad, that it has not lasted yet, and the last verdict where there is none', () => {
    const values = (...all: readonly (number | null)[]): ChartAnswer =>
      answered(all.map((value, index) => ({ time: at(index), value, rows })));
    const limits = { warn: 0.1, alert: 0.25 };
    const start = 'PSI of amount: 0.5 on Oct 8, 2026. Warning ≥ 0.1, drift ≥ 0.25';
    assert.equal(only(limits, values(0, 0.2, 0.3, 0.5)).summary, `${start}. Rows: 640 against 1,500. Drift since Oct 7, 2026.`);
    assert.match(
      only({ ...limits, forMs: 5 * day }, values(0, 0.2, 0.3, 0.5)).summary,
      /Drift since Oct 7, 2026, not yet for as long as it must last to count\.$/,
    );
    assert.equal(
      only(limits, values(0, 0.5, null)).summary,
      'PSI of amount: no number on Oct 7, 2026. Warning ≥ 0.1, drift ≥ 0.25. Rows: 640 against 1,500. No value. Last verdict: drift, 0.5 on Oct 6, 2026.',
    );
    assert.equal(only(limits, answered([])).summary, 'PSI of amount: no values.');
  });

  it('tells the worst of several lines, with units', () => {
    const lines = [
      { name: 'v1', version: 'v1', points: [{ time: at(0), value: 10 }] },
      { name: 'v2', version: 'v2', points: [{ time: at(0), value: 400 }] },
    ];
    const spec = { group: 'operations', type: 'prometheus', column: null, query: 'latency', unit: 'ms', alert: 300 } as const;
    const chart = only(spec, answered([], { lines, method: null }));
    assert.equal(chart.summary, 'latency: 400 ms on Oct 5, 2026. Alert ≥ 300. The worst of 2 lines: v2. Alert.');
    assert.deepEqual(
      chart.lines.map(({ name, version, verdicts, rows: counts }) => [name, version, verdicts, counts]),
      [
        ['v1', 'v1', 'o', null],
        ['v2', 'v2', 'a', null],
      ],
    );
  });

  it('draws the time that is shown and judges by all of it that is known', () => {
    const answer = answered([0, 1, 2, 3].map((index) => ({ time: at(index), value: index === 3 ? 1 : 0, rows })));
    const chart = only({ alert: 0.5 }, answer, {}, { shown: { start: at(1), end: at(2) }, compared: { start: at(0), end: at(1) } });
    assert.deepEqual([chart.state, chart.lines[0]?.times, chart.compared[0]?.times], ['alert', [at(1), at(2)], [at(0), at(1)]]);
    assert.equal(chart.lines[0]?.verdicts, 'oo');
  });
});
