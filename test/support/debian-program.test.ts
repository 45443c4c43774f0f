import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPrograms } from './debian-program.ts';

describe('debianPrograms', () => {
  const cache = mkdtempSync(join(tmpdir(), 'airworthy-debian-'));
  const chosen = process.env['AIRWORTHY_DEV_CACHE'];

  after(() => {
    if (chosen === undefined) delete process.env['AIRWORTHY_DEV_CACHE'];
    else process.env['AIRWORTHY_DEV_CACHE'] = chosen;
    rmSync(cache, { recursive: true, force: true });
  });

  it('gives the folder that programs open also where the package was unpacked without it before', async function () {
    this.timeout(120_000);
    process.env['AIRWORTHY_DEV_CACHE'] = cache;
    // A small package whose program is seldom on PATH.
    const hello = { name: 'hello', programs: ['hello'], versionArgument: '--version' };
    const plain = await debianPrograms(hello);
    if (plain === null || plain.paths[0]?.startsWith(cache) !== true) {
      if (this.test) this.test.title += " (Debian's package is not to be had, or is on PATH)";
      this.skip();
    }
    assert.equal(plain.files, null);
    const moved = await debianPrograms({ ...hello, opens: '/usr/share/doc/hello' });
    assert.ok(moved !== null && moved.files !== null);
    assert.ok(existsSync(join(moved.files, 'copyright')));
    assert.ok(plain.paths.every((path) => existsSync(path)));
  });
});
