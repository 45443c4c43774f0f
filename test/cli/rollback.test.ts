import assert from 'node:assert/strict';
import { runRecover } from '../../src/cli/recover.ts';
import { releaseProject, type ReleaseProject } from '../support/release-project.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

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

  it('goes back here while the remote is down if the person says so, and pushes when it is back', async () => {
    const server = temporaryRepository({ bare: true });
    try {
      for (const version of ['v1.1.0', 'v1.2.0']) await project.promote(`fraud ${version} --to staging --yes`);
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
      // Nothing listens on the port of discard.
      place.git('remote', 'set-url', 'origin', 'http://127.0.0.1:9/fraud.git');
      const tags = place.git('tag');
      const refused = await project.rollback('fraud --stage staging --yes --push');
      assert.equal(refused.code, 3, refused.stderr);
      assert.equal(place.git('tag'), tags);
      const gone = await project.rollback('fraud --stage staging --yes --push --go-on-without');
      assert.equal(gone.code, 3, gone.stderr);
      assert.match(gone.stdout, /Read back from Git: staging is v1\.1\.0/);
      assert.match(gone.stdout, /still to be written: origin refs\/tags\/fraud#staging#3/);
      assert.equal(await project.inStage('staging'), 'v1.1.0');
      assert.match((await project.run(runRecover, '')).stdout, /fraud#staging#3 +cannot be asked/);
      assert.equal((await project.run(runRecover, '--finish')).code, 3);
      place.git('remote', 'set-url', 'origin', server.root);
      const finished = await project.run(runRecover, '--finish');
      assert.deepEqual([finished.code, finished.stderr], [0, '']);
      assert.equal(server.git('rev-parse', 'fraud#staging#3'), place.git('rev-parse', 'fraud#staging#3'));
      assert.match((await project.run(runRecover, '')).stdout, /No release was interrupted/);
    } finally {
      server.remove();
    }
  });

  it('forgets a release whose remote never comes back, after saying what stays', async () => {
    for (const version of ['v1.1.0', 'v1.2.0']) await project.promote(`fraud ${version} --to staging --yes`);
    place.git('remote', 'add', 'origin', 'http://127.0.0.1:9/fraud.git');
    assert.equal((await project.rollback('fraud --stage staging --yes --push --go-on-without')).code, 3);
    for (const way of ['--finish', '--undo']) assert.equal((await project.run(runRecover, way)).code, 3);
    const blocked = await project.promote('fraud v1.2.0 --to staging --yes');
    assert.match(blocked.stderr, /Finish, undo or forget it first/);
    const tags = place.git('tag');

    const unsure = await project.run(runRecover, '--forget');
    assert.match(unsure.stdout, /fraud#staging#3 +cannot be asked\n/);
    assert.match(unsure.stdout, /The rest of it was written, and stays/);
    assert.match(unsure.stdout, /these stay as they are: .*fraud#staging#3/);
    assert.match(unsure.stdout, /Not forgotten/);
    assert.match((await project.run(runRecover, '--forget', { answer: 'n' })).stdout, /Not forgotten/);
    assert.equal((await project.run(runRecover, '--forget --undo')).code, 2);
    assert.match((await project.run(runRecover, '')).stdout, /leave it half done with --forget/);

    const forgotten = await project.run(runRecover, '--forget --yes');
    assert.deepEqual([forgotten.code, forgotten.stderr], [0, '']);
    assert.match(forgotten.stdout, /Forgotten, neither finished nor taken back\.\n$/);
    assert.doesNotMatch(forgotten.stdout, /Finished/);
    assert.equal(place.git('tag'), tags);
    assert.match((await project.run(runRecover, '')).stdout, /No release was interrupted/);
    assert.equal((await project.promote('fraud v1.2.0 --to staging --yes')).code, 0);
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
