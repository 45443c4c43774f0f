import { createHash } from 'node:crypto';
import { type Stats, closeSync, constants, createReadStream, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { type FileHandle, lstat, open, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { baseName } from '../core/project/paths.ts';
import { largestText } from '../core/project/scan-scope.ts';
import type { UnreadReason } from '../core/project/project.ts';
import type { FileStat, FileTree, ReadResult } from '../ports/file-tree.ts';
import { realFolders } from './real-folders.ts';
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

/**
 * The same tree for a process that has nothing else to do while it reads: each call blocks, which takes a fifth of the time that
 * asynchronous calls take for small files. Where a folder lies is found out once, so that it is for one run and not for an editor.
 */
export function createBlockingFileTree(root: string): FileTree {
  const placeOf = realFolders(root);
  const folders = new Map<string, string | ReadResult>();
  const folderPlace = (folder: string): string | ReadResult => {
    const known = folders.get(folder) ?? realPlace(root, folder, placeOf);
    folders.set(folder, known);
    return known;
  };
  /** A file that is no link lies where its folder lies, which saves following each path from the top. */
  const reach = <T>(path: string, use: (place: string) => T | 'link'): T | ReadResult => {
    const folder = path === '' ? root : folderPlace(dirname(join(root, path)));
    const found = typeof folder === 'string' ? use(join(folder, baseName(path))) : folder.kind === 'absent' ? folder : 'link';
    if (found !== 'link') return found;
    const place = realPlace(root, join(root, path));
    if (typeof place !== 'string') return place;
    const followed = use(place);
    // What has become a link meanwhile is not followed again.
    return followed === 'link' ? unread('unreadable', null) : followed;
  };
  return {
    ...createFileTree(root),
    read: (path, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(reach(path, readTextNow));
    },
    stat: (path, signal) => {
      signal.throwIfAborted();
      const found = reach(path, statNow);
      return Promise.resolve(found === null || found.kind === 'file' || found.kind === 'folder' ? found : null);
    },
  };
}

function realPlace(root: string, place: string, resolve: (place: string) => string = realpathSync): string | ReadResult {
  try {
    return allowedPlace(root, resolve(place));
  } catch (error) {
    return failure(error);
  }
}

function readTextNow(place: string): ReadResult | 'link' {
  let handle: number | undefined;
  try {
    if (noFollow === undefined && lstatSync(place).isSymbolicLink()) return 'link';
    handle = openSync(place, readFlags | (noFollow ?? 0));
    const refused = refusal(fstatSync(handle));
    return refused ?? textOf(readFileSync(handle));
  } catch (error) {
    return linkRefused.has(codeOf(error)) ? 'link' : failure(error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function statNow(place: string): FileStat | null | 'link' {
  try {
    const found = lstatSync(place);
    return found.isSymbolicLink() ? 'link' : statOf(found);
  } catch {
    return null;
  }
}

async function readText(root: string, path: string, signal: AbortSignal): Promise<ReadResult> {
  signal.throwIfAborted();
  const place = await placeInside(root, path);
  if (typeof place !== 'string') return place;
  let handle: FileHandle | undefined;
  try {
    handle = await open(place, readFlags);
    return refusal(await handle.stat()) ?? textOf(await handle.readFile());
  } catch (error) {
    return failure(error);
  } finally {
    await handle?.close();
  }
}

/** Without O_NONBLOCK the opening of a named pipe would wait for a writer for ever. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK;
/** Windows has no such flag. */
const noFollow: number | undefined = constants.O_NOFOLLOW;
/** What systems answer to O_NOFOLLOW at a link. */
const linkRefused = new Set(['ELOOP', 'EMLINK', 'EFTYPE']);

function refusal(found: Stats): ReadResult | null {
  if (!found.isFile()) return unread('not-text', null);
  return found.size > largestText ? unread('too-large', found.size) : null;
}

function textOf(bytes: Uint8Array): ReadResult {
  const text = decode(bytes);
  return text === null ? unread('not-text', bytes.length) : { kind: 'text', text, size: bytes.length };
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
    return allowedPlace(root, await realpath(place));
  } catch (error) {
    return failure(error);
  }
}

function allowedPlace(root: string, real: string): string | ReadResult {
  return isBelow(root, real) || isDvcCache(real) ? real : unread('outside', null);
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
    return statOf(await stat(place));
  } catch {
    return null;
  }
}

function statOf(found: Stats): FileStat | null {
  if (found.isDirectory()) return { kind: 'folder', size: null };
  return found.isFile() ? { kind: 'file', size: found.size } : null;
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
