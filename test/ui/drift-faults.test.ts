// The drift panel on a server that misbehaves, each chart in another way: what is wrong is said in the chart's place, and the rest goes on.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';
import { answering, byQuery, endless, oneSeries, type PrometheusValue, type QueryRange } from '../support/faulty-prometheus.ts';
import { loopbackServer, type LoopbackServer } from '../support/loopback-server.ts';

const token = 'correct horse battery';

/** A value at each step of the range, as told; undefined leaves a step out. */
function along({ start, end, step }: QueryRange, valueAt: (index: number, count: number) => number | undefined): string {
  const count = Math.floor((end - start) / step) + 1;
  const values = Array.from({ length: count }, (_, index): PrometheusValue[] => {
    const value = valueAt(index, count);
    return value === undefined ? [] : [[start + index * step, String(value)]];
  });
  return oneSeries(values.flat());
}

const wave = (index: number): number => 0.05 + 0.02 * Math.sin(index / 5);
const well = (range: QueryRange): RequestListener => answering(along(range, wave));

/** Each chart's query, and what its place says where it has nothing to show. */
const faults: readonly (readonly [query: string, failure: RegExp])[] = [
  ['slow', /did not answer in full within/],
  ['elsewhere', /on to http:\S+ \(307\)/],
  ['endless', /larger than 16\.8 MB and was given up/],
  ['bad_json', /something else than Prometheus/],
  ['web_page', /something else than Prometheus does, such as a web page/],
  ['rate(wrong', /does not take the query|\(400\): bad_data: 1:7: parse error/],
];

/** Series that are odd and yet shown, and what their chart says of them. */
const odd: readonly (readonly [query: string, words: RegExp])[] = [
  ['skewed', /The clock of http:\S+ is 60 min ahead/],
  ['gaps', /gaps: 0\.0\d+ on /],
  ['one_point', /one_point: 0\.05 on /],
  ['constant', /constant: 0\.07 on /],
  ['ragged', /ragged: 0\.05 on /],
];

