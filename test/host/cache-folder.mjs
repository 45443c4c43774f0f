// @ts-check
// The folder outside the checkout that keeps what the test host installs (VS Code servers, a browser), and `installOnce`,
// which fills one entry of it so that an interrupted or a second simultaneous run never sees half of it.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Written last into a finished entry; an entry without it is treated as absent. */
const markerName = '.installed';
/** The owner of a lock touches it this often, in milliseconds. */
const heartbeatMs = 2_000;
/** A lock untouched for this long belongs to a run that is gone, in milliseconds. */
const staleMs = 30_000;

/**
 * The cache folder: `AIRWORTHY_DEV_CACHE` if set, else `airworthy-dev` in the user's cache folder of this system.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  const chosen = env['AIRWORTHY_DEV_CACHE'];
  if (chosen) return chosen;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'airworthy-dev');
  if (platform === 'darwin') return join(env['HOME'] || homedir(), 'Library', 'Caches', 'airworthy-dev');
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'airworthy-dev');
}

/**
 * Makes sure that the entry `name` of the cache is there and whole, and returns its path. `install` fills an empty staging
 * folder, which is renamed into place when it has succeeded; what it throws is passed on and leaves no entry behind.
 * @param {{
 *   readonly name: string,
 *   readonly install: (staging: string) => Promise<void>,
 *   readonly log?: (line: string) => void,
 *   readonly cache?: string,
 * }} options
 * @returns {Promise<string>}
 */
export async function installOnce({ name, install, log = () => undefined, cache = cacheFolder() }) {
  const target = join(cache, name);
  const marker = join(target, markerName);
  if (existsSync(marker)) return target;
  await mkdir(cache, { recursive: true });
  const unlock = await takeLock({ lock: join(cache, `${name}.lock`), log });
  try {
    if (existsSync(marker)) return target;
    for (const left of await readdir(cache)) {
      if (left.startsWith(`${name}.new-`)) await rm(join(cache, left), { recursive: true, force: true });
    }
    const staging = await mkdtemp(join(cache, `${name}.new-`));
    try {
      await install(staging);
      await writeFile(join(staging, markerName), `${new Date().toISOString()}\n`);
      await rm(target, { recursive: true, force: true });
      await rename(staging, target);
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      throw error;
    }
    return target;
  } finally {
    await unlock();
  }
}

/**
 * Waits for the lock folder to be ours. A folder is used because making one is atomic on every file system.
 * @param {{ readonly lock: string, readonly log: (line: string) => void }} options
 * @returns {Promise<() => Promise<void>>} releases the lock
 */
async function takeLock({ lock, log }) {
  const owner = join(lock, 'owner');
  let told = false;
  for (;;) {
    try {
      await mkdir(lock);
      await writeFile(owner, `${process.pid} ${hostname()}`);
      const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), heartbeatMs);
      beat.unref();
      return async () => {
        clearInterval(beat);
        await rm(lock, { recursive: true, force: true });
      };
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (await isStale(lock, owner)) {
      // Renaming first lets only one of several waiting runs clear the lock.
      const gone = `${lock}.gone-${process.pid}`;
      await rename(lock, gone).catch(() => undefined);
      await rm(gone, { recursive: true, force: true });
      continue;
    }
    if (!told) log(`waiting for another run that is installing the same (${lock})`);
    told = true;
    await pause(200);
  }
}

/**
 * @param {string} lock
 * @param {string} owner
 * @returns {Promise<boolean>}
 */
async function isStale(lock, owner) {
  try {
    const age = Date.now() - (await stat(lock)).mtimeMs;
    if (age > staleMs) return true;
    const [pid, host] = (await readFile(owner, 'utf8')).split(' ');
    return host === hostname() && !isRunning(Number(pid));
  } catch {
    // The lock vanished, or its owner has not signed it yet: look again.
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 * @returns {boolean}
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
