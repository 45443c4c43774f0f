// Models that only their serving manifest keeps: their past is the file's in Git.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { runAudit } from '../../src/cli/audit.ts';
import { runRollback } from '../../src/cli/rollback.ts';
import { runVersions } from '../../src/cli/versions.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';
import { assertTidy, servingProject, type ServingProject } from '../support/serving-project.ts';
import { standard } from '../support/serving-manifests.ts';

const declared = 'registry: kubernetes, stages: [canary, production], deploy: {manifest: k8s/fraud.yaml, steps: [10, 100]}';
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const report = z.object({
  models: z
    .array(
      z.strictObject({
        model: z.literal('fraud'),
        registry: z.literal('kubernetes'),
        name: z.literal('fraud'),
        latest: z.null(),
        versions: z.array(
          z.strictObject({
            version: z.string(),
            ref: z.literal('k8s/fraud.yaml'),
            commit: z.null(),
            active: z.boolean(),
            registeredAt: z.string().regex(time),
            author: z.literal('Ana Nowak'),
          }),
        ),
        stages: z.record(
          z.string(),
          z.array(
            z.strictObject({
              version: z.string().nullable(),
              traffic: z.number(),
              since: z.string().regex(time).nullable(),
              by: z.string().nullable(),
            }),
          ),
        ),
        history: z.array(
          z.strictObject({
            action: z.enum(['assign', 'unassign']),
            version: z.string(),
            stage: z.string(),
            at: z.string().regex(time),
            by: z.literal('Ana Nowak'),
            ref: z.literal('k8s/fraud.yaml'),
          }),
        ),
      }),
    )
    .length(1),
});

