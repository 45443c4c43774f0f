import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartSpecs } from '../../src/core/charts/chart-specs.ts';
import type { ManifestChart, ManifestSource } from '../../src/core/config/manifest-schema.ts';
import { format } from '../../src/core/l10n/message.ts';
import { judgeDrift } from '../../src/core/release/judge-drift.ts';
import { bareModel } from '../../src/core/release/release-config.ts';
import { localReleases } from '../support/local-releases.ts';
import { reportsFolder } from '../support/report-fixtures.ts';

const { signal } = new AbortController();

describe('charts that gates on drift ask', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-gate-charts-')));
    mkdirSync(join(root, 'fraud'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** The outcome for an entry in the folder `fraud`, judged at the time of its newest value; or why it may not be asked. */
  async function judged(entry: ManifestChart, source: ManifestSource): Promise<string> {
    const sources = { [entry.source]: source };
    const model = { ...bareModel('fraud', 'git'), folder: 'fraud', sources, drift: [{ title: 'Other', source: 'gone' }, entry] };
    const [spec = assert.fail()] = chartSpecs({ drift: [...model.drift], sources }).charts;
    const releases = await localReleases(process.env);
    const chart = releases.driftChart({ spec, model, root });
    if ('failure' in chart) return format(chart.failure, 'en');
    const answer = await chart.answer({ chart: spec, range: { start: 0, end: Number.MAX_SAFE_INTEGER, step: 1 } }, signal);
    const newest = Math.max(...answer.lines.flatMap(({ points }) => points.map(({ time }) => time)));
    const { passed, value } = judgeDrift(entry.title, { spec, answer }, newest);
    return `${String(passed)} ${String(value)}`;
  }

  it('come from the batches of the manifest’s folder, whatever its other entries are', async () => {
    const rows = (shift: number): string => ['amount', ...Array.from({ length: 200 }, (_, row) => ((row * 37) % 101) + shift)].join('\n');
    writeFileSync(join(root, 'fraud/reference.csv'), rows(0));
    writeFileSync(join(root, 'fraud/2026-11-01.csv'), rows(90));
    const source = { type: 'files', reference: 'reference.csv', current: '2026-*.csv' } as const;
    const entry = { title: 'Amount', source: 'batches', column: 'amount', method: 'psi' };
    assert.match(await judged({ ...entry, alert: 0.25 }, source), /^false \d/);
    assert.match(await judged({ ...entry, alert: 1000 }, source), /^true \d/);
  });

  it('come from reports, judged by the test that made them', async () => {
    cpSync(join(reportsFolder, 'evidently-0.7'), join(root, 'fraud/reports'), { recursive: true });
    const entry = { title: 'Share', source: 'reports' };
    const source = { type: 'reports', path: 'reports' } as const;
    assert.match(await judged({ ...entry, alert: 1.1 }, source), /^true 0\.\d|^true [01]$/);
    assert.match(await judged({ ...entry, alert: 0 }, source), /^false /);
  });

  it('come from no server unless servers may be asked', async () => {
    const entry = { title: 'Amount', source: 'live', query: 'up', alert: 1 };
    for (const type of ['prometheus', 'mlflow'] as const)
      assert.match(await judged(entry, { type, url: 'http://127.0.0.1:9' }), /The source live was not asked\. Add --online/, type);
    assert.match(await judged(entry, { type: 'prometheus' }), /The source live has no url/);
  });
});
