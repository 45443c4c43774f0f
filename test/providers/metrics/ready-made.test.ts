import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChartAnswer } from '../../../src/core/charts/chart.ts';
import { readyMadeCharts } from '../../../src/core/charts/ready-made.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { prometheusCharts } from '../../../src/providers/metrics/prometheus-charts.ts';
import { serverAt } from '../../support/chart-question.ts';
import type { LoopbackServer } from '../../support/loopback-server.ts';
import { projectOf } from '../../support/project-of.ts';
import { prometheusPrograms } from '../../support/prometheus-programs.ts';
import { prometheusServer } from '../../support/prometheus-server.ts';
import { servingExporter } from '../../support/serving-exporter.ts';
import type { StartedServer } from '../../support/started-server.ts';

const { signal } = new AbortController();

const object = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

const project = projectOf({
  'airworthy.yaml': `version: 1
models:
  - { name: leaving, deploy: { manifest: k8s/churn.yaml } }
sources:
  live: { type: prometheus, url: http://127.0.0.1:9090 }
`,
  'k8s/churn.yaml': object(
    'machinelearning.seldon.io/v1',
    'SeldonDeployment',
    'churn',
    '{ predictors: [{ name: main, graph: { name: clf } }] }',
  ),
  'k8s/fraud.yaml': `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: fraud, namespace: payments, annotations: { serving.kserve.io/deploymentMode: Serverless } }
spec: { predictor: { model: { modelFormat: { name: mlflow }, storageUri: "s3://m/fraud/v8" } } }
`,
  'k8s/sales.yaml': object(
    'serving.kserve.io/v1beta1',
    'InferenceService',
    'sales',
    '{ predictor: { model: { modelFormat: { name: sklearn } } } }',
  ),
  'k8s/ab.yaml': object(
    'mlops.seldon.io/v1alpha1',
    'Experiment',
    'ab',
    '{ candidates: [{ name: ab-v7, weight: 90 }, { name: ab-v8, weight: 10 }] }',
  ),
  'k8s/join.yaml': object('mlops.seldon.io/v1alpha1', 'Pipeline', 'join', '{ steps: [{ name: ab-v7 }] }'),
  // Nothing shows how these are measured.
  'k8s/triton.yaml': object(
    'serving.kserve.io/v1beta1',
    'InferenceService',
    'pictures',
    '{ predictor: { model: { modelFormat: { name: triton } } } }',
  ),
  'k8s/own-runtime.yaml': object(
    'serving.kserve.io/v1beta1',
    'InferenceService',
    'own',
    '{ predictor: { model: { modelFormat: { name: sklearn }, runtime: kserve-mlserver } } }',
  ),
  'k8s/api.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec: {}\n',
});

/** The newest value of each line, by what the chart and the line are called. */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'ready/seldon-v1/churn/latency-p95': { main: 0.15, canary: 0.3 },
  'ready/seldon-v1/churn/errors': { main: 100 / 9, canary: 0 },
  'ready/knative/payments/fraud/latency-p95': { 'fraud-predictor-00001': 150, 'fraud-predictor-00002': 300 },
  'ready/knative/payments/fraud/errors': { 'fraud-predictor-00001': 0, 'fraud-predictor-00002': 10 },
  'ready/kserve-python/sales/predict-p95': { '': 0.0375 },
  'ready/seldon-v2-models/ab/latency-mean': { 'ab-v7': 0.05, 'ab-v8': 0.05 },
  'ready/seldon-v2-models/ab/errors': { 'ab-v7': 0, 'ab-v8': 20 },
  'ready/seldon-v2-pipelines/join/latency-p95': { '': 0.15 },
  'ready/seldon-v2-pipelines/join/errors': { '': 0 },
};

/** Traffic is known by its shares alone: how long a scrape takes to come is not the exporter's. */
const shares: Readonly<Record<string, readonly number[]>> = {
  'ready/seldon-v1/churn/traffic': [0.1, 0.9],
  'ready/knative/payments/fraud/traffic': [0.1, 0.9],
  'ready/kserve-python/sales/requests': [1],
  'ready/seldon-v2-models/ab/traffic': [0.1, 0.9],
  'ready/seldon-v2-pipelines/join/traffic': [1],
};

