// Packages are installed when the lock file asks for others than are there.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areInstalled } from './dependencies.mjs';

describe('areInstalled', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airworthy-dependencies-test-'));
    const packages = {
      '': { name: 'x' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    };
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const install = async (packages: object) => {
    await mkdir(join(folder, 'node_modules'), { recursive: true });
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  };

  it('is false without node_modules', async () => {
    assert.equal(await areInstalled(folder), false);
  });

  it('is true when all but packages for other systems are there', async () => {
    await install({ 'node_modules/a': { version: '1.0.0' } });
    assert.equal(await areInstalled(folder), true);
  });

  it('is false when one is missing or of another version', async () => {
    await install({});
    assert.equal(await areInstalled(folder), false);
    await install({ 'node_modules/a': { version: '1.0.1' } });
    assert.equal(await areInstalled(folder), false);
  });
});
