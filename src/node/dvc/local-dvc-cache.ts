import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DvcCache } from '../../ports/dvc-cache.ts';
import { createObjectHash } from './object-hash.ts';

/** Larger objects are data, not metrics, and are not read into memory. */
const largestObject = 64 * 1024 * 1024;

/**
 * DVC's cache on this machine. The DVC project is the nearest folder upwards with a `.dvc` folder; `cache.dir` of `.dvc/config` and
 * `.dvc/config.local` is followed, as it is the person's own choice. Both layouts are read: `files/md5/ab/cdef…` of DVC 3 and
 * `ab/cdef…` of DVC 2, whose digests of text files fold line ends.
 */
export function createLocalDvcCache(): DvcCache {
  return {
    async read(folder, md5, signal) {
      signal.throwIfAborted();
      if (!/^[0-9a-f]{32}(?:\.dir)?$/.test(md5)) return null;
      const cache = await dvcCacheFolder(folder);
      if (cache === null) return null;
      const [head, tail] = [md5.slice(0, 2), md5.slice(2)];
      const newer = await readObject(join(cache, 'files', 'md5', head, tail), signal);
      const object = newer ?? (await readObject(join(cache, head, tail), signal));
      if (object === null) return null;
      const hash = createObjectHash({ folds: newer === null });
      hash.update(object);
      return hash.matches(md5.slice(0, 32)) ? object : null;
    },
  };
}

/** The cache's folder of the DVC project that holds a folder, whether or not it is there; null outside of a project. */
export async function dvcCacheFolder(folder: string): Promise<string | null> {
  const project = await dvcProject(folder);
  return project === null ? null : cacheFolder(project);
}

async function dvcProject(folder: string): Promise<string | null> {
  for (let current = resolve(folder); ; current = dirname(current)) {
    if (await isFolder(join(current, '.dvc'))) return current;
    if (dirname(current) === current) return null;
  }
}

async function cacheFolder(project: string): Promise<string> {
  const folder = join(project, '.dvc');
  for (const name of ['config.local', 'config']) {
    const directory = cacheDirectory(await readText(join(folder, name)));
    // DVC resolves a relative `cache.dir` against the folder of the file that says it.
    if (directory !== null) return resolve(folder, directory);
  }
  return join(folder, 'cache');
}

/** `dir` of the section `[cache]` in DVC's INI. */
function cacheDirectory(text: string): string | null {
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*(.+?)\s*\]/.exec(line);
    if (header !== null) section = (header[1] ?? '').toLowerCase();
    const option = /^\s*dir\s*=\s*(.*?)\s*$/i.exec(line);
    if (section === 'cache' && option !== null && option[1] !== '') return (option[1] ?? '').replace(/^(["'])(.*)\1$/, '$2');
  }
  return null;
}

async function readObject(path: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const status = await stat(path);
    return status.isFile() && status.size <= largestObject ? await readFile(path, { signal }) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
