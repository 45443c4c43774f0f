import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { largestText } from '../core/project/scan-scope.ts';
import type { UnreadReason } from '../core/project/project.ts';
import type { FileStat, FileTree, ReadResult } from '../ports/file-tree.ts';
import { walkFolder } from './walk-folder.ts';

/** MD5 of larger files would take seconds; their lock entries stay uncompared. */
const largestHashed = 256 * 1024 * 1024;

/** The files below a folder of this machine. `root` is absolute with links resolved. */
export function createFileTree(root: string): FileTree {
  return {
    root,
    walk: (signal) => walkFolder(root, signal),
    read: (path, signal) => readText(root, path, signal),
    stat: (path) => statInside(root, path),
    md5: (path, signal) => hashFile(root, path, signal),
  };
}

async function readText(root: string, path: string, signal: AbortSignal): Promise<ReadResult> {
  signal.throwIfAborted();
  const place = await placeInside(root, path);
  if (typeof place !== 'string') return place;
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer for ever.
    handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    const { size } = found;
    if (!found.isFile()) return unread('not-text', null);
    if (size > largestText) return unread('too-large', size);
    const text = decode(await handle.readFile());
    return text === null ? unread('not-text', size) : { kind: 'text', text, size };
  } catch (error) {
    return failure(error);
  } finally {
    await handle?.close();
  }
}

function unread(reason: UnreadReason, size: number | null): ReadResult {
  return { kind: 'unread', reason, size };
}

function failure(error: unknown): ReadResult {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : unread('unreadable', null);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** UTF-8, or UTF-16 where a byte-order mark says so; null for bytes that are neither, and for binary data (NUL). */
function decode(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

/** The absolute place of a path, after links; or why it may not be read. */
export async function placeInside(root: string, path: string): Promise<string | ReadResult> {
  const place = join(root, path);
  try {
    const real = await realpath(place);
    return isBelow(root, real) || isDvcCache(real) ? real : unread('outside', null);
  } catch (error) {
    return failure(error);
  }
}

function isBelow(root: string, place: string): boolean {
  return place === root || place.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** DVC may link work files to a cache anywhere; its objects lie under `files/md5/ab/cdef…` or, of older releases, `ab/cdef…`. */
function isDvcCache(place: string): boolean {
  return /[\\/](?:files[\\/]md5[\\/])?[0-9a-f]{2}[\\/][0-9a-f]{30}(?:\.dir)?$/.test(place);
}

async function statInside(root: string, path: string): Promise<FileStat | null> {
  const place = await placeInside(root, path);
  if (typeof place !== 'string') return null;
  try {
    const found = await stat(place);
    if (found.isDirectory()) return { kind: 'folder', size: null };
    return found.isFile() ? { kind: 'file', size: found.size } : null;
  } catch {
    return null;
  }
}

async function hashFile(root: string, path: string, signal: AbortSignal): Promise<string | null> {
  const place = await placeInside(root, path);
  if (typeof place !== 'string') return null;
  try {
    const found = await lstat(place);
    if (!found.isFile() || found.size > largestHashed) return null;
    const hash = createHash('md5');
    for await (const chunk of createReadStream(place, { signal })) {
      if (chunk instanceof Uint8Array) hash.update(chunk);
    }
    return hash.digest('hex');
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
