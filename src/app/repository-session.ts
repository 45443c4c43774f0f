/**
 * Fills an analyser with a repository's files and keeps it filled: lists, reads what may hold facts, and then what those files name.
 * No judgement is made here and nothing is written.
 */
import type { RepositoryFacts } from '../core/project/project.ts';
import type { ListedFile } from '../ports/file-tree.ts';
import { type ListedScope, type SettleDeps, listScope, readListed, settle } from './repository-files.ts';

/** What a load stands on. */
export type LoadDeps = SettleDeps;

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

/** What is loaded: the next load or refresh starts from it. */
export interface LoadedFiles {
  readonly scope: ListedScope;
  readonly listed: ReadonlyMap<string, ListedFile>;
  /** Paths that are not listed but that files name, found or not. */
  readonly named: ReadonlySet<string>;
}

/**
 * Loads a repository, from nothing or over an earlier load: files that are gone since are removed,
 * and what did not change is not read into facts again.
 */
export async function loadRepository(
  deps: LoadDeps,
  request: LoadRequest,
  signal: AbortSignal,
  previous?: LoadedFiles,
): Promise<LoadedFiles> {
  const scope = await listScope(deps, request.folder, signal);
  const { listed } = scope;
  await deps.analyser.configure({ repository: request.facts, today: request.today, folderName: request.folderName });
  const upsert = await readListed(deps.tree, { files: [...listed.values()], scope, unsaved: request.unsaved }, signal);
  // What was named before is asked for again: it may have come or gone.
  const remove = [...(previous?.listed.keys() ?? []), ...(previous?.named ?? [])].filter((path) => !listed.has(path));
  const first = await deps.analyser.update({ upsert, remove, forget: true });
  const { named } = await settle(deps, { first, listed }, signal);
  return { scope, listed, named };
}

/** Takes in paths that changed on disk or in an editor. What is neither listed nor named is none of ours and is passed over. */
export async function refreshFiles(
  deps: LoadDeps,
  loaded: LoadedFiles,
  changes: { readonly paths: readonly string[]; readonly unsaved: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<LoadedFiles> {
  const { scope, listed } = loaded;
  const ours = changes.paths.filter((path) => listed.has(path) || loaded.named.has(path));
  const files = ours.map((path) => listed.get(path) ?? { path, tracked: null });
  const upsert = await readListed(deps.tree, { files, scope, unsaved: changes.unsaved }, signal);
  const first = await deps.analyser.update({ upsert, remove: [], forget: false });
  const { named } = await settle(deps, { first, listed }, signal);
  return { ...loaded, named: new Set([...loaded.named, ...named]) };
}
