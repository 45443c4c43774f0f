import assert from 'node:assert/strict';
import { symlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { GitError, type GitRepository } from '../../../src/ports/git.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();

describe('changedFiles', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  let repository: GitRepository;
  beforeEach(async () => {
    place = temporaryRepository();
    const opened = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(opened !== null);
    repository = opened;
  });
  afterEach(() => {
    place.remove();
  });

  const brief = (files: Awaited<ReturnType<GitRepository['changedFiles']>>) => files.map(({ path, status, mode }) => [path, status, mode]);

  it('tells what was added, modified, removed and moved, whatever the names', async () => {
    place.commit('a.txt', 'one\n');
    place.commit('old name.txt', 'a long text that Git would take for moved\n');
    place.commit('link', 'a file\n');
    const from = place.commit('gone', 'x\n');
    place.write('a.txt', 'two\n');
    place.git('mv', 'old name.txt', 'zażółć\t"new".txt');
    place.git('rm', '-q', 'gone');
    rmSync(join(place.root, 'link'));
    symlinkSync('a.txt', join(place.root, 'link'));
    place.git('add', '-A');
    const to = place.commit('b/c.txt', 'three\n');
    const changed = await repository.changedFiles(from, to, signal);
    assert.deepEqual(brief(changed), [
      ['a.txt', 'modified', '100644'],
      ['b/c.txt', 'added', '100644'],
      ['gone', 'removed', null],
      ['link', 'modified', '120000'],
      ['old name.txt', 'removed', null],
      ['zażółć\t"new".txt', 'added', '100644'],
    ]);
    assert.equal(changed[1]?.object, place.git('rev-parse', `${to}:b/c.txt`));
    assert.deepEqual(await repository.changedFiles(to, to, signal), []);
  });

  it('lists all files of a commit from nothing', async () => {
    place.commit('a.txt', 'one\n');
    const commit = place.commit('b/c.txt', 'two\n');
    assert.deepEqual(brief(await repository.changedFiles(null, commit, signal)), [
      ['a.txt', 'added', '100644'],
      ['b/c.txt', 'added', '100644'],
    ]);
  });

  it('takes nothing but full ids', async () => {
    const commit = place.commit('a.txt', 'one\n');
    for (const [from, to] of [
      ['HEAD', commit],
      [commit, '--output=x'],
    ] as const) {
      await assert.rejects(
        repository.changedFiles(from, to, signal),
        (error) => error instanceof GitError && error.code === 'invalid-name',
      );
    }
    await assert.rejects(repository.changedFiles(commit, '1'.repeat(40), signal), GitError);
  });
});
