import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ChartAnswer } from '../../../src/core/charts/chart.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { Series } from '../../../src/core/model/series.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { proxyAgents } from '../../../src/node/http/proxy-agents.ts';
import { ProviderError } from '../../../src/ports/version-registry.ts';
import type { ServerOptions } from '../../../src/providers/metrics/ask-server.ts';
import { prometheusAlerts } from '../../../src/providers/metrics/prometheus-alerts.ts';
import { prometheusCharts } from '../../../src/providers/metrics/prometheus-charts.ts';
import { prometheusNames } from '../../../src/providers/metrics/prometheus-names.ts';
import { oneCredential, promChart, serverAt } from '../../support/chart-question.ts';
import { forwardingProxy } from '../../support/forwarding-proxy.ts';
import { grafanaProxy } from '../../support/grafana-proxy.ts';
import { loopbackServer, type LoopbackServer } from '../../support/loopback-server.ts';
import { prometheusPrograms, victoriaProgram } from '../../support/prometheus-programs.ts';
import { prometheusServer } from '../../support/prometheus-server.ts';
import { selfSigned } from '../../support/self-signed.ts';
import type { StartedServer } from '../../support/started-server.ts';
import { victoriaServer } from '../../support/victoria-server.ts';

const { signal } = new AbortController();
const minute = 60_000;
const now = Math.floor(Date.now() / minute) * minute;
const range = { start: now - 30 * minute, end: now, step: minute };
const chart = promChart('feature_drift_psi');
const longQuery = `feature_drift_psi${` or feature_drift_psi{feature="${'x'.repeat(100)}"}`.repeat(40)}`;

/** Half an hour of two features. */
const held: readonly Pick<Series, 'labels' | 'samples'>[] = ['amount', 'channel'].map((feature) => ({
  labels: { __name__: 'feature_drift_psi', feature },
  samples: Array.from({ length: 31 }, (_, ago) => [now - (30 - ago) * minute, ago / 100] as const),
}));

function ask(options: ServerOptions, query?: string): Promise<ChartAnswer> {
  return prometheusCharts(options).answer({ chart: query === undefined ? chart : promChart(query), range }, signal);
}

function assertWhole({ lines }: ChartAnswer): void {
  assert.deepEqual(lines.map(({ name }) => name).toSorted(), ['amount', 'channel']);
  for (const { points } of lines) assert.deepEqual([points.length, points.at(-1)?.value], [31, 0.3]);
}

