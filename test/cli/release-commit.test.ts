// The commit of a deployment: only the planned change, with a record that Git and the audit read.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAudit } from '../../src/cli/audit.ts';
import { parseReleaseMessage } from '../../src/core/release/release-message.ts';
import { runCommand } from '../support/run-command.ts';
import { assertTidy, servingProject, servingProjectAt, type ServingProject } from '../support/serving-project.ts';
import { knative, standard } from '../support/serving-manifests.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const path = 'k8s/fraud.yaml';
const declared = 'stages: [production], deploy: {manifest: k8s/fraud.yaml}';
const deploy = 'deploy fraud v1.5.0 --to production';

describe('the commit of a deployment', function () {
  this.timeout(60_000);
  let original: ServingProject;
  let project: ServingProject;
  let place: TemporaryRepository;
  before(() => {
    original = servingProject({ text: standard, declared });
  });
  after(() => {
    original.place.remove();
  });
  beforeEach(() => {
    project = servingProjectAt(temporaryRepository({ copyOf: original.place }), path);
    ({ place } = project);
  });
  afterEach(() => {
    place.remove();
  });

  const hook = (name: string, script: string): void => {
    mkdirSync(join(place.root, '.git/hooks'), { recursive: true });
    writeFileSync(join(place.root, '.git/hooks', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(place.root, '.git/hooks', name), 0o755);
  };

  it('holds the edited file alone, and leaves what is staged and unstaged as it is', async () => {
    place.write('model.txt', 'staged');
    place.write('new.txt', 'new');
    place.git('add', 'model.txt', 'new.txt');
    place.write('model.txt', 'unstaged');
    place.git('rm', '-q', '--cached', 'airworthy.yaml');
    place.write('untracked.txt', 'mine');
    const states = (): readonly string[] => [
      ...[['status', '--porcelain=v1'], ['diff'], ['diff', '--cached', '--stat'], ['show', ':model.txt']].map((args) => place.git(...args)),
    ];
    const before = states();
    await project.done(deploy);
    assert.deepEqual(states(), before);
    assert.equal(place.git('diff', '--name-status', 'HEAD~1', 'HEAD'), `M\t${path}`);
    assert.equal(place.read(path), standard.replaceAll('v1.4.0', 'v1.5.0'));
  });

  it('keeps comments and line ends, converted or not', async () => {
    const windows = knative.replaceAll('\n', '\r\n');
    place.commit(path, windows);
    await project.done(deploy);
    assert.equal(place.read(path), windows.replaceAll('1.4.0', '1.5.0'));
    assertTidy(project);
    place.git('config', 'core.autocrlf', 'true');
    place.commit(path, knative);
    place.git('rm', '-q', '--cached', path);
    place.git('reset', '-q', '--hard');
    assert.match(place.read(path), /\r\n/);
    await project.done('deploy fraud v1.6.0 --to production');
    assert.equal(place.read(path), windows.replaceAll('1.4.0', '1.6.0'));
    assert.doesNotMatch(place.git('cat-file', 'blob', `HEAD:${path}`), /\r/);
    assertTidy(project);
  });

  it('keeps a file executable', async () => {
    chmodSync(join(place.root, path), 0o755);
    place.git('commit', '-q', '-a', '-m', 'executable');
    await project.done(deploy);
    assert.match(place.git('ls-files', '--stage', path), /^100755/);
    assertTidy(project);
  });

  it('records what a person typed so that it can form no trailer', async () => {
    const reason = 'drift\n\nAirworthy-To: v9.9.9\nSigned-off-by: Eve <eve@example.com>\n$(touch x); "q" \u2028Airworthy-Stage: no';
    const { code, stderr } = await project.run(`${deploy} --yes --reason`, {}, [reason]);
    assert.equal(code, 0, stderr);
    const text = place.git('log', '-1', '--format=%B');
    const trailers = execFileSync('git', ['interpret-trailers', '--parse'], { input: text, encoding: 'utf8' }).trim().split('\n');
    const named = (name: string): readonly string[] => trailers.filter((line) => line.startsWith(`${name}: `));
    assert.deepEqual(named('Airworthy-To'), ['Airworthy-To: v1.5.0']);
    assert.deepEqual(named('Airworthy-Stage'), ['Airworthy-Stage: production']);
    assert.deepEqual(named('Signed-off-by'), []);
    assert.equal(parseReleaseMessage(text)?.reason, reason);
  });

  it('runs the repository’s hooks for itself alone, whose trailers hide nothing of the record', async () => {
    hook('pre-commit', 'echo pre-commit >> "$(git rev-parse --git-dir)/ran"');
    // What a hook needs of elsewhere it may fetch, as in any commit.
    hook(
      'commit-msg',
      `git ls-remote "file://${original.place.root}" > /dev/null || exit 1; echo commit-msg >> "$(git rev-parse --git-dir)/ran"; printf "\\\\nChange-Id: I0123\\\\n" >> "$1"`,
    );
    for (const name of ['post-checkout', 'reference-transaction', 'pre-push', 'post-index-change', 'post-commit', 'prepare-commit-msg']) {
      hook(name, `echo ${name} >> "$(git rev-parse --git-dir)/ran"`);
    }
    for (const line of ['versions --format json', `${deploy} --dry-run`, 'promote fraud v1.6.0 --to production --yes', `${deploy} --yes`]) {
      assert.equal((await project.run(line)).code, 0, line);
    }
    assert.equal(readFileSync(join(place.root, '.git/ran'), 'utf8'), 'pre-commit\ncommit-msg\n');
    const text = place.git('log', '-1', '--format=%B');
    assert.match(text, /\n\nChange-Id: I0123$/);
    assert.equal(parseReleaseMessage(text)?.to, 'v1.5.0');
    const audit = await runCommand(runAudit, ['--format', 'json'], { cwd: place.root, env: place.environment });
    assert.match(audit.stdout, /"deploy"/);
    assertTidy(project);
  });

  it('goes through where a hook formats the file in the work tree, and puts that back', async () => {
    hook('pre-commit', `echo '# formatted' >> ${path}`);
    await project.done(deploy);
    assert.equal(place.read(path), standard.replaceAll('v1.4.0', 'v1.5.0'));
    assertTidy(project);
  });

  it('is signed, and its tag too, where Git’s settings say so', async function () {
    const key = join(place.root, '../home/key');
    if (spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]).error !== undefined) this.skip();
    const allowed = join(place.root, '../home/allowed');
    writeFileSync(allowed, `ana@example.com ${readFileSync(`${key}.pub`, 'utf8')}`);
    const settings = {
      'gpg.format': 'ssh',
      'user.signingkey': key,
      'commit.gpgsign': 'true',
      'tag.gpgsign': 'true',
      'gpg.ssh.allowedSignersFile': allowed,
    };
    for (const [name, value] of Object.entries(settings)) place.git('config', '--global', name, value);
    await project.done(deploy);
    place.git('verify-commit', 'HEAD');
    place.git('verify-tag', 'fraud#production#1');
    const released = place.git('for-each-ref');
    place.git('remote', 'add', 'origin', `file://${place.root}-gone`);
    assert.equal((await project.run('deploy fraud v1.6.0 --to production --yes --push')).code, 3);
    writeFileSync(join(place.root, '.git/index.lock'), '');
    assert.equal((await project.run('deploy fraud v1.6.0 --to production --yes')).code, 5);
    rmSync(join(place.root, '.git/index.lock'));
    assert.equal(place.git('for-each-ref'), released, 'a signed tag is known as ours and taken back');
    place.git('config', '--global', 'user.signingkey', `${key}-gone`);
    const before = place.git('for-each-ref');
    const failed = await project.run('deploy fraud v1.6.0 --to production --yes');
    assert.equal(failed.code, 3);
    assert.match(failed.stderr, /could not be signed/);
    assert.equal(place.git('for-each-ref'), before);
    assertTidy(project);
  });

  it('goes to a branch of its own where that is said, and to another where that is taken', async () => {
    place.commit(
      'airworthy.yaml',
      'version: 1\nmodels:\n  - {name: fraud, stages: [production], deploy: {manifest: k8s/fraud.yaml, via: branch, apply: kubectl}}\n',
    );
    const [head, text] = [place.git('rev-parse', 'main'), place.read(path)];
    assert.match(await project.done(deploy), /kubectl is left out: k8s\/fraud\.yaml changes on a branch of its own/);
    assert.deepEqual([place.git('rev-parse', 'main'), place.read(path)], [head, text]);
    const branch = 'airworthy/fraud-production-v1.5.0';
    assert.equal(place.git('diff', '--name-only', 'main', branch), path);
    place.git('update-ref', `refs/remotes/origin/${branch}-2`, head);
    place.git('tag', '-d', 'fraud#production#1');
    assert.match(await project.done(deploy), new RegExp(`${branch}-3`));
    assertTidy(project);
  });

  it('is made in a linked worktree of a project in a folder, from a shallow clone', async () => {
    const inFolder = servingProject({ text: standard, declared, folder: 'models/fraud/' });
    const shallow = temporaryRepository();
    try {
      shallow.git('remote', 'add', 'origin', `file://${inFolder.place.root}`);
      shallow.git('fetch', '-q', '--depth=2', '--tags', 'origin', 'main');
      shallow.git('checkout', '-q', '-b', 'main', 'FETCH_HEAD');
      const root = join(shallow.root, '../linked');
      shallow.git('worktree', 'add', '-q', '-b', 'linked', root);
      const linked = servingProjectAt(
        { ...shallow, root, read: (name) => readFileSync(join(root, name), 'utf8'), git: (...args) => shallow.git('-C', root, ...args) },
        inFolder.path,
      );
      const { code, stdout, stderr } = await linked.run(`${deploy} --yes`, { cwd: join(root, 'models/fraud') });
      assert.equal(code, 0, stderr);
      assert.match(stdout, /edit +models\/fraud\/k8s\/fraud\.yaml:/);
      assert.deepEqual(linked.served(), ['main v1.5.0 100']);
      assertTidy(linked);
      assertTidy({ place: shallow });
      assert.equal(shallow.git('log', '--format=%s', 'main..linked'), 'Deploy fraud v1.5.0 to production');
    } finally {
      shallow.remove();
      inFolder.place.remove();
    }
  });
});
