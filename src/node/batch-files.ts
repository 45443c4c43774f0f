import { readFile, readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import ignore from 'ignore';
import type { BatchFiles } from '../ports/batch-files.ts';
import { placeInside } from './file-tree.ts';

/** Batches of more bytes than this are not read in the editor. */
const largestBatch = 512 * 1024 * 1024;
const mostBatches = 5000;

/** The files that a manifest in `folder` (relative to the repository's `root`) may name: nothing outside the root is read. */
export function createBatchFiles(root: string, folder: string): BatchFiles {
  const place = async (path: string): Promise<string> => {
    const found = await placeInside(root, posix.join(folder, path));
    if (typeof found !== 'string') throw new Error(found.kind === 'absent' ? 'There is no such file.' : 'The file may not be read.');
    return found;
  };
  return {
    list: (glob, signal) => listGlob(place, glob, signal),
    read: async (path, signal) => {
      const at = await place(path);
      if ((await stat(at)).size > largestBatch) throw new Error('The file is larger than 512 MB.');
      return readFile(at, { signal });
    },
    mtime: async (path) => (await stat(await place(path))).mtimeMs,
  };
}

/** Globs are read as Git reads ignore patterns: `*` within a folder, `**` across, `?` and `[…]`. */
async function listGlob(place: (path: string) => Promise<string>, glob: string, signal: AbortSignal): Promise<readonly string[]> {
  const pattern = posix.normalize(glob);
  const wild = pattern.search(/[*?[]/);
  if (wild < 0) return (await exists(place, pattern)) ? [pattern] : [];
  const base = pattern.slice(0, pattern.lastIndexOf('/', wild) + 1) || '.';
  const matcher = ignore({ ignorecase: false }).add(`/${pattern}`);
  const found: string[] = [];
  const queue = [base === '.' ? '' : base.replace(/\/$/, '')];
  for (let folder = queue.pop(); folder !== undefined && found.length < mostBatches; folder = queue.pop()) {
    signal.throwIfAborted();
    for (const entry of await entriesOf(place, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (pattern.includes('**') || path.split('/').length < pattern.split('/').length) queue.push(path);
      } else if (matcher.ignores(path)) found.push(path);
    }
  }
  return found.sort();
}

async function exists(place: (path: string) => Promise<string>, path: string): Promise<boolean> {
  try {
    return (await stat(await place(path))).isFile();
  } catch {
    return false;
  }
}

async function entriesOf(place: (path: string) => Promise<string>, folder: string): Promise<readonly { readonly name: string; isDirectory(): boolean }[]> {
  try {
    return await readdir(join(await place(folder === '' ? '.' : folder)), { withFileTypes: true });
  } catch {
    return [];
  }
}
