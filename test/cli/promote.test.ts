import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { parseReleaseMessage } from '../../src/core/release/release-message.ts';
import { releaseJson, releaseProject, type ReleaseProject } from '../support/release-project.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

describe('airworthy promote', function () {
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

  it('promotes, records why and by which gates, and reads back', async () => {
    const { code, stdout, stderr } = await project.promote('fraud v1.1.0 --to staging --yes --format json');
    assert.equal(code, 0, stderr);
    assert.deepEqual(releaseJson.parse(JSON.parse(stdout)), {
      plan: [{ step: 'create-tag', target: 'fraud#staging#1', before: null, after: 'v1.1.0' }],
      gates: [{ metric: 'f1', value: 0.86, limit: 0.85, passed: true, why: '0.86 is at least 0.85.' }],
      applied: true,
      verified: true,
    });
    assert.equal(stderr, '');
    assert.equal(await project.inStage('staging'), 'v1.1.0');
    assert.equal(place.git('rev-parse', 'fraud#staging#1^{commit}'), place.git('rev-parse', 'fraud@v1.1.0^{commit}'));
    const again = await project.promote('fraud 1.2.0 --to staging --yes --reason because', { language: 'pl' });
    assert.equal(again.code, 0);
    assert.match(again.stdout, /Awansowanie fraud v1\.2\.0 do etapu staging/);
    const record = parseReleaseMessage(place.git('for-each-ref', '--format=%(contents)', 'refs/tags/fraud#staging#2'));
    assert.deepEqual(
      [record?.from, record?.to, record?.reason, record?.actor],
      ['v1.1.0', 'v1.2.0', 'because', 'Ana Nowak <ana@example.com>'],
    );
    assert.equal(record?.gates.length, 1);
  });

  it('changes nothing in a dry run', async () => {
    const before = place.git('for-each-ref');
    const { code, stdout } = await project.promote('fraud v1.1.0 --to production --dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /create tag {2}fraud#production#1 {2}\(– → v1\.1\.0\)/);
    assert.equal(place.git('for-each-ref'), before);
  });

  it('is blocked by a failing gate, in a dry run too', async () => {
    for (const line of ['fraud v1.3.0 --to staging --yes', 'fraud v1.3.0 --to staging --dry-run']) {
      const { code, stdout } = await project.promote(`${line} --format json`);
      assert.equal(code, 4);
      const json = releaseJson.parse(JSON.parse(stdout));
      assert.deepEqual([json.gates[0]?.passed, json.applied, json.verified, json.plan.length], [false, false, false, 1]);
    }
    assert.equal(await project.inStage('staging'), undefined);
  });

  it('overrides a gate with a reason only, and records that', async () => {
    const refused = await project.promote('fraud v1.3.0 --to staging --yes --override-gates');
    assert.deepEqual([refused.code, refused.stdout], [2, '']);
    const done = await project.promote('fraud v1.3.0 --to staging --yes --override-gates --reason urgent');
    assert.equal(done.code, 0);
    const record = parseReleaseMessage(place.git('for-each-ref', '--format=%(contents)', 'refs/tags/fraud#staging#1'));
    assert.deepEqual([record?.overridden, record?.gates[0]?.passed, record?.reason], [true, false, 'urgent']);
    assert.equal((await project.promote('fraud v1.3.0 --to production --dry-run --override-gates --reason x')).code, 0);
  });

  it('wants the model’s name for a protected stage', async () => {
    for (const line of ['fraud v1.1.0 --to production --yes', 'fraud v1.1.0 --to production --yes --confirm churn']) {
      const { code, stdout, stderr } = await project.promote(line);
      assert.deepEqual([code, stdout, stderr], [2, '', 'production is protected: add --confirm fraud and --reason TEXT.\n']);
    }
    assert.equal((await project.promote('fraud v1.1.0 --to production --yes --confirm fraud --reason better')).code, 0);
  });

  it('asks on a terminal', async () => {
    const declined = await project.promote('fraud v1.1.0 --to production', { answer: 'y' });
    assert.deepEqual([declined.code, declined.questions], [0, ['This stage is protected. Type fraud to go on: ']]);
    assert.equal(await project.inStage('production'), undefined);
    assert.equal((await project.promote('fraud v1.1.0 --to production', { answer: 'fraud' })).code, 0);
    assert.equal((await project.promote('fraud v1.2.0 --to open', { answer: 'n' })).code, 0);
    assert.equal(await project.inStage('open'), undefined);
    assert.equal((await project.promote('fraud v1.2.0 --to open', { answer: 'tak' })).code, 0);
    assert.deepEqual([await project.inStage('production'), await project.inStage('open')], ['v1.1.0', 'v1.2.0']);
    const undone = await project.rollback('fraud --stage production', { answer: 'y' });
    assert.equal(undone.code, 2);
  });

  it('says that nobody is known before anything is printed', async () => {
    place.git('config', '--global', '--unset', 'user.email');
    const { code, stdout, stderr } = await project.promote('fraud v1.1.0 --to staging --yes');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /user\.email/);
  });

  it('has nothing to do where the version is already there', async () => {
    await project.promote('fraud v1.1.0 --to staging --yes');
    const { code, stdout } = await project.promote('fraud v1.1.0 --to staging --yes --format json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { plan: [], gates: [], applied: false, verified: true });
  });

  it('dates its tag after the newest one, whatever the clock says', async () => {
    place.tag('fraud#staging#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), 4_000_000_000);
    const { code, stdout } = await project.promote('fraud v1.2.0 --to staging --yes');
    assert.equal(code, 0);
    assert.match(stdout, /dated 2096-10-02T07:06:41Z/);
    assert.equal(await project.inStage('staging'), 'v1.2.0');
  });

  describe('with a remote', () => {
    let server: TemporaryRepository;
    let other: TemporaryRepository;
    beforeEach(() => {
      server = temporaryRepository({ bare: true });
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
      other = temporaryRepository({ cloneOf: server.root });
    });
    afterEach(() => {
      server.remove();
      other.remove();
    });

    it('pushes the tag and nothing else', async () => {
      place.git('tag', '-a', '-m', 'private', 'private');
      const { code, stdout } = await project.promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 0);
      assert.match(stdout, /push tag {4}origin fraud#staging#1/);
      assert.match(server.git('tag'), /fraud#staging#1/);
      assert.doesNotMatch(server.git('tag'), /private/);
    });

    it('stops where someone else was first, and leaves nothing behind', async () => {
      assert.equal((await project.promote('fraud v1.1.0 --to staging --yes --push')).code, 0);
      const { code, stderr, stdout } = await project.promote('fraud v1.2.0 --to staging --yes --push --format json', {
        cwd: other.root,
        env: other.environment,
      });
      assert.equal(code, 5);
      assert.match(stderr, /origin has tags of fraud that are not here: fraud#staging#1\./);
      assert.equal(releaseJson.parse(JSON.parse(stdout)).applied, false);
      assert.doesNotMatch(other.git('tag'), /staging/);
      assert.doesNotMatch(server.git('tag'), /staging#2/);
    });

    it('takes its tag back when the push is refused', async () => {
      server.write('hooks/pre-receive', '#!/bin/sh\nexit 1\n');
      chmodSync(join(server.root, 'hooks/pre-receive'), 0o755);
      const { code, stderr } = await project.promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 3);
      assert.match(stderr, /refused the push/);
      assert.doesNotMatch(place.git('tag'), /staging/);
      assert.equal(await project.inStage('staging'), undefined);
    });

    it('says that the remote is away', async () => {
      server.remove();
      const { code } = await project.promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 3);
      assert.doesNotMatch(place.git('tag'), /staging/);
    });
  });
});