describe('charts by the ways that teams reach a Prometheus', function () {
  this.timeout(180_000);
  const open: { close(): Promise<void> }[] = [];
  let prefixed: StartedServer | undefined;
  let url = '';

  before(async function () {
    const programs = await prometheusPrograms();
    if (programs === null) {
      process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    prefixed = await prometheusServer({ programs, series: held, prefix: '/monitoring/prometheus' });
    ({ url } = prefixed);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });
  after(() => prefixed?.stop());

  function opened<T extends LoopbackServer>(server: T): T {
    open.push(server);
    return server;
  }

  it('under a path, with a slash at its end or the address of its page', async () => {
    for (const end of ['', '/', '/graph', '/api/v1/']) assertWhole(await ask(serverAt(`${url}${end}`)));
    const wrong = ask(serverAt(url.replace('/prometheus', '')));
    await assert.rejects(wrong, (error) => error instanceof ProviderError && error.code === 'not-found' && error.at === 'address');
  });

  it("through a corporate proxy, which the server's name alone is known to", async () => {
    const { origin, pathname } = new URL(url);
    const proxy = opened(await forwardingProxy({ authorization: null, leadsTo: new URL(origin) }));
    const http = createHttp({ agentFor: proxyAgents({ HTTP_PROXY: proxy.url }) });
    assertWhole(await ask(serverAt(`http://prometheus.corp.example${pathname}`, { http })));
    assertWhole(await ask(serverAt(`http://prometheus.corp.example${pathname}`, { http }), longQuery));
    assert.deepEqual(
      proxy.asked.map((line) => line.replace(/\?.*$/, '')),
      [
        `GET http://prometheus.corp.example${pathname}/api/v1/query_range`,
        `POST http://prometheus.corp.example${pathname}/api/v1/query_range`,
      ],
    );
  });

  it('through a forwarding server that behaves as the data-source proxy of Grafana, with a token', async () => {
    const grafana = opened(await grafanaProxy({ uid: 'P1809F7CD0C75ACF3', token: 'glsa_hunter2', leadsTo: url }));
    const way = `${grafana.url}/api/datasources/proxy/uid/P1809F7CD0C75ACF3`;
    const credentials = oneCredential('Bearer glsa_hunter2');
    const options = serverAt(way, { credentials, auth: { token: 'secret' } });
    assertWhole(await ask(options));
    assertWhole(await ask(options, longQuery));
    assert.deepEqual((await prometheusNames(options).metricNames(signal)).names, ['feature_drift_psi']);
    assert.ok(credentials.askedFor.every((origin) => origin === grafana.url));
    const path = '/api/datasources/proxy/uid/P1809F7CD0C75ACF3/api/v1';
    assert.deepEqual(grafana.asked, [`GET ${path}/query_range`, `POST ${path}/query_range`, `GET ${path}/label/__name__/values`]);
    await assert.rejects(ask(serverAt(way)), (error) => {
      assert.ok(error instanceof ProviderError);
      assert.deepEqual([error.code, error.at], ['unauthorized', 'credential']);
      assert.match(format(error.text, 'en'), /wants to know who asks \(401\): Invalid API key\.$/);
      return true;
    });
    const other = serverAt(way.replace(/P1809.*$/, 'gone'), { credentials });
    await assert.rejects(
      ask(other),
      (error) => error instanceof ProviderError && /\(404\): Unable to find datasource/.test(format(error.text, 'en')),
    );
    await assert.rejects(ask(options, 'feature_drift_psi{'), (error) => error instanceof ProviderError && error.at === 'query');
  });

  it('over TLS whose certificate the CA of the organisation signed', async function () {
    const own = selfSigned('127.0.0.1');
    if (own === null) {
      process.stdout.write('      skipped: openssl is not installed\n');
      this.skip();
    }
    const { origin, pathname } = new URL(url);
    const front = opened(
      await loopbackServer((incoming, answer) => {
        const onward = request(new URL(String(incoming.url), origin), { method: incoming.method, headers: incoming.headers }, (theirs) => {
          answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
          theirs.pipe(answer);
        });
        incoming.pipe(onward);
      }, own),
    );
    const address = `${front.url}${pathname}`;
    await assert.rejects(
      ask(serverAt(address)),
      (error) => error instanceof ProviderError && /is not trusted/.test(format(error.text, 'en')),
    );
    const folder = mkdtempSync(join(tmpdir(), 'airworthy-ca-'));
    try {
      writeFileSync(join(folder, 'ca.pem'), own.cert);
      // Node reads the variable when a process starts, so only another process can show it.
      const script = `
        const { prometheusCharts } = require('./src/providers/metrics/prometheus-charts.ts');
        const { promChart, serverAt } = require('./test/support/chart-question.ts');
        prometheusCharts(serverAt(${JSON.stringify(address)}))
          .answer({ chart: promChart('feature_drift_psi'), range: ${JSON.stringify(range)} }, new AbortController().signal)
          .then((answer) => process.stdout.write(JSON.stringify(answer)));`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
      });
      assertWhole(JSON.parse(stdout) as ChartAnswer);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('as Thanos and Mimir are reached, by parameters and a tenant’s path of the address that are kept', async () => {
    const { origin, pathname } = new URL(url);
    const asked: string[] = [];
    const front = opened(
      await loopbackServer((incoming, answer) => {
        const path = String(incoming.url);
        asked.push(path.replace(/&query=.*$/, ''));
        const onward = request(new URL(path.replace('/tenant-7/prometheus', pathname), origin), (theirs) => theirs.pipe(answer));
        onward.end();
      }),
    );
    assertWhole(await ask(serverAt(`${front.url}/tenant-7/prometheus?dedup=true&partial_response=true`)));
    assert.deepEqual(asked, ['/tenant-7/prometheus/api/v1/query_range?dedup=true&partial_response=true']);
  });
});

describe('charts on a real VictoriaMetrics', function () {
  this.timeout(180_000);
  let program: string;

  before(async function () {
    const found = await victoriaProgram();
    if (found === null) {
      process.stdout.write("    skipped: VictoriaMetrics is not on PATH and Debian's package could not be fetched\n");
      this.skip();
    }
    program = found;
  });

  for (const [what, prefix, end] of [
    ['at its root', '', ''],
    ['at its own path for Prometheus', '', '/prometheus'],
    ['behind a prefix', '/victoria', ''],
  ] as const) {
    it(what, async () => {
      const server = await victoriaServer({ program, series: held, prefix });
      try {
        const options = serverAt(`${server.url}${end}`);
        assertWhole(await ask(options));
        assertWhole(await ask(options, longQuery));
        assert.deepEqual((await prometheusNames(options).metricNames(signal)).names, ['feature_drift_psi']);
        await assert.rejects(ask(options, 'feature_drift_psi{'), (error) => error instanceof ProviderError && error.at === 'query');
        // It evaluates no rules, and says so with empty lists.
        assert.deepEqual(await prometheusAlerts({ ...options, source: 'live' }).alerts(signal), { alerts: [], warnings: [] });
      } finally {
        await server.stop();
      }
    });
  }
});
