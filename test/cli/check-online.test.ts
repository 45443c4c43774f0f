// What declared servers say counts in a check only where that is asked for, and never more than it is worth.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { answering, byQuery, oneSeries } from '../support/faulty-prometheus.ts';
import { loopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { prometheusPrograms } from '../support/prometheus-programs.ts';
import { prometheusServer } from '../support/prometheus-server.ts';
import { runCheck } from '../support/run-check.ts';
import { runCommand, type CommandRun } from '../support/run-command.ts';
import type { StartedServer } from '../support/started-server.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const report = z.object({ checks: z.array(z.object({ id: z.string(), status: z.string(), reason: z.string() })) });

describe('airworthy check --online', function () {
  this.timeout(180_000);
  let place: TemporaryRepository;
  const servers: LoopbackServer[] = [];
  beforeEach(() => {
    place = temporaryRepository();
    place.write('train.py', 'import sklearn\n');
  });
  afterEach(async () => {
    place.remove();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  function declare(url: string, more = ''): void {
    const drift = 'drift:\n  - { title: Amount, source: live, query: drift_psi, alert: 0.2 }\n';
    place.write('airworthy.yaml', `version: 1\nsources:\n  live: { type: prometheus, url: "${url}"${more} }\n${drift}`);
  }

  /** A server that answers so, and how often it was asked. */
  async function serve(...answer: Parameters<typeof loopbackServer>): Promise<{ readonly asked: () => number }> {
    const [listener] = answer;
    let asked = 0;
    const server = await loopbackServer((request, response) => {
      asked += 1;
      listener(request, response);
    });
    servers.push(server);
    declare(server.url);
    return { asked: () => asked };
  }

  async function check(
    line: string,
  ): Promise<CommandRun & { readonly drift: { readonly status: string; readonly reason: string } | undefined }> {
    const cache = join(dirname(place.root), 'cache');
    const env = { ...place.environment, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, TOKEN: 'secret' };
    const args = [place.root, '--format', 'json', '--fail-on', 'never', ...line.split(' ').filter((word) => word !== '')];
    const run = await runCommand(runCheck, args, { cwd: place.root, env });
    return { ...run, drift: report.parse(JSON.parse(run.stdout)).checks.find(({ id }) => id === 'drift-monitoring') };
  }

  /** A series with this value at each step. */
  const steady = (value: string) =>
    byQuery({
      drift_psi: ({ start, end, step }) => {
        const values: [number, string][] = [];
        for (let at = start; at <= end; at += step) values.push([at, value]);
        return answering(oneSeries(values));
      },
    });

  it('asks nobody without the flag, and says what it would ask', async () => {
    const { asked } = await serve(steady('0.1'));
    const { code, drift } = await check('');
    assert.deepEqual([code, drift?.status, asked()], [0, 'unknown', 0]);
    assert.match(drift?.reason ?? '', /check --online asks it/);
  });

  it('takes an answer for half a proof, with its number, and keeps nothing of it', async () => {
    const { asked } = await serve(steady('0.1'));
    const { code, drift, stderr } = await check('--online');
    assert.deepEqual([code, drift?.status, stderr], [0, 'partial', '']);
    assert.match(
      drift?.reason ?? '',
      /^The drift entry Amount has values \(0\.1 at 20\S+Z\), but it is judged only while somebody looks\.$/,
    );
    const before = asked();
    assert.ok(before > 0);
    assert.equal((await check('')).drift?.status, 'unknown');
    assert.equal(asked(), before);
    assert.equal((await check('--online')).drift?.status, 'partial');
    assert.ok(asked() > before);
  });

  it('says that it drifts now', async () => {
    await serve(steady('0.35'));
    const { drift } = await check('--online');
    assert.match(drift?.reason ?? '', /Amount drifts now \(0\.35 at \S+ reaches the alert of 0\.2\)/);
  });

  it('says what has no value of now', async () => {
    await serve(byQuery({ drift_psi: () => answering(oneSeries([])) }));
    const empty = await check('--online');
    assert.deepEqual([empty.code, empty.drift?.status], [0, 'missing']);
    assert.match(empty.stdout, /"The drift entry Amount says nothing: the server has no value of it\."/);
  });

  it('leaves what a server that fails would say unknown, says why once, and ends with 3', async () => {
    const faults: readonly (readonly [string, Parameters<typeof loopbackServer>[0], RegExp])[] = [
      ['a login', answering('', 401), /wants to know who asks \(401\)/],
      ['a web page', answering('<html>Sign in</html>', 200, { 'content-type': 'text/html' }), /something else than Prometheus does/],
      ['its own error', answering('', 500), /500/],
    ];
    for (const [name, listener, words] of faults) {
      await serve(listener);
      const { code, drift, stderr } = await check('--online');
      assert.deepEqual([code, drift?.status], [3, 'unknown'], name);
      assert.match(drift?.reason ?? '', words, name);
      assert.match(stderr, words, name);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    }
    declare('http://127.0.0.1:9');
    const { code, drift } = await check('--online');
    assert.deepEqual([code, drift?.status], [3, 'unknown']);
    assert.match(drift?.reason ?? '', /could not be asked: Nothing answers at http:\/\/127\.0\.0\.1:9\./);
  });

  it('ends with 1 where there is something to mend, server or not', async () => {
    declare('http://127.0.0.1:9');
    writeFileSync(join(place.root, 'dvc.yaml'), 'stages:\n  train:\n    cmd: [\n');
    const args = [place.root, '--online', '--fail-on', 'no-go'];
    assert.equal((await runCommand(runCheck, args, { cwd: place.root, env: place.environment })).code, 1);
  });

  describe('on a real Prometheus', () => {
    let server: StartedServer | undefined;
    before(async function () {
      const programs = await prometheusPrograms();
      if (programs === null) {
        process.stdout.write("    skipped: Prometheus is not on PATH and Debian's package could not be fetched\n");
        this.skip();
      }
      const now = Math.floor(Date.now() / 60_000) * 60;
      const samples = Array.from({ length: 120 }, (_, index) => [(now - (120 - index) * 60) * 1000, 0.12] as const);
      server = await prometheusServer({ programs, series: [{ labels: { __name__: 'drift_psi', feature: 'amount' }, samples }] });
    });
    after(() => server?.stop());

    it('finds the value that it holds', async () => {
      declare(server?.url ?? '');
      const { code, drift, stderr } = await check('--online');
      assert.deepEqual([code, drift?.status, stderr], [0, 'partial', '']);
      assert.match(drift?.reason ?? '', /Amount has values \(0\.12 at /);
    });
  });
});