describe('the drift panel on a server that misbehaves', () => {
  let home = '';
  let server: LoopbackServer;
  let other: LoopbackServer;
  let editor: EditorSession;
  let panel: FrameLocator;
  /** What came to the host that the redirect names. */
  const astray: string[] = [];
  const card = (title: string) => panel.locator('section.card').filter({ has: panel.locator('h3').filter({ hasText: title }) });

  before(async () => {
    other = await loopbackServer((request, response) => {
      astray.push(request.url ?? '');
      response.end();
    });
    server = await loopbackServer(
      byQuery({
        well,
        slow: () => () => undefined,
        login: (range) => (request, response) => {
          const isKnown = request.headers.authorization === `Bearer ${token}`;
          (isKnown ? well(range) : answering('', 401, { 'www-authenticate': 'Bearer' }))(request, response);
        },
        elsewhere: () => answering('', 307, { location: `${other.url}/api/v1/query_range` }),
        endless: () => endless,
        bad_json: () => answering('{"status":"success","data":{'),
        web_page: () => answering('<!doctype html><title>Sign in</title>', 200, { 'content-type': 'text/html' }),
        skewed: (range) => (_request, response) => {
          response.writeHead(200, { date: new Date(Date.now() + 3_600_000).toUTCString() }).end(along(range, wave));
        },
        gaps: (range) => answering(along(range, (index) => (index % 20 < 12 ? wave(index) : undefined))),
        empty: () => answering(oneSeries([])),
        one_point: (range) => answering(along(range, (index, count) => (index === count - 1 ? 0.05 : undefined))),
        constant: (range) => answering(along(range, () => 0.07)),
        ragged: (range) => answering(oneSeries(raggedValues(range))),
      }),
    );
    const gone = await loopbackServer(() => undefined);
    await gone.close();
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-faults-'));
    const root = unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    const file = join(root, 'airworthy.yaml');
    const chart = (query: string, source = 'live'): string =>
      `  - { title: "${titleOf(query)}", source: ${source}, query: "${query}", model: fraud, warn: 0.1, alert: 0.25 }`;
    const queries = ['well', 'login', ...faults.map(([query]) => query), ...odd.map(([query]) => query), 'empty'];
    const entries = ['charts:', ...queries.map((query) => chart(query)), chart('down', 'gone')];
    const text = (await readFile(file, 'utf8'))
      .replace('http://127.0.0.1:9090', server.url)
      .replace('\nsources:\n', `\nsources:\n  gone: { type: prometheus, url: "${gone.url}" }\n`)
      .replace('\nretraining:', `\n${entries.join('\n')}\n\nretraining:`);
    await writeFile(file, text);
    editor = await openEditor({
      folder: root,
      width: 1440,
      height: 2600,
      settings: { 'airworthy.servers.allowed': [server.url, gone.url] },
    });
    panel = editor.webview();
  });
  after(async () => {
    await editor.close();
    await Promise.all([server.close(), other.close()]);
    await rm(home, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-faults-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  it('shows what answers well', async () => {
    await editor.runCommand('Airworthy: Open Drift Panel');
    // The slowest answer is given up last; what is as it should be is folded away by then.
    await card(titleOf('slow')).locator('.failure').waitFor();
    const group = panel.locator('details').filter({ hasText: 'fraud: Quality' });
    await group.locator('summary').click();
    await group.and(panel.locator('[open]')).waitFor();
    await card(titleOf('well')).locator('.badge.state').filter({ hasText: 'Within limits' }).waitFor();
  });

  for (const [query, words] of faults) {
    it(`says in its place what is wrong: ${titleOf(query)}`, async () => {
      await card(titleOf(query)).locator('.failure').filter({ hasText: words }).waitFor();
    });
  }

  it('says in its place that a server is down', async () => {
    await card(titleOf('down')).locator('.failure').filter({ hasText: 'Nothing answers at http:' }).waitFor();
  });

  for (const [query, words] of odd) {
    it(`shows what there is, and says what is odd: ${titleOf(query)}`, async () => {
      await card(titleOf(query)).filter({ hasText: words }).locator('.badge.state').filter({ hasText: 'Within limits' }).waitFor();
      assert.equal(await card(titleOf(query)).locator('.failure:visible').count(), 0);
    });
  }

  it('says that an empty series is empty', async () => {
    await card(titleOf('empty'))
      .locator('.badge.state')
      .filter({ hasText: /No (?:value|data)/i })
      .waitFor();
    await editor.screenshot('drift-faults');
    await card(titleOf('empty')).scrollIntoViewIfNeeded();
    await editor.screenshot('drift-odd-series');
  });

  it('shows a wrong query at its line in the manifest', async () => {
    await editor.showProblems();
    await editor.problem(/1:7: parse error/).waitFor();
    await editor.runCommand('View: Hide Panel');
  });

  it('has sent nothing to the host that a redirect named', () => {
    assert.deepEqual(astray, []);
  });

  it('asks for the token that a server wants, keeps it, and asks that server again with it', async () => {
    const locked = card(titleOf('login'));
    await locked.locator('.failure').filter({ hasText: 'wants to know who asks (401)' }).waitFor();
    await locked.getByText('Store a token…').click();
    await editor.screenshot('drift-login');
    await editor.quickPickRow(/token/i).first().click();
    const secret = editor.page.locator('.quick-input-widget input[type=password]');
    await secret.fill(token);
    await editor.page.keyboard.press('Enter');
    await locked.locator('.badge.state').filter({ hasText: 'Within limits' }).waitFor();
    await editor.screenshot('drift-logged-in');
    await card(titleOf('well')).locator('.badge.state').filter({ hasText: 'Within limits' }).waitFor();
  });
});

/** A title that names a query alone. */
function titleOf(query: string): string {
  return `Case ${query.replace(/\W.*/, '')}`;
}

/** Values at uneven times, out of order and twice. */
function raggedValues({ start, end }: QueryRange): readonly PrometheusValue[] {
  const length = end - start;
  const at = (share: number, value: number): PrometheusValue => [start + length * share, String(value)];
  return [at(0.5, 0.06), at(0.01, 0.05), at(0.013, 0.07), at(0.5, 0.065), at(0.99, 0.04), at(1, 0.05)];
}
