import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { mostSteps, type Series } from '../../../src/core/model/series.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import type { Http, HttpRequest } from '../../../src/ports/http.ts';
import type { MetricSource } from '../../../src/ports/metric-source.ts';
import { ProviderError, type ProviderErrorCode } from '../../../src/ports/version-registry.ts';
import { prometheusSource } from '../../../src/providers/metrics/prometheus.ts';
import { askGate } from '../../support/gate-question.ts';
import { prometheusPrograms, type PrometheusPrograms } from '../../support/prometheus-programs.ts';
import { prometheusServer } from '../../support/prometheus-server.ts';
import type { StartedServer } from '../../support/started-server.ts';

const { signal } = new AbortController();
const minute = 60_000;

/** A value every 15 s over the last hours. */
function samples(valueAt: (minutesAgo: number) => number, { from = 180, to = 0 } = {}): Series['samples'] {
  const now = Date.now();
  return Array.from({ length: (from - to) * 4 + 1 }, (_, index) => {
    const ago = from - index / 4;
    return [now - ago * minute, valueAt(ago)] as const;
  });
}

function latency(labels: Readonly<Record<string, string>>, values: Series['samples']) {
  return { labels: { __name__: 'latency', ...labels }, samples: values };
}

/** What the server holds: one series for each thing that a gate may meet. */
function held() {
  return [
    latency(
      { version: 'v1.0.0' },
      samples((ago) => (ago < 30 ? 80 : 90)),
    ),
    latency(
      { version: 'v1x0x0' },
      samples(() => 999),
    ),
    latency(
      { version: 'v1.1.0', pod: 'a' },
      samples(() => 90),
    ),
    latency(
      { version: 'v1.1.0', pod: 'b' },
      samples((ago) => (Math.abs(ago - 30) < 2 ? 150 : 90)),
    ),
    latency(
      { version: 'long-ago' },
      samples((ago) => (ago > 65 ? 5000 : 90)),
    ),
    latency(
      { version: 'nan' },
      samples((ago) => (Math.abs(ago - 10) < 2 ? Number.NaN : 90)),
    ),
    latency(
      { version: 'infinite' },
      samples((ago) => (Math.abs(ago - 10) < 2 ? Number.POSITIVE_INFINITY : 90)),
    ),
    latency(
      { version: 'ended' },
      samples(() => 90, { to: 20 }),
    ),
    latency(
      { version: 'quote"end' },
      samples(() => 70),
    ),
  ];
}

