import { isForeignPath } from '../core/project/evidence/own-path.ts';
import { joinPath } from '../core/project/paths.ts';
import { isSkipped } from '../core/project/scan-scope.ts';
import type { ReleaseConfig, ReleaseModel } from '../core/release/release-config.ts';
import type { ServedModel } from '../core/release/serving-report.ts';
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

/** API groups of the objects that serve models; each stands in the file's text as it is. */
const servingGroups = ['serving.kserve.io/', 'serving.kubeflow.org/', 'machinelearning.seldon.io/', 'mlops.seldon.io/'];

/** How far back a manifest's history is followed, in commits that changed it. */
const historyLimit = 500;

/**
 * What the serving manifests of a repository serve: those that models declare, and those that are found by their text. Examples, tests'
 * fixtures and vendored folders are left out unless they are declared.
 */
export async function readServingObjects(
  { repository, tree }: ManifestPlace,
  config: ReleaseConfig,
  signal: AbortSignal,
): Promise<readonly ServingObject[]> {
  const found = await repository.filesContaining(servingGroups, ['yaml', 'yml', 'json'], signal);
  const declared = config.models.flatMap((model) => servedModelOf(model).targets.map(({ path }) => path));
  const paths = [...new Set([...declared, ...found.filter((path) => !isSkipped(path) && !isForeignPath(path))])].sort();
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await tree.read(path, signal) })));
  return files.flatMap(({ path, file }) => (file.kind === 'text' ? readServing(path, file.text) : []));
}

/** What a declaration says of a model's manifests, its paths relative to the repository. A path that leads out of it is none. */
export function servedModelOf({ name, registryName, stages, deploy, folder }: ReleaseModel): ServedModel {
  const targets = deploy.flatMap(({ manifest, object, stage }) => {
    const path = manifest === undefined ? null : joinPath(folder, manifest);
    return path === null ? [] : [{ path, object, stage }];
  });
  return { name, registryName, stages, targets };
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
