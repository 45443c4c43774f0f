import type { KubernetesObject } from '../../facts/serving/serving-facts.ts';
import type { Project } from '../project.ts';
import { type Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** A Kubernetes object with its file. */
export interface ClusterObject {
  readonly path: string;
  readonly object: KubernetesObject;
  /** The object's name, else its kind. */
  readonly place: Place;
  readonly name: string;
}

/** All Kubernetes objects of the project's own, InferenceServices left out (they have a format of their own). */
export const clusterObjects = perProject((project): readonly ClusterObject[] =>
  ownDocuments(project, 'kubernetes').flatMap((document) =>
    document.facts.objects.map((object) => ({
      path: document.path,
      object,
      place: { path: document.path, span: (object.name ?? object.kind).span },
      name: object.name?.value ?? object.kind.value,
    })),
  ),
);

/** The objects of one of these kinds. */
export function objectsOfKind(project: Project, pattern: RegExp): readonly ClusterObject[] {
  return clusterObjects(project).filter(({ object }) => pattern.test(object.kind.value));
}

/** Workloads that keep containers running. */
export const workload = /^(?:Deployment|StatefulSet|DaemonSet|Rollout|ReplicaSet)$/;
