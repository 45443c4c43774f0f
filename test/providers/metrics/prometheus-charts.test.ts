import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChartAnswer, ChartLine } from '../../../src/core/charts/chart.ts';
import { mostLines } from '../../../src/core/charts/series-lines.ts';
import { chartRange } from '../../../src/core/charts/time-range.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { Sample, Series } from '../../../src/core/model/series.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import type { Http } from '../../../src/ports/http.ts';
import { ProviderError } from '../../../src/ports/version-registry.ts';
import { prometheusCharts } from '../../../src/providers/metrics/prometheus-charts.ts';
import { prometheusNames } from '../../../src/providers/metrics/prometheus-names.ts';
import { promChart, serverAt } from '../../support/chart-question.ts';
import { prometheusPrograms } from '../../support/prometheus-programs.ts';
import { prometheusServer } from '../../support/prometheus-server.ts';
import { sampleExporter, type SampleExporter } from '../../support/sample-exporter.ts';
import type { StartedServer } from '../../support/started-server.ts';

const { signal } = new AbortController();
const minute = 60_000;
const day = 24 * 60;
/** On a whole minute, so that the back-filled samples lie on the steps that are asked for. */
const now = Math.floor(Date.now() / minute) * minute;

/** A value a minute; nothing where it is null. */
function everyMinute(from: number, to: number, valueAt: (ago: number) => number | null): readonly Sample[] {
  return Array.from({ length: from - to + 1 }, (_, index) => from - index).flatMap((ago): readonly Sample[] => {
    const value = valueAt(ago);
    return value === null ? [] : [[now - ago * minute, value]];
  });
}

function series(name: string, labels: Readonly<Record<string, string>>, samples: readonly Sample[]): Pick<Series, 'labels' | 'samples'> {
  return { labels: { __name__: name, ...labels }, samples };
}

/** Three days of the sample's drift, and a series for each thing that a chart may meet. */
function history() {
  const drift = (feature: string, base: number) =>
    series(
      'feature_drift_psi',
      { feature, job: 'sample', instance: 'old:80' },
      everyMinute(3 * day, 10, (ago) => base + (3 * day - ago) / 1e5),
    );
  return [
    drift('amount', 0.1),
    drift('channel', 0.02),
    series(
      'odd',
      { kind: 'nan' },
      everyMinute(60, 0, (ago) => (ago === 30 ? Number.NaN : 1)),
    ),
    series(
      'odd',
      { kind: 'infinite' },
      everyMinute(60, 0, (ago) => (ago === 30 ? Infinity : ago === 20 ? -Infinity : 1)),
    ),
    series(
      'holes',
      {},
      everyMinute(120, 0, (ago) => ((ago > 60 && ago < 90) || (ago > 20 && ago < 40) ? null : ago)),
    ),
    series(
      'once',
      {},
      everyMinute(30, 30, () => 0.5),
    ),
    series(
      'still',
      {},
      everyMinute(60, 0, () => 0.25),
    ),
    series(
      'latency',
      { version: 'v1.3.2', pod: 'a' },
      everyMinute(60, 0, () => 80),
    ),
    series(
      'latency',
      { version: 'v1.4.0', pod: 'b' },
      everyMinute(60, 0, () => 90),
    ),
    ...Array.from({ length: 2_000 }, (_, index) =>
      series(
        'many',
        { n: String(index) },
        everyMinute(2, 0, () => index),
      ),
    ),
  ];
}

function named(answer: ChartAnswer, name: string): ChartLine {
  const line = answer.lines.find((one) => one.name === name);
  assert.ok(line !== undefined, `${name} is not among ${answer.lines.map((one) => one.name).join(' | ')}`);
  return line;
}

