/** The one way to the content of a path at a commit: from Git, else through what DVC's files at that commit say, and DVC's cache. */
import { isList, readData, valueAt } from '../core/facts/data-file.ts';
import type { DvcItem } from '../core/facts/dvc/dvc-facts.ts';
import { readFile } from '../core/facts/read-file.ts';
import { createSourceText } from '../core/model/source-text.ts';
import { folderOf, isInside } from '../core/project/paths.ts';
import type { DvcCache } from '../ports/dvc-cache.ts';
import type { GitRepository } from '../ports/git.ts';
import { foldersUpwards } from './release-config-loader.ts';

/** Where files of a version are read from. */
export interface ContentDependencies {
  readonly repository: GitRepository;
  readonly dvcCache: DvcCache;
}

/** A path at a commit. */
export interface FileAtCommit {
  /** Full id. */
  readonly commit: string;
  /** Relative to the repository. */
  readonly path: string;
}

/** A file's bytes; `absent` where neither Git nor DVC has the file, `not-cached` where DVC has it elsewhere than in the local cache. */
export type ContentAtCommit = Uint8Array | 'absent' | 'not-cached';

/** Larger files are data, not something to understand. */
export const largestReadable = 16 * 1024 * 1024;

/**
 * Contents in the order asked, never from the work tree: in one process for all that Git holds, and one more where DVC holds some.
 * What the cache has under a wrong name is `not-cached`.
 */
export async function contentsAt(
  deps: ContentDependencies,
  files: readonly FileAtCommit[],
  signal: AbortSignal,
): Promise<readonly ContentAtCommit[]> {
  if (files.length === 0) return [];
  const inGit = await deps.repository.readBlobs(files, signal);
  const missing = files.filter((_file, index) => inGit[index] === null);
  const held = await readHolders(deps.repository, missing, signal);
  const contents: ContentAtCommit[] = [];
  // One after the other: what DVC holds is a handful of small files, and each is read from this machine's disk.
  for (const [index, file] of files.entries()) contents.push(inGit[index] ?? (await fromDvc(deps, file, held, signal)));
  return contents;
}

/** The text of a file that is worth understanding; null for one that is too large. */
export function readableText(bytes: Uint8Array): string | null {
  return bytes.byteLength > largestReadable ? null : new TextDecoder().decode(bytes);
}

/** An output that DVC holds, and the folder of the file that says so. */
interface HeldOutput {
  readonly path: string;
  readonly md5: string;
  readonly folder: string;
}

/** By commit and path: what a `.dvc` file or a `dvc.lock` says. */
type Holders = ReadonlyMap<string, readonly HeldOutput[]>;

function keyOf({ commit, path }: FileAtCommit): string {
  return `${commit}:${path}`;
}

/** The files that may say that DVC holds a path, the likeliest first: `.dvc` files of it and of the folders above, then the locks. */
function holderPaths(path: string): readonly string[] {
  const folders = foldersUpwards(folderOf(path));
  const sidecars = [path, ...folders.filter((folder) => folder !== '')].map((held) => `${held}.dvc`);
  return [...sidecars, ...folders.map((folder) => inFolder(folder, 'dvc.lock'))];
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function readHolders(repository: GitRepository, files: readonly FileAtCommit[], signal: AbortSignal): Promise<Holders> {
  const asked = new Map<string, FileAtCommit>();
  for (const { commit, path } of files) {
    for (const holder of holderPaths(path)) {
      // A lock's paths count from its stages' working folders, which stand in the dvc.yaml beside it.
      const beside = holder.endsWith('dvc.lock') ? [holder, inFolder(folderOf(holder), 'dvc.yaml')] : [holder];
      for (const at of beside) asked.set(keyOf({ commit, path: at }), { commit, path: at });
    }
  }
  const wanted = [...asked.values()];
  if (wanted.length === 0) return new Map();
  const blobs = await repository.readBlobs(wanted, signal);
  const texts = new Map<string, string>();
  for (const [index, file] of wanted.entries()) {
    const bytes = blobs[index] ?? null;
    const text = bytes === null ? null : readableText(bytes);
    if (text !== null) texts.set(keyOf(file), text);
  }
  return new Map(wanted.map((file) => [keyOf(file), outputsOf(file, texts)]));
}

function outputsOf({ commit, path }: FileAtCommit, texts: ReadonlyMap<string, string>): readonly HeldOutput[] {
  const text = texts.get(keyOf({ commit, path }));
  if (text === undefined || path.endsWith('dvc.yaml')) return [];
  const { documents } = readFile(createSourceText(path, text), { read: (other) => texts.get(keyOf({ commit, path: other })) });
  const items = documents.flatMap((document): readonly DvcItem[] => {
    if (document.format === 'dvc-file') return document.facts.outs;
    return document.format === 'dvc-lock' ? document.facts.stages.flatMap(({ outs }) => outs) : [];
  });
  return items.flatMap(({ resolved, md5 }) =>
    resolved === null || md5 === null ? [] : [{ path: resolved, md5: md5.value, folder: folderOf(path) }],
  );
}

async function fromDvc(deps: ContentDependencies, file: FileAtCommit, holders: Holders, signal: AbortSignal): Promise<ContentAtCommit> {
  const { commit, path } = file;
  for (const holder of holderPaths(path)) {
    for (const output of holders.get(keyOf({ commit, path: holder })) ?? []) {
      if (isInside(output.path, path)) return (await cached(deps, { output, path }, signal)) ?? 'not-cached';
    }
  }
  return 'absent';
}

/** The content of a file that DVC holds, by itself or inside a folder whose listing is a cached object of its own. */
async function cached(
  { repository, dvcCache }: ContentDependencies,
  { output, path }: { readonly output: HeldOutput; readonly path: string },
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const place = output.folder === '' ? repository.root : `${repository.root}/${output.folder}`;
  const object = await dvcCache.read(place, output.md5, signal);
  if (object === null || output.path === path) return output.path === path && !output.md5.endsWith('.dir') ? object : null;
  const listing = readData(createSourceText('listing.json', new TextDecoder().decode(object)));
  const inner = path.slice(output.path.length + 1);
  for (const entry of isList(listing) ? listing : []) {
    const md5 = valueAt(entry, '/md5');
    if (valueAt(entry, '/relpath') === inner && typeof md5 === 'string') return dvcCache.read(place, md5, signal);
  }
  return null;
}
