/**
 * Fills an analyser with a repository's files and keeps it filled: lists, reads what may hold facts, and then what those files name.
 * No judgement is made here and nothing is written.
 */
import type { FileInput } from '../core/engine/analysis.ts';
import { isCandidate } from '../core/facts/read-file.ts';
import { discoverProjects, isShared, ownerOf } from '../core/project/discover.ts';
import { isInside } from '../core/project/paths.ts';
import type { RepositoryFacts } from '../core/project/project.ts';
import { isSkipped, isWeighed } from '../core/project/scan-scope.ts';
import type { WantedFiles } from '../core/project/wanted.ts';
import type { Analyser } from '../ports/analyser.ts';
import type { FileTree, ListedFile } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';
import { mapLimited } from './map-limited.ts';

/** What a load stands on. */
export interface LoadDeps {
  readonly tree: FileTree;
  /** Null without Git, and where no process may start. */
  readonly repository: GitRepository | null;
  readonly analyser: Analyser;
}

/** What to load. */
export interface LoadRequest {
  /** The folder to check, relative to the tree's root; '' for all. */
  readonly folder: string;
  readonly folderName: string;
  /** ISO date. */
  readonly today: string;
  readonly facts: RepositoryFacts;
  /** Texts that replace those on disk: unsaved editors. */
  readonly unsaved?: ReadonlyMap<string, string>;
}

/** As many files are read at once as keeps a disk busy without using up file handles. */
const atOnce = 48;
/** Files name files that name files; more rounds than this would be a loop. */
const mostRounds = 8;

/** What is loaded: the next load or refresh starts from it. */
export interface LoadedFiles {
  readonly listed: ReadonlyMap<string, ListedFile>;
  /** Paths that are not listed but that files name, found or not. */
  readonly named: ReadonlySet<string>;
}

/**
 * Loads a repository, from nothing or over an earlier load: files that are gone since are removed,
 * and what did not change is not read into facts again.
 */
export async function loadRepository(deps: LoadDeps, request: LoadRequest, signal: AbortSignal, previous?: LoadedFiles): Promise<LoadedFiles> {
  const listed = new Map(scopeOf(await listFiles(deps, signal), request.folder).map((file) => [file.path, file]));
  await deps.analyser.configure({ repository: request.facts, today: request.today, folderName: request.folderName });
  const upsert = await mapLimited([...listed.values()], atOnce, (file) => readListed(deps.tree, file, request.unsaved, signal));
  // What was named before is asked for again: it may have come or gone.
  const remove = [...(previous?.listed.keys() ?? []), ...(previous?.named ?? [])].filter((path) => !listed.has(path));
  return { listed, named: await settle(deps, await deps.analyser.update({ upsert, remove, forget: true }), signal) };
}

/** Takes in paths that changed on disk or in an editor. What is neither listed nor named is none of ours and is passed over. */
export async function refreshFiles(
  deps: LoadDeps,
  loaded: LoadedFiles,
  changes: { readonly paths: readonly string[]; readonly unsaved: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<LoadedFiles> {
  const ours = changes.paths.filter((path) => loaded.listed.has(path) || loaded.named.has(path));
  const files = ours.map((path) => loaded.listed.get(path) ?? { path, tracked: null });
  const upsert = await mapLimited(files, atOnce, (file) => readListed(deps.tree, file, changes.unsaved, signal));
  const named = await settle(deps, await deps.analyser.update({ upsert, remove: [], forget: false }), signal);
  return { listed: loaded.listed, named: new Set([...loaded.named, ...named]) };
}

async function listFiles({ tree, repository }: LoadDeps, signal: AbortSignal): Promise<readonly ListedFile[]> {
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
  const around = ownerOf(folder, roots);
  const chosen = new Set(inside.length > 0 || around === undefined ? inside : [around]);
  const isChosen = (path: string): boolean => {
    const owner = ownerOf(path, roots);
    return owner !== undefined && chosen.has(owner);
  };
  return files.filter(({ path }) => isShared(path) || (chosen.size === 0 ? isInside(folder, path) : isChosen(path)));
}

async function readListed(tree: FileTree, file: ListedFile, unsaved: ReadonlyMap<string, string> | undefined, signal: AbortSignal): Promise<FileInput> {
  const base = { path: file.path, tracked: file.tracked, ignored: false, md5: null };
  const inEditor = unsaved?.get(file.path);
  if (inEditor !== undefined) return { ...base, size: inEditor.length, unread: null, text: inEditor };
  if (isCandidate(file.path)) {
    const result = await tree.read(file.path, signal);
    if (result.kind === 'text') return { ...base, size: result.size, unread: null, text: result.text };
    // A tracked file that is not in the work tree is still in the project's tree: Git holds it.
    return result.kind === 'absent' ? { ...base, size: null, unread: null } : { ...base, size: result.size, unread: result.reason };
  }
  const size = isWeighed(file.path) ? ((await tree.stat(file.path, signal))?.size ?? null) : null;
  return { ...base, size, unread: null };
}

/** Reads, looks for and hashes what the files name, until they name nothing new; gives all that was named. */
async function settle(deps: LoadDeps, first: WantedFiles, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  let wanted = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const paths = new Set([...wanted.read, ...wanted.stat, ...wanted.hash]);
    if (paths.size === 0) break;
    for (const path of paths) named.add(path);
    const known = deps.repository === null ? new Set<string>() : await deps.repository.ignored([...wanted.read, ...wanted.stat], signal);
    const found = await mapLimited([...paths], atOnce, (path) => fetchNamed(deps.tree, path, { wanted, ignored: known.has(path) }, signal));
    wanted = await deps.analyser.update({
      upsert: found.flatMap(({ file }) => file ?? []),
      remove: found.flatMap(({ path, file }) => (file === null ? [path] : [])),
      forget: false,
    });
  }
  return named;
}

async function fetchNamed(
  tree: FileTree,
  path: string,
  { wanted, ignored }: { readonly wanted: WantedFiles; readonly ignored: boolean },
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly file: FileInput | null }> {
  const isHashed = wanted.hash.includes(path);
  const base = { path, tracked: isHashed ? true : ignored ? false : null, ignored, md5: isHashed ? ((await tree.md5(path, signal)) ?? '') : null };
  if (wanted.read.includes(path) || isCandidate(path)) {
    const result = await tree.read(path, signal);
    if (result.kind === 'absent') return { path, file: null };
    if (result.kind === 'text') return { path, file: { ...base, size: result.size, unread: null, text: result.text } };
    return { path, file: { ...base, size: result.size, unread: result.reason } };
  }
  const stat = await tree.stat(path, signal);
  return { path, file: stat === null ? null : { ...base, size: stat.size, unread: null } };
}
