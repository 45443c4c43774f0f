import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileDrop } from '../../src/node/file-drop.ts';
import { ProviderError } from '../../src/ports/version-registry.ts';

const isConflict = (error: unknown): boolean => error instanceof ProviderError && error.code === 'conflict';
const plain = { executable: false };

describe('openFileDrop', () => {
  let parent: string;
  let out: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'airworthy-drop-'));
    out = join(parent, 'a/out');
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it('puts files in place at the end only, and leaves nothing else', async () => {
    const drop = await openFileDrop(out);
    await drop.write('x/run.sh', Buffer.from('1'), { executable: true });
    writeFileSync(await drop.stage('y.txt', plain), '2');
    writeFileSync(await drop.stage('z.sh', { executable: true }), '3');
    assert.ok(!existsSync(join(out, 'x')) && !existsSync(join(out, 'y.txt')));
    await drop.commit();
    await drop.discard();
    assert.deepEqual(readdirSync(out, { recursive: true }).map(String).sort(), ['x', join('x', 'run.sh'), 'y.txt', 'z.sh']);
    assert.equal(readFileSync(join(out, 'y.txt'), 'utf8'), '2');
    if (process.platform === 'win32') return;
    const modes = ['x/run.sh', 'y.txt', 'z.sh'].map((path) => statSync(join(out, path)).mode & 0o111);
    assert.deepEqual(modes, [0o111, 0, 0o111]);
  });

  it('removes what it made where nothing was put in place', async () => {
    const drop = await openFileDrop(out);
    await drop.write('x', Buffer.from('1'), plain);
    await drop.discard();
    assert.deepEqual(readdirSync(parent), []);
  });

  it('never replaces a file, not even one that comes meanwhile, and takes the others back', async () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'b'), 'mine');
    const drop = await openFileDrop(out);
    await assert.rejects(drop.stage('b', plain), isConflict);
    await drop.write('a/1', Buffer.from('1'), plain);
    await drop.write('c', Buffer.from('1'), plain);
    writeFileSync(join(out, 'c'), 'mine');
    await assert.rejects(drop.commit(), isConflict);
    await drop.discard();
    assert.deepEqual(readdirSync(out).sort(), ['b', 'c']);
    assert.equal(readFileSync(join(out, 'c'), 'utf8'), 'mine');
  });

  it('follows no link out of the folder, and takes no file for a folder', async () => {
    mkdirSync(out, { recursive: true });
    mkdirSync(join(parent, 'elsewhere'));
    symlinkSync(join(parent, 'elsewhere'), join(out, 'link'), 'dir');
    writeFileSync(join(out, 'file'), '');
    const drop = await openFileDrop(out);
    await drop.write('link/x', Buffer.from('1'), plain);
    await assert.rejects(drop.commit(), isConflict);
    await assert.rejects(drop.stage('file/x', plain), isConflict);
    await drop.discard();
    assert.deepEqual(readdirSync(join(parent, 'elsewhere')), []);
    assert.deepEqual(readdirSync(out).sort(), ['file', 'link']);
  });

  it('takes no path that leads out', async () => {
    const drop = await openFileDrop(out);
    for (const path of ['../x', '/x', 'a/../../x', '.git/config', '']) await assert.rejects(drop.stage(path, plain), isConflict);
    await drop.discard();
  });
});
