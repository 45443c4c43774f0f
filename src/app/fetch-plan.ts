import { listArtefacts } from '../core/fetch/artefacts.ts';
import { baseName, folderOf, isInside, joinPath } from '../core/project/paths.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { DvcStores } from '../ports/dvc-remote.ts';
import type { ChangedFile } from '../ports/git.ts';
import { type PlannedArtefact, placeArtefact } from './artefact-places.ts';
import { documentsAt } from './documents-at-commit.ts';
import { dvcProjects } from './dvc-projects.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';
import type { VersionAtCommit } from './resolve-version.ts';

/** What fetching stands on. */
export interface FetchDependencies {
  readonly openTree: ReleaseDependencies['openTree'];
  readonly dvcStores: DvcStores;
}

/** A version to fetch. */
export interface FetchRequest {
  readonly context: Pick<ReleaseContext, 'repository'>;
  readonly model: ReleaseModel;
  readonly version: VersionAtCommit;
  /** Where it is to go (absolute): for the commands that are shown. */
  readonly directory: string;
}

/** A file of a commit that can be written out. */
export interface PlannedFile {
  readonly path: string;
  readonly executable: boolean;
}

/** What a version consists of and where each part can be had. */
export interface FetchPlan {
  readonly model: string;
  readonly version: VersionAtCommit;
  readonly directory: string;
  readonly artefacts: readonly PlannedArtefact[];
  /** The files of the commit in the model's folder. */
  readonly files: readonly PlannedFile[];
  /** Links and submodules there, which are not written out. */
  readonly leftOut: readonly string[];
}

/** Finds out where a version's artefacts can be had. Reads Git, the cache and remotes that are folders; sends nothing and writes nothing. */
export async function planFetch(
  { openTree, dvcStores }: FetchDependencies,
  { context: { repository }, model, version, directory }: FetchRequest,
  signal: AbortSignal,
): Promise<FetchPlan> {
  const { commit } = version;
  const listed = await repository.changedFiles(null, commit, signal);
  const regular = listed.filter(isRegular);
  const tree = new Set(regular.map(({ path }) => path));
  const documents = await documentsAt(repository, { commit, paths: [...tree].filter((path) => isHolder(model, path)), tree }, signal);
  const projectOf = dvcProjects(openTree(repository.root), dvcStores, signal);
  const artefacts: PlannedArtefact[] = [];
  for (const artefact of listArtefacts(model, { paths: tree, documents })) {
    const project = artefact.source.kind === 'dvc' ? await projectOf(artefact.source.held.folder) : null;
    const target = `${directory}/${artefact.path}`;
    artefacts.push(await placeArtefact({ stores: dvcStores, project, root: repository.root, commit, target }, artefact, signal));
  }
  const isOwn = ({ path }: ChangedFile): boolean => isInside(model.folder, path);
  return {
    model: model.name,
    version,
    directory,
    artefacts,
    files: regular.filter(isOwn).map(({ path, mode }) => ({ path, executable: mode === '100755' })),
    leftOut: listed.filter((file) => isOwn(file) && !isRegular(file)).map(({ path }) => path),
  };
}

function isRegular({ mode }: ChangedFile): boolean {
  return mode === '100644' || mode === '100755';
}

/** DVC's files of the model's folder, and those above the place of a model that lies elsewhere. */
function isHolder(model: ReleaseModel, path: string): boolean {
  if (!['dvc.yaml', 'dvc.lock'].includes(baseName(path)) && !/[^/]\.dvc$/.test(path)) return false;
  const place = model.path === null ? null : joinPath(model.folder, model.path);
  return isInside(model.folder, path) || (place !== null && isInside(folderOf(path), place));
}
