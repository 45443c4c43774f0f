// Models that only their serving manifest keeps: their past is the file's in Git.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as z from 'zod';
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
