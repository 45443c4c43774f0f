import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { format } from '../../../src/core/l10n/message.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import type { RangeQuery } from '../../../src/ports/metric-source.ts';
import { ProviderError, type ProviderErrorCode } from '../../../src/ports/version-registry.ts';
import type { ServerOptions } from '../../../src/providers/metrics/ask-server.ts';
import { prometheusSource } from '../../../src/providers/metrics/prometheus.ts';
import { serversOfTests } from '../../support/loopback-server.ts';

const { signal } = new AbortController();
const query: RangeQuery = { query: 'up', start: 0, end: 60_000, step: 15_000 };
const token = { token: 'env:PROMETHEUS_TOKEN' };

/** A server's answer as its status, its body and headers beyond the body's kind. */
type Answer = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

function answering([status, body, headers = {}]: Answer): RequestListener {
  const kind = body.startsWith('{') ? 'application/json' : body.startsWith('<') ? 'text/html' : 'text/plain';
  return (_request, response) => {
    response.writeHead(status, { 'content-type': kind, ...headers }).end(body);
  };
}

const envelope = (errorType: string, error: string): string => JSON.stringify({ status: 'error', errorType, error });
const matrix = (result: unknown, extra: object = {}): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, ...extra });
const oneSample = (value: unknown): string => matrix([{ metric: {}, values: [[30, value]] }]);

const refusals: readonly (readonly [string, Answer, ProviderErrorCode, RegExp])[] = [
  ['a login', [401, 'Unauthorized\n'], 'unauthorized', /wants to know who asks \(401\): Unauthorized\.$/],
  ['forbidden', [403, '<html>no</html>'], 'unauthorized', /does not allow this query \(403\)\.$/],
  ['a wrong path', [404, '404 page not found'], 'not-found', /There is no Prometheus at http:\S+ \(404\)/],
  [
    'a bad query',
    [400, envelope('bad_data', 'parse error\nat char 3')],
    'bad-answer',
    /does not take the query \(400\): bad_data: parse error at char 3\.$/,
  ],
  [
    'plain HTTP at a port for HTTPS',
    [400, 'Client sent an HTTP request to an HTTPS server.\n'],
    'bad-answer',
    /status 400: Client sent .* HTTPS server\.$/,
  ],
  ['a query that cannot be evaluated', [422, envelope('execution', 'too many samples')], 'bad-answer', /cannot evaluate the query \(422\)/],
  [
    'a query that took too long',
    [503, envelope('timeout', 'query timed out')],
    'unreachable',
    /for its time limit \(503\): timeout: query timed out/,
  ],
  ['a server that starts', [503, 'Service Unavailable'], 'unreachable', /cannot answer now \(503\): Service Unavailable/],
  ['a proxy without its server', [502, '<html>Bad Gateway</html>'], 'unreachable', /cannot answer now \(502\)\.$/],
  ['too many requests', [429, ''], 'unreachable', /no more requests for now \(429\)/],
  ['no POST', [405, ''], 'unsupported', /cannot be asked this way \(405\)/],
  ['a web page', [200, '<html><title>Sign in</title></html>'], 'bad-answer', /such as a web page/],
  ['nothing at all', [204, ''], 'bad-answer', /something else than Prometheus/],
  ['JSON of something else', [200, '{"ok":true}'], 'bad-answer', /something else than Prometheus/],
  ['an error with a good status', [200, envelope('internal', 'broken')], 'bad-answer', /status 200: internal: broken/],
  [
    'a redirect',
    [302, '', { location: 'https://login.example/start?next=secret' }],
    'bad-answer',
    /on to https:\/\/login\.example\/start \(302\)/,
  ],
  ['a redirect to nowhere', [301, ''], 'bad-answer', /sends the request on/],
  ['a vector', [200, '{"status":"success","data":{"resultType":"vector","result":[]}}'], 'bad-answer', /series that cannot be read/],
  ['a value that is empty', [200, oneSample('')], 'bad-answer', /"" is no number of Prometheus/],
  ['a value that is no text', [200, oneSample(null)], 'bad-answer', /series that cannot be read/],
  ['a very long answer', [200, `{"status":"${'x'.repeat(17_000_000)}"}`], 'unsupported', /larger than 16\.8 MB/],
];

