// `npm start` opens an editor that answers, and ends cleanly on Ctrl-C. The desktop is tried with a stand-in for `code` alone.
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { codeCommand } from './desktop.mjs';

const repository = resolve(__dirname, '..', '..');

describe('npm start', () => {
  let root = '';
  let folder = '';
  let temporary = '';

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-start-test-')));
    folder = join(root, 'project');
    // A temporary folder of its own shows whether anything is left in it.
    temporary = join(root, 'temporary');
    await mkdir(folder);
    await mkdir(temporary);
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, [join(repository, 'test', 'host', 'start.mjs'), '--no-build', ...args], {
      env: { ...process.env, TMPDIR: temporary, ...env },
    });

  /** Resolves with all output so far when it matches; rejects when the program ends before. */
  const untilSaid = (child: ChildProcessWithoutNullStreams, pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data) => {
          said += String(data);
          if (pattern.test(said)) resolve(said);
        });
      }
      child.once('close', () => {
        reject(new Error(`It ended having said:\n${said}`));
      });
    });

  it('prints an address that answers and ends with 0 on Ctrl-C, leaving nothing', async () => {
    const child = start(['--host', 'server', folder]);
    const said = await untilSaid(child, /Ctrl-C ends it\./);
    const address = new URL(/http:\/\/\S+/.exec(said)?.[0] ?? '');
    assert.equal(address.searchParams.get('folder'), folder);
    assert.match(address.searchParams.get('payload') ?? '', /extensionDevelopmentPath/);
    assert.equal((await fetch(address)).status, 200);
    child.kill('SIGINT');
    await once(child, 'close');
    assert.equal(child.exitCode, 0);
    await assert.rejects(fetch(address));
    assert.deepEqual(await readdir(temporary), []);
  });

  it('refuses what it does not know, in one line', async () => {
    for (const args of [['--host', 'cloud'], ['--sample', 'none'], [join(root, 'missing')], [folder, folder]]) {
      const child = start(args);
      let said = '';
      child.stderr.on('data', (data) => (said += String(data)));
      await once(child, 'close');
      assert.equal(child.exitCode, 1);
      assert.equal(said.trim().split('\n').length, 1, said);
    }
  });

  describe('with a stand-in for the desktop', () => {
    let bin = '';

    beforeEach(async () => {
      bin = join(root, 'bin');
      await mkdir(bin);
    });

    const writeCode = async (script: string) => {
      await writeFile(join(bin, 'code'), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, 'code'), 0o755);
    };
    const path = () => ({ PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` });

    it('opens a new window with the extension and waits for it', async () => {
      await writeCode(`printf '%s\\n' "$@" > "${root}/arguments"`);
      const child = start(['--host', 'desktop', folder], path());
      await once(child, 'close');
      assert.equal(child.exitCode, 0);
      const given = (await readFile(join(root, 'arguments'), 'utf8')).trim().split('\n');
      assert.deepEqual(given, ['--new-window', '--wait', `--extensionDevelopmentPath=${repository}`, folder]);
    });

    it('is chosen where it is on the PATH, and Ctrl-C ends the waiting with 0', async () => {
      await writeCode('echo opened; exec sleep 3600');
      const child = start([folder], path());
      await untilSaid(child, /opened/);
      child.kill('SIGINT');
      await once(child, 'close');
      assert.equal(child.exitCode, 0);
    });

    it('is found only as an executable file', async () => {
      assert.equal(codeCommand({ PATH: bin }, 'linux'), undefined);
      await writeFile(join(bin, 'code'), '');
      assert.equal(codeCommand({ PATH: bin }, 'linux'), undefined);
      await writeCode('');
      assert.equal(codeCommand({ PATH: `/nowhere${delimiter}${bin}` }, 'linux'), join(bin, 'code'));
    });
  });
});
