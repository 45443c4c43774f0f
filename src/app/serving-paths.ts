/** Where serving manifests are, without what reads them: most repositories have none, and reading them is much of the program. */
import { isForeignPath } from '../core/project/evidence/own-path.ts';
import { joinPath } from '../core/project/paths.ts';
import { isSkipped } from '../core/project/scan-scope.ts';
import type { ReleaseConfig, ReleaseModel } from '../core/release/release-config.ts';
import type { ServedModel } from '../core/release/serving-report.ts';
import type { GitRepository } from '../ports/git.ts';

/** API groups of the objects that serve models; each stands in the file's text as it is. */
const servingGroups = ['serving.kserve.io/', 'serving.kubeflow.org/', 'machinelearning.seldon.io/', 'mlops.seldon.io/'];

/**
 * The serving manifests of a repository, in order: those that models declare, and those that are found by their text. Examples, tests'
 * fixtures and vendored folders are left out unless they are declared.
 */
export async function servingPaths(repository: GitRepository, config: ReleaseConfig, signal: AbortSignal): Promise<readonly string[]> {
  const found = await repository.filesContaining(servingGroups, ['yaml', 'yml', 'json'], signal);
  const declared = config.models.flatMap((model) => servedModelOf(model).targets.map(({ path }) => path));
  return [...new Set([...declared, ...found.filter((path) => !isSkipped(path) && !isForeignPath(path))])].sort();
}

/** What a declaration says of a model's manifests, its paths relative to the repository. A path that leads out of it is none. */
export function servedModelOf({ name, registryName, stages, deploy, folder }: ReleaseModel): ServedModel {
  const targets = deploy.flatMap(({ manifest, object, stage }) => {
    const path = manifest === undefined ? null : joinPath(folder, manifest);
    return path === null ? [] : [{ path, object, stage }];
  });
  return { name, registryName, stages, targets };
}
