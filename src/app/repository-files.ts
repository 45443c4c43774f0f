/** Lists a repository's files, reads those that may hold facts, and then what those files name. Nothing is judged or written here. */
import type { FileInput } from '../core/engine/analysis.ts';
import { isCandidate } from '../core/facts/candidate.ts';
import { discoverProjects, isShared, ownerLookup } from '../core/project/discover.ts';
import { isInside } from '../core/project/paths.ts';
import { isSkipped, isWeighed } from '../core/project/scan-scope.ts';
import type { WantedFiles } from '../core/project/wanted.ts';
import type { Analyser } from '../ports/analyser.ts';
import type { FileTree, ListedFile } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';
import { mapLimited } from './map-limited.ts';

/** Where files come from. */
export interface FileSources {
  readonly tree: FileTree;
  /** Null without Git, and where no process may start. */
  readonly repository: GitRepository | null;
}

/** As many files are read at once as keeps a disk busy without using up file handles. */
export const filesAtOnce = 48;
/** Files name files that name files; more rounds than this would be a loop. */
const mostRounds = 8;

/** What a check of one folder looks at. */
export interface ListedScope {
  /** By path: the files inside the folder, and what the repository shares with them. */
  readonly listed: ReadonlyMap<string, ListedFile>;
  /** The folders in which projects begin, sorted. */
  readonly roots: readonly string[];
  /** The project that holds a listed path; undefined where none does. */
  readonly ownerOf: (path: string) => string | undefined;
}

/** Lists what belongs to a folder, relative to the tree's root; '' for all. */
export async function listScope(sources: FileSources, folder: string, signal: AbortSignal): Promise<ListedScope> {
  const listed = new Map(scopeOf(await listFiles(sources, signal), folder).map((file) => [file.path, file]));
  const roots = discoverProjects(listed.keys());
  return { listed, roots, ownerOf: ownerLookup(roots) };
}

async function listFiles({ tree, repository }: FileSources, signal: AbortSignal): Promise<readonly ListedFile[]> {
  if (repository === null) return tree.walk(signal);
  const { tracked, untracked } = await repository.listing('', signal);
  const files = [
    ...tracked.filter((file) => file.mode !== '160000').map(({ path }) => ({ path, tracked: true })),
    ...untracked.filter((path) => !path.endsWith('/')).map((path) => ({ path, tracked: false })),
  ];
  return files.filter(({ path }) => !isSkipped(path));
}

/** The projects inside the folder (else the one around it) and what the repository shares with them. */
function scopeOf(files: readonly ListedFile[], folder: string): readonly ListedFile[] {
  if (folder === '') return files;
  const roots = discoverProjects(files.map(({ path }) => path));
  const inside = roots.filter((root) => isInside(folder, root));
  const owner = ownerLookup(roots);
  const around = owner(folder);
  const chosen = new Set(inside.length > 0 || around === undefined ? inside : [around]);
  const isChosen = (path: string): boolean => {
    const root = owner(path);
    return root !== undefined && chosen.has(root);
  };
  return files.filter(({ path }) => isShared(path) || (chosen.size === 0 ? isInside(folder, path) : isChosen(path)));
}

/** Whether a listed file is read for its facts or weighed; another's place in the tree says all about it. */
export function isLookedAt(scope: ListedScope, path: string): boolean {
  return (isCandidate(path) || isWeighed(path)) && (scope.ownerOf(path) !== undefined || isShared(path));
}

/** Reads listed files as an analysis takes them in. What no project holds is only named: nobody would ask for its facts. */
export function readListed(
  tree: FileTree,
  {
    files,
    scope,
    unsaved,
  }: { readonly files: readonly ListedFile[]; readonly scope: ListedScope; readonly unsaved?: ReadonlyMap<string, string> | undefined },
  signal: AbortSignal,
): Promise<FileInput[]> {
  return mapLimited(files, filesAtOnce, async (file): Promise<FileInput> => {
    const base = { path: file.path, tracked: file.tracked, ignored: false, md5: null };
    const inEditor = unsaved?.get(file.path);
    if (inEditor !== undefined) return { ...base, size: inEditor.length, unread: null, text: inEditor };
    if (!isLookedAt(scope, file.path)) return { ...base, size: null, unread: null };
    if (!isCandidate(file.path)) return { ...base, size: (await tree.stat(file.path, signal))?.size ?? null, unread: null };
    const result = await tree.read(file.path, signal);
    if (result.kind === 'text') return { ...base, size: result.size, unread: null, text: result.text };
    // A tracked file that is not in the work tree is still in the project's tree: Git holds it.
    return result.kind === 'absent' ? { ...base, size: null, unread: null } : { ...base, size: result.size, unread: result.reason };
  });
}

/** What `settle` works on. */
export interface SettleDeps extends FileSources {
  readonly analyser: Analyser;
}

/** Paths that files name, those of them that are there, and those that Git ignores. */
export interface NamedFiles {
  readonly named: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
  readonly ignored: ReadonlySet<string>;
}

/** Reads, looks for and hashes what the files name, until they name nothing new. */
export async function settle(
  { tree, repository, analyser }: SettleDeps,
  { first, listed }: { readonly first: WantedFiles; readonly listed: ListedScope['listed'] },
  signal: AbortSignal,
): Promise<NamedFiles> {
  const named = new Set<string>();
  const found = new Set<string>();
  const ignored = new Set<string>();
  let wanted = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const paths = [...new Set([...wanted.read, ...wanted.stat, ...wanted.hash])];
    if (paths.length === 0) break;
    for (const path of paths) named.add(path);
    const lists = { read: new Set(wanted.read), hash: new Set(wanted.hash) };
    const answers = await mapLimited(paths, filesAtOnce, (path) => fetchNamed(tree, { path, listed: listed.get(path), ...lists }, signal));
    const files = answers.flatMap((answer) => answer ?? []);
    for (const file of files) found.add(file.path);
    // What is listed is not ignored, and what is not there need not be asked about.
    const unlisted = files.flatMap(({ path }) => (listed.has(path) ? [] : [path]));
    if (repository !== null && unlisted.length > 0) for (const path of await repository.ignored(unlisted, signal)) ignored.add(path);
    wanted = await analyser.update({
      upsert: files.map((file) => (ignored.has(file.path) ? { ...file, ignored: true, tracked: file.tracked ?? false } : file)),
      remove: paths.filter((_path, index) => answers[index] === null),
      forget: false,
    });
  }
  return { named, found, ignored };
}

interface NamedRequest {
  readonly path: string;
  readonly listed: ListedFile | undefined;
  readonly read: ReadonlySet<string>;
  readonly hash: ReadonlySet<string>;
}

/** A named file as an analysis takes it in; null where there is none. */
async function fetchNamed(tree: FileTree, { path, listed, read, hash }: NamedRequest, signal: AbortSignal): Promise<FileInput | null> {
  const md5 = hash.has(path) ? ((await tree.md5(path, signal)) ?? '') : null;
  const base = { path, tracked: listed?.tracked ?? (md5 === null ? null : true), ignored: false, md5 };
  if (read.has(path) || isCandidate(path)) {
    const result = await tree.read(path, signal);
    if (result.kind === 'absent') return null;
    if (result.kind === 'text') return { ...base, size: result.size, unread: null, text: result.text };
    return { ...base, size: result.size, unread: result.reason };
  }
  const stat = await tree.stat(path, signal);
  return stat === null ? null : { ...base, size: stat.size, unread: null };
}