describe('gates on a real Prometheus', function () {
  this.timeout(180_000);
  let programs: PrometheusPrograms;
  let server: StartedServer | undefined;
  let url = '';
  let source: MetricSource;
  const sent: HttpRequest[] = [];

  /** The real client, which keeps what it sent. */
  function sourceAt(url: string): MetricSource {
    const real = createHttp();
    const http: Http = {
      send(request, abort) {
        sent.push(request);
        return real.send(request, abort);
      },
    };
    return prometheusSource({ http, credentials: { authorization: () => Promise.resolve(null) }, url, auth: undefined });
  }

  before(async function () {
    const found = await prometheusPrograms();
    if (found === null) {
      process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    programs = found;
    server = await prometheusServer({ programs, series: held() });
    ({ url } = server);
    source = sourceAt(url);
  });
  beforeEach(() => {
    sent.length = 0;
  });
  after(() => server?.stop());

  const query = 'latency{version="{{version}}"}';
  const table: readonly (readonly [string, string, boolean, number | null, RegExp])[] = [
    ['a version whose samples all pass', 'v1.0.0', true, 90, /at most 120\. 241 samples in 1 series over 1 h/],
    [
      'a sample of one of two series',
      'v1.1.0',
      false,
      150,
      /^150 of latency\{.*pod="b".*\} at .* is above 120\. \d+ of 482 samples in 1 of 2 series fail/,
    ],
    ['samples before the window, which do not count', 'long-ago', true, 90, /241 samples/],
    ['no series', 'v9.9.9', false, null, /^No data: latency\{version="v9\.9\.9"\} gave no samples in the last 1 h/],
    ['NaN', 'nan', false, Number.NaN, /is NaN at .* are no finite numbers/],
    ['infinity', 'infinite', false, Number.POSITIVE_INFINITY, /is Infinity at/],
    ['a series that ended', 'ended', false, 90, /is stale: its last sample is 1[4-9] min/],
    ['a version with a quote', 'quote"end', true, 70, /at most 120/],
    ['a version that would ask for something else', 'x"} or latency{version="v1.0.0', false, null, /^No data/],
  ];
  for (const [what, version, passed, value, words] of table) {
    it(`${passed ? 'pass' : 'fail'} on ${what}`, async () => {
      const outcome = await askGate(source, { query, max: 120 }, version);
      assert.match(outcome.words, words);
      assert.deepEqual([outcome.passed, outcome.value, outcome.limit], [passed, value, 120]);
    });
  }

  it('take a version in a regular expression for itself', async () => {
    const pattern = 'latency{version=~"{{version}}"}';
    assert.equal((await askGate(source, { query: pattern, max: 120 }, 'v1.0.0')).passed, true);
    assert.match((await askGate(source, { query: pattern, max: 120 }, '.*')).words, /^No data/);
    const replaced = 'label_replace(latency{version="v1.0.0"}, "seen", "yes", "version", "{{version}}")';
    assert.match((await askGate(source, { query: replaced, max: 1 }, 'v1.0.0')).words, /seen="yes"/);
    assert.doesNotMatch((await askGate(source, { query: replaced, max: 1 }, 'v1.0.+')).words, /seen="yes"/);
  });

  it('ask by GET, and for a long query by POST', async () => {
    assert.equal((await askGate(source, { query, max: 120 }, 'v1.0.0')).passed, true);
    const long = `${query}${` or latency{version="${'x'.repeat(100)}"}`.repeat(30)}`;
    assert.equal((await askGate(source, { query: long, max: 120 }, 'v1.0.0')).passed, true);
    assert.deepEqual(
      sent.map(({ method, body }) => [method, body === null]),
      [
        ['GET', true],
        ['POST', false],
      ],
    );
  });

  async function assertRefused(address: string, asked: string, code: ProviderErrorCode, words: RegExp): Promise<void> {
    const error: unknown = await askGate(sourceAt(address), { query: asked, max: 120 }, 'v1').catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError, String(error));
    assert.match(format(error.text, 'en'), words);
    assert.equal(error.code, code);
    for (const text of [error.text, error.hint]) assert.doesNotMatch(format(text, 'pl'), /\{[a-z]+\}/);
  }

  it('say why a query is not taken', async () => {
    await assertRefused(url, 'latency{', 'bad-answer', /does not take the query \(400\): bad_data: .*parse error/);
    await assertRefused(url, 'latency and on () vector(1) * on (version) latency', 'bad-answer', /\((?:400|422)\): \w+: /);
  });

  it('say that nothing is at a wrong path', async () => {
    await assertRefused(`${url}/nowhere`, 'latency', 'not-found', /There is no Prometheus at http:\S+\/nowhere \(404\)/);
  });

  it('take as many points as the server does', async () => {
    const end = Date.now();
    const range = { query: 'latency{version="v1.0.0"}', step: 1000 };
    const { series } = await source.range({ ...range, start: end - mostSteps * 1000, end }, signal);
    assert.ok((series[0]?.samples.length ?? 0) > 10_000);
    const tooMany = source.range({ ...range, start: end - (mostSteps + 1) * 1000, end }, signal);
    await assert.rejects(tooMany, (error) => error instanceof ProviderError && /11001 points a series/.test(format(error.text, 'en')));
  });

  it('find a server under a path, however it is written', async () => {
    const prefixed = await prometheusServer({ programs, series: held(), prefix: '/monitoring/live' });
    try {
      for (const end of ['', '/', '/api/v1', '/graph']) {
        assert.equal((await askGate(sourceAt(`${prefixed.url}${end}`), { query, max: 120 }, 'v1.0.0')).passed, true, end);
      }
      await assertRefused(prefixed.url.replace('/monitoring/live', ''), 'latency', 'not-found', /no Prometheus/);
    } finally {
      await prefixed.stop();
    }
  });

  it('say that nothing answers where the server was stopped', async () => {
    const stopped = await prometheusServer({ programs, series: held().slice(0, 1) });
    assert.equal((await askGate(sourceAt(stopped.url), { query, max: 120 }, 'v1.0.0')).passed, true);
    await stopped.stop();
    await assertRefused(stopped.url, 'latency', 'unreachable', /Nothing answers at http:\/\/127\.0\.0\.1:\d+/);
  });
});
