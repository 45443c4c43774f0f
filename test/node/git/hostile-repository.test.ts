import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { GitError, type GitRepository } from '../../../src/ports/git.ts';
import { createGit } from '../../../src/node/git/git-repository.ts';
import { readRepositoryFiles } from '../../../src/node/git/refs-from-files.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../../support/temporary-repository.ts';

const signal = neverAborted();
const time = { at: 1_700_000_500_000, offset: '+0100' };

/** Hooks that Git knows, client and server side. */
const hooks = [
  'reference-transaction',
  'pre-push',
  'post-index-change',
  'fsmonitor-watchman',
  'post-checkout',
  'pre-commit',
  'pre-auto-gc',
];

describe('a hostile repository', () => {
  let place: TemporaryRepository;
  let server: TemporaryRepository;
  let commit: string;
  let marks: string;
  let repository: GitRepository;

  /** A program that leaves a mark named after what called it. */
  function program(name: string): string {
    const path = join(place.root, '..', `evil-${name}`);
    place.write(`../evil-${name}`, `#!/bin/sh\n: > '${marks}/${name}'\nexit 1\n`);
    chmodSync(path, 0o755);
    return path;
  }

  beforeEach(async () => {
    server = temporaryRepository({ bare: true });
    place = temporaryRepository({ cloneOf: server.root });
    marks = join(place.root, '..', 'marks');
    mkdirSync(marks);
    place.write('.gitattributes', '* filter=evil diff=evil\n');
    commit = place.commit('a.txt', 'one\n');
    place.tag('m@v1.0.0', commit, 1_700_000_100);
    for (const hook of hooks) {
      program(`hook-${hook}`);
      place.write(`.git/hooks/${hook}`, `#!/bin/sh\n: > '${marks}/hook-${hook}'\n`);
      chmodSync(join(place.root, '.git/hooks', hook), 0o755);
    }
    const settings: Record<string, string> = {
      'core.fsmonitor': program('fsmonitor'),
      'core.pager': program('pager'),
      'core.editor': program('editor'),
      'core.askPass': program('askpass'),
      'core.sshCommand': program('ssh'),
      'core.gitProxy': program('proxy'),
      'core.alternateRefsCommand': program('alternate-refs'),
      'credential.helper': `!${program('credential')}`,
      'credential.http://127.0.0.1.helper': `!${program('credential-url')}`,
      'diff.external': program('diff'),
      'diff.evil.textconv': program('textconv'),
      'diff.evil.command': program('diff-command'),
      'filter.evil.clean': program('clean'),
      'filter.evil.smudge': program('smudge'),
      'filter.evil.process': program('process'),
      'gpg.program': program('gpg'),
      'gpg.ssh.program': program('gpg-ssh'),
      'gpg.ssh.defaultKeyCommand': program('gpg-key'),
      'hook.evil.command': program('config-hook'),
      'hook.evil.event': 'reference-transaction',
      'alias.for-each-ref': `!${program('alias')}`,
      'alias.evil': `!${program('alias')}`,
      'pager.for-each-ref': program('pager-command'),
      'tag.gpgSign': 'false',
      'remote.origin.receivepack': program('receive-pack'),
      'remote.origin.uploadpack': program('upload-pack'),
      'remote.ext.url': `ext::${program('ext')}`,
      'remote.ssh.url': 'ssh://127.0.0.1:1/x',
      'remote.git.url': 'git://127.0.0.1:1/x',
      'remote.http.url': 'http://127.0.0.1:1/x',
      'remote.vcs.vcs': 'ext',
      'remote.vcs.url': program('vcs'),
      'protocol.allow': 'always',
      'protocol.ext.allow': 'always',
      'submodule.recurse': 'true',
      'push.gpgSign': 'true',
      'log.showSignature': 'true',
      'extensions.partialClone': 'ext',
      'remote.ext.promisor': 'true',
    };
    for (const [key, value] of Object.entries(settings)) place.git('config', key, value);
    place.git('config', 'core.repositoryformatversion', '1');
    // The file looks changed, so that a careless reader would run the clean filter.
    place.write('a.txt', 'two\n');
    const opened = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(opened !== null);
    repository = opened;
  });
  afterEach(() => {
    place.remove();
    server.remove();
  });

  /** Runs something that may fail on purpose, and gives how it ended. */
  async function ended(action: Promise<unknown>): Promise<string> {
    try {
      await action;
      return 'done';
    } catch (error) {
      assert.ok(error instanceof GitError, String(error));
      return error.code;
    }
  }

  it('runs nothing of its own while being read', async () => {
    await repository.head(signal);
    assert.equal((await repository.listing('', signal)).tracked.length, 1);
    await repository.ignored(['a.txt', 'b'], signal);
    assert.equal((await repository.tags(signal)).length, 1);
    await repository.refs('refs/', signal);
    await repository.resolveCommit('HEAD', signal);
    const missing = { commit: 'e'.repeat(40), path: 'a.txt' };
    const blobs = await ended(repository.readBlobs([{ commit, path: 'a.txt' }, missing], signal));
    assert.ok(['done', 'failed', 'refused'].includes(blobs), blobs);
    await repository.commitTimes([commit], signal);
    assert.equal((await repository.changedFiles(null, commit, signal)).length, 1);
    await repository.identity(signal);
    await repository.remotes(signal);
    await repository.pushAddress('origin', signal);
    readRepositoryFiles(place.root);
    assert.deepEqual(readdirSync(marks), []);
  });

  it('runs nothing of its own while being written to', async () => {
    const object = await repository.createTag({ name: 'm@v1.0.1', commit, message: 'm', ...time }, signal);
    await repository.push({ remote: 'origin', refs: ['refs/tags/m@v1.0.1'] }, signal);
    assert.equal((await repository.remoteTags('origin', signal)).length, 1);
    assert.equal(await repository.deleteTag('m@v1.0.1', object, signal), true);
    assert.deepEqual(readdirSync(marks), []);
  });

  for (const remote of ['ext', 'vcs', 'ssh', 'git', 'http']) {
    it(`runs nothing for the remote ${remote}`, async () => {
      const listed = await ended(repository.remoteTags(remote, signal));
      const pushed = await ended(repository.push({ remote, refs: ['refs/tags/m@v1.0.0'] }, signal));
      assert.deepEqual(
        [listed, pushed].filter((end) => !['refused', 'unreachable', 'unauthorized', 'failed'].includes(end)),
        [],
      );
      assert.deepEqual(readdirSync(marks), []);
    });
  }

  it('asks no program for a password', async () => {
    const asking = createServer((_, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
    });
    await new Promise<void>((resolve) => asking.listen(0, '127.0.0.1', resolve));
    const address = asking.address();
    assert.ok(address !== null && typeof address === 'object');
    place.git('config', 'remote.asking.url', `http://127.0.0.1:${String(address.port)}/x`);
    place.git('config', `credential.http://127.0.0.1:${String(address.port)}.helper`, `!${program('credential-port')}`);
    try {
      assert.equal(await ended(repository.remoteTags('asking', signal)), 'unauthorized');
      assert.equal(await ended(repository.push({ remote: 'asking', refs: ['refs/tags/m@v1.0.0'] }, signal)), 'unauthorized');
    } finally {
      asking.close();
    }
    assert.deepEqual(readdirSync(marks), []);
  });

  for (const format of ['openpgp', 'ssh', 'x509']) {
    it(`never signs with a program that the repository names (${format})`, async () => {
      place.git('config', 'tag.gpgSign', 'true');
      place.git('config', 'gpg.format', format);
      if (format === 'x509') place.git('config', 'gpg.x509.program', program('gpg-x509'));
      assert.equal(await ended(repository.createTag({ name: 'signed', commit, message: 'm', ...time }, signal)), 'failed');
      assert.equal(existsSync(join(place.root, '.git/refs/tags/signed')), false);
      assert.deepEqual(readdirSync(marks), []);
    });
  }

  it('would leave marks if Git were run without care', () => {
    place.git('config', '--unset', 'extensions.partialClone');
    place.git('update-ref', 'refs/tags/x', commit);
    assert.ok(readdirSync(marks).includes('hook-reference-transaction'));
  });
});