describe('ready-made charts on a real Prometheus that scrapes the shapes of KServe and Seldon', function () {
  this.timeout(60_000);
  let exporter: LoopbackServer | undefined;
  let server: StartedServer | undefined;
  const charts = readyMadeCharts(project);

  before(async function () {
    const programs = await prometheusPrograms();
    if (programs === null) {
      process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    exporter = await servingExporter();
    server = await prometheusServer({ programs, series: [], scrapes: [exporter.url] });
  });
  after(async () => {
    await server?.stop();
    await exporter?.close();
  });

  /** The newest values, once every line has one. */
  async function newest(id: string): Promise<ReadonlyMap<string, number>> {
    const chart = charts.find((one) => one.id === id);
    assert.ok(chart !== undefined, id);
    for (;;) {
      const end = Date.now();
      const question = { chart, range: { start: end - 5_000, end, step: 1_000 } };
      const { lines }: ChartAnswer = await prometheusCharts(serverAt(server?.url ?? '')).answer(question, signal);
      const values = lines.map(({ name, points }) => [name, points.at(-1)?.value ?? Number.NaN] as const);
      if (values.length > 0 && values.every(([, value]) => Number.isFinite(value))) return new Map(values);
      await pause(200);
    }
  }

  it('are made for what the manifests show, and for nothing else', () => {
    assert.deepEqual(charts.map(({ id }) => id).toSorted(), [...Object.keys(expected), ...Object.keys(shares)].toSorted());
    assert.deepEqual([...new Set(charts.map(({ source, type }) => `${source} ${type}`))], ['live prometheus']);
  });

  for (const [id, values] of Object.entries(expected)) {
    it(id, async () => {
      const found = await newest(id);
      assert.deepEqual([...found.keys()].toSorted(), Object.keys(values).toSorted());
      for (const [name, value] of Object.entries(values))
        assert.ok(Math.abs((found.get(name) ?? NaN) - value) < 1e-6, `${name}: ${found.get(name)}`);
    });
  }

  for (const [id, wanted] of Object.entries(shares)) {
    it(id, async () => {
      const values = [...(await newest(id)).values()].toSorted((one, other) => one - other);
      const total = values.reduce((sum, value) => sum + value, 0);
      assert.deepEqual(
        values.map((value) => Math.round((value / total) * 100) / 100),
        wanted,
      );
    });
  }

  it('are about the declared model, and named after it', () => {
    const churn = charts.filter(({ id }) => id.includes('/churn/'));
    assert.deepEqual([...new Set(churn.map(({ model }) => model))], ['leaving']);
    const [first] = churn;
    assert.ok(typeof first?.title === 'object');
    assert.equal(format(first.title, 'en'), 'leaving: response time, 95th percentile');
    assert.equal(format(first.title, 'pl'), 'leaving: czas odpowiedzi, 95. percentyl');
  });

  it('know versions by predictor', async () => {
    const chart = charts.find(({ id }) => id === 'ready/seldon-v1/churn/traffic');
    assert.ok(chart !== undefined);
    const end = Date.now();
    const { lines } = await prometheusCharts(serverAt(server?.url ?? '')).answer(
      { chart, range: { start: end - 5_000, end, step: 1_000 } },
      signal,
    );
    assert.deepEqual(lines.map(({ name, version }) => `${name} ${String(version)}`).toSorted(), ['canary v8', 'main v7']);
  });
});

describe('ready-made charts', () => {
  const manifest = (sources: string): string => `version: 1\nsources:\n${sources}`;
  const seldon = object(
    'machinelearning.seldon.io/v1',
    'SeldonDeployment',
    "'a\"}.b'",
    '{ predictors: [{ name: main, graph: { name: clf } }] }',
  );

  it('need a declared prometheus source, and come for each of several', () => {
    const ids = (sources: string): readonly string[] =>
      readyMadeCharts(projectOf({ 'airworthy.yaml': manifest(sources), 'k8s/a.yaml': seldon.replace('"}', '') })).map(({ id }) => id);
    assert.deepEqual(ids('  batches: { type: files, reference: a.csv, current: "b/*.csv" }\n'), []);
    const two = ids('  one: { type: prometheus, url: http://a }\n  two: { type: prometheus, url: http://b }\n');
    assert.deepEqual(
      two.map((id) => id.split('/')[1]),
      ['one', 'one', 'one', 'two', 'two', 'two'],
    );
    assert.equal(new Set(two).size, 6);
  });

  it('keep a hostile name inside its quotes', () => {
    const charts = readyMadeCharts(
      projectOf({ 'airworthy.yaml': manifest('  a: { type: prometheus, url: http://a }\n'), 'k8s/a.yaml': seldon }),
    );
    assert.ok(charts.every(({ query }) => query?.includes('deployment_name="a\\"}.b"')));
  });
});
