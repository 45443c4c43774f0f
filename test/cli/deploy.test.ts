// Deployments by canary, and what takes them back, on the manifests that teams have.
import assert from 'node:assert/strict';
import { assertTidy, servingProject, type ServingProject } from '../support/serving-project.ts';
import { knative, seldon, seldonModel, standard } from '../support/serving-manifests.ts';

const stages = 'stages: [shadow, canary, production], deploy: {manifest: k8s/MODEL.yaml, strategy: canary, steps: [10, 50, 100]}';
const numbers = ['v1.0.0', 'v2.0.0'];

interface Manifest {
  readonly name: string;
  readonly model: string;
  readonly text: string;
  readonly versions: readonly string[];
  /** The sides of a canary with this share. */
  readonly canary: (percent: number) => readonly string[];
  /** What is left of a canary that was ended. */
  readonly ended: readonly string[];
}

const releases = ['v1.4.0', 'v1.5.0', 'v1.6.0'];
const manifests: readonly Manifest[] = [
  {
    name: 'KServe on Knative, whose main side a canary leaves unnamed',
    model: 'fraud',
    text: knative,
    versions: releases,
    canary: (percent) => [`main ? ${String(100 - percent)}`, `canary v1.5.0 ${String(percent)}`],
    ended: ['main ? 100', 'canary v1.5.0 0'],
  },
  {
    name: 'KServe in Standard mode',
    model: 'fraud',
    text: standard,
    versions: releases,
    canary: (percent) => [`main v1.4.0 ${String(100 - percent)}`, `canary v1.5.0 ${String(percent)}`],
    ended: ['main v1.4.0 100'],
  },
  {
    name: 'Seldon v1',
    model: 'churn',
    text: seldon.replace('churn/7', 'churn/v1.4.0'),
    versions: releases,
    canary: (percent) => [`main v1.4.0 ${String(100 - percent)}`, `canary v1.5.0 ${String(percent)}`],
    ended: ['main v1.4.0 100'],
  },
  {
    name: 'Seldon v2',
    model: 'churn',
    text: seldonModel
      .replace('gs://ml-prod/churn', 'gs://ml-prod/churn/v1.4.0')
      .replace(/ {2}labels:\n.*\n/, '')
      .replace(/ {2}artifactVersion.*\n/, ''),
    versions: releases,
    canary: (percent) => [`main v1.4.0 ${String(100 - percent)}`, `canary v1.5.0 ${String(percent)}`],
    ended: ['main v1.4.0 100'],
  },
];

for (const { name, model, text, versions, canary, ended } of manifests) {
  describe(`deploying by ${name}`, function () {
    this.timeout(60_000);
    let project: ServingProject;
    before(() => {
      project = servingProject({ text, model, versions, declared: stages.replace('MODEL', model) });
    });
    after(() => {
      project.place.remove();
    });
    afterEach(() => {
      assertTidy(project);
    });

    it('starts a canary, and unassigning ends it', async () => {
      await project.done(`promote ${model} v1.4.0 --to production`);
      await project.done(`deploy ${model} v1.5.0 --to canary`);
      assert.deepEqual(project.served(), canary(10));
      assert.deepEqual(await project.stages(), { canary: 'v1.5.0', production: 'v1.4.0' });
      await project.done(`unassign ${model} --stage canary`);
      assert.deepEqual(project.served(), ended);
      assert.deepEqual(await project.stages(), { production: 'v1.4.0' });
    });

    it('shifts it step by step until everybody meets it', async () => {
      await project.done(`deploy ${model} v1.5.0 --to canary`);
      await project.done(`canary ${model} --percent 50`);
      assert.deepEqual(project.served(), canary(50));
      await project.done(`undo ${model}`);
      assert.deepEqual(project.served(), canary(10));
      await project.done(`canary ${model} --percent 50`);
      await project.done(`canary ${model} --percent 100`);
      assert.deepEqual(project.served(), ['main v1.5.0 100']);
      assert.equal((await project.stages())['production'], 'v1.5.0');
      assert.equal((await project.run(`canary ${model} --percent 50 --yes`)).code, 2);
    });

    it('takes the manifest back with a rollback, and forward with its undo', async () => {
      assert.match(await project.done(`rollback ${model} --stage production --reason drift`), /v1\.5\.0 → v1\.4\.0/);
      assert.deepEqual(project.served(), ['main v1.4.0 100']);
      assert.equal((await project.run(`rollback ${model} --stage production --yes`)).code, 2);
      await project.done(`undo ${model}`);
      assert.deepEqual(project.served(), ['main v1.5.0 100']);
      assert.equal((await project.stages())['production'], 'v1.5.0');
      await project.done(`rollback ${model} --stage production`);
      await project.done(`unassign ${model} --stage canary`);
    });

    it('keeps every other byte', () => {
      const now = project.place
        .read(project.path)
        .replaceAll(/v1\.4\.0|1\.4\.0/g, 'V')
        .split('\n');
      const then = text.replaceAll(/v1\.4\.0|1\.4\.0/g, 'V').split('\n');
      const isWritten = (line: string): boolean => /^ +traffic: 100$/.test(line);
      assert.deepEqual(
        now.filter((line) => !isWritten(line)),
        then,
      );
    });
  });
}

