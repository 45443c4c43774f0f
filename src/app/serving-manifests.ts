import { servedChanges, type ServedChange } from '../core/release/serving/manifest-history.ts';
import { readServing } from '../core/release/serving/read-serving.ts';
import type { ServingObject } from '../core/release/serving/serving-object.ts';
import type { FileTree } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';

/** Where manifests are read. */
export interface ManifestPlace {
  readonly repository: GitRepository;
  readonly tree: FileTree;
}

/** How far back a manifest's history is followed, in commits that changed it. */
const historyLimit = 500;

/** What serving manifests serve, in the order of their paths. */
export async function readServingObjects(
  { tree }: Pick<ManifestPlace, 'tree'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly ServingObject[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await tree.read(path, signal) })));
  return files.flatMap(({ path, file }) => (file.kind === 'text' ? readServing(path, file.text) : []));
}

/** The past of an object in Git: each change of a side's version, newest first. */
export async function historyOfObject(
  { repository }: ManifestPlace,
  object: ServingObject,
  signal: AbortSignal,
): Promise<readonly ServedChange[]> {
  const revisions = await repository.fileHistory(object.path, { limit: historyLimit }, signal);
  const decoder = new TextDecoder();
  return servedChanges(
    object.path,
    revisions.map(({ bytes, ...revision }) => ({ ...revision, text: bytes === null ? null : decoder.decode(bytes) })),
    (objects) =>
      objects.find((one) => one.name === object.name && one.kind === object.kind) ??
      objects.find((one) => one.name === object.name) ??
      null,
  );
}
