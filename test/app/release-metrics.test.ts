import assert from 'node:assert/strict';
import { fraudManifest, md5Of, releaseProject, type ReleaseProject } from '../support/release-project.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

describe('gates on files', function () {
  this.timeout(60_000);
  let project: ReleaseProject;
  let place: TemporaryRepository;
  beforeEach(() => {
    project = releaseProject();
    ({ place } = project);
  });
  afterEach(() => {
    place.remove();
  });

  it('reads gates from the version’s commit, never from the work tree', async () => {
    place.write('metrics/eval.json', '{"test": {"f1": 0.1}}');
    assert.equal((await project.promote('fraud v1.1.0 --to staging --dry-run')).code, 0);
    place.write('metrics/eval.json', '{"test": {"f1": 0.99}}');
    assert.equal((await project.promote('fraud v1.3.0 --to staging --dry-run')).code, 4);
  });

  const unreadable: readonly (readonly [string, string, RegExp])[] = [
    ['NaN', '{"test": {"f1": NaN}}', /not a finite number/],
    ['a text', '{"test": {"f1": "0.99"}}', /is not a number/],
    ['nothing there', '{"test": {}}', /no value at/],
    ['a broken file', '{"test"', /cannot be read|no value at/],
  ];
  for (const [what, metrics, words] of unreadable) {
    it(`fails a gate that finds ${what}`, async () => {
      project.register('v2.0.0', metrics);
      const { code, stdout } = await project.promote('fraud v2.0.0 --to staging --dry-run');
      assert.equal(code, 4);
      assert.match(stdout, words);
    });
  }

  it('reads gates through dvc.lock and the cache', async () => {
    const metrics = '{"test": {"f1": 0.97}}';
    const md5 = md5Of(metrics);
    place.git('rm', '-q', 'metrics/eval.json');
    place.commit('dvc.yaml', 'stages:\n  evaluate:\n    cmd: "true"\n    metrics: [metrics/eval.json]\n');
    const commit = place.commit(
      'dvc.lock',
      `schema: '2.0'\nstages:\n  evaluate:\n    cmd: "true"\n    outs:\n    - path: metrics/eval.json\n      hash: md5\n      md5: ${md5}\n      size: 22\n`,
    );
    project.registerAt('v2.0.0', commit);
    const absent = await project.promote('fraud v2.0.0 --to staging --dry-run');
    assert.equal(absent.code, 4);
    assert.match(absent.stdout, /not in the local cache/);
    const object = `.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
    place.write(object, metrics.replace('0.97', '0.98'));
    assert.equal((await project.promote('fraud v2.0.0 --to staging --dry-run')).code, 4);
    place.write(object, metrics);
    assert.equal((await project.promote('fraud v2.0.0 --to staging --yes')).code, 0);
  });

  it('reads gates through the older cache layout, and out of folders', async () => {
    const metrics = '{"test": {"f1": 0.97}}';
    const md5 = md5Of(metrics);
    const listing = `[{"md5": "${md5}", "relpath": "eval.json"}]`;
    const folder = `${md5Of(listing)}.dir`;
    place.git('rm', '-q', 'metrics/eval.json');
    const commit = place.commit('metrics.dvc', `outs:\n- md5: ${folder}\n  size: 22\n  nfiles: 1\n  path: metrics\n`);
    project.registerAt('v2.0.0', commit);
    place.write(`.dvc/cache/${folder.slice(0, 2)}/${folder.slice(2)}`, listing);
    place.write(`.dvc/cache/${md5.slice(0, 2)}/${md5.slice(2)}`, metrics);
    assert.equal((await project.promote('fraud v2.0.0 --to staging --yes')).code, 0);
  });

  it('compares with the champion', async () => {
    const gates = fraudManifest.replace('min: 0.85', 'noWorseThan: { stage: production, by: 0.01 }');
    place.write('airworthy.yaml', gates);
    assert.equal((await project.promote('fraud v1.2.0 --to production --yes --confirm fraud --reason better')).code, 0);
    const worse = await project.promote('fraud v1.1.0 --to staging --yes');
    assert.equal(worse.code, 4);
    assert.match(worse.stdout, /worse than 0\.9 of v1\.2\.0 by more than 0\.01/);
    assert.equal((await project.promote('fraud v1.2.0 --to staging --yes')).code, 0);
  });
});
