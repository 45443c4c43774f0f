import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { ChartAnswer } from '../../../src/core/charts/chart.ts';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { ProviderError, type ProviderErrorCode, type ProviderErrorPlace } from '../../../src/ports/version-registry.ts';
import type { ServerOptions } from '../../../src/providers/metrics/ask-server.ts';
import { prometheusCharts } from '../../../src/providers/metrics/prometheus-charts.ts';
import { mostNames, prometheusNames } from '../../../src/providers/metrics/prometheus-names.ts';
import { oneCredential, promChart, serverAt } from '../../support/chart-question.ts';
import { answering, endless, matrix, oneSeries, refused } from '../../support/faulty-prometheus.ts';
import { loopbackServer, serversOfTests } from '../../support/loopback-server.ts';

const { signal } = new AbortController();
const range = { start: 0, end: 300_000, step: 60_000 };

/** What the server does, and the failure's code, what is at fault, and what the chart's place says. */
const faults: readonly (readonly [string, RequestListener, ProviderErrorCode, ProviderErrorPlace | null, RegExp])[] = [
  ['cuts the connection', (request) => request.socket.destroy(), 'unreachable', null, /connection to http:\S+ was lost/],
  ['wants a login', answering('', 401), 'unauthorized', 'credential', /wants to know who asks \(401\)/],
  ['forbids it', answering('', 403), 'unauthorized', null, /does not allow this query \(403\)/],
  ['sends an endless body', endless, 'unsupported', null, /larger than 16\.8 MB and was given up/],
  ['sends bad JSON', answering('{"status":"success","data":{'), 'bad-answer', 'address', /something else than Prometheus/],
  [
    'sends a web page',
    answering('<!doctype html><title>Sign in</title>', 200, { 'content-type': 'text/html' }),
    'bad-answer',
    'address',
    /something else than Prometheus does, such as a web page/,
  ],
  ['does not take the query', refused(400, 'bad_data', '1:5: parse error'), 'bad-answer', 'query', /\(400\): bad_data: 1:5: parse error/],
  ['cannot evaluate the query', refused(422, 'execution', 'many-to-many'), 'bad-answer', 'query', /\(422\): execution: many-to-many/],
  ['gives the query up', refused(503, 'timeout', 'query timed out'), 'unreachable', 'query', /for its time limit \(503\)/],
  [
    'is being started',
    answering('Service Unavailable', 503, { 'content-type': 'text/plain' }),
    'unreachable',
    null,
    /cannot answer now \(503\)/,
  ],
  ['sends words for numbers', answering(oneSeries([[60, 'many']])), 'bad-answer', 'address', /"many" is no number of Prometheus/],
];

