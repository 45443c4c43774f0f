import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { format } from '../../../src/core/l10n/message.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { ProviderError, type ProviderErrorCode } from '../../../src/ports/version-registry.ts';
import { createMlflowClient, type MlflowClient } from '../../../src/providers/mlflow/mlflow-client.ts';
import { loopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';

const { signal } = new AbortController();

type Answer = (incoming: IncomingMessage, answer: ServerResponse) => void;

/** Answers with a status and a body, JSON unless it begins like a web page. */
function says(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_, answer) => {
    answer.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/html; charset=utf-8' : 'application/json', ...headers });
    answer.end(text);
  };
}

const page = '<!doctype html><title>Sign in</title>';
const notFound = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Registered Model with name=x not found' };
const hostile = { error_code: 'INVALID_PARAMETER_VALUE', message: 'Bad [x](command:evil) <b>\u001b[31m' };

describe('an MLflow server that fails', () => {
  let server: LoopbackServer | null = null;
  const asked: string[] = [];
  afterEach(async () => {
    await server?.close();
    server = null;
    asked.length = 0;
  });

  /** A client of a server that gives these answers one after another, the last one for ever. */
  async function client(
    answers: readonly Answer[],
    { authorization = null, path = '' }: { readonly authorization?: string | null; readonly path?: string } = {},
  ): Promise<MlflowClient> {
    await server?.close();
    asked.length = 0;
    server = await loopbackServer((incoming, answer) => {
      const next = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(`${String(incoming.method)} ${String(incoming.url)}`);
      next?.(incoming, answer);
    });
    return createMlflowClient({
      http: createHttp(),
      url: `${server.url}${path}`,
      authorization: () => Promise.resolve(authorization),
      longestWait: 50,
    });
  }

  async function failure(work: Promise<unknown>): Promise<ProviderError> {
    const error: unknown = await work.then(
      () => new Error('went well'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ProviderError, String(error));
    for (const text of [error.text, error.hint])
      for (const language of ['en', 'pl'] as const) assert.doesNotMatch(format(text, language), /\{|hunter2/);
    return error;
  }

  const cases: readonly (readonly [string, Answer, ProviderErrorCode, RegExp])[] = [
    ['401', says(401, 'You are not authenticated.'), 'unauthorized', /wants a login, and none was sent/],
    ['403', says(403, { error_code: 'PERMISSION_DENIED', message: 'no' }), 'unauthorized', /does not allow this: registered-models\/get/],
    ['403 of a page', says(403, page), 'unauthorized', /does not allow/],
    ['404 of another server', says(404, page), 'not-found', /There is no MLflow API at/],
    ['404 of an old MLflow', says(404, { error_code: 'ENDPOINT_NOT_FOUND' }), 'not-found', /There is no MLflow API at/],
    ['409', says(409, { error_code: 'RESOURCE_CONFLICT' }), 'conflict', /reports a conflict/],
    ['a conflict of status 400', says(400, { error_code: 'RESOURCE_ALREADY_EXISTS' }), 'conflict', /reports a conflict/],
    ['400', says(400, hostile), 'unsupported', /refused the request registered-models\/get: Bad x \(command:evil\) b 31m$/],
    ['429', says(429, {}, { 'retry-after': '60' }), 'unreachable', /too many requests/],
    ['500', says(500, page), 'unreachable', /its own error 500/],
    ['503', says(503, { error_code: 'TEMPORARILY_UNAVAILABLE' }), 'unreachable', /its own error 503/],
    ['a redirect', says(302, page, { location: 'https://login.example/' }), 'bad-answer', /sends on to another address \(302\)/],
    ['a page', says(200, page), 'bad-answer', /A web page answered/],
    ['a page that says it is JSON', says(200, ` \n${page}`), 'bad-answer', /A web page answered/],
    ['half of an answer', says(200, '{"registered_model": {"na'), 'bad-answer', /something that MLflow does not answer/],
    ['another answer', says(200, { registered_model: { name: 7 } }), 'bad-answer', /something that MLflow does not answer/],
    [
      'a version that is none',
      says(200, { registered_model: { name: 'x', aliases: [{ alias: 'a', version: '../7' }] } }),
      'bad-answer',
      /does not answer/,
    ],
    ['nothing', says(204, ''), 'bad-answer', /does not answer/],
    ['a cut connection', (_, answer) => void answer.destroy(), 'unreachable', /connection to .* was lost/],
    ['too much', says(200, 'x'.repeat(33 * 1024 * 1024)), 'bad-answer', /larger than/],
  ];
  for (const [what, answer, code, words] of cases) {
    it(`says what is wrong with ${what}`, async () => {
      const error = await failure((await client([answer])).model('x', signal));
      assert.equal(error.code, code);
      assert.match(format(error.text, 'en'), words);
      assert.deepEqual(asked, ['GET /api/2.0/mlflow/registered-models/get?name=x']);
    });
  }

  it('tells a login that was refused from one that was not sent', async () => {
    const error = await failure((await client([says(401, page)], { authorization: 'Bearer hunter2' })).model('x', signal));
    assert.match(format(error.text, 'en'), /did not accept the login/);
  });

  it('says that a model is not there, which is no failure, unless it is to be changed', async () => {
    const one = await client([says(404, notFound)]);
    assert.equal(await one.model('x', signal), null);
    assert.equal((await failure(one.setAlias({ name: 'x', alias: 'a', version: '1' }, signal))).code, 'not-found');
  });

  it('waits once for a server that is busy, and not for long', async () => {
    const well = says(200, { registered_model: { name: 'x' } });
    for (const wait of ['0', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
      const one = await client([says(429, {}, { 'retry-after': wait }), well]);
      assert.equal((await one.model('x', signal))?.name, 'x');
      assert.equal(asked.length, 2);
    }
    await failure((await client([says(429, {}, { 'retry-after': '0' })])).model('x', signal));
    assert.equal(asked.length, 2);
    const slow = await client([says(429, {}, { 'retry-after': '3600' })]);
    assert.match(format((await failure(slow.model('x', signal))).hint, 'en'), /in 3600 s/);
    assert.equal(asked.length, 1);
  });

  it('gives up a server that turns pages without an end', async () => {
    const same = await client([says(200, { model_versions: [], next_page_token: 'again' })]);
    assert.match(format((await failure(same.versions('x', signal))).text, 'en'), /without an end/);
    assert.equal(asked.length, 2);
  });

  it('asks below the address that was named, whatever is in names and tokens', async () => {
    const one = await client(
      [says(200, { model_versions: [], next_page_token: '../../evil?x=1#y' }), says(200, { model_versions: [] }), says(404, notFound)],
      {
        path: '/ml/flow//',
      },
    );
    await one.versions("../x' OR name LIKE '%", signal);
    assert.equal(await one.model('../../evil', signal), null);
    assert.equal(await one.loggedModel('m-../../evil', signal), null);
    assert.equal(asked.length, 3);
    for (const line of asked)
      assert.match(line, /^GET \/ml\/flow\/api\/2\.0\/mlflow\/(?:model-versions\/search|registered-models\/get)\?[^#]*$/);
    assert.match(asked[1] ?? '', /page_token=..%2F..%2Fevil%3Fx%3D1%23y$/);
  });

  it('reads numbers in every way that MLflow has written them', async () => {
    const metrics = [
      { key: 'a', value: 'NaN', timestamp: '1700000000000', step: '3' },
      { key: 'b', value: '-Infinity', timestamp: 1_700_000_000_000 },
      { key: 'c', value: 1e300 },
    ];
    const run = await (await client([says(200, { run: { info: { run_id: 'r' }, data: { metrics } } })])).run('r', signal);
    assert.deepEqual(
      run?.data?.metrics.map(({ value, timestamp, step }) => [value, timestamp, step]),
      [
        [Number.NaN, 1_700_000_000_000, 3],
        [Number.NEGATIVE_INFINITY, 1_700_000_000_000, undefined],
        [1e300, undefined, undefined],
      ],
    );
  });

  it('refuses addresses that are no server’s', () => {
    const make = (url: string): MlflowClient => createMlflowClient({ http: createHttp(), url, authorization: () => Promise.resolve(null) });
    for (const url of ['sqlite:///mlflow.db', 'databricks://profile', './mlruns', '', 'ftp://x', 'http://ana:hunter2@mlflow.example']) {
      assert.throws(
        () => make(url),
        (error) => error instanceof ProviderError && error.code === 'unsupported' && !error.message.includes('hunter2'),
      );
    }
    assert.equal(make('HTTPS://MLflow.example/base/?x#y').url, 'https://mlflow.example/base');
  });
});
