// The commands of a deployment: values go in as variables, and nothing runs that was not asked for.
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertTidy, servingProject, type ServingProject } from '../support/serving-project.ts';
import { standard } from '../support/serving-manifests.ts';

const argo = (heal: boolean): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: fraud}\nspec: {syncPolicy: {automated: {selfHeal: ${String(heal)}}}}\n`;
const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: fraud}\nspec: {path: ./k8s}\n';

describe('the commands of a deployment', function () {
  this.timeout(60_000);
  let project: ServingProject;
  afterEach(() => {
    assertTidy(project);
    project.place.remove();
  });

  const out = (): string => join(project.place.root, '.git/out');
  const printed = (): string => {
    const text = existsSync(out()) ? project.place.read('.git/out') : '';
    rmSync(out(), { force: true });
    return text;
  };
  const command = JSON.stringify(
    'printf "%s|%s|%s|%s" "$AIRWORTHY_MODEL" "$AIRWORTHY_STAGE" "$AIRWORTHY_FROM" "$AIRWORTHY_VERSION" > .git/out',
  );

  it('run only where that is asked for, with values as variables', async () => {
    const version = 'v1.5.0-rc.1';
    project = servingProject({
      text: standard,
      declared: `stages: [production], deploy: {command: ${command}}`,
      versions: ['v1.4.0', version],
    });
    assert.match(await project.done('deploy fraud v1.4.0 --to production'), /Not run: printf .*Add --run-commands/);
    assert.equal(printed(), '');
    await project.done('undo fraud');
    await project.done('deploy fraud v1.4.0 --to production --run-commands');
    assert.equal(printed(), 'fraud|production||v1.4.0');
    const reason = '$(touch x); "\'`touch x`\n|| touch x';
    assert.equal((await project.run(`deploy fraud ${version} --to production --yes --run-commands --reason`, {}, [reason])).code, 0);
    assert.equal(printed(), `fraud|production|v1.4.0|${version}`);
    assert.ok(!existsSync(join(project.place.root, 'x')));
    // What a command alone deploys goes back by the same command.
    await project.done('rollback fraud --stage production --run-commands');
    assert.equal(printed(), `fraud|production|${version}|v1.4.0`);
  });

  it('run in the folder of the project that declares them, and say so', async () => {
    project = servingProject({
      text: standard,
      folder: 'teams/pay/',
      declared: `stages: [production], deploy: {manifest: k8s/fraud.yaml, apply: kubectl, command: 'grep -h storageUri "$AIRWORTHY_MANIFEST" > ../out'}`,
    });
    const { stdout } = await project.run('deploy fraud v1.5.0 --to production --dry-run');
    assert.match(stdout, /run in teams\/pay +grep -h/);
    // What kubectl is given is a path of the plan, which begins at the repository's root.
    assert.match(stdout, /run +kubectl apply -f teams\/pay\/k8s\/fraud\.yaml/);
    const json = await project.run('deploy fraud v1.5.0 --to production --dry-run --format json');
    assert.match(json.stdout, /"folder": "teams\/pay"/);
    assert.match(await project.done('deploy fraud v1.5.0 --to production'), /run it yourself in teams\/pay\./);
    project.place.commit('teams/pay/airworthy.yaml', project.place.read('teams/pay/airworthy.yaml').replace('apply: kubectl, ', ''));
    await project.done('deploy fraud v1.6.0 --to production --run-commands');
    assert.match(project.place.read('teams/out'), /v1\.6\.0/);
    rmSync(join(project.place.root, 'teams/out'));
  });

  it('take no value for a part of the command, whatever a manifest or a person names it', async () => {
    const evil = '$(touch x);`touch x`"';
    project = servingProject({
      text: standard,
      declared: `registry: kubernetes, deploy: {manifest: k8s/fraud.yaml, command: 'echo "$AIRWORTHY_VERSION" > .git/out'}`,
      versions: [],
    });
    const { code, stderr } = await project.run(`deploy fraud --to production --yes --run-commands`, {}, ['--', evil]);
    assert.equal(code, 2, stderr);
    assert.equal(printed(), '');
    assert.ok(!existsSync(join(project.place.root, 'x')));
  });

  it('that fail are told, and the release stands', async () => {
    project = servingProject({ text: standard, declared: 'stages: [production], deploy: {manifest: k8s/fraud.yaml, command: exit 7}' });
    const { code, stderr } = await project.run('deploy fraud v1.5.0 --to production --yes --run-commands');
    assert.equal(code, 3);
    assert.match(stderr, /exit 7 ended with code 7\. The release itself stands/);
    assert.deepEqual(project.served(), ['main v1.5.0 100']);
  });

  it('are kubectl’s only where that is declared, and nothing would heal it away', async () => {
    project = servingProject({ text: standard, declared: 'stages: [production], deploy: {manifest: k8s/fraud.yaml}' });
    const plan = async (): Promise<string> => {
      const { code, stdout, stderr } = await project.run('deploy fraud v1.5.0 --to production --dry-run');
      assert.equal(code, 0, stderr);
      return stdout;
    };
    assert.doesNotMatch(await plan(), /kubectl/);
    project.place.commit('airworthy.yaml', 'version: 1\nmodels: [{name: fraud, deploy: {manifest: k8s/fraud.yaml, apply: kubectl}}]\n');
    assert.match(await plan(), /run +kubectl apply -f k8s\/fraud\.yaml/);
    project.place.commit('argo/app.yaml', argo(false));
    assert.match(await plan(), /run +kubectl apply/);
    for (const [path, text] of [
      ['argo/app.yaml', argo(true)],
      ['flux/fraud.yaml', flux],
    ] as const) {
      project.place.commit(path, text);
      const said = await plan();
      assert.doesNotMatch(said, /run +kubectl/);
      assert.match(said, new RegExp(`${path} lets a controller put the cluster back`));
      project.place.git('rm', '-q', path);
      project.place.git('commit', '-q', '-m', 'gone');
    }
  });
});
