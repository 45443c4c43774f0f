import type { KubernetesObject } from '../facts/serving/serving-facts.ts';
import { perProject } from './evidence/per-project.ts';
import type { Project } from './project.ts';

/** The Kubernetes objects of one document. */
export interface ClusterDocument {
  readonly path: string;
  readonly objects: readonly KubernetesObject[];
}

/** Formats of one kind of object each. */
const singles = ['argo-analysis', 'argo-rollout', 'kubeflow-v1', 'seldon-v1', 'seldon-v2', 'service-monitor'] as const;

/** Every document of Kubernetes objects in path order, Seldon's and compiled Kubeflow pipelines included; InferenceServices, which are read apart, are left out. */
export const clusterDocuments: (project: Project) => readonly ClusterDocument[] = perProject((project) =>
  [
    ...project.documents('kubernetes').map(({ path, span, facts }) => ({ path, span, objects: facts.objects })),
    ...singles.flatMap((format) => project.documents(format).map(({ path, span, facts }) => ({ path, span, objects: [facts.object] }))),
  ].toSorted((one, other) => (one.path === other.path ? one.span.start - other.span.start : one.path < other.path ? -1 : 1)),
);
