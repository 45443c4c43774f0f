// The cache entry is made once, whole, and by one of several runs.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder, installOnce } from './cache-folder.mjs';

const modulePath = resolve(__dirname, 'cache-folder.mjs');

describe('cacheFolder', () => {
  it('is the folder that AIRWORTHY_DEV_CACHE names', () => {
    assert.equal(cacheFolder({ AIRWORTHY_DEV_CACHE: '/elsewhere', XDG_CACHE_HOME: '/xdg' }, 'linux'), '/elsewhere');
  });

  it('lies in the cache folder of the system', () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/xdg', HOME: '/home/ana' }, 'linux'), join('/xdg', 'airworthy-dev'));
    assert.equal(cacheFolder({ HOME: '/home/ana' }, 'linux'), join('/home/ana', '.cache', 'airworthy-dev'));
    assert.equal(cacheFolder({ HOME: '/Users/ana' }, 'darwin'), join('/Users/ana', 'Library', 'Caches', 'airworthy-dev'));
    assert.equal(cacheFolder({ LOCALAPPDATA: 'C:\\Local' }, 'win32'), join('C:\\Local', 'airworthy-dev'));
  });
});

describe('installOnce', () => {
  let cache = '';

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'airworthy-cache-test-'));
  });

  afterEach(async () => {
    await rm(cache, { recursive: true, force: true });
  });

  const installText = (text: string) => async (staging: string) => {
    await appendFile(join(cache, 'installs.log'), `${text}\n`);
    await writeFile(join(staging, 'content'), text);
  };

  it('installs the first time only', async () => {
    const first = await installOnce({ name: 'tool', cache, install: installText('one') });
    const second = await installOnce({ name: 'tool', cache, install: installText('two') });
    assert.equal(second, first);
    assert.equal(await readFile(join(first, 'content'), 'utf8'), 'one');
    assert.equal(await readFile(join(cache, 'installs.log'), 'utf8'), 'one\n');
  });

  it('leaves nothing behind when the installation fails, and tries again the next time', async () => {
    const failing = installOnce({
      name: 'tool',
      cache,
      install: async (staging) => {
        await writeFile(join(staging, 'half'), '');
        throw new Error('no network');
      },
    });
    await assert.rejects(failing, /no network/);
    assert.deepEqual(await readdir(cache), []);
    const folder = await installOnce({ name: 'tool', cache, install: installText('again') });
    assert.equal(await readFile(join(folder, 'content'), 'utf8'), 'again');
  });

  it('replaces an entry that was never finished', async () => {
    await mkdir(join(cache, 'tool'));
    await writeFile(join(cache, 'tool', 'half'), '');
    const folder = await installOnce({ name: 'tool', cache, install: installText('whole') });
    assert.deepEqual((await readdir(folder)).sort(), ['.installed', 'content']);
  });

  it('takes over from a run that was killed, and clears what it left', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(join(cache, 'tool.lock'));
    await writeFile(join(cache, 'tool.lock', 'owner'), `${gone} ${hostname()}`);
    await mkdir(join(cache, 'tool.new-abandoned'));
    await installOnce({ name: 'tool', cache, install: installText('mine') });
    assert.deepEqual((await readdir(cache)).sort(), ['installs.log', 'tool']);
  });

  it('is done by one of several processes, and the others wait for it', async () => {
    const script = `
      import { appendFileSync, existsSync, watch, writeFileSync } from 'node:fs';
      import { installOnce } from ${JSON.stringify(modulePath)};
      const cache = ${JSON.stringify(cache)};
      const folder = await installOnce({
        name: 'tool', cache, log: () => process.send('waiting'),
        install: async (staging) => {
          appendFileSync(cache + '/installs.log', 'x');
          process.send('installing');
          await new Promise((go) => process.once('message', go));
          writeFileSync(staging + '/content', 'whole');
        },
      });
      process.send(existsSync(folder + '/content') ? 'found' : 'torn');
      process.disconnect();
    `;
    const start = () => spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const children = [start(), start()];
    const said = children.map(() => [] as string[]);
    await new Promise<void>((resolve) => {
      children.forEach((child, index) => {
        child.on('message', (message) => {
          if (typeof message === 'string') said[index]?.push(message);
          // Only once one installs and the other waits does the first get its word to go on.
          const all = said.flat();
          if (all.length === 2 && all.includes('waiting') && all.includes('installing')) {
            children[said.findIndex((lines) => lines.includes('installing'))]?.send('go on');
          }
          if (all.filter((line) => line === 'found').length === 2) resolve();
        });
        child.once('exit', (code) => {
          if (code !== 0) resolve();
        });
      });
    });
    await Promise.all(children.map(async (child) => child.exitCode ?? (await once(child, 'exit'))));
    assert.deepEqual(said.flat().sort(), ['found', 'found', 'installing', 'waiting']);
    assert.equal(await readFile(join(cache, 'installs.log'), 'utf8'), 'x');
  });
});
