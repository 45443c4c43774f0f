import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitError, type GitErrorCode, type GitRepository } from '../../../src/ports/git.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();
const time = { at: 1_700_000_500_000, offset: '+0100' };

async function open(place: TemporaryRepository, folder = place.root): Promise<GitRepository> {
  const repository = await createGit({ environment: place.environment }).open(folder, signal);
  assert.ok(repository !== null);
  return repository;
}

function hasCode(code: GitErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof GitError && error.code === code;
}

describe('createGit', () => {
  let place: TemporaryRepository;
  beforeEach(() => {
    place = temporaryRepository();
  });
  afterEach(() => {
    place.remove();
  });

  it('finds the root from a folder inside, and nothing outside of a repository', async () => {
    mkdirSync(join(place.root, 'a', 'b'), { recursive: true });
    assert.equal((await open(place, join(place.root, 'a', 'b'))).root, place.root);
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-plain-')));
    assert.equal(await createGit({ environment: place.environment }).open(outside, signal), null);
    assert.equal(await createGit({ environment: { PATH: '' } }).open(outside, signal), null);
    assert.equal(await createGit({ environment: place.environment }).open(join(outside, 'no'), signal), null);
    rmSync(outside, { recursive: true });
  });

  it('says that Git is missing', async () => {
    await assert.rejects(createGit({ environment: { PATH: '' } }).open(place.root, signal), hasCode('git-missing'));
  });

  it('refuses a work tree elsewhere', async () => {
    const elsewhere = temporaryRepository();
    place.git('config', 'core.worktree', elsewhere.root);
    await assert.rejects(createGit({ environment: place.environment }).open(place.root, signal), hasCode('refused'));
    elsewhere.remove();
  });

  it('does not take the repository from the environment', async () => {
    const other = temporaryRepository();
    const environment = { ...place.environment, GIT_DIR: join(other.root, '.git'), GIT_WORK_TREE: other.root };
    const repository = await createGit({ environment }).open(place.root, signal);
    assert.equal(repository?.root, place.root);
    other.remove();
  });

  it('opens a linked worktree', async () => {
    const commit = place.commit('a', '1');
    place.git('worktree', 'add', '-q', '--detach', join(place.root, '..', 'linked'));
    const linked = await open(place, join(place.root, '..', 'linked'));
    assert.deepEqual(await linked.head(signal), { commit, branch: null });
    assert.match(linked.gitDirectory, /\.git[\\/]worktrees[\\/]linked$/);
  });

  it('tells where HEAD is', async () => {
    const repository = await open(place);
    assert.deepEqual(await repository.head(signal), { commit: null, branch: 'main' });
    const commit = place.commit('a', '1');
    assert.deepEqual(await repository.head(signal), { commit, branch: 'main' });
    place.git('checkout', '-q', '--detach');
    assert.deepEqual(await repository.head(signal), { commit, branch: null });
    assert.equal(repository.isShallow, false);
    assert.equal(await repository.resolveCommit('no-such', signal), null);
    assert.equal(await repository.resolveCommit('main', signal), commit);
  });

  it('lists tracked, untracked and ignored files, strange names included', async () => {
    const names = ['plain', 'with space', 'żółw', 'quo"te', 'star*', '-dash', 'tab\there', 'line\nend', ':(top)x'];
    for (const name of names) place.commit(name, name);
    place.write('.gitignore', 'ignored*\n');
    place.write('new/file', '');
    place.write('ignored.txt', '');
    const repository = await open(place);
    const listing = await repository.listing('', signal);
    assert.deepEqual(listing.tracked.map(({ path }) => path).sort(), [...names].sort());
    assert.ok(listing.tracked.every(({ mode, object }) => mode === '100644' && /^[0-9a-f]{40}$/.test(object)));
    assert.deepEqual([...listing.untracked].sort(), ['.gitignore', 'new/file']);
    assert.deepEqual((await repository.listing('new', signal)).untracked, ['new/file']);
    assert.deepEqual(
      [...(await repository.ignored(['ignored.txt', 'plain', '-dash', 'ignored żółw', 'line\nend', ':(top)x'], signal))],
      ['ignored.txt', 'ignored żółw'],
    );
    assert.equal((await repository.ignored(['plain'], signal)).size, 0);
  });

  it('finds files by their names in any folder, but not what is ignored', async () => {
    place.commit('a[1]/ż/airworthy.yaml', '1');
    place.commit('airworthy.yaml', '1');
    for (const path of ['new/airworthy.yaml', 'ignored/airworthy.yaml', 'new/not-airworthy.yaml', '.airworthy.yaml']) place.write(path, '');
    place.write('.gitignore', 'ignored/\n');
    const repository = await open(place);
    assert.deepEqual(
      [...(await repository.filesNamed(['airworthy.yaml'], signal))].sort(),
      ['airworthy.yaml', 'a[1]/ż/airworthy.yaml', 'new/airworthy.yaml'].sort(),
    );
    assert.deepEqual(await repository.filesNamed(['none.yaml'], signal), []);
  });

  it('reads tags with taggers, messages and peeled commits', async () => {
    const commit = place.commit('a', '1');
    place.tag('a=b@v1.0.0', commit, 1_700_000_100, { message: 'One\ntwo\n\nthree\n\x01\n', by: 'Józef Ą', offset: '+0530' });
    place.git('tag', 'light');
    place.tag('outer', 'a=b@v1.0.0', 1_700_000_200);
    place.git('tag', '-a', '-m', 'blob', 'blob', place.git('rev-parse', 'HEAD:a'));
    const tags = await (await open(place)).tags(signal);
    assert.deepEqual(
      tags.map(({ name, kind, commit: at }) => [name, kind, at]),
      [
        ['a=b@v1.0.0', 'annotated', commit],
        ['blob', 'annotated', null],
        ['light', 'lightweight', commit],
        ['outer', 'annotated', commit],
      ],
    );
    const [registered, , light] = tags;
    assert.ok(registered !== undefined && light !== undefined);
    assert.deepEqual(registered.tagger, { name: 'Józef Ą', email: 'ana@example.com', at: 1_700_000_100_000, offset: '+0530' });
    assert.equal(registered.message, 'One\ntwo\n\nthree\n\x01\n');
    assert.equal(registered.object, place.git('rev-parse', 'refs/tags/a=b@v1.0.0'));
    assert.equal(light.tagger, null);
  });

  it('reads many blobs, null for what is not there', async () => {
    const one = place.commit('dir/ż a', 'one\n\n');
    const two = place.commit('dir/ż a', '\0\xff missing');
    const repository = await open(place);
    const files = [
      { commit: two, path: 'dir/ż a' },
      { commit: two, path: 'dir' },
      { commit: one, path: 'no such missing' },
      { commit: one, path: 'line\nend' },
      { commit: 'f'.repeat(40), path: 'dir/ż a' },
      { commit: one, path: 'dir/ż a' },
    ];
    const texts = (await repository.readBlobs(files, signal)).map((bytes) => (bytes === null ? null : Buffer.from(bytes).toString('utf8')));
    assert.deepEqual(texts, ['\0\xff missing', null, null, null, null, 'one\n\n']);
    assert.deepEqual(
      [...(await repository.commitTimes([one, two, 'f'.repeat(40)], signal))],
      [
        [one, 1_700_000_000_000],
        [two, 1_700_000_001_000],
      ],
    );
  });

  it('makes a tag once, and takes back only its own', async () => {
    const commit = place.commit('a', '1');
    const repository = await open(place);
    const tag = { name: 'm#production#1', commit, message: '# kept\n\nAirworthy-To: v1', ...time };
    const object = await repository.createTag(tag, signal);
    assert.equal(place.git('cat-file', '-p', 'm#production#1').split('\n\n').slice(1).join('\n\n'), '# kept\n\nAirworthy-To: v1');
    assert.deepEqual((await repository.tags(signal))[0]?.tagger, { name: 'Ana Nowak', email: 'ana@example.com', ...time });
    await assert.rejects(repository.createTag(tag, signal), hasCode('conflict'));
    assert.equal(await repository.deleteTag(tag.name, commit, signal), false);
    assert.equal(await repository.deleteTag(tag.name, object, signal), true);
    assert.equal(await repository.deleteTag(tag.name, object, signal), false);
    assert.deepEqual(await repository.tags(signal), []);
  });

  it('names who would sign a tag, and makes none without a name', async () => {
    const commit = place.commit('a', '1');
    const repository = await open(place);
    const identity = await repository.identity(signal);
    assert.deepEqual([identity?.name, identity?.email], ['Ana Nowak', 'ana@example.com']);
    place.git('config', '--global', '--unset', 'user.name');
    place.git('config', '--global', '--unset', 'user.email');
    assert.equal(await repository.identity(signal), null);
    await assert.rejects(repository.createTag({ name: 't', commit, message: 'm', ...time }, signal), hasCode('no-identity'));
  });

  for (const name of ['-d', '', 'a b', 'a\nb', 'a..b', 'x.lock', '.a', 'a//b', 'a~1', '--delete', 'a\x7f', '@{-1}']) {
    it(`refuses the tag name ${JSON.stringify(name)}`, async () => {
      const commit = place.commit('a', '1');
      await assert.rejects((await open(place)).createTag({ name, commit, message: 'm', ...time }, signal), hasCode('invalid-name'));
    });
  }

  it('refuses revisions and remotes that read as options', async () => {
    const repository = await open(place);
    await assert.rejects(repository.resolveCommit('--all', signal), hasCode('invalid-name'));
    await assert.rejects(repository.remoteTags('--upload-pack=x', signal), hasCode('invalid-name'));
    await assert.rejects(repository.remoteTags('../elsewhere', signal), hasCode('invalid-name'));
    await assert.rejects(repository.remoteTags('origin', signal), hasCode('not-found'));
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    const repository = await open(place);
    controller.abort();
    await assert.rejects(repository.tags(controller.signal), { name: 'AbortError' });
  });
});

