import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { runPromote } from '../../src/cli/promote.ts';
import { loopbackServer, type LoopbackServer } from '../support/loopback-server.ts';
import { fraudManifest, releaseJson, releaseProject, type ReleaseProject } from '../support/release-project.ts';
import { runCommand } from '../support/run-command.ts';
import { sampleFolder } from '../support/sample-folder.ts';

/** A server with one series of this value at every step. */
function steady(
  value: string,
  seen: (request: { readonly version: string; readonly authorization: string | undefined }) => void,
): RequestListener {
  return (request, response) => {
    const parameters = new URL(request.url ?? '', 'http://localhost').searchParams;
    const number = (name: string): number => Number(parameters.get(name));
    seen({ version: parameters.get('query') ?? '', authorization: request.headers.authorization });
    const values = [];
    for (let at = number('start'); at <= number('end'); at += number('step')) values.push([at, value]);
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }));
  };
}

describe('promotions whose gates ask Prometheus', function () {
  this.timeout(60_000);
  let project: ReleaseProject;
  const servers: LoopbackServer[] = [];
  beforeEach(() => {
    project = releaseProject();
  });
  afterEach(async () => {
    project.place.remove();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  /** Declares a server as `live`, and a gate on it. */
  async function declare(answer: RequestListener, auth = ''): Promise<LoopbackServer> {
    const server = await loopbackServer(answer);
    servers.push(server);
    const gate = `from: prometheus:live, query: 'latency{version="{{version}}"}', window: 1h, max: 120`;
    const manifest = fraudManifest.replace('from: metrics/eval.json#/test/f1, min: 0.85', gate);
    project.place.write('airworthy.yaml', `${manifest}sources:\n  live: { type: prometheus, url: "${server.url}"${auth} }\n`);
    return server;
  }

  async function gateOf(line: string, env: Readonly<Record<string, string>> = {}) {
    const run = await project.promote(`fraud v1.1.0 --to staging --format json ${line}`, {
      env: { ...project.place.environment, ...env },
    });
    const [gate] = releaseJson.parse(JSON.parse(run.stdout)).gates;
    return { code: run.code, gate };
  }

  it('ask about the version, and go on where it passes', async () => {
    const queries: string[] = [];
    await declare(steady('90', ({ version }) => queries.push(version)));
    const { code, gate } = await gateOf('--yes --online');
    assert.deepEqual([code, gate?.passed, gate?.value, gate?.limit], [0, true, 90, 120]);
    assert.deepEqual(queries, ['latency{version="v1.1.0"}']);
    assert.equal(await project.inStage('staging'), 'v1.1.0');
  });

  it('are blocked where a sample fails', async () => {
    await declare(steady('130', () => undefined));
    const { code, gate } = await gateOf('--yes --online');
    assert.equal(code, 4);
    assert.match(gate?.why ?? '', /^130 of \{\} at .* is above 120\. 241 of 241 samples/);
    assert.equal(await project.inStage('staging'), undefined);
  });

  it('send nothing without --online, and are blocked', async () => {
    await declare(steady('90', () => assert.fail('asked')));
    const { code, gate } = await gateOf('--yes');
    assert.equal(code, 4);
    assert.equal(gate?.why, 'The source live was not asked. Add --online to ask it.');
  });

  it('on a readiness check ask what the check asks, with --online alone', async () => {
    let asked = 0;
    const server = await declare(steady('0.12', () => (asked += 1)));
    const manifest = fraudManifest.replace(/\{ metric: [^}]*\}/, '{ check: drift-monitoring }');
    assert.notEqual(manifest, fraudManifest);
    const drift = 'drift:\n  - { title: Amount, source: live, query: drift_psi, alert: 0.2 }\n';
    project.place.write('train.py', 'import sklearn\n');
    project.place.write('airworthy.yaml', `${manifest}sources:\n  live: { type: prometheus, url: "${server.url}" }\n${drift}`);
    const offline = await gateOf('--dry-run');
    assert.deepEqual([offline.code, offline.gate?.value, asked], [4, 'unknown', 0]);
    const online = await gateOf('--dry-run --online');
    assert.deepEqual([online.code, online.gate?.value], [4, 'partial']);
    assert.ok(asked > 0);
  });

  it('send a credential only from a variable that was allowed', async () => {
    const seen: (string | undefined)[] = [];
    await declare(
      steady('90', ({ authorization }) => seen.push(authorization)),
      ', auth: { token: "env:LIVE_TOKEN" }',
    );
    const refused = await gateOf('--dry-run --online', { LIVE_TOKEN: 'hunter2' });
    assert.equal(refused.code, 4);
    assert.match(refused.gate?.why ?? '', /The credential for http:\S+ is not there, or its use was not allowed\. Allow .*--allow-env/);
    assert.deepEqual(seen, []);
    assert.equal((await gateOf('--dry-run --online --allow-env LIVE_TOKEN', { LIVE_TOKEN: 'hunter2' })).code, 0);
    assert.deepEqual(seen, ['Bearer hunter2']);
  });

  it('are blocked on the sample’s canary where nothing answers', async () => {
    const sample = sampleFolder('card-fraud');
    try {
      const gone = await loopbackServer(() => undefined);
      await gone.close();
      const manifest = join(sample.path, 'airworthy.yaml');
      const text = readFileSync(manifest, 'utf8');
      assert.ok(text.includes('http://127.0.0.1:9090'));
      writeFileSync(manifest, text.replace('http://127.0.0.1:9090', gone.url));
      const args = 'fraud v1.4.1 --to canary --dry-run --format json --online'.split(' ');
      const { code, stdout } = await runCommand(runPromote, args, { cwd: sample.path, env: project.place.environment });
      assert.equal(code, 4);
      const gates = releaseJson.parse(JSON.parse(stdout)).gates;
      assert.deepEqual(
        gates.map(({ metric, passed }) => [metric, passed]),
        [
          ['false_positive_rate', true],
          ['f1', true],
          ['latency_p95_ms', false],
        ],
      );
      assert.match(gates[2]?.why ?? '', new RegExp(`^Nothing answers at ${gone.url}\\. Check that the server runs`));
    } finally {
      sample.remove();
    }
  });
});
