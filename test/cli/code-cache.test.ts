// The compiled code that the command line keeps: it makes later runs faster and changes nothing else, wherever it lies and whatever is in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../../dist/cli.js');

describe('the compiled code of the command line', () => {
  let home = '';
  let project = '';
  const code = (): string => join(home, 'airworthy', 'code');
  const kept = (): string => join(code(), 'versions.code');

  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-code-')));
    project = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-code-project-')));
  });
  afterEach(() => {
    for (const folder of [home, project]) rmSync(folder, { recursive: true, force: true });
  });

  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: home, LOCALAPPDATA: home, ...env },
    });
    return { status, stdout, stderr };
  }
  const versions = (env: Readonly<Record<string, string>> = {}) => run(['versions', '--format', 'json'], env);

  it('is kept for the person alone, and the next run says the same', () => {
    const first = versions();
    assert.deepEqual([first.status, first.stderr], [0, '']);
    assert.equal(statSync(code()).mode & 0o077, 0);
    const { ino, mtimeMs } = statSync(kept());
    assert.deepEqual(versions(), first);
    const after = statSync(kept());
    assert.deepEqual([after.ino, after.mtimeMs], [ino, mtimeMs], 'code that V8 takes is not written again');
  });

  it('is passed over and made anew where it was cut off, changed, or made by another program', () => {
    const first = versions();
    const whole = readFileSync(kept());
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(changed.length - 100) ^ 0xff, changed.length - 100);
    const ofAnother = Buffer.from(whole);
    ofAnother.writeUInt8(ofAnother.readUInt8(0) ^ 0xff, 0);
    for (const wrong of [Buffer.alloc(0), whole.subarray(0, 50), whole.subarray(0, whole.length / 2), changed, ofAnother]) {
      writeFileSync(kept(), wrong);
      assert.deepEqual(versions(), first);
      assert.equal(readFileSync(kept()).subarray(0, 32).equals(whole.subarray(0, 32)), true);
      assert.notDeepEqual(readFileSync(kept()), wrong);
    }
  });

  it('is neither read nor written where others may write, or where the person is', function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(code(), { recursive: true });
    chmodSync(code(), 0o777);
    const first = versions();
    assert.equal(first.status, 0);
    assert.deepEqual(readdirSync(code()), []);
    assert.deepEqual(versions({ XDG_CACHE_HOME: join(project, 'cache') }), first);
    assert.equal(existsSync(join(project, 'cache')), false);
  });

  it('is not kept of wrong usage, of unknown commands, or where the person turned it off', () => {
    assert.equal(run(['versions', '--nonsense']).status, 2);
    assert.equal(run(['nonsense']).status, 2);
    assert.equal(versions({ NODE_DISABLE_COMPILE_CACHE: '1' }).status, 0);
    assert.deepEqual(existsSync(code()) ? readdirSync(code()) : [], []);
  });
});
