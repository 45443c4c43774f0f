import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Manifest } from '../../../src/core/config/manifest-schema.ts';
import { chartSpecs } from '../../../src/core/charts/chart-specs.ts';
import { offerEdits } from '../../../src/core/charts/offer-edit.ts';
import { chartOffers, type ChartOffer } from '../../../src/core/charts/offers.ts';
import { addressToFill } from '../../../src/core/charts/offers/server-offers.ts';
import { applyEdits } from '../../../src/core/engine/apply-edits.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { projectOf, type ProjectOptions } from '../../support/project-of.ts';

const bare = 'version: 1\nproject: fraud\n';
const sample = (path: string): string => readFileSync(`test/sample/card-fraud/${path}`, 'utf8');
const monitoring = {
  'monitoring/prometheus.yml': sample('monitoring/prometheus.yml'),
  'monitoring/rules/drift.yml': sample('monitoring/rules/drift.yml'),
  'monitoring/rules/serving.yml': sample('monitoring/rules/serving.yml'),
};

function offersOf(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): readonly ChartOffer[] {
  return chartOffers(projectOf({ 'airworthy.yaml': bare, ...files }, options));
}

function said(offer: ChartOffer | undefined, what: 'text' | 'detail', language: 'en' | 'pl'): string {
  return offer === undefined ? '' : format(offer[what], language);
}

/** The manifest with offers in it, read again: every entry must be one that the reader takes. */
function written(offers: readonly ChartOffer[], manifest: string | null): { readonly text: string; readonly read: Project } {
  const edits = offerEdits(
    { path: 'airworthy.yaml', source: manifest === null ? null : createSourceText('airworthy.yaml', manifest) },
    offers,
  );
  assert.ok(edits !== null);
  const result = applyEdits(edits, (path) => (path === 'airworthy.yaml' ? (manifest ?? undefined) : undefined));
  assert.ok(result.ok);
  const text = result.files.get('airworthy.yaml') ?? '';
  const read = projectOf({ 'airworthy.yaml': text });
  assert.deepEqual(read.file('airworthy.yaml')?.problems ?? [], [], text);
  return { text, read };
}