describe('a manifest and its registry', function () {
  this.timeout(60_000);
  let project: ServingProject;
  afterEach(() => {
    assertTidy(project);
    project.place.remove();
  });

  it('leaves a manifest that serves something else, and says so', async () => {
    project = servingProject({ text: standard, declared: stages.replace('MODEL', 'fraud') });
    for (const version of ['v1.5.0', 'v1.6.0']) await project.done(`promote fraud ${version} --to production`);
    assert.match(await project.done('rollback fraud --stage production'), /does not serve v1\.6\.0 for production, so it is left as it is/);
    assert.deepEqual(project.served(), ['main v1.4.0 100']);
    assert.deepEqual(await project.stages(), { production: 'v1.5.0' });
  });

  it('leaves what a Knative canary’s unnamed main side serves', async () => {
    project = servingProject({ text: knative, declared: stages.replace('MODEL', 'fraud') });
    for (const version of ['v1.4.0', 'v1.6.0']) await project.done(`promote fraud ${version} --to production`);
    await project.done('deploy fraud v1.5.0 --to canary');
    await project.done('rollback fraud --stage production');
    assert.deepEqual(project.served(), ['main ? 90', 'canary v1.5.0 10']);
    await project.done('canary fraud --percent 0');
    // An ended canary must not stand in the way of the next one.
    await project.done('deploy fraud v1.6.0 --to canary');
    assert.deepEqual(project.served(), ['main ? 90', 'canary v1.6.0 10']);
  });

  it('ends a canary that is how a version comes into production', async () => {
    for (const text of [standard, knative]) {
      project = servingProject({
        text,
        declared: 'stages: [production], deploy: {manifest: k8s/fraud.yaml, strategy: canary, steps: [25, 100]}',
      });
      await project.done('promote fraud v1.4.0 --to production');
      await project.done('deploy fraud v1.5.0 --to production');
      assert.equal(project.served()[1], 'canary v1.5.0 25');
      await project.done('rollback fraud --stage production');
      assert.ok(!project.served().some((side) => side.startsWith('canary v1.5.0') && !side.endsWith(' 0')), project.served().join());
      assert.deepEqual(await project.stages(), { production: 'v1.4.0' });
      if (text === standard) project.place.remove();
    }
  });

  it('starts an ended canary at its first step again, whether by undo or anew, and never jumps', async () => {
    for (const text of [standard, knative]) {
      project = servingProject({
        text,
        declared: 'stages: [production], deploy: {manifest: k8s/fraud.yaml, strategy: canary, steps: [10, 50, 100]}',
      });
      await project.done('promote fraud v1.4.0 --to production');
      await project.done('deploy fraud v1.5.0 --to production');
      const running = project.served();
      assert.equal(running[1], 'canary v1.5.0 10');
      await project.done('rollback fraud --stage production');
      await project.done('undo fraud');
      assert.deepEqual(project.served(), running);
      await project.done('rollback fraud --stage production');
      await project.done('deploy fraud v1.5.0 --to production');
      assert.deepEqual(project.served(), running);
      await project.done('canary fraud --percent 0');
      await project.done('undo fraud');
      assert.deepEqual(project.served(), running);
      if (text === standard) project.place.remove();
    }
  });

  it('leaves a canary that runs where it is when it is deployed again, and says how to go on', async () => {
    project = servingProject({
      text: knative,
      declared: 'stages: [production], deploy: {manifest: k8s/fraud.yaml, strategy: canary, steps: [10, 50, 100]}',
    });
    await project.done('promote fraud v1.4.0 --to production');
    await project.done('deploy fraud v1.5.0 --to production');
    await project.done('canary fraud --percent 50');
    const [head, tags] = [project.place.git('rev-parse', 'HEAD'), project.place.git('for-each-ref')];
    assert.match(
      await project.done('deploy fraud v1.5.0 --to production'),
      /is in production already\.\nv1\.5\.0 runs as a canary already, with 50 % of the traffic by k8s\/fraud\.yaml/,
    );
    assert.deepEqual([project.place.git('rev-parse', 'HEAD'), project.place.git('for-each-ref')], [head, tags]);
    await project.done('canary fraud --percent 100');
    assert.deepEqual(project.served(), ['main v1.5.0 100']);
  });

  it('cannot leave what everybody meets empty, and says that', async () => {
    project = servingProject({ text: standard, declared: stages.replace('MODEL', 'fraud') });
    await project.done('promote fraud v1.4.0 --to production');
    assert.match(await project.done('unassign fraud --stage production'), /goes on serving v1\.4\.0/);
    assert.deepEqual(project.served(), ['main v1.4.0 100']);
  });

  for (const [form, text] of [
    ['Knative', knative],
    ['Standard', standard],
  ] as const) {
    it(`ends a canary in ${form} mode although another one was there before, and undo starts it again`, async () => {
      project = servingProject({ text, declared: stages.replace('MODEL', 'fraud') });
      await project.done('promote fraud v1.4.0 --to production');
      await project.done('promote fraud v1.6.0 --to canary');
      await project.done('deploy fraud v1.5.0 --to canary');
      const running = project.served();
      assert.match(
        await project.done('unassign fraud --stage canary'),
        /stops serving v1\.5\.0 for canary; v1\.6\.0 gets requests there only/,
      );
      assert.equal((await project.stages())['canary'], 'v1.6.0');
      assert.ok(
        project.served().every((side) => !/^canary .* [1-9]/.test(side)),
        project.served().join(', '),
      );
      await project.done('undo fraud');
      assert.deepEqual(project.served(), running);
      assert.equal((await project.stages())['canary'], 'v1.5.0');
      await project.done('rollback fraud --stage canary');
      assert.ok(
        project.served().every((side) => !/^canary .* [1-9]/.test(side)),
        project.served().join(', '),
      );
    });
  }

  it('points to Git where a release changed the manifest alone', async () => {
    project = servingProject({ text: standard, declared: stages.replace('MODEL', 'fraud') });
    await project.done('promote fraud v1.5.0 --to production');
    const said = await project.done('deploy fraud v1.5.0 --to production');
    assert.match(said, /now +v1\.5\.0/);
    assert.match(said, /edit +k8s\/fraud\.yaml:\d+ storageUri +\(/);
    assert.match(said, /production is v1\.5\.0 \([0-9a-f]{10}\)\.\nk8s\/fraud\.yaml is committed to main\.\nWhat servers run is not known/);
    const { code, stderr } = await project.run('undo fraud --yes');
    assert.equal(code, 2);
    const [, revert = ''] = /changed its serving manifest alone, in commit (\w+)\. Take it back with git revert \1/.exec(stderr) ?? [];
    assert.ok(project.place.git('rev-parse', 'HEAD').startsWith(revert) && revert !== '', stderr);
  });

  it('mirrors requests to a shadow by Seldon', async () => {
    project = servingProject({
      text: seldonModel
        .replace(/gs:.*churn/, 'gs://m/churn/v1.0.0')
        .replace(/ {2}labels:\n.*\n/, '')
        .replace(/ {2}artifactVersion.*\n/, ''),
      model: 'churn',
      versions: numbers,
      declared: stages.replace('MODEL', 'churn'),
    });
    const before = project.place.read(project.path);
    await project.done('shadow churn v2.0.0');
    assert.deepEqual(project.served(), ['main v1.0.0 100', 'shadow v2.0.0 100']);
    assert.deepEqual(await project.stages(), { shadow: 'v2.0.0' });
    await project.done('undo churn');
    assert.equal(project.place.read(project.path), before);
    assert.deepEqual(await project.stages(), {});
    await project.done('shadow churn v2.0.0');
    await project.done('unassign churn --stage shadow');
    assert.equal(project.place.read(project.path), before);
  });

  it('refuses a shadow by KServe with the reason', async () => {
    project = servingProject({ text: standard, declared: stages.replace('MODEL', 'fraud') });
    const refs = project.place.git('for-each-ref');
    const { code, stdout, stderr } = await project.run('shadow fraud v1.5.0 --yes');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /KServe/);
    assert.equal(project.place.git('for-each-ref'), refs);
  });

  it('wants the model’s name typed for a protected stage', async () => {
    project = servingProject({ text: standard, declared: `protected: [production], ${stages.replace('MODEL', 'fraud')}` });
    const declined = await project.run('deploy fraud v1.5.0 --to production', { answer: 'y' });
    assert.deepEqual([declined.code, declined.questions], [0, ['This stage is protected. Type fraud to go on: ']]);
    assert.deepEqual(await project.stages(), {});
    for (const more of ['', ' --confirm fraud', ' --reason drift']) {
      const { code, stdout, stderr } = await project.run(`deploy fraud v1.5.0 --to production --yes${more}`);
      assert.deepEqual([code, stdout, stderr], [2, '', 'production is protected: add --confirm fraud and --reason TEXT.\n'], more);
    }
    const agreed = await project.run('deploy fraud v1.5.0 --to production', { answer: 'fraud' });
    assert.deepEqual(
      [agreed.code, agreed.questions],
      [0, ['This stage is protected. Type fraud to go on: ', 'Why? The reason is kept with the release: ']],
    );
    assert.deepEqual(await project.stages(), { production: 'v1.5.0' });
    await project.done('deploy fraud v1.6.0 --to production --confirm fraud --reason better');
    // The way back is never held up: no name, no reason.
    await project.done('rollback fraud --stage production');
    assert.deepEqual(await project.stages(), { production: 'v1.5.0' });
  });
});