describe('charts from a Prometheus that misbehaves', () => {
  const serve = serversOfTests();

  function ask(url: string, more: Partial<ServerOptions> = {}, abort = signal): Promise<ChartAnswer> {
    return prometheusCharts(serverAt(url, more)).answer({ chart: promChart('x'), range }, abort);
  }

  async function failure(url: string, more: Partial<ServerOptions> = {}): Promise<ProviderError> {
    const error: unknown = await ask(url, more).catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError, String(error));
    for (const text of [error.text, error.hint])
      for (const language of ['en', 'pl'] as const) assert.doesNotMatch(format(text, language), /\{[a-z]+\}|hunter2/);
    return error;
  }

  for (const [what, listener, code, at, words] of faults) {
    it(`says so: the server ${what}`, async () => {
      const error = await failure(await serve(listener));
      assert.match(format(error.text, 'en'), words);
      assert.deepEqual([error.code, error.at], [code, at]);
    });
  }

  it('says so: nothing listens there', async () => {
    const gone = await loopbackServer(() => undefined);
    await gone.close();
    const { url } = gone;
    const error = await failure(url);
    assert.match(format(error.text, 'en'), /^Nothing answers at http:/);
    assert.deepEqual([error.code, error.at], ['unreachable', null]);
  });

  it('gives up a server that is slow, before its first word or in the middle', async () => {
    const silent = await failure(await serve(() => undefined), { timeout: 100 });
    assert.match(format(silent.text, 'en'), /did not answer in full within/);
    const stuck = await failure(await serve((_request, response) => response.writeHead(200).write('{"status":')), { timeout: 100 });
    assert.equal(stuck.code, 'unreachable');
  });

  it('stops at once when nobody waits any more, and the server sees it', async () => {
    const abort = new AbortController();
    const reason = new Error('the panel was closed');
    let closed = (): void => undefined;
    const seen = new Promise<void>((resolve) => (closed = resolve));
    const url = await serve((request) => {
      request.socket.once('close', closed);
      abort.abort(reason);
    });
    await assert.rejects(ask(url, {}, abort.signal), reason);
    await seen;
  });

  it('does not follow a redirect, so that the other host gets no credential', async () => {
    const atOther: string[] = [];
    const other = await serve((request, response) => {
      atOther.push(String(request.headers.authorization));
      response.end(matrix([]));
    });
    const url = await serve(answering('', 307, { location: `${other}/api/v1/query_range?token=hunter2` }));
    const error = await failure(url, { credentials: oneCredential('Bearer hunter2'), auth: { token: 'secret' } });
    assert.ok(format(error.text, 'en').includes(`on to ${other}/api/v1/query_range (307)`));
    assert.deepEqual([error.at, atOther], ['address', []]);
  });

  it('sends no credential over plain HTTP to another machine', async () => {
    const error = await failure('http://prometheus.example:9090', {
      credentials: oneCredential('Bearer hunter2'),
      auth: { token: 'secret' },
    });
    assert.match(format(error.text, 'en'), /Nothing was sent/);
    assert.equal(error.code, 'unauthorized');
  });

  for (const [what, offset, words] of [
    ['ahead', 3_600_000, /^The clock of http:\S+ is 60 min ahead/],
    ['behind', -90_000, /^The clock of http:\S+ is (?:89|90) s behind/],
  ] as const) {
    it(`says that the server's clock is ${what}`, async () => {
      const url = await serve((_request, response) => {
        response.writeHead(200, { date: new Date(Date.now() + offset).toUTCString() }).end(oneSeries([[60, '1']]));
      });
      const { lines, warnings } = await ask(url);
      assert.equal(lines.length, 1);
      assert.match(warnings.map((text) => format(text, 'en')).join('\n'), words);
      assert.doesNotMatch(warnings.map((text) => format(text, 'pl')).join('\n'), /\{[a-z]+\}|clock/);
    });
  }

  it('takes an answer that a cache kept for a clock that is right', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { date: new Date(Date.now() - 600_000).toUTCString(), age: '600' }).end(oneSeries([[60, '1']]));
    });
    assert.deepEqual((await ask(url)).warnings, []);
  });

  it('passes warnings and partial answers on, as one line each', async () => {
    const warnings = ['PromQL info: metric might not be a counter', 'store "eu-2"\nunreachable\u202e'];
    const answer = await ask(await serve(answering(oneSeries([[60, '1']], { warnings, isPartial: true }))));
    const words = answer.warnings.map((text) => format(text, 'en').replace(/^http:\S+ /, ''));
    assert.deepEqual(words, ['says: store "eu-2" unreachable', 'says: isPartial: true']);
  });

  it('orders ragged times, and takes a gap for one only from one and a half steps on', async () => {
    const url = await serve(
      answering(
        oneSeries([
          [150, '3'],
          [60.5, '1'],
          [0, '0'],
          [150, '4'],
          [240.1, '5'],
        ]),
      ),
    );
    assert.deepEqual((await ask(url)).lines[0]?.points, [
      { time: 0, value: 0 },
      { time: 60_500, value: 1 },
      { time: 150_000, value: 4 },
      { time: 210_000, value: null },
      { time: 240_100, value: 5 },
    ]);
  });

  it('has no line for a series without values, and none for no series', async () => {
    assert.deepEqual((await ask(await serve(answering(matrix([{ metric: { a: 'b' } }, { metric: { a: 'c' }, values: [] }]))))).lines, []);
    assert.deepEqual((await ask(await serve(answering(matrix([]))))).lines, []);
  });

  it('is judged without a value as long as the newest is NaN', async () => {
    const answer = await ask(
      await serve(
        answering(
          oneSeries([
            [240, '9'],
            [300, 'NaN'],
          ]),
        ),
      ),
    );
    assert.equal(judgeChart(promChart('x', { alert: 1 }), answer, 300_000).state, 'no-value');
  });

  it('keeps hostile labels readable and apart', async () => {
    const label = (text: string) => ({ metric: { feature: text }, values: [[60, '1']] });
    const url = await serve(
      answering(matrix([label('a\u202eb\n\u0000c'), label('x'.repeat(200)), label(`${'x'.repeat(200)}y`), label(' ')])),
    );
    assert.deepEqual(
      (await ask(url)).lines.map(({ name }) => name),
      ['a b c', `${'x'.repeat(80)}…`, `${'x'.repeat(80)}… (2)`, 'feature=" "'],
    );
  });

  it('offers so many names and no more', async () => {
    const names = Array.from({ length: mostNames + 7 }, (_, index) => `metric_${index}`);
    const url = await serve(answering(JSON.stringify({ status: 'success', data: names })));
    const answer = await prometheusNames(serverAt(url)).metricNames(signal);
    assert.deepEqual([answer.names.length, answer.left], [mostNames, 7]);
  });
});

/** Prometheus 3 is in no package here: these answers have the shape that its documentation gives. */
describe('answers in the documented shape of Prometheus 3', () => {
  const serve = serversOfTests();

  async function ask(result: readonly object[]): Promise<ChartAnswer> {
    return prometheusCharts(serverAt(await serve(answering(matrix(result))))).answer({ chart: promChart('x'), range }, signal);
  }

  it('native histograms become their quantiles', async () => {
    const histogram = {
      count: '100',
      sum: '150',
      buckets: [
        [0, '1', '2', '50'],
        [0, '2', '4', '50'],
      ],
    };
    const answer = await ask([
      {
        metric: { version: 'v2' },
        histograms: [
          [60, histogram],
          [120, { count: '0', sum: '0' }],
        ],
      },
    ]);
    assert.deepEqual(
      answer.lines.map(({ name, version, points }) => [name, version, points[0]?.value?.toFixed(3), points[1]?.value]),
      [
        ['p50', 'v2', '2.000', NaN],
        ['p95', 'v2', '3.732', NaN],
        ['p99', 'v2', '3.945', NaN],
      ],
    );
    assert.match(format(answer.method ?? { en: '', pl: '', args: {} }, 'en'), /native histograms/);
  });

  it('names in UTF-8 tell lines apart', async () => {
    const answer = await ask([
      { metric: { __name__: 'feature.drift', 'cecha.wejściowa': 'kwota' }, values: [[60, '1']] },
      { metric: { __name__: 'feature.drift', 'cecha.wejściowa': 'kanał' }, values: [[60, '2']] },
    ]);
    assert.deepEqual(
      answer.lines.map(({ name }) => name),
      ['kwota', 'kanał'],
    );
  });
});
