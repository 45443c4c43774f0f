import { access, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isSkipped, isSkippedFolder } from '../core/project/scan-scope.ts';
import type { ListedFile } from '../ports/file-tree.ts';

/** Trees beyond this are cut off: a home folder opened by mistake must not be walked for minutes. */
const mostFiles = 200_000;

/** An ignore file with the folder it stands in. */
interface IgnoreScope {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Lists the files below a folder without any process: `.gitignore` files and `.git/info/exclude` are honoured by the `ignore` package,
 * links are not followed, folders that cannot be read are passed over.
 */
export async function walkFolder(root: string, signal: AbortSignal): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  const exclude = await readRules(join(root, '.git', 'info', 'exclude'), '');
  const queue: { readonly folder: string; readonly scopes: readonly IgnoreScope[] }[] = [
    { folder: '', scopes: exclude === null ? [] : [exclude] },
  ];
  for (let next = queue.pop(); next !== undefined && files.length < mostFiles; next = queue.pop()) {
    signal.throwIfAborted();
    const { folder } = next;
    if (await isVirtualEnvironment(join(root, folder), folder)) continue;
    const own = await readRules(join(root, folder, '.gitignore'), folder);
    const scopes = own === null ? next.scopes : [...next.scopes, own];
    for (const entry of await listFolder(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!isSkippedFolder(entry.name) && !isSkipped(`${path}/`) && !isIgnored(`${path}/`, scopes)) queue.push({ folder: path, scopes });
      } else if (entry.isFile() && !isIgnored(path, scopes)) {
        files.push({ path, tracked: null });
      }
    }
  }
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

async function listFolder(place: string): ReturnType<typeof readEntries> {
  try {
    return await readEntries(place);
  } catch {
    return [];
  }
}

function readEntries(place: string): Promise<{ readonly name: string; isDirectory(): boolean; isFile(): boolean }[]> {
  return readdir(place, { withFileTypes: true });
}

async function readRules(place: string, folder: string): Promise<IgnoreScope | null> {
  try {
    return { folder, rules: ignore().add(await readFile(place, 'utf8')) };
  } catch {
    return null;
  }
}

/** The innermost file that says something decides, as in Git. */
function isIgnored(path: string, scopes: readonly IgnoreScope[]): boolean {
  for (const { folder, rules } of [...scopes].reverse()) {
    const relative = folder === '' ? path : path.slice(folder.length + 1);
    const { ignored, unignored } = rules.test(relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** A virtual environment by any name: Python writes `pyvenv.cfg` into each. */
async function isVirtualEnvironment(place: string, folder: string): Promise<boolean> {
  if (folder === '') return false;
  try {
    await access(join(place, 'pyvenv.cfg'));
    return true;
  } catch {
    return false;
  }
}