describe('offers of charts', () => {
  it("are made of the sample's alerts, with their limits", () => {
    const offers = offersOf(monitoring);
    assert.deepEqual(
      offers.map(({ id }) => id),
      [
        'prometheus:monitoring/prometheus.yml',
        'alertmanager:monitoring/prometheus.yml',
        'rule:monitoring/rules/drift.yml#FraudInputDrift',
        'rule:monitoring/rules/drift.yml#FraudLabelsLate',
        'rule:monitoring/rules/serving.yml#FraudApiDown',
        'rule:monitoring/rules/serving.yml#FraudFallbacksHigh',
        'rule:monitoring/rules/serving.yml#FraudBlockRateHigh',
      ],
    );
    const [server, manager, drift, , down, , blocked] = offers;
    assert.deepEqual(server?.toFill, ['prometheus']);
    assert.match(said(server, 'detail', 'en'), /no file says at which address you reach it: fill in url\.$/);
    assert.match(said(manager, 'detail', 'en'), /names alertmanager:9093, which is known inside its network only/);
    assert.deepEqual(
      [drift?.place, drift?.adds],
      [
        { path: 'monitoring/rules/drift.yml', line: 4 },
        {
          sources: { prometheus: { type: 'prometheus', url: addressToFill } },
          drift: [
            { title: 'FraudInputDrift', source: 'prometheus', query: 'max by (feature) (feature_drift_psi)', alert: 0.25, for: '1h' },
          ],
          charts: [],
        },
      ],
    );
    assert.match(said(drift, 'detail', 'pl'), /uruchamia się powyżej 0\.25\.$/);
    assert.deepEqual(down?.adds.charts, [
      { title: 'FraudApiDown', source: 'prometheus', query: 'up{job="card-fraud-api"}', for: '2m', group: 'operations' },
    ]);
    assert.match(said(down, 'detail', 'en'), /compares with no single number/);
    assert.deepEqual(blocked?.adds.charts[0]?.alert, 0.12);
    for (const { text, detail } of offers)
      for (const words of [text, detail]) assert.doesNotMatch(format(words, 'en') + format(words, 'pl'), /\{\w+\}/);
  });

  it('join a mild and a loud alert on one value', () => {
    const rule = (name: string, limit: string, severity: string): string =>
      `  - alert: ${name}\n    expr: model_accuracy < ${limit}\n    labels: { severity: ${severity} }\n`;
    const rules = `groups:\n- name: g\n  rules:\n${rule('Low', '0.9', 'warning')}${rule('VeryLow', '0.8', 'critical')}`;
    const [offer, ...others] = offersOf({ 'rules.yml': rules });
    assert.deepEqual(others, []);
    assert.deepEqual(offer?.adds.charts, [
      { title: 'VeryLow', source: 'prometheus', query: 'model_accuracy', warn: 0.9, alert: 0.8, direction: 'below', group: 'quality' },
    ]);
  });

  it('leave out what the manifest has, and what Prometheus would refuse', () => {
    const manifest = `${bare}sources:\n  live: { type: prometheus, url: http://127.0.0.1:9090 }\n  duty: { type: alertmanager, url: http://127.0.0.1:9093 }\ndrift:\n  - { title: A, source: live, query: max by(feature)(feature_drift_psi) }\n`;
    const broken = 'groups:\n- name: g\n  rules:\n  - alert: B\n    expr: b > 1\n  - alert: C\n    expr: "c >"\n';
    const offers = chartOffers(projectOf({ 'airworthy.yaml': manifest, ...monitoring, 'monitoring/rules/broken.yml': broken }));
    assert.deepEqual(
      offers.map(({ id }) => id.replace(/^.*#/, '')),
      ['FraudLabelsLate', 'FraudApiDown', 'FraudFallbacksHigh', 'FraudBlockRateHigh'],
    );
    assert.ok(offers.every(({ adds, toFill }) => Object.keys(adds.sources).length === 0 && toFill.length === 0));
    assert.deepEqual(
      offers
        .slice(0, 1)
        .flatMap(({ adds }) => [...adds.drift, ...adds.charts])
        .map(({ source }) => source),
      ['live'],
    );
  });

  it('find the address that a compose file publishes', () => {
    const compose = (service: string): string => `services:\n  api: { build: . }\n  mon:\n${service.replaceAll(/^/gm, '    ')}\n`;
    const urlOf = (service: string): string | undefined => {
      const [offer] = offersOf({ 'compose.yaml': compose(service), 'monitoring/prometheus.yml': monitoring['monitoring/prometheus.yml'] });
      return offer?.adds.sources['prometheus']?.url;
    };
    assert.equal(urlOf('image: prom/prometheus:v2.53.0\nports: ["9091:9090"]'), 'http://127.0.0.1:9091');
    assert.equal(
      urlOf('image: prom/prometheus\nports:\n  - { target: 9090, published: "19090", host_ip: 127.0.0.1 }'),
      'http://127.0.0.1:19090',
    );
    assert.equal(
      urlOf('image: prom/prometheus\nports: ["${PORT:-9095}:9090"]\ncommand: ["--web.external-url=https://x.example/prom/"]'),
      'http://127.0.0.1:9095/prom',
    );
    assert.equal(urlOf('image: victoriametrics/victoria-metrics:v1.102.0\nports: ["8428:8428/tcp"]'), 'http://127.0.0.1:8428');
    assert.equal(urlOf('image: grafana/mimir\nports: ["9009:8080"]'), 'http://127.0.0.1:9009/prometheus');
    assert.equal(urlOf('image: prom/prometheus\nports: ["9090"]'), addressToFill);
    assert.equal(urlOf('image: prom/prometheus\nports: ["9100:9100"]'), addressToFill);
    const [offer] = offersOf({ 'compose.yaml': compose('image: prom/prometheus\nports: ["9091:9090"]') });
    assert.deepEqual([offer?.toFill, offer?.place], [[], { path: 'compose.yaml', line: 3 }]);
  });

  it('take an Alertmanager that can be reached for one', () => {
    const config = (target: string): string =>
      `global: {}\nalerting: { alertmanagers: [{ static_configs: [{ targets: ["${target}"] }] }] }\n`;
    const urlOf = (target: string) =>
      offersOf({ 'prometheus.yml': config(target) }).find(({ kind }) => kind === 'alertmanager')?.adds.sources['alertmanager']?.url;
    assert.equal(urlOf('localhost:9093'), 'http://127.0.0.1:9093');
    assert.equal(urlOf('alerts.example.com:9093'), 'http://alerts.example.com:9093');
    for (const inside of ['alertmanager:9093', 'am.monitoring.svc:9093', 'am.monitoring.svc.cluster.local:9093'])
      assert.equal(urlOf(inside), addressToFill);
  });

  it('know batches and the reference beside them, Git-ignored ones from whoever looked', () => {
    const project = projectOf({
      'airworthy.yaml': bare,
      'data/batches/2026-11-01.csv': 'a\n1\n',
      'data/batches/2026-11-02.csv': 'a\n1\n',
      'data/reference.csv': 'a\n1\n',
    });
    const [offer, ...others] = chartOffers(project);
    assert.deepEqual(others, []);
    assert.deepEqual(offer?.adds.sources, { batches: { type: 'files', reference: 'data/reference.csv', current: 'data/batches/*.csv' } });
    assert.match(said(offer, 'detail', 'en'), /add an entry under drift for each column/);
    const files = ['lake/train.parquet', 'lake/daily/1.parquet', 'lake/daily/2.parquet', 'lake/daily/3.parquet'].map((path) => {
      return { path, columns: ['customer_id', 'amount', 'created_at', 'channel'] };
    });
    const [known] = chartOffers(projectOf({ 'airworthy.yaml': bare }), { files });
    assert.deepEqual(known?.adds, {
      sources: { daily: { type: 'files', reference: 'lake/train.parquet', current: 'lake/daily/*.parquet' } },
      drift: ['amount', 'channel'].map((column) => ({ title: column, source: 'daily', column })),
      charts: [],
    });
    assert.equal(said(known, 'text', 'pl'), 'Dryf 3 partii danych z lake/daily');
    for (const left of [
      ['data/2026-11-01.csv'],
      ['data/2026-11-01.csv', 'data/2026-11-02.csv'],
      ['data/reference.csv', 'data/a.csv', 'data/b.csv'],
    ])
      assert.deepEqual(
        chartOffers(projectOf({ 'airworthy.yaml': bare }), { files: left.map((path) => ({ path, columns: [] })) }),
        [],
        left.join(),
      );
  });

  it('know reports by their shape, with their columns', () => {
    const evidently = JSON.stringify({
      metrics: [{ metric: 'DataDriftTable', result: { drift_by_columns: { amount: {}, channel: {} } } }],
    });
    const newer = JSON.stringify({
      metrics: [
        { metric_name: 'ValueDrift(column=hour,method=ks)', value: 0.1 },
        { metric_id: 'x', value: 1 },
      ],
    });
    const expectations = JSON.stringify({
      statistics: { evaluated_expectations: 1 },
      results: [{ expectation_config: { kwargs: { column: 'age' } } }],
    });
    const offers = offersOf({
      'reports/1.json': evidently,
      'reports/2.json': newer,
      'gx/1.json': expectations,
      'metrics.json': '{"metrics": [{"name": 1}]}',
    });
    assert.deepEqual(
      offers.map(({ adds }) => [adds.sources, adds.drift.map(({ column }) => column)]),
      [
        [{ gx: { type: 'reports', path: 'gx/*.json' } }, ['age']],
        [{ reports: { type: 'reports', path: 'reports/*.json' } }, ['amount', 'channel', 'hour']],
      ],
    );
  });

  it('have keys of their own for folders of one name', () => {
    const report = JSON.stringify({ metrics: [{ metric: 'A', result: {} }] });
    const manifest = `${bare}sources: { reports: { type: reports, path: old/*.json } }\n`;
    const offers = chartOffers(projectOf({ 'airworthy.yaml': manifest, 'a/reports/1.json': report, 'b/reports/1.json': report }));
    assert.deepEqual(
      offers.map(({ adds }) => Object.keys(adds.sources)),
      [['reports-2'], ['reports-3']],
    );
  });

  it('find nothing in a project without any of it', () => {
    assert.deepEqual(offersOf({ 'train.py': 'import sklearn\n', 'docs/examples/rules.yml': 'x: 1\n' }), []);
  });
});

describe('offers written into a manifest', () => {
  const project = projectOf({ 'airworthy.yaml': bare, ...monitoring });
  const offers = chartOffers(project);
  const all = { drift: ['FraudInputDrift'], charts: ['FraudLabelsLate', 'FraudApiDown', 'FraudFallbacksHigh', 'FraudBlockRateHigh'] };

  const manifests: readonly (readonly [what: string, manifest: string | null])[] = [
    ['that is not there', null],
    ['that is empty', '\n'],
    ['without these keys', `${bare}# the end\n`],
    ['without a line end', 'version: 1'],
    ['with Windows line ends', 'version: 1\r\nsources:\r\n  batches: { type: files, reference: a.csv, current: "b/*.csv" }\r\n'],
    ['with keys that hold nothing', 'version: 1\nsources:\ndrift: []  # none yet\ncharts: []\nowners: { business: ana }\n'],
    [
      'in block style',
      'version: 1\nsources:\n    mine:\n        type: files\n        reference: a.csv\n        current: b/*.csv\n\ndrift:\n- title: A\n  source: mine\n  column: a\n\n# models\nmodels:\n  - name: fraud\n',
    ],
    [
      'in flow style',
      'version: 1\nsources: { mine: { type: files, reference: a.csv, current: "b/*.csv" } }\ndrift: [{ title: A, source: mine, column: a }]\ncharts: []\n',
    ],
    ['that is JSON', '{"version": 1, "sources": {}, "drift": [{"title": "A", "source": "s", "column": "a"}]}'],
  ];
  for (const [what, manifest] of manifests) {
    it(what, () => {
      const { text, read } = written(offers, manifest);
      const before = manifest === null ? [] : (projectOf({ 'airworthy.yaml': manifest }).manifest?.drift ?? []).map(({ title }) => title);
      assert.ok(read.manifest !== null);
      const { drift, charts, sources }: Manifest = read.manifest;
      assert.deepEqual(
        drift?.map(({ title }) => title),
        [...before, ...all.drift],
        text,
      );
      assert.deepEqual(
        charts?.map(({ title }) => title),
        all.charts,
        text,
      );
      assert.deepEqual([sources?.['prometheus']?.url, sources?.['alertmanager']?.type], [addressToFill, 'alertmanager'], text);
      assert.equal(drift.at(-1)?.query, 'max by (feature) (feature_drift_psi)');
      const { charts: specs, left } = chartSpecs(read.manifest);
      assert.deepEqual(
        left.filter(({ title }) => title !== 'A'),
        [],
      );
      assert.equal(specs.filter(({ type }) => type === 'prometheus').length, 5);
      if (manifest !== null)
        for (const line of manifest.split(/\r?\n/).filter((one) => one.includes('#')))
          assert.ok(text.includes(line.replace(/^.*#/, '#')), line);
      assert.equal(text.includes('\r\n'), manifest?.includes('\r\n') ?? false);
    });
  }

  it('looks as people write it', () => {
    const { text } = written(offers.slice(0, 3), null);
    assert.equal(
      text,
      `version: 1

sources:
  prometheus: { type: prometheus, url: http://HOST:PORT }
  alertmanager: { type: alertmanager, url: http://HOST:PORT }

drift:
  - { title: FraudInputDrift, source: prometheus, query: 'max by (feature) (feature_drift_psi)', alert: 0.25, for: '1h' }
`,
    );
  });

  it('is refused by what is no manifest', () => {
    const edits = (text: string) => offerEdits({ path: 'a.yaml', source: createSourceText('a.yaml', text) }, offers);
    for (const text of ['- a\n', 'a: [\n', 'a: 1\n---\nb: 1\n', 'words']) assert.equal(edits(text), null, text);
  });
});
