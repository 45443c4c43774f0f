import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBlockingFileTree, createFileTree } from '../../src/node/file-tree.ts';
import { largestText } from '../../src/core/project/scan-scope.ts';

const { signal } = new AbortController();

describe('file trees', () => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-tree-')));
  const root = join(top, 'root');
  const outside = join(top, 'outside');
  const cached = join(top, 'files/md5/ab');
  const object = 'cdef0123456789cdef0123456789ab';
  before(() => {
    for (const folder of [join(root, 'inner'), outside, cached]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(root, 'inner/plain.yaml'), '\ufeffa: żółw\n');
    writeFileSync(join(root, 'empty.md'), '');
    writeFileSync(join(root, 'wide.txt'), Buffer.from('\ufeffwide', 'utf16le'));
    writeFileSync(join(root, 'binary.yaml'), Buffer.from([0x61, 0, 0x62]));
    writeFileSync(join(root, 'broken.yaml'), Buffer.from([0x61, 0xff, 0xfe]));
    writeFileSync(join(root, 'large.yaml'), Buffer.alloc(largestText + 1, 'a'));
    writeFileSync(join(outside, 'secret.yaml'), 'a: 1\n');
    writeFileSync(join(cached, object), 'b: 2\n');
    if (process.platform === 'win32') return;
    symlinkSync('inner/plain.yaml', join(root, 'link.yaml'));
    symlinkSync('inner', join(root, 'folder-link'));
    symlinkSync(outside, join(root, 'way-out'));
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'secret.yaml'));
    symlinkSync('circle.yaml', join(root, 'circle.yaml'));
    symlinkSync('gone.yaml', join(root, 'dangling.yaml'));
    symlinkSync(join(cached, object), join(root, 'from-cache.yaml'));
    spawnSync('mkfifo', [join(root, 'pipe.yaml')]);
  });
  after(() => rmSync(top, { recursive: true, force: true }));

  const paths = [
    '',
    'inner',
    'inner/plain.yaml',
    'empty.md',
    'wide.txt',
    'binary.yaml',
    'broken.yaml',
    'large.yaml',
    'gone.yaml',
    'gone/a.yaml',
    'empty.md/a',
  ];
  const links = [
    'link.yaml',
    'folder-link',
    'folder-link/plain.yaml',
    'way-out',
    'way-out/secret.yaml',
    'way-out/gone.yaml',
    'secret.yaml',
    'circle.yaml',
    'circle.yaml/a',
    'dangling.yaml',
    'from-cache.yaml',
    'pipe.yaml',
  ];

  it('answer alike, blocking or not', async () => {
    const [tree, blocking] = [createFileTree(root), createBlockingFileTree(root)];
    for (const path of [...paths, ...links]) {
      assert.deepEqual(await blocking.read(path, signal), await tree.read(path, signal), `read ${path}`);
      assert.deepEqual(await blocking.stat(path, signal), await tree.stat(path, signal), `stat ${path}`);
    }
  });

  it('read text inside the root alone', async () => {
    const tree = createBlockingFileTree(root);
    assert.deepEqual(await tree.read('inner/plain.yaml', signal), { kind: 'text', text: '\ufeffa: żółw\n', size: 14 });
    assert.deepEqual(await tree.read('gone.yaml', signal), { kind: 'absent' });
    assert.deepEqual(await tree.read('large.yaml', signal), { kind: 'unread', reason: 'too-large', size: largestText + 1 });
    assert.deepEqual(await tree.read('binary.yaml', signal), { kind: 'unread', reason: 'not-text', size: 3 });
    assert.deepEqual(await tree.stat('inner', signal), { kind: 'folder', size: null });
  });

  it('follow links no further than the root and DVC’s cache', async function () {
    if (process.platform === 'win32') this.skip();
    const tree = createBlockingFileTree(root);
    for (const path of ['secret.yaml', 'way-out/secret.yaml']) {
      assert.deepEqual(await tree.read(path, signal), { kind: 'unread', reason: 'outside', size: null });
      assert.equal(await tree.stat(path, signal), null);
    }
    assert.deepEqual(await tree.read('from-cache.yaml', signal), { kind: 'text', text: 'b: 2\n', size: 5 });
    assert.deepEqual(await tree.read('folder-link/plain.yaml', signal), await tree.read('inner/plain.yaml', signal));
    assert.deepEqual(await tree.read('pipe.yaml', signal), { kind: 'unread', reason: 'not-text', size: null });
  });
});