describe('remotes', () => {
  let server: TemporaryRepository;
  let one: TemporaryRepository;
  let two: TemporaryRepository;
  let commit: string;
  beforeEach(() => {
    server = temporaryRepository({ bare: true });
    one = temporaryRepository({ cloneOf: server.root });
    commit = one.commit('a', '1');
    one.git('push', '-q', 'origin', 'HEAD:refs/heads/main');
    two = temporaryRepository({ cloneOf: server.root });
  });
  afterEach(() => {
    for (const place of [server, one, two]) place.remove();
  });

  it('pushes a tag, lists it, and never replaces another', async () => {
    const first = await open(one);
    const second = await open(two);
    const object = await first.createTag({ name: 'm@v1.0.0', commit, message: 'first', ...time }, signal);
    await second.createTag({ name: 'm@v1.0.0', commit, message: 'second', ...time }, signal);
    assert.deepEqual(await first.remotes(signal), ['origin']);
    assert.equal(await first.pushAddress('origin', signal), server.root);
    assert.deepEqual(await first.remoteTags('origin', signal), []);
    await first.push({ remote: 'origin', refs: ['refs/tags/m@v1.0.0'] }, signal);
    await first.push({ remote: 'origin', refs: ['refs/tags/m@v1.0.0'] }, signal);
    assert.deepEqual(await second.remoteTags('origin', signal), [{ name: 'm@v1.0.0', object }]);
    await assert.rejects(second.push({ remote: 'origin', refs: ['refs/tags/m@v1.0.0'] }, signal), hasCode('conflict'));
  });

  it('says why a push failed', async () => {
    const repository = await open(one);
    await repository.createTag({ name: 't', commit, message: 'm', ...time }, signal);
    server.write('hooks/pre-receive', '#!/bin/sh\nexit 1\n');
    server.git('config', 'core.hooksPath', join(server.root, 'hooks'));
    const { chmodSync } = await import('node:fs');
    chmodSync(join(server.root, 'hooks', 'pre-receive'), 0o755);
    await assert.rejects(repository.push({ remote: 'origin', refs: ['refs/tags/t'] }, signal), hasCode('refused'));
    one.git('remote', 'set-url', 'origin', join(one.root, '..', 'gone'));
    await assert.rejects(repository.push({ remote: 'origin', refs: ['refs/tags/t'] }, signal), hasCode('unreachable'));
    one.git('remote', 'set-url', 'origin', 'http://127.0.0.1:1/x.git');
    await assert.rejects(repository.remoteTags('origin', signal), hasCode('unreachable'));
  });

  it('refuses a remote inside the repository, and shows no password', async () => {
    const repository = await open(one);
    one.git('remote', 'set-url', 'origin', './evil.git');
    await assert.rejects(repository.push({ remote: 'origin', refs: ['refs/tags/t'] }, signal), hasCode('refused'));
    one.git('remote', 'set-url', 'origin', 'https://me:secret@example.com/x.git');
    assert.equal(await repository.pushAddress('origin', signal), 'https://example.com/x.git');
  });
});