describe('a source of metrics that does not answer as Prometheus does', () => {
  const serve = serversOfTests();

  function range(url: string, options: Partial<ServerOptions> = {}, abort = signal) {
    const credentials = { authorization: () => Promise.resolve(null) };
    return prometheusSource({ http: createHttp(), credentials, url, auth: undefined, ...options }).range(query, abort);
  }

  async function failure(url: string, options: Partial<ServerOptions> = {}): Promise<ProviderError> {
    const error: unknown = await range(url, options).catch((reason: unknown) => reason);
    assert.ok(error instanceof ProviderError, String(error));
    for (const text of [error.text, error.hint]) {
      assert.doesNotMatch(format(text, 'pl'), /\{[a-z]+\}/);
      assert.doesNotMatch(format(text, 'en'), /\{[a-z]+\}|secret=|hunter2/);
    }
    return error;
  }

  for (const [what, answer, code, words] of refusals) {
    it(`says what it is: ${what}`, async () => {
      const error = await failure(await serve(answering(answer)));
      assert.match(format(error.text, 'en'), words);
      assert.equal(error.code, code);
    });
  }

  it('gives up a server that does not answer in time', async () => {
    const url = await serve(() => undefined);
    const error = await failure(url, { timeout: 100 });
    assert.match(format(error.text, 'en'), /did not answer in full within/);
    assert.match(format(error.hint, 'en'), /shorter time \(of a gate: its window\)/);
    assert.equal(error.code, 'unreachable');
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const url = await serve(() => abort.abort(reason));
    await assert.rejects(range(url, {}, abort.signal), reason);
  });

  it('reads numbers that JSON cannot hold, in order, and keeps warnings that matter', async () => {
    const values = [
      [30.5, '+Inf'],
      [15, '1e-3'],
      [45, '-Inf'],
      [60, 'NaN'],
    ];
    const warnings = ['PromQL info: metric might not be a counter', 'store b: timeout'];
    const url = await serve(
      answering([
        200,
        matrix(
          [{ metric: { a: 'b' }, values, histograms: [[75, { count: '3', sum: '5', buckets: [[0, '1', '+Inf', '3']] }]] }, { metric: {} }],
          { warnings, isPartial: true },
        ),
      ]),
    );
    assert.deepEqual(await range(url), {
      series: [
        {
          labels: { a: 'b' },
          samples: [
            [15_000, 0.001],
            [30_500, Number.POSITIVE_INFINITY],
            [45_000, Number.NEGATIVE_INFINITY],
            [60_000, Number.NaN],
          ],
          histograms: [{ time: 75_000, count: 3, sum: 5, buckets: [{ lower: 1, upper: Number.POSITIVE_INFINITY, count: 3 }] }],
        },
        { labels: {}, samples: [], histograms: [] },
      ],
      warnings: ['store b: timeout', 'isPartial: true'],
    });
  });

  it('asks for exactly the times it was given, keeping the parameters of the address', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request: IncomingMessage, response: ServerResponse) => {
      seen.push(request.url);
      response.end(matrix([]));
    });
    await range(`${url}/tenant/?dedup=true`);
    assert.deepEqual(seen, ['/tenant/api/v1/query_range?dedup=true&query=up&start=0&end=60&step=15&timeout=10000ms']);
  });

  it('sends a credential to the origin it is for, and tells one that is missing from one that is wrong', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    const asked: string[] = [];
    const credentials = (value: string | null): ServerOptions['credentials'] => ({
      authorization(origin) {
        asked.push(origin);
        return Promise.resolve(value);
      },
    });
    const wrong = await failure(`${url}/prefix`, { auth: token, credentials: credentials('Bearer hunter2') });
    assert.match(format(wrong.text, 'en'), /does not take the credential/);
    const missing = await failure(`${url}/prefix`, { auth: token, credentials: credentials(null) });
    assert.match(format(missing.text, 'en'), /credential for http:\S+ is not there/);
    assert.equal(missing.code, 'unauthorized');
    assert.deepEqual(asked, [url, url]);
    assert.deepEqual(seen, ['Bearer hunter2']);
  });

  for (const [what, url, words] of [
    ['no address', 'live', /"live" is no http or https address/],
    ['another scheme', 'ftp://127.0.0.1', /is no http or https address/],
    ['no scheme', 'localhost:9090', /is no http or https address/],
    ['a password without a scheme', 'ana:hunter2@localhost', /"localhost" is no http or https address/],
    ['a password', 'http://ana:hunter2@127.0.0.1:9', /The address of http:\/\/127\.0\.0\.1:9 has a user name or a password in it/],
  ] as const) {
    it(`asks nobody at an address that is ${what}`, async () => {
      const error = await failure(url);
      assert.equal(error.code, 'unsupported');
      assert.match(format(error.text, 'en'), words);
    });
  }
});
