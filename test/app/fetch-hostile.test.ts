import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { runFetch } from '../../src/cli/fetch.ts';
import { objectServer } from '../support/object-server.ts';
import { md5Of } from '../support/release-project.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const json = z.object({
  artefacts: z.array(z.object({ path: z.string(), from: z.string(), why: z.string().nullable() })),
  written: z.array(z.object({ path: z.string() })),
  skipped: z.array(z.object({ path: z.string(), why: z.string() })),
});

describe('airworthy fetch, on repositories that are not as the sample is', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  let out: string;
  beforeEach(() => {
    place = temporaryRepository();
    out = join(place.root, '../out');
    place.write('.dvc/config', `[core]\nremote = store\n['remote "store"']\nurl = ../../store\n['remote "other"']\nurl = ../../other\n`);
    place.commit('airworthy.yaml', 'version: 1\nmodels: [{ name: m, path: model }]\n');
  });
  afterEach(() => {
    place.remove();
  });

  /** Puts an object where a store has it, and gives its digest. */
  function store(text: string, { name = 'store', suffix = '', legacy = false, md5 = md5Of(text) } = {}): string {
    place.write(`../${name}/${legacy ? '' : 'files/md5/'}${md5.slice(0, 2)}/${md5.slice(2)}${suffix}`, text);
    return `${md5}${suffix}`;
  }

  function listing(files: Readonly<Record<string, string>>): string {
    return store(JSON.stringify(Object.entries(files).map(([relpath, md5]) => ({ md5, relpath }))), { suffix: '.dir' });
  }

  function commitOut(md5: string, { path = 'model', more = 'hash: md5' } = {}): void {
    place.commit(`${path}.dvc`, `outs:\n- md5: ${md5}\n  size: 100\n  path: ${path}\n  ${more}\n`);
  }

  async function fetch(line = '') {
    const args = ['m', 'HEAD', '--out', out, '--format', 'json', ...line.split(' ').filter((word) => word !== '')];
    const { code, stdout, stderr } = await runCommand(runFetch, args, { cwd: place.root, env: place.environment });
    return { code, stderr, ...(stdout === '' ? { artefacts: [], written: [], skipped: [] } : json.parse(JSON.parse(stdout))) };
  }

  const listedNames = ['../escape', '/etc/escape', 'a/../../escape', '.git/hooks/post-checkout', 'C:\\escape', 'a\\..\\..\\escape'];
  for (const name of listedNames) {
    it(`writes nothing where a folder’s list names ${name}`, async () => {
      commitOut(listing({ good: store('good'), [name]: store('bad') }));
      const done = await fetch();
      assert.deepEqual([done.code, done.artefacts[0]?.from, done.written, existsSync(out)], [3, 'nowhere', [], false]);
      assert.match(done.artefacts[0]?.why ?? '', /damaged, or names files that may not be written/);
      const server = await objectServer(join(place.root, '../store'));
      place.write('.dvc/config.local', `['remote "store"']\nurl = ${server.url}\n`);
      const online = await fetch();
      await server.stop();
      assert.deepEqual([online.code, online.artefacts[0]?.from, online.written, existsSync(out)], [3, 'remote', [], false]);
      assert.match(online.stderr, /may not be written/);
    });
  }

  it('believes no list that has another digest', async () => {
    const right = listing({ a: store('a') });
    store('[]', { suffix: '.dir', md5: right.slice(0, 32) });
    commitOut(right);
    const done = await fetch();
    assert.deepEqual([done.code, done.artefacts[0]?.from, existsSync(out)], [3, 'nowhere', false]);
  });

  it('copies one file out of a folder that DVC holds', async () => {
    place.commit('airworthy.yaml', 'version: 1\nmodels: [{ name: m, path: all/m }]\n');
    commitOut(listing({ 'm/a.pkl': store('a'), 'm/b/c.json': store('c'), 'other.pkl': store('o') }), { path: 'all' });
    const done = await fetch();
    assert.deepEqual(done.written.map(({ path }) => path).sort(), ['all/m/a.pkl', 'all/m/b/c.json']);
    assert.equal(readFileSync(join(out, 'all/m/b/c.json'), 'utf8'), 'c');
    place.commit('airworthy.yaml', 'version: 1\nmodels: [{ name: m, path: all/none }]\n');
    const none = await fetch('--dry-run');
    assert.deepEqual([none.code, none.artefacts[0]?.why], [3, 'The folder all, which DVC holds, has no such file.']);
  });

  it('reads the layout and the digests of DVC 2', async () => {
    const text = 'a,b\r\n1,2\r\n';
    commitOut(store(text, { legacy: true, md5: md5Of(text.replaceAll('\r', '')) }), { more: 'desc: old' });
    assert.equal((await fetch()).code, 0);
    assert.equal(readFileSync(join(out, 'model'), 'utf8'), text);
  });

  it('asks the remote that an output is pinned to', async () => {
    const md5 = store('pinned', { name: 'other' });
    commitOut(md5);
    assert.equal((await fetch('--dry-run')).code, 3);
    commitOut(md5, { more: 'remote: other' });
    assert.equal((await fetch()).code, 0);
    assert.equal(readFileSync(join(out, 'model'), 'utf8'), 'pinned');
  });

  it('asks the remote that dvc.yaml pins an output to, which the lock does not repeat', async () => {
    const md5 = store('pinned', { name: 'other' });
    place.commit('dvc.yaml', 'stages:\n  t:\n    cmd: x\n    outs: [{ model: { remote: other } }]\n');
    place.commit('dvc.lock', `schema: '2.0'\nstages:\n  t:\n    cmd: x\n    outs:\n    - {path: model, hash: md5, md5: ${md5}, size: 6}\n`);
    assert.equal((await fetch()).code, 0);
  });

  it('finds the model by dvc.yaml’s artifacts too', async () => {
    place.commit('airworthy.yaml', 'version: 1\nmodels: [{ name: m }]\n');
    place.commit('dvc.yaml', 'artifacts:\n  m: { path: saved/m.bin }\n');
    place.commit('saved/m.bin', 'bytes');
    assert.deepEqual(
      (await fetch()).written,
      [{ path: 'saved/m.bin', from: 'git' }].map(({ path }) => ({ path })),
    );
  });

  it('says what it needs where nothing says what the model is', async () => {
    place.commit('airworthy.yaml', 'version: 1\nmodels: [{ name: m }]\n');
    const done = await fetch();
    assert.equal(done.code, 2);
    assert.match(done.stderr, /give it a path in airworthy\.yaml/);
    assert.equal((await fetch('--files')).code, 0);
  });

  it('takes no pointer of Git LFS for a model, writes no links, and no names that are more than names', async () => {
    place.commit('model/weights', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n');
    place.commit('CON', 'x');
    place.commit('a:b', 'x');
    symlinkSync('/etc/passwd', join(place.root, 'link'));
    place.git('add', 'link');
    place.commit('plain', 'x');
    const done = await fetch('--files');
    assert.equal(done.code, 3);
    assert.deepEqual(done.skipped.map(({ path }) => path).sort(), ['CON', 'a:b', 'link', 'model/weights']);
    assert.deepEqual(readdirSync(out).sort(), ['airworthy.yaml', 'plain']);
  });

  it('says where a DVC project or a remote is missing', async () => {
    commitOut(md5Of('nobody has this'));
    assert.equal((await fetch('--dry-run')).artefacts[0]?.why, 'Neither the cache nor the remote store has it.');
    place.write('.dvc/config', '');
    assert.match((await fetch('--dry-run')).artefacts[0]?.why ?? '', /no default remote is set/);
    place.write('.dvc/config', '[core]\nremote = gone\n');
    assert.match((await fetch('--dry-run')).artefacts[0]?.why ?? '', /there is no remote gone/);
  });
});
