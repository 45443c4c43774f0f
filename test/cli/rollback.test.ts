import assert from 'node:assert/strict';
import { releaseProject, type ReleaseProject } from '../support/release-project.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

describe('airworthy rollback', function () {
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

  it('rolls back by a new assignment, and not forward when pressed again', async () => {
    for (const version of ['v1.1.0', 'v1.2.0']) await project.promote(`fraud ${version} --to staging --yes`);
    await project.promote('fraud v1.3.0 --to staging --yes --override-gates --reason hurry');
    const count = place.git('tag').split('\n').length;
    const { code, stdout } = await project.rollback('fraud --stage staging --yes --reason drift');
    assert.equal(code, 0);
    assert.match(stdout, /\(v1\.3\.0 → v1\.2\.0\)/);
    assert.equal(place.git('tag').split('\n').length, count + 1);
    assert.equal((await project.rollback('fraud --stage staging --yes')).code, 0);
    assert.equal(await project.inStage('staging'), 'v1.1.0');
    assert.equal((await project.rollback('fraud --stage staging --yes')).code, 2);
    assert.equal((await project.rollback('fraud --stage staging --to 1.2.0 --yes')).code, 0);
    assert.equal(await project.inStage('staging'), 'v1.2.0');
  });

  it('rolls back though a gate fails, and shows that', async () => {
    await project.promote('fraud v1.3.0 --to staging --yes --override-gates --reason hurry');
    await project.promote('fraud v1.2.0 --to staging --yes');
    const { code, stdout } = await project.rollback('fraud --stage staging --yes');
    assert.equal(code, 0);
    assert.match(stdout, /FAILED {2}f1 {2}0\.5 is below 0\.85\./);
    assert.equal(await project.inStage('staging'), 'v1.3.0');
  });
});
