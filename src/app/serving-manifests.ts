import { servedChanges, type ManifestPast, type ServedChange } from '../core/release/serving/manifest-history.ts';
import { readServing } from '../core/release/serving/read-serving.ts';
import type { ServingObject } from '../core/release/serving/serving-object.ts';
import type { FileTree } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';

/** Where manifests are read. */
export interface ManifestPlace {
  readonly repository: GitRepository;
  readonly tree: FileTree;
}

/** What serving manifests serve, in the order of their paths. */
export async function readServingObjects(
  { tree }: Pick<ManifestPlace, 'tree'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly ServingObject[]> {
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await tree.read(path, signal) })));
  return files.flatMap(({ path, file }) => (file.kind === 'text' ? readServing(path, file.text) : []));
}

/** The changes of each object's versions, newest first. */
export function changesByObject(
  objects: readonly ServingObject[],
  pasts: ReadonlyMap<string, ManifestPast>,
): ReadonlyMap<ServingObject, readonly ServedChange[]> {
  return new Map(
    objects.map((object) => {
      const past = pasts.get(object.path);
      return [object, past === undefined ? [] : changesOf(past, object)];
    }),
  );
}

function changesOf(past: ManifestPast, object: ServingObject): readonly ServedChange[] {
  return servedChanges(
    past,
    (objects) =>
      objects.find((one) => one.name === object.name && one.kind === object.kind) ??
      objects.find((one) => one.name === object.name) ??
      null,
  );
}