describe('charts on a real Prometheus', function () {
  this.timeout(180_000);
  let exporter: SampleExporter | undefined;
  let server: StartedServer | undefined;
  let url = '';
  const sent: { readonly method: string; readonly body: boolean }[] = [];

  before(async function () {
    const programs = await prometheusPrograms();
    if (programs === null) {
      process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    exporter = await sampleExporter();
    server = await prometheusServer({ programs, series: history(), scrapes: [exporter.url] });
    ({ url } = server);
  });
  beforeEach(() => {
    sent.length = 0;
  });
  after(async () => {
    await server?.stop();
    await exporter?.close();
  });

  const hour = { start: now - 60 * minute, end: now, step: minute };

  /** The real client, which keeps how it asked. */
  function ask(query: string, range = hour, more: Parameters<typeof promChart>[1] = {}): Promise<ChartAnswer> {
    const real = createHttp();
    const http: Http = {
      send(request, abort) {
        sent.push({ method: request.method, body: request.body !== null });
        return real.send(request, abort);
      },
    };
    return prometheusCharts(serverAt(url, { http })).answer({ chart: promChart(query, more), range }, signal);
  }

  it('have a line a feature over three days, at a step that fits the width', async () => {
    const range = chartRange({ start: now - 3 * day * minute, end: now - 10 * minute }, 800);
    const answer = await ask('feature_drift_psi{instance="old:80"}', range);
    assert.deepEqual([range.step, answer.pace], [10 * minute, 10 * minute]);
    assert.deepEqual(answer.lines.map(({ name }) => name).toSorted(), ['amount', 'channel']);
    const { points } = named(answer, 'amount');
    assert.ok(points.length >= 425 && points.length <= 433, String(points.length));
    assert.ok(points.every(({ time, value }) => time % range.step === 0 && value !== null && value >= 0.1 && value < 0.15));
    assert.deepEqual([answer.method, answer.warnings, answer.defaults.alert], [null, [], null]);
  });

  it('show what the exporter says now', async () => {
    for (;;) {
      const end = Math.floor(Date.now() / 1000) * 1000;
      const answer = await ask('feature_drift_psi{instance!="old:80"}', { start: end - 10_000, end, step: 1000 });
      if (answer.lines.length === 0) {
        await pause(100);
        continue;
      }
      assert.equal(named(answer, 'amount').points.at(-1)?.value, 0.31);
      assert.equal(named(answer, 'channel').points.at(-1)?.value, 0.04);
      return;
    }
  });

  it('keep NaN and infinities', async () => {
    const answer = await ask('odd');
    const at = (name: string, ago: number) => named(answer, name).points.find(({ time }) => time === now - ago * minute)?.value;
    assert.deepEqual([at('nan', 30), at('infinite', 30), at('infinite', 20), at('nan', 29)], [NaN, Infinity, -Infinity, 1]);
  });

  it('break a line where values are missing, once for each hole', async () => {
    const { lines } = await ask('holes', { start: now - 120 * minute, end: now, step: minute });
    const points = lines[0]?.points ?? [];
    const missing = points.flatMap(({ time, value }, index) =>
      value === null ? [[time, points[index - 1]?.time, points[index + 1]?.time]] : [],
    );
    assert.equal(missing.length, 2);
    for (const [time = 0, before = 0, after = 0] of missing) {
      assert.equal(time, before + minute);
      assert.ok(after > time + minute);
    }
    // Prometheus gives a value up to five minutes after its sample: to that instant before 3.0, and up to it since.
    const ago = missing.map(([time = 0]) => (now - time) / minute);
    assert.ok((ago[0] === 84 || ago[0] === 85) && (ago[1] === 34 || ago[1] === 35), ago.join());
  });

  it('draw one point, and a constant series', async () => {
    const once = await ask('once', { start: now - 30 * minute, end: now - 30 * minute, step: minute });
    assert.deepEqual(once.lines, [{ name: '', version: null, points: [{ time: now - 30 * minute, value: 0.5 }] }]);
    const still = await ask('still');
    assert.deepEqual([...new Set(still.lines[0]?.points.map(({ value }) => value))], [0.25]);
  });

  it('say nothing where there is nothing', async () => {
    assert.deepEqual((await ask('no_such_metric')).lines, []);
    assert.deepEqual((await ask('once', { start: now - 10 * minute, end: now, step: minute })).lines, []);
  });

  it('know the version of a line', async () => {
    const { lines } = await ask('latency');
    assert.deepEqual(
      lines.map(({ name, version }) => [name, version]),
      [
        ['v1.3.2', 'v1.3.2'],
        ['v1.4.0', 'v1.4.0'],
      ],
    );
  });

  it('show the worst of thousands of series and say so', async () => {
    const range = { start: now - 2 * minute, end: now, step: minute };
    const above = await ask('many', range);
    assert.equal(above.lines.length, mostLines);
    assert.ok(above.lines.every(({ points }) => (points.at(-1)?.value ?? 0) >= 2_000 - mostLines));
    assert.match(
      above.warnings.map((text) => format(text, 'en')).join(),
      /^2000 lines came, and 60 are shown: those whose newest values are the highest/,
    );
    const below = await ask('many', range, { direction: 'below' });
    assert.ok(below.lines.every(({ points }) => (points.at(-1)?.value ?? 0) < mostLines));
    assert.match(below.warnings.map((text) => format(text, 'pl')).join(), /najniższe/);
  });

  it('ask by GET, and for a long query by POST', async () => {
    await ask('still');
    const long = await ask(`still${` or latency{version="${'x'.repeat(100)}"}`.repeat(40)}`);
    assert.equal(long.lines.length, 1);
    assert.deepEqual(sent, [
      { method: 'GET', body: false },
      { method: 'POST', body: true },
    ]);
  });

  it('take as many points as a server gives, and ask for no more', async () => {
    const full = await ask('feature_drift_psi{instance="old:80"}', { start: now - 11_000 * 15_000, end: now, step: 15_000 });
    assert.ok((full.lines[0]?.points.length ?? 0) > 10_000);
    sent.length = 0;
    await assert.rejects(
      ask('still', { start: now - 11_001_000, end: now, step: 1000 }),
      (error) => error instanceof ProviderError && error.code === 'unsupported',
    );
    assert.deepEqual(sent, []);
  });

  for (const [what, query] of [
    ['a query that is no PromQL', 'feature_drift_psi{'],
    ['a query that cannot be evaluated', 'latency * on () latency'],
    ['no query', ' '],
  ] as const) {
    it(`blame the manifest's query: ${what}`, async () => {
      await assert.rejects(ask(query), (error) => error instanceof ProviderError && error.at === 'query');
    });
  }

  it('have names of metrics for completion', async () => {
    const { names, left } = await prometheusNames(serverAt(url)).metricNames(signal);
    assert.equal(left, 0);
    for (const name of ['feature_drift_psi', 'latency', 'many']) assert.ok(names.includes(name), name);
    assert.deepEqual(names, names.toSorted());
  });
});
