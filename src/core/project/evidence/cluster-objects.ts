import type { KubernetesObject } from '../../facts/serving/serving-facts.ts';
import { clusterDocuments } from '../cluster-documents.ts';
import type { Project } from '../project.ts';
import { type Place } from './offer.ts';
import { isOwnPath } from './own-path.ts';
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
  clusterDocuments(project)
    .filter(({ path }) => isOwnPath(project, path))
    .flatMap(({ path, objects }) =>
      objects.map((object) => ({
        path,
        object,
        place: { path, span: (object.name ?? object.kind).span },
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
