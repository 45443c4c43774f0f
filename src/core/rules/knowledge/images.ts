import type { ImageReference } from '../../facts/containers/container-facts.ts';
import { parseImageReference } from '../../facts/containers/image-reference.ts';
import type { Located } from '../../model/span.ts';
import { clusterDocuments } from '../../project/cluster-documents.ts';
import type { Project } from '../../project/project.ts';
import { deployedManifests } from '../scope/deployed-manifests.ts';
import { isOutOfScope, isTestFile } from '../scope/is-out-of-scope.ts';

/** A container image that some file pulls. */
export interface UsedImage {
  readonly path: string;
  readonly image: Located<string>;
  readonly reference: ImageReference;
}

/**
 * The images that Dockerfiles, compose files, compiled pipelines and cluster manifests pull. Left out are images a compose file builds itself,
 * earlier build stages, references with variables, and images whose tag a kustomization sets.
 */
export function usedImages(project: Project): readonly UsedImage[] {
  const manifests = deployedManifests(project);
  const inScope = (path: string): boolean => !isOutOfScope(project, path) && !isTestFile(project, path);
  const docker = project
    .documents('dockerfile')
    .filter(({ path }) => inScope(path))
    .flatMap(({ path, facts }) =>
      facts.stages.filter((stage) => !stage.internal).map(({ image, reference }) => ({ path, image, reference })),
    );
  const compose = project
    .documents('compose')
    .filter(({ path }) => inScope(path))
    .flatMap(({ path, facts }) =>
      facts.services.flatMap(({ image, reference, build }) =>
        image === null || reference === null || build !== null ? [] : [{ path, image, reference }],
      ),
    );
  const containers = [
    ...clusterDocuments(project).flatMap(({ path, objects }) =>
      objects.flatMap((object) => object.containers.map((container) => ({ path, container }))),
    ),
    ...project.documents('kserve').flatMap(({ path, facts }) => facts.containers.map((container) => ({ path, container }))),
  ];
  const pipelines = project
    .documents('kubeflow-v2')
    .filter(({ path }) => inScope(path))
    .flatMap(({ path, facts }) =>
      facts.containers.flatMap(({ image }) => (image === null ? [] : [{ path, image, reference: parseImageReference(image.value) }])),
    );
  const cluster = containers.flatMap(({ path, container: { image } }) => {
    if (image === null || !manifests.includes(path) || isTestFile(project, path)) return [];
    const reference = parseImageReference(image.value);
    return manifests.setsImage(reference.name) ? [] : [{ path, image, reference }];
  });
  return [...docker, ...compose, ...pipelines, ...cluster].filter(({ reference }) => !reference.unresolved && reference.name !== '');
}
