// What stands in the way of a deployment: each is said, and nothing is half done.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorFromOutput } from '../../src/node/git/git-errors.ts';
import { servingProject, servingProjectAt, type ServingProject } from '../support/serving-project.ts';
import { standard } from '../support/serving-manifests.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const path = 'k8s/fraud.yaml';
const declared = 'stages: [production], deploy: {manifest: k8s/fraud.yaml}';
const deploy = 'deploy fraud v1.5.0 --to production --yes';

/** All that a release may change. */
function stateOf({ place }: ServingProject): readonly string[] {
  return [
    ...[['for-each-ref'], ['status', '--porcelain=v2', '--branch'], ['diff'], ['ls-files', '--stage']].map((args) => place.git(...args)),
    readdirSync(join(place.root, '.git/airworthy')).join(),
  ];
}

describe('a deployment that cannot be', function () {
  this.timeout(60_000);
  let original: ServingProject;
  let project: ServingProject;
  let place: TemporaryRepository;
  const others: TemporaryRepository[] = [];
  before(() => {
    original = servingProject({ text: standard, declared });
    mkdirSync(join(original.place.root, '.git/airworthy'));
  });
  after(() => {
    original.place.remove();
  });
  beforeEach(() => {
    project = servingProjectAt(temporaryRepository({ copyOf: original.place }), path);
    ({ place } = project);
  });
  afterEach(() => {
    for (const one of [place, ...others.splice(0)]) one.remove();
  });

  function bareRemote(): TemporaryRepository {
    const server = temporaryRepository({ bare: true });
    others.push(server);
    place.git('remote', 'add', 'origin', server.root);
    place.git('push', '-q', '--tags', 'origin', 'main');
    return server;
  }

  function hook({ root }: TemporaryRepository, name: string, script: string): void {
    const folder = root.endsWith('.git') || readdirSync(root).includes('hooks') ? join(root, 'hooks') : join(root, '.git/hooks');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  async function fails(line: string, code: number, words: RegExp): Promise<void> {
    const before = stateOf(project);
    const result = await project.run(line);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, words);
    if (code === 2) assert.equal(result.stdout, '');
    assert.deepEqual(stateOf(project), before);
    assert.equal(place.git('fsck', '--no-dangling', '--no-progress'), '');
  }

  it('says why its journal cannot be written, and releases nothing', async () => {
    // A link to nowhere in the folder's place stops anybody, whatever they may do.
    rmdirSync(join(place.root, '.git/airworthy'));
    symlinkSync(join(place.root, 'nowhere/at/all'), join(place.root, '.git/airworthy'));
    const tags = place.git('for-each-ref');
    const deployed = await project.run(deploy);
    assert.equal(deployed.code, 3, deployed.stderr);
    assert.match(deployed.stderr, /\.git folder could not be written to[^]*Find out who owns the folder/);
    const promoted = await project.run('promote fraud v1.5.0 --to production --yes');
    assert.equal(promoted.code, 3, promoted.stderr);
    assert.match(promoted.stderr, /Nothing was released: the release’s journal could not be written[^]*Find out who may write there/);
    assert.equal(place.git('for-each-ref'), tags);
  });

  it('says in clear words that the Git folder cannot be written to, whatever was to be written', function () {
    // The administrator may write everywhere, so that Git is run as nobody.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    if (process.platform === 'win32') this.skip();
    const git = join(place.root, '.git');
    writeFileSync(join(place.root, 'fresh'), 'not in Git yet');
    execFileSync('chmod', ['-R', 'a-w', git]);
    try {
      chmodSync(dirname(place.root), 0o755);
      if ('uid' in user) execFileSync('chown', ['-R', String(user.uid), dirname(place.root)]);
      for (const args of [
        ['tag', '-a', '-m', 'x', 'new'],
        ['update-ref', 'refs/tags/new', 'HEAD'],
        ['hash-object', '-w', 'fresh'],
        ['add', '--renormalize', '.'],
      ]) {
        const done = spawnSync('git', args, { cwd: place.root, env: { ...place.environment, LC_ALL: 'C' }, ...user });
        assert.ok(done.status !== 0, args.join(' '));
        const error = errorFromOutput({ exitCode: done.status ?? -1, stdout: done.stdout, stderr: done.stderr.toString('utf8') });
        assert.match(error.message, /\.git folder could not be written to/, `${args.join(' ')}: ${done.stderr.toString('utf8')}`);
      }
    } finally {
      if ('uid' in user) execFileSync('chown', ['-R', '0', dirname(place.root)]);
      execFileSync('chmod', ['-R', 'u+w', git]);
    }
  });

  it('over changes of the file, staged, unstaged, or never committed', async () => {
    place.write(path, `${standard}# mine\n`);
    await fails(deploy, 2, /k8s\/fraud\.yaml has changes that are not committed\. Commit or stash them first/);
    place.git('add', path);
    await fails(deploy, 2, /changes that are not committed/);
    place.write(path, standard);
    await fails(deploy, 2, /changes that are not committed/);
    place.git('reset', '-q', '--hard');
    place.git('rm', '-q', '--cached', path);
    place.git('commit', '-q', '-m', 'untracked');
    await fails(deploy, 2, /is not in the commit that is checked out\. Commit it first/);
  });

  it('without a branch, or in the middle of a merge', async () => {
    place.git('checkout', '-q', '-b', 'side', 'HEAD~1');
    place.commit('side.txt', 'side');
    place.git('checkout', '-q', 'main');
    place.git('merge', '-q', '--no-commit', '--no-ff', 'side');
    await fails(deploy, 2, /A merge is under way/);
    place.git('merge', '--abort');
    place.git('checkout', '-q', '--detach');
    await fails(deploy, 2, /No branch is checked out/);
  });

  it('through a link, a folder outside, or a name that is none', async () => {
    renameSync(join(place.root, path), join(place.root, 'real.yaml'));
    symlinkSync('../real.yaml', join(place.root, path));
    place.git('add', '-A');
    place.git('commit', '-q', '-m', 'link');
    await fails(deploy, 2, /is a link\. Name the file that it leads to/);
    place.commit('airworthy.yaml', 'version: 1\nmodels:\n  - {name: fraud, deploy: {manifest: ../fraud.yaml}}\n');
    await fails(deploy, 2, /outside|leads out|declares no deploy/);
    for (const name of ['-x', 'a\u0001b', 'a..b']) {
      const before = place.git('for-each-ref');
      const result = await project.run('register --yes', {}, ['--', name, 'v1.0.0']);
      assert.equal(result.code, 2, result.stderr);
      assert.doesNotMatch(result.stderr, /\u0001/);
      assert.equal(place.git('for-each-ref'), before);
    }
  });

  it('by nobody, or to no remote', async () => {
    await fails(`${deploy} --push`, 2, /remote/);
    place.git('config', '--global', '--unset', 'user.name');
    await fails(deploy, 2, /user\.name and user\.email/);
  });

  it('where a hook refuses it, and says what the hook said', async () => {
    hook(place, 'pre-commit', 'echo "no deployments \\033[31mon Fridays" >&2; exit 1');
    await fails(deploy, 3, /pre-commit hook refused the commit\.\n.*no deployments .*on Fridays/);
  });

  it('where a hook would commit something else', async () => {
    hook(place, 'pre-commit', `sed -i 's/  / /' ${path}; git add ${path}`);
    await fails(deploy, 3, /would commit something else than the planned change of k8s\/fraud\.yaml/);
    hook(place, 'pre-commit', 'echo more > added.txt; git add added.txt; rm added.txt');
    await fails(deploy, 3, /would commit something else/);
  });

  it('where the branch moves while it is made', async () => {
    const next = place.git('commit-tree', '-p', 'HEAD', '-m', 'meanwhile', 'HEAD^{tree}');
    hook(place, 'pre-commit', `git update-ref refs/heads/main ${next}`);
    const { code, stderr } = await project.run(deploy);
    assert.equal(code, 5);
    assert.match(stderr, /The branch main has moved meanwhile\.\n(?:.*\n)*Look at the versions again and retry/);
    assert.equal(place.git('rev-parse', 'main'), next);
    assert.equal(place.git('status', '--porcelain'), '');
    assert.doesNotMatch(place.git('tag'), /production/);
  });

  it('where another Git process is at work', async () => {
    writeFileSync(join(place.root, '.git/index.lock'), '');
    await fails(deploy, 5, /Another Git process is at work/);
  });

  it('at a remote that takes it not, and says what the remote said', async () => {
    const server = bareRemote();
    hook(server, 'pre-receive', 'echo "main is protected" >&2; exit 1');
    await fails(`${deploy} --push`, 3, /The remote refused the push\.\n(?:.*\n)*.*main is protected(?:.*\n)*.*via: branch/);
    assert.doesNotMatch(server.git('for-each-ref'), /production/);
    hook(server, 'pre-receive', 'exit 0');
    // A protected branch refuses one ref; the tag must not get through alone.
    hook(server, 'update', 'case "$1" in refs/heads/*) exit 1;; esac');
    await fails(`${deploy} --push`, 3, /refused the push/);
    assert.doesNotMatch(server.git('for-each-ref'), /production/);
  });

  it('onto a branch that is ahead at the remote', async () => {
    const server = bareRemote();
    const other = temporaryRepository({ cloneOf: server.root });
    others.push(other);
    other.commit('other.txt', 'first');
    other.git('push', '-q', 'origin', 'main');
    await fails(`${deploy} --push`, 5, /The remote’s branch has commits that are not here\.\n(?:.*\n)*Pull, look again and retry/);
    place.git('pull', '-q', '--rebase', 'origin', 'main');
    place.commit('own.txt', 'not pushed');
    assert.match(
      await project.done('deploy fraud v1.5.0 --to production --push'),
      /commits of main that origin does not have yet go along/,
    );
    assert.doesNotMatch(await project.done('deploy fraud v1.6.0 --to production --push'), /go along/);
    assert.equal(server.git('rev-parse', 'main'), place.git('rev-parse', 'main'));
  });

  it('to a remote that goes away', async () => {
    const server = bareRemote();
    hook(server, 'pre-receive', 'kill -9 $PPID');
    await fails(`${deploy} --push`, 3, /./);
    assert.doesNotMatch(server.git('for-each-ref'), /production/);
    server.remove();
    await fails(`${deploy} --push`, 3, /./);
  });

  it('is let go on by a remote that took it and then broke off', async () => {
    const server = bareRemote();
    hook(server, 'post-receive', 'kill -9 $PPID');
    await project.done('deploy fraud v1.5.0 --to production --push');
    assert.equal(server.git('rev-parse', 'main'), place.git('rev-parse', 'main'));
    assert.deepEqual(await project.stages(), { production: 'v1.5.0' });
  });

  it('by two people at once, of whom one wins', async () => {
    const server = bareRemote();
    const clone = temporaryRepository({ cloneOf: server.root });
    others.push(clone);
    mkdirSync(join(clone.root, '.git/airworthy'));
    const second = servingProjectAt(clone, path);
    const people = [project, second];
    const before = people.map(stateOf);
    const results = await Promise.all([project.run(`${deploy} --push`), second.run('deploy fraud v1.6.0 --to production --yes --push')]);
    const lost = results.findIndex(({ code }) => code !== 0);
    assert.deepEqual(results.map(({ code }) => code).toSorted(), [0, 5], results.map(({ stderr }) => stderr).join('\n'));
    assert.match(results[lost]?.stderr ?? '', /remote|origin/);
    const loser = people[lost];
    assert.ok(loser !== undefined);
    assert.deepEqual(stateOf(loser), before[lost]);
    assert.match(server.git('show', `main:${path}`), lost === 0 ? /v1\.6\.0/ : /v1\.5\.0/);
  });
});
