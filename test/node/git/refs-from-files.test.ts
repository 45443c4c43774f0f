import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { readRepositoryFiles } from '../../../src/node/git/refs-from-files.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();

describe('readRepositoryFiles', () => {
  let place: TemporaryRepository;
  let commit: string;
  beforeEach(() => {
    place = temporaryRepository();
    commit = place.commit('a', '1');
    place.tag('dir=m@v1.0.0', commit, 1_700_000_100);
    place.tag('m/sub#prod#1', place.commit('a', '2'), 1_700_000_100);
    place.git('tag', 'light', commit);
    place.tag('outer', 'dir=m@v1.0.0', 1_700_000_200);
    place.git('tag', '-a', '-m', 'blob', 'blob', place.git('rev-parse', 'HEAD:a'));
  });
  afterEach(() => {
    place.remove();
  });

  /** What Git itself says of names, kinds, objects and commits. */
  async function asGitSays(): Promise<unknown> {
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(repository !== null);
    return {
      head: await repository.head(signal),
      tags: (await repository.tags(signal)).map((tag) => ({ ...tag, tagger: null, message: null, signed: false })),
    };
  }

  function fromFiles(folder = place.root): unknown {
    const files = readRepositoryFiles(folder);
    return { head: files?.head, tags: files?.tags };
  }

  it('agrees with Git on loose refs', async () => {
    assert.deepEqual(fromFiles(), await asGitSays());
  });

  it('agrees with Git on packed refs', async () => {
    place.git('tag', '-d', 'blob');
    place.git('pack-refs', '--all');
    assert.deepEqual(fromFiles(), await asGitSays());
  });

  it('takes the loose ref where both are there', async () => {
    place.git('pack-refs', '--all', '--no-prune');
    place.git('tag', '-f', 'light', 'HEAD');
    assert.deepEqual(fromFiles(), await asGitSays());
  });

  it('agrees with Git on a detached HEAD and before the first commit', async () => {
    place.git('checkout', '-q', '--detach');
    assert.deepEqual(fromFiles(), await asGitSays());
    place.git('checkout', '-q', '--orphan', 'fresh/one');
    assert.deepEqual(fromFiles(), await asGitSays());
  });

  it('reads a linked worktree', () => {
    place.git('worktree', 'add', '-q', '-b', 'other', join(place.root, '..', 'linked'), commit);
    const files = readRepositoryFiles(join(place.root, '..', 'linked'));
    assert.deepEqual(files?.head, { commit, branch: 'other' });
    assert.equal(files.tags?.length, 5);
  });

  it('knows a loose tag by name alone where its object is packed', () => {
    place.git('repack', '-a', '-d', '-q');
    const tags = readRepositoryFiles(place.root)?.tags ?? [];
    assert.deepEqual(
      tags.map(({ name, kind, commit: at }) => [name, kind, at]),
      ['blob', 'dir=m@v1.0.0', 'light', 'm/sub#prod#1', 'outer'].map((name) => [name, 'unknown', null]),
    );
  });

  it('does not follow a loop of links, and takes no rubbish for a ref', () => {
    symlinkSync('..', join(place.root, '.git/refs/tags/loop'));
    place.write('.git/refs/tags/rubbish', 'not an id\n');
    place.write('.git/refs/tags/x.lock', `${commit}\n`);
    assert.equal(readRepositoryFiles(place.root)?.tags?.length, 5);
  });

  it('does not read refs kept in another form', () => {
    place.write('.git/reftable/tables.list', '');
    assert.equal(readRepositoryFiles(place.root)?.tags, null);
  });
});
