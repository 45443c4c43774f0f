import { constants } from 'node:fs';
import { chmod, copyFile, link, lstat, mkdir, mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSafeRelativePath } from '../core/fetch/safe-path.ts';
import { type Text, message } from '../core/l10n/message.ts';
import type { FileDrop } from '../ports/file-drop.ts';
import { ProviderError } from '../ports/version-registry.ts';

const texts = {
  taken: { en: '{path} is there already.', pl: '{path} już istnieje.' },
  notFolder: { en: '{path} is a file or a link, not a folder.', pl: '{path} to plik albo dowiązanie, a nie folder.' },
  unsafe: { en: '“{path}” is no path that can be written here.', pl: 'Pod ścieżką „{path}” nie można tu niczego zapisać.' },
  hint: { en: 'Nothing was written. Choose an empty folder.', pl: 'Niczego nie zapisano. Wybierz pusty folder.' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * New files for a folder of this machine. They are gathered in a hidden folder inside of it, so that putting one in place is a link on
 * the same disk, which fails where something is there; a disk that knows no links gets an exclusive copy.
 */
export async function openFileDrop(directory: string): Promise<FileDrop> {
  const made = (await mkdir(directory, { recursive: true })) ?? null;
  const staging = await mkdtemp(join(directory, '.airworthy-'));
  const staged = new Map<string, string>();
  const executables = new Set<string>();

  async function stage(path: string, { executable }: { readonly executable: boolean }): Promise<string> {
    if (!isSafeRelativePath(path)) throw conflict(texts.unsafe, path);
    if (staged.has(path) || (await exists(join(directory, path)))) throw conflict(texts.taken, path);
    // Numbered, so that no name from a repository plays a part before the end.
    const place = join(staging, String(staged.size));
    staged.set(path, place);
    if (executable) executables.add(place);
    return place;
  }

  return {
    stage,
    async write(path, content, { executable }) {
      const place = await stage(path, { executable });
      await writeFile(place, content, { flag: 'wx' });
    },
    async commit() {
      const undo: (() => Promise<void>)[] = [];
      try {
        for (const [path, place] of staged) {
          if (executables.has(place)) await chmod(place, 0o755);
          await makeFolders(directory, path, (folder) => undo.push(() => rmdir(folder)));
          await putInPlace(place, join(directory, path), path);
          undo.push(() => rm(join(directory, path)));
        }
      } catch (error) {
        // What cannot be taken back is left rather than hiding the first error.
        for (const step of undo.toReversed()) await step().catch(() => undefined);
        throw error;
      }
    },
    async discard() {
      await rm(staging, { recursive: true, force: true });
      if (made !== null) await removeIfEmpty(directory, made);
    },
  };
}

/** Makes the folders above a path that are missing; links are not followed. */
async function makeFolders(directory: string, path: string, onMade: (folder: string) => void): Promise<void> {
  let folder = directory;
  for (const step of dirname(path) === '.' ? [] : dirname(path).split('/')) {
    folder = join(folder, step);
    try {
      await mkdir(folder);
      onMade(folder);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (!(await lstat(folder)).isDirectory()) throw conflict(texts.notFolder, folder);
    }
  }
}

async function putInPlace(place: string, target: string, path: string): Promise<void> {
  try {
    await link(place, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw conflict(texts.taken, path);
    await copyExclusively(place, target, path);
  }
}

async function copyExclusively(place: string, target: string, path: string): Promise<void> {
  try {
    await copyFile(place, target, constants.COPYFILE_EXCL);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw conflict(texts.taken, path);
    await rm(target, { force: true });
    throw error;
  }
}

/** Removes a folder and those above it that were made with it, as far as they are empty. */
async function removeIfEmpty(directory: string, topmost: string): Promise<void> {
  for (let folder = directory; ; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
    if (folder === topmost || dirname(folder) === folder) return;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    // Below a file there is nothing, and nothing can be put there either.
    if (codeOf(error) === 'ENOTDIR') return true;
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

function conflict(text: Text, path: string): ProviderError {
  return new ProviderError('conflict', { text: message(text, { path }), hint: message(texts.hint) });
}
