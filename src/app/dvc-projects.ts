import { type DvcRemotes, readDvcRemotes } from '../core/fetch/dvc-remotes.ts';
import type { DvcStore, DvcStores } from '../ports/dvc-remote.ts';
import type { FileTree } from '../ports/file-tree.ts';
import { foldersUpwards } from './release-config-loader.ts';

/** A DVC project of the work tree. */
export interface DvcProject {
  /** The folder that holds `.dvc` (absolute). */
  readonly root: string;
  readonly cache: DvcStore | null;
  readonly remotes: DvcRemotes;
}

/**
 * Finds the DVC project of a folder (relative to the tree's root); null outside of one. The settings are those of the work tree,
 * whatever the version, for they say where data is today. Each project is read once.
 */
export function dvcProjects(tree: FileTree, stores: DvcStores, signal: AbortSignal): (folder: string) => Promise<DvcProject | null> {
  const known = new Map<string, Promise<DvcProject>>();
  const textOf = async (path: string): Promise<string> => {
    const result = await tree.read(path, signal);
    return result.kind === 'text' ? result.text : '';
  };
  const open = async (folder: string): Promise<DvcProject> => {
    const root = folder === '' ? tree.root : `${tree.root}/${folder}`;
    const settings = folder === '' ? '.dvc' : `${folder}/.dvc`;
    const [config, local, cache] = await Promise.all([
      textOf(`${settings}/config`),
      textOf(`${settings}/config.local`),
      stores.cacheOf(root, signal),
    ]);
    return { root, cache, remotes: readDvcRemotes({ config, local }) };
  };
  return async (folder) => {
    for (const candidate of foldersUpwards(folder)) {
      const settings = candidate === '' ? '.dvc' : `${candidate}/.dvc`;
      if ((await tree.stat(settings, signal))?.kind !== 'folder') continue;
      const opened = known.get(candidate) ?? open(candidate);
      known.set(candidate, opened);
      return opened;
    }
    return null;
  };
}
