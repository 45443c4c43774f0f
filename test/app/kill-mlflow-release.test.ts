// A process that is killed at any write of a release to MLflow, a manifest and a remote leaves what can be finished or undone in all three.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findLeftRelease, finishRelease, undoLeftRelease } from '../../src/app/recover-release.ts';
import { openReleases } from '../../src/app/release-context.ts';
import { bundled } from '../support/bundled.ts';
import { localReleases } from '../support/local-releases.ts';
import { mlflowProject, type MlflowProject } from '../support/mlflow-project.ts';
import { mlflowManifest } from '../support/serving-manifests.ts';
import { neverAborted } from '../support/temporary-repository.ts';
import { withMlflow } from '../support/with-mlflow.ts';

const signal = neverAborted();
/** Branch, file, the version's tag, alias, push. */
const writes = 5;

describe('killed during a deployment to MLflow, a manifest and a remote', function () {
  this.timeout(240_000);
  const url = withMlflow(2);
  const projects: MlflowProject[] = [];
  let script = '';
  let count = 0;
  before(async () => {
    script = await bundled('kill-at-write');
  });
  afterEach(async () => {
    for (const project of projects.splice(0)) await project.close();
  });

  async function fresh(): Promise<MlflowProject> {
    count += 1;
    const project = await mlflowProject({
      url: url(),
      name: `fraud ${String(count)}`,
      model: 'stages: [production], deploy: { manifest: k8s/fraud.yaml }',
      metrics: [{}, {}],
      files: { 'k8s/fraud.yaml': mlflowManifest('1') },
    });
    projects.push(project);
    await project.content.alias(project.name, 'champion', '1');
    return project;
  }

  /** How the process ended: the signal that killed it, or its code. */
  async function run({ place }: MlflowProject, ...moment: readonly string[]): Promise<NodeJS.Signals | number | null> {
    const request = { action: 'deploy', model: 'fraud', version: '2', stage: 'production' };
    const env = { ...place.environment, ONLINE: 'true', REQUEST: JSON.stringify(request) };
    const child = spawn(process.execPath, [script, place.root, 'origin', ...moment], { env, stdio: 'ignore' });
    const [code, killed] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return killed ?? code;
  }

  async function stateOf(project: MlflowProject) {
    const { place, remote } = project;
    const texts = (one: typeof place) => [one.git('log', '-1', '--format=%B', 'main'), one.git('show', 'main:k8s/fraud.yaml')];
    return {
      here: texts(place),
      there: texts(remote),
      work: place.git('diff', 'HEAD') + place.git('status', '--porcelain=v1'),
      alias: await project.aliasAt('champion'),
      records: [(await project.recordsOf('1')).length, (await project.recordsOf('2')).length],
    };
  }

  async function recover({ place }: MlflowProject, how: 'finish' | 'undo'): Promise<void> {
    const deps = await localReleases(place.environment, { isOnline: true });
    const context = await openReleases(deps, { directory: place.root, folderIn: () => '' }, signal);
    assert.ok(context !== null);
    const at = { writers: deps.writers(context.repository, context.servers), journal: context.journal };
    const left = await findLeftRelease(at, signal);
    assert.ok(left !== null, 'no journal');
    assert.equal(left.writes.length, writes);
    if (how === 'finish' || left.isPublic) await finishRelease(at, left);
    else await undoLeftRelease(at, left);
    assert.deepEqual(await context.journal.read(), { kind: 'empty' });
  }

  it('at every write', async () => {
    const whole = await fresh();
    const old = await stateOf(whole);
    assert.equal(await run(whole, 'never'), 0);
    const done = await stateOf(whole);
    assert.deepEqual([done.alias, done.records, done.work], ['2', [0, 1], '']);
    assert.notDeepEqual(done.here, old.here);
    assert.deepEqual(done.there, done.here);
    // Before a write is the same as after the one before it.
    const moments = [['begun'], ...Array.from({ length: writes }, (_, index) => ['after', String(index + 1)])];
    for (const moment of moments) {
      const ends = (['finish', 'undo'] as const).map(async (how) => {
        const project = await fresh();
        assert.equal(await run(project, ...moment), 'SIGKILL', moment.join(' '));
        await recover(project, how);
        const isPublic = moment.join(' ') === `after ${String(writes)}`;
        assert.deepEqual(await stateOf(project), how === 'finish' || isPublic ? done : old, `${moment.join(' ')}, then ${how}`);
      });
      await Promise.all(ends);
    }
  });
});
