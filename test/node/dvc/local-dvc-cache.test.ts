import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLocalDvcCache } from '../../../src/node/dvc/local-dvc-cache.ts';

const text = '{"f1": 0.9}';
const md5 = createHash('md5').update(text).digest('hex');
const object = `${md5.slice(0, 2)}/${md5.slice(2)}`;

describe('createLocalDvcCache', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'airworthy-dvc-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  async function read(folder = '', name = md5): Promise<string | null> {
    const bytes = await createLocalDvcCache().read(join(root, folder), name, new AbortController().signal);
    return bytes === null ? null : Buffer.from(bytes).toString('utf8');
  }

  it('reads both layouts, from any folder of the project', async () => {
    write('.dvc/config', '');
    write(`.dvc/cache/files/md5/${object}`, text);
    mkdirSync(join(root, 'a/b'), { recursive: true });
    assert.equal(await read('a/b'), text);
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    assert.equal(await read(), null);
    write(`.dvc/cache/${object}`, text);
    assert.equal(await read(), text);
  });

  it('does not take something else for the object', async () => {
    write(`.dvc/cache/files/md5/${object}`, 'something else');
    assert.equal(await read(), null);
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    write(`.dvc/cache/${object}`, 'something else');
    assert.equal(await read(), null);
  });

  it('follows cache.dir, the local setting first', async () => {
    write('.dvc/config', '[\'remote "x"\']\n    dir = no\n[cache]\n    dir = ../shared\n');
    write(`shared/files/md5/${object}`, text);
    assert.equal(await read(), text);
    write('.dvc/config.local', '[cache]\ndir = ../empty\n');
    assert.equal(await read(), null);
  });

  it('takes nothing but a digest for a name', async () => {
    write('.dvc/cache/files/md5/../secret', text);
    for (const name of ['../secret', '..', '', 'x'.repeat(32), `${md5}/..`, md5.toUpperCase()])
      assert.equal(await read('', name), null, name);
  });

  it('has nothing outside of a DVC project', async () => {
    assert.equal(await read(), null);
  });
});