describe('a model that only its manifest keeps', function () {
  this.timeout(60_000);
  let project: ServingProject;
  beforeEach(() => {
    project = servingProject({ text: standard, declared, versions: [] });
  });
  afterEach(() => {
    assertTidy(project);
    project.place.remove();
  });

  async function versions() {
    const { stdout } = await project.run('versions --format json');
    const [model] = report.parse(JSON.parse(stdout)).models;
    assert.ok(model !== undefined);
    return model;
  }

  it('is promoted by a commit alone', async () => {
    assert.match(await project.done('promote fraud v1.5.0 --to production'), /Nothing here can tell whether v1\.5\.0 exists/);
    assert.deepEqual(project.served(), ['main v1.5.0 100']);
    assert.equal(project.place.git('tag'), '');
    const again = await project.run('promote fraud 1.5.0 --to production --yes --format json');
    assert.deepEqual([again.code, again.stdout.includes('"applied": false')], [0, true]);
    const unknown = await project.run('promote fraud v1.6.0 --to nowhere --yes');
    assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
    assert.match(unknown.stderr, /There is no stage nowhere\. Stages of fraud: canary, production/);
  });

  it('goes back by the file’s past, and not forward when pressed again', async () => {
    for (const version of ['1.5.0', 'v1.6.0']) await project.done(`promote fraud ${version} --to production`);
    assert.match(await project.done('rollback fraud --stage production'), /v1\.6\.0 → v1\.5\.0/);
    await project.done('rollback fraud --stage production');
    assert.deepEqual(project.served(), ['main v1.4.0 100']);
    assert.equal((await project.run('rollback fraud --stage production --yes')).code, 2);
    await project.done('undo fraud');
    assert.deepEqual(project.served(), ['main v1.5.0 100']);
  });

  it('says in its versions what is served, since when, and what was', async () => {
    await project.done('promote fraud v1.5.0 --to production');
    await project.done('deploy fraud v1.6.0 --to canary');
    const { stages, history, versions: known } = await versions();
    assert.deepEqual(
      Object.entries(stages).map(([stage, sides]) => [stage, sides.map(({ version, traffic, by }) => [version, traffic, by])]),
      [
        [
          'production',
          [
            ['v1.5.0', 90, 'Ana Nowak'],
            ['v1.6.0', 10, 'Ana Nowak'],
          ],
        ],
      ],
    );
    assert.deepEqual(
      known.map(({ version }) => version),
      ['v1.6.0', 'v1.5.0', 'v1.4.0'],
    );
    assert.deepEqual(
      history.map(({ action, stage, version }) => `${action} ${stage} ${version}`),
      ['assign canary v1.6.0', 'assign production v1.5.0', 'assign production v1.4.0'],
    );
    assert.deepEqual(
      history
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
      history.map(({ at }) => at),
    );
  });

  it('says in a shallow clone what it does not know, and still goes back to what it does', async () => {
    for (const version of ['v1.5.0', 'v1.6.0']) await project.done(`promote fraud ${version} --to production`);
    const clone = (depth: number) => temporaryRepository({ cloneOf: `file://${project.place.root}`, depth });
    const listed = z.object({
      models: z.array(
        z.object({
          stages: z.record(z.string(), z.array(z.object({ since: z.string().nullable(), by: z.string().nullable() }))),
          versions: z.array(z.object({ version: z.string(), registeredAt: z.string().nullable() })),
          history: z.array(z.object({ version: z.string() })),
        }),
      ),
      errors: z.array(z.object({ registry: z.string(), code: z.string(), message: z.string() })),
    });
    const [one, two] = [clone(1), clone(2)];
    try {
      const look = async ({ root, environment }: TemporaryRepository) => {
        const { code, stdout } = await runCommand(runVersions, ['--format', 'json'], { cwd: root, env: environment });
        assert.equal(code, 0);
        return listed.parse(JSON.parse(stdout));
      };
      const single = await look(one);
      assert.deepEqual(single.models[0]?.stages['production'], [{ since: null, by: null }]);
      assert.deepEqual(single.models[0].versions, [{ version: 'v1.6.0', registeredAt: null }]);
      assert.deepEqual(single.models[0].history, []);
      assert.match(single.errors[0]?.message ?? '', /The clone is shallow.*k8s\/fraud\.yaml/);
      const pair = await look(two);
      assert.deepEqual(
        [pair.models[0]?.history.map(({ version }) => version), pair.models[0]?.versions.map(({ registeredAt }) => registeredAt === null)],
        [['v1.6.0'], [false, true]],
      );
      const text = await runCommand(runAudit, [], { cwd: two.root, env: two.environment });
      assert.match(text.stderr, /The clone is shallow/);
      const back = ['fraud', '--stage', 'production', '--yes'];
      const rolled = await runCommand(runRollback, back, { cwd: two.root, env: two.environment });
      assert.equal(rolled.code, 0, rolled.stderr);
      assert.match(two.read('k8s/fraud.yaml'), /v1\.5\.0/);
      assert.deepEqual((await versions()).history.length, 3);
      const whole = await runCommand(runVersions, [], { cwd: project.place.root, env: project.place.environment });
      assert.doesNotMatch(whole.stderr, /shallow/);
    } finally {
      one.remove();
      two.remove();
    }
  });

  it('undoes the release of a canary as one, though it changed two sides of the file', async () => {
    await project.done('deploy fraud v1.5.0 --to canary');
    await project.done('canary fraud --percent 100');
    assert.deepEqual(project.served(), ['main v1.5.0 100']);
    await project.done('undo fraud');
    assert.deepEqual(project.served(), ['main v1.4.0 100']);
  });

  it('keeps its order where a clock was wrong', async () => {
    const text = project.place.read(project.path);
    project.place.write(project.path, text.replaceAll('v1.4.0', 'v1.5.0'));
    const future = '2099-01-01T00:00:00Z';
    const env = { ...project.place.environment, GIT_AUTHOR_DATE: future, GIT_COMMITTER_DATE: future };
    execFileSync('git', ['commit', '-q', '-a', '-m', 'by hand'], { cwd: project.place.root, env });
    await project.done('promote fraud v1.6.0 --to production');
    assert.match(await project.done('rollback fraud --stage production'), /v1\.6\.0 → v1\.5\.0/);
    const { stages } = await versions();
    assert.equal(stages['production']?.[0]?.version, 'v1.5.0');
    await project.done('rollback fraud --stage production');
    assert.deepEqual(project.served(), ['main v1.4.0 100']);
  });
});
