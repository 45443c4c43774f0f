import { createSourceText } from '../core/model/source-text.ts';
import { folderOf, isInside } from '../core/project/paths.ts';
import { releaseConfigOf, type ReleaseConfig } from '../core/release/release-config.ts';
import type { FileTree } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';

/** What the loader reads from. */
export interface ConfigPlace {
  readonly tree: FileTree;
  /** Null without Git: then only the folder's own manifest is read. */
  readonly repository: GitRepository | null;
}

const names: readonly string[] = ['airworthy.yaml', '.airworthy.yaml'];

/**
 * The models that manifests declare for a folder (relative to the tree's root): its own manifest and those above it first, nearest
 * first, then those below it. A broken manifest gives what can be read of it.
 */
export async function loadReleaseConfig({ tree, repository }: ConfigPlace, folder: string, signal: AbortSignal): Promise<ReleaseConfig> {
  const found = (await repository?.filesNamed(names, signal)) ?? [];
  const below = found.filter((path) => isInside(folder, path)).sort();
  const paths = new Set([...foldersUpwards(folder).flatMap((at) => names.map((name) => (at === '' ? name : `${at}/${name}`))), ...below]);
  const configs = await Promise.all([...paths].map((path) => readConfig(tree, path, signal)));
  return { models: configs.flatMap(({ models }) => models) };
}

/** A folder and all above it, the repository's root last. */
export function foldersUpwards(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...foldersUpwards(folderOf(folder))];
}

async function readConfig(tree: FileTree, path: string, signal: AbortSignal): Promise<ReleaseConfig> {
  const result = await tree.read(path, signal);
  if (result.kind !== 'text') return { models: [] };
  // Most of what reads a manifest is the library that checks it; without one it need not be loaded, and with one Git is still at work.
  const { readManifestFile } = await import('../core/facts/manifest/read-manifest-file.ts');
  const manifests = readManifestFile(createSourceText(path, result.text));
  return { models: manifests.flatMap(({ manifest }) => releaseConfigOf(manifest, folderOf(path)).models) };
}
