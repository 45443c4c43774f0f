// One release in several places: MLflow's alias and record, the serving manifest in Git, and its push.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatReleaseMessage } from '../../src/core/release/release-message.ts';
import { recordKey } from '../../src/providers/mlflow/record-tags.ts';
import { allCut, passAll, type Fault } from '../support/fault-proxy.ts';
import { mlflowProject, type MlflowProject } from '../support/mlflow-project.ts';
import { mlflowManifest } from '../support/serving-manifests.ts';
import { withMlflow } from '../support/with-mlflow.ts';

describe('a release in MLflow and a serving manifest', function () {
  this.timeout(120_000);
  const url = withMlflow(2);
  let project: MlflowProject;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    project = await mlflowProject({
      url: url(),
      name: `card fraud ${String(count)}`,
      model: 'stages: [production], deploy: { manifest: k8s/fraud.yaml }',
      files: { 'k8s/fraud.yaml': mlflowManifest('1') },
    });
    await project.content.alias(project.name, 'champion', '1');
  });
  afterEach(() => project.close());

  const deploy = (version: string, more = '') => project.run(`deploy fraud ${version} --to production --yes --online --push ${more}`);
  const rollback = (more: string) => project.run(`rollback fraud --stage production --yes --online ${more}`);
  const served = () =>
    /models:\/fraud\/(\d+)|fraud\/(\d+)"/
      .exec(readFileSync(join(project.place.root, 'k8s/fraud.yaml'), 'utf8'))
      ?.slice(1)
      .find(Boolean);
  /** All that a release may have changed. */
  const places = async () => ({
    file: served(),
    head: project.place.git('rev-parse', 'main'),
    remote: project.remote.git('rev-parse', 'main'),
    status: project.place.git('status', '--porcelain'),
    alias: await project.aliasAt('champion'),
    records: await Promise.all(['1', '2', '3'].map(async (version) => (await project.recordsOf(version)).length)),
  });
  const down = (): void => {
    project.proxy.fault = allCut;
  };
  const up = (): void => {
    project.proxy.fault = passAll;
  };

  it('is written everywhere', async () => {
    const { code, stdout, stderr } = await deploy('2', '--reason better');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Pushed to origin/);
    const now = await places();
    assert.deepEqual([now.file, now.alias, now.records, now.status], ['2', '2', [0, 1, 0], '']);
    assert.equal(now.remote, now.head);
    assert.match(project.place.git('log', '-1', '--format=%B'), /better/);
  });

  it('is taken back everywhere where one place fails, and that is said', async () => {
    const old = await places();
    const failOn = (line: string, fault: Fault): void => {
      project.proxy.fault = (asked) => (asked === line ? fault : 'pass');
    };
    const faults: readonly (readonly [string, Fault, number, RegExp])[] = [
      ['POST model-versions/set-tag', { status: 500, body: '<h1>oops</h1>' }, 3, /own error 500/],
      ['POST registered-models/alias', { status: 500, body: '{}' }, 3, /own error 500/],
      ['POST registered-models/alias', { status: 409, body: '{"error_code":"RESOURCE_CONFLICT"}' }, 5, /reports a conflict/],
      ['POST registered-models/alias', { status: 429, body: '{}', headers: { 'retry-after': '60' } }, 3, /too many requests/],
      ['POST registered-models/alias', { status: 200, body: '<html>Sign in</html>' }, 3, /A web page answered/],
      ['POST registered-models/alias', 'cut', 3, /connection to .* was lost/],
    ];
    for (const [line, fault, wanted, words] of faults) {
      failOn(line, fault);
      const { code, stderr } = await deploy('2');
      up();
      assert.equal(code, wanted, `${line}: ${stderr}`);
      assert.match(stderr, words);
      assert.deepEqual(await places(), old, `${line}: ${stderr}`);
      assert.equal(existsSync(join(project.place.root, '.git/airworthy/release.json')), false, line);
    }
    project.remote.git('config', 'receive.denyNonFastForwards', 'true');
    project.remote.git('update-ref', 'refs/heads/main', project.commits[0] ?? '');
    const other = project.place.git('commit-tree', '-p', project.commits[0] ?? '', '-m', 'theirs', 'HEAD^{tree}');
    project.place.git('push', '-q', 'origin', `${other}:refs/heads/main`);
    const { code, stderr } = await deploy('2');
    assert.notEqual(code, 0);
    assert.match(stderr, /origin|remote/);
    assert.deepEqual(await places(), { ...old, remote: other });
  });

  it('stops where somebody moves the alias between plan and write, and shows both', async () => {
    const old = await places();
    let reads = 0;
    project.proxy.fault = async (asked): Promise<Fault> => {
      // The plan reads the model first, the check before writing second, the write itself third.
      if (asked === 'GET registered-models/get' && (reads += 1) === 2) await project.content.alias(project.name, 'champion', '3');
      return 'pass';
    };
    const planned = await deploy('2');
    assert.equal(planned.code, 5, planned.stderr);
    assert.match(planned.stderr, /planned on 1 .*now 3/);
    await project.content.alias(project.name, 'champion', '1');
    reads = -1;
    const written = await deploy('2');
    assert.equal(written.code, 5, written.stderr);
    assert.match(written.stderr, /it is at 3, not at 1 or 2/);
    assert.doesNotMatch(written.stderr, /Taking back/);
    up();
    assert.deepEqual(await places(), { ...old, alias: '3' });
    assert.match((await project.run('recover')).stdout, /No release was interrupted/);
  });

  it('dates its record after one of a clock that is ahead, so that it counts', async () => {
    const ahead = Date.now() + 3_600_000;
    const told = {
      action: 'promote',
      model: 'fraud',
      stage: 'production',
      from: null,
      to: '1',
      reason: '',
      actor: 'Ben <ben@example.com>',
    } as const;
    const value = formatReleaseMessage({ ...told, traffic: null, overridden: false, gates: [] });
    await project.content.post('model-versions/set-tag', { name: project.name, version: '1', key: recordKey(ahead, 'ben'), value });
    const { code, stdout, stderr } = await deploy('2');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /The record is dated .* this machine’s clock is not ahead/);
    assert.equal((await rollback('--push')).code, 0);
    assert.deepEqual([(await places()).alias, (await places()).file], ['1', '1']);
    assert.equal((await rollback('--push')).code, 2);
  });

  it('goes back in the manifest alone while MLflow is down, and finishes when it is back', async () => {
    assert.equal((await deploy('2')).code, 0);
    down();
    const refused = await rollback('--push');
    assert.deepEqual([refused.code, refused.stdout], [3, '']);
    assert.match(refused.stderr, /--go-on-without/);
    const gone = await rollback('--push --go-on-without --reason drift');
    assert.equal(gone.code, 3, gone.stderr);
    assert.match(gone.stdout, /MLflow cannot be reached/);
    assert.match(gone.stdout, /Done as far as could be reached: production goes from 2 to 1/);
    assert.match(gone.stdout, /recover --finish/);
    const half = await places();
    assert.deepEqual([half.file, half.alias, half.records, half.status, half.remote], ['1', '2', [0, 1, 0], '', half.head]);

    const shown = await project.run('recover --online');
    assert.match(shown.stdout, /models:\/card fraud \d+@champion +cannot be asked/);
    const unasked = await project.run('recover --finish');
    assert.equal(unasked.code, 3);
    assert.match(unasked.stderr, /--online/);
    up();
    const finished = await project.run('recover --finish --online');
    assert.equal(finished.code, 0, finished.stderr);
    const whole = await places();
    assert.deepEqual([whole.file, whole.alias, whole.records, whole.head], ['1', '1', [1, 1, 0], half.head]);
    assert.match((await project.run('recover')).stdout, /No release was interrupted/);
    const [last] = (
      JSON.parse((await project.run('audit --online --format json')).stdout) as { entries: readonly { action: string; reason: string }[] }
    ).entries;
    assert.deepEqual([last?.action, last?.reason], ['rollback', 'drift']);
  });

  it('goes back to the version that a person names while MLflow is down, and never over somebody else', async () => {
    down();
    assert.equal((await rollback('--go-on-without')).code, 2);
    const named = await rollback('--to 3 --go-on-without --format json');
    assert.equal(named.code, 3, named.stderr);
    assert.match(named.stderr, /still to be written: models:\/card fraud/);
    assert.deepEqual([(await places()).file, (await places()).alias], ['3', '1']);
    up();
    await project.content.alias(project.name, 'champion', '2');
    const finished = await project.run('recover --finish --online');
    assert.equal(finished.code, 5);
    assert.match(finished.stderr, /Someone else changed models:\/card fraud \d+@champion/);
    assert.equal((await project.run('recover --undo --online')).code, 0);
    assert.deepEqual([await project.aliasAt('champion'), (await places()).records], ['2', [0, 0, 0]]);
  });
});
