import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import ignore from 'ignore';
import { type MessageArgs, type Text, message } from '../core/l10n/message.ts';
import { joinPath, relativePath } from '../core/project/paths.ts';
import { isSkippedFolder } from '../core/project/scan-scope.ts';
import { type BatchListing, BatchFileError } from '../ports/batch-files.ts';
import { placeInside } from './file-tree.ts';

const mostBatches = 5000;

const texts = {
  absent: { en: 'There is no such file.', pl: 'Nie ma takiego pliku.' },
  outside: {
    en: 'The file lies outside the repository, so it is not read.',
    pl: 'Plik leży poza repozytorium, więc nie jest odczytywany.',
  },
  unreadable: { en: 'The file cannot be read.', pl: 'Nie można odczytać pliku.' },
  tooMany: {
    en: 'More than {limit} files match; name fewer of them.',
    pl: 'Pasuje więcej plików niż {limit}; zawęź wzorzec.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The files that a manifest in `folder` (relative to the repository's `root`) may name: nothing outside the root is read. */
export function createBatchListing(root: string, folder: string): BatchListing {
  return {
    list: async (glob, signal) => (await listGlob(root, inside(folder, glob), signal)).map((path) => relativePath(folder, path)),
    mtime: async (path) => (await stat(await placeOfBatch({ root, folder, path }))).mtimeMs,
  };
}

/** The absolute place of a file that a manifest in `folder` names, links followed. Rejects with BatchFileError where it may not be read. */
export function placeOfBatch({
  root,
  folder,
  path,
}: {
  readonly root: string;
  readonly folder: string;
  readonly path: string;
}): Promise<string> {
  return placeOf(root, inside(folder, path));
}

/** The path from the repository's root. */
function inside(folder: string, path: string): string {
  const joined = joinPath(folder, path);
  if (joined === null) throw refusal(texts.outside);
  return joined;
}

async function placeOf(root: string, path: string): Promise<string> {
  const found = await placeInside(root, path);
  if (typeof found === 'string') return found;
  if (found.kind === 'absent') throw refusal(texts.absent);
  throw refusal(found.kind === 'unread' && found.reason === 'outside' ? texts.outside : texts.unreadable);
}

function refusal(text: Text, args: MessageArgs = {}): BatchFileError {
  return new BatchFileError(message(text, args));
}

/**
 * Globs are read as Git reads ignore patterns: `*` within a folder, `**` across, `?` and `[…]`. Folders that no project is made of
 * (`.git`, `node_modules`, virtual environments, caches) are passed over, and no link to a folder is followed.
 */
async function listGlob(root: string, pattern: string, signal: AbortSignal): Promise<readonly string[]> {
  const wild = pattern.search(/[*?[]/);
  if (wild < 0) return (await isFile(root, pattern)) ? [pattern] : [];
  const depth = pattern.includes('**') ? Infinity : pattern.split('/').length;
  const matcher = ignore({ ignorecase: false }).add(`/${pattern}`);
  const found: string[] = [];
  const queue = [pattern.slice(0, Math.max(0, pattern.lastIndexOf('/', wild)))];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    signal.throwIfAborted();
    for (const entry of await entriesOf(root, folder)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (path.split('/').length < depth && !isSkippedFolder(entry.name)) queue.push(path);
      } else if (matcher.ignores(path) && (entry.isFile() || (await isFile(root, path)))) found.push(path);
      if (found.length > mostBatches) throw refusal(texts.tooMany, { limit: mostBatches });
    }
  }
  return found.sort();
}

/** A link that may not be followed counts as a file, so that it is named among the problems and not silently left out. */
async function isFile(root: string, path: string): Promise<boolean> {
  try {
    return (await stat(await placeOf(root, path))).isFile();
  } catch (error) {
    return error instanceof BatchFileError && error.text.en !== texts.absent.en;
  }
}

async function entriesOf(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(await placeOf(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
}
