import type { ContainerFact, KubernetesObject } from '../../facts/serving/serving-facts.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Span } from '../../model/span.ts';
import { clusterDocuments } from '../../project/cluster-documents.ts';
import type { Project } from '../../project/project.ts';
import { deployedManifests } from '../scope/deployed-manifests.ts';
import { isTestFile } from '../scope/is-out-of-scope.ts';

/** An object that keeps containers running, with its file. */
interface Workload {
  readonly path: string;
  readonly object: KubernetesObject;
}

/** A container of a workload. */
interface WorkloadContainer {
  readonly workload: Workload;
  readonly container: ContainerFact;
  /** Whether it says that it listens: a container without `ports` may be a worker that nobody asks. */
  readonly listens: boolean;
}

const kinds = /^(?:Deployment|StatefulSet|Rollout)$/;

/** All Kubernetes objects that reach a cluster as they stand. */
export function deployedObjects(project: Project): readonly Workload[] {
  const manifests = deployedManifests(project);
  return clusterDocuments(project)
    .filter(({ path }) => manifests.includes(path) && !isTestFile(project, path))
    .flatMap(({ path, objects }) => objects.map((object) => ({ path, object })));
}

/** Deployments and their like. */
export function workloads(project: Project): readonly Workload[] {
  return deployedObjects(project).filter(({ object }) => kinds.test(object.kind.value));
}

/** The containers of all workloads; init containers, which end before the service begins, are left out. */
export function workloadContainers(project: Project): readonly WorkloadContainer[] {
  return workloads(project).flatMap((workload) => {
    const initial = podContainers(workload.object.root, 'initContainers');
    const views = podContainers(workload.object.root, 'containers');
    return workload.object.containers
      .filter((container) => !initial.some((view) => view.span.start === container.span.start))
      .map((container) => {
        const view = views.find((candidate) => candidate.span.start === container.span.start);
        return { workload, container, listens: (view?.get('ports')?.items().length ?? 0) > 0 };
      });
  });
}

function podContainers(root: YamlView, key: 'containers' | 'initContainers'): readonly YamlView[] {
  return root.at('spec', 'template', 'spec', key)?.items() ?? [];
}

/** Where a finding about a container is shown: its name, else the object's, else its kind. */
export function containerSpan({ workload, container }: WorkloadContainer): Span {
  return (container.name ?? workload.object.name ?? workload.object.kind).span;
}

/** What a finding about a container is about, for its fingerprint. */
export function containerIdentity({ workload, container }: WorkloadContainer): string {
  return `${workload.object.kind.value}/${workload.object.name?.value ?? ''}/${container.name?.value ?? ''}`;
}
