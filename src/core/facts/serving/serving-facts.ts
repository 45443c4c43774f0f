/** What Kubernetes objects, KServe's InferenceService and Seldon's resources say, with places. */
import type { Located, Span } from '../../model/span.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** A container of a pod template. */
export interface ContainerFact {
  readonly name: Located<string> | null;
  readonly image: Located<string> | null;
  /** `command` and `args` joined with spaces. */
  readonly command: string;
  readonly resources: Span | null;
  readonly readinessProbe: Span | null;
  readonly livenessProbe: Span | null;
  readonly span: Span;
}

/** One Kubernetes object of any kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: Located<string>;
  readonly name: Located<string> | null;
  readonly namespace: string | null;
  readonly replicas: Located<number> | null;
  /** A CronJob's, CronWorkflow's or ScheduledWorkflow's cron line; an interval of the latter as `@every 3600s`. */
  readonly schedule: Located<string> | null;
  readonly suspended: boolean;
  readonly containers: readonly ContainerFact[];
  /** The whole object, for what few rules need. */
  readonly root: YamlView;
}

/** The Kubernetes objects of one document (a `List` gives several). */
export interface KubernetesFacts {
  readonly objects: readonly KubernetesObject[];
}

/** A KServe InferenceService. */
export interface KserveFacts {
  readonly apiVersion: string;
  readonly name: Located<string> | null;
  readonly namespace: string | null;
  readonly storageUri: Located<string> | null;
  readonly modelFormat: Located<string> | null;
  /** The serving runtime that the predictor asks for by name; null where KServe chooses one for the format. */
  readonly runtime: Located<string> | null;
  readonly canaryTrafficPercent: Located<number> | null;
  /** The entries of the newer `spec.canary` list. */
  readonly canaries: readonly {
    readonly name: string;
    readonly trafficPercent: Located<number> | null;
    readonly storageUri: Located<string> | null;
  }[];
  readonly minReplicas: Located<number> | null;
  /** The predictor's map, where what it lacks is added. */
  readonly predictor: Span | null;
  readonly logger: Span | null;
  readonly explainer: Span | null;
  readonly resources: Span | null;
  readonly timeout: Span | null;
  /** Labels and annotations of the object's metadata. */
  readonly labels: ReadonlyMap<string, Located<string>>;
  readonly annotations: ReadonlyMap<string, Located<string>>;
  readonly containers: readonly ContainerFact[];
  /** Where a finding about something absent is shown: `metadata.name`'s value, else `kind`. */
  readonly anchor: Span;
}

/** A node of a Seldon v1 inference graph. */
export interface SeldonUnit {
  readonly name: Located<string> | null;
  readonly implementation: Located<string> | null;
  readonly modelUri: Located<string> | null;
}

/** One predictor of a SeldonDeployment. */
export interface SeldonPredictor {
  readonly name: Located<string> | null;
  readonly traffic: Located<number> | null;
  readonly shadow: Located<boolean> | null;
  /** The graph's nodes, parents before their children; empty where there is no graph. */
  readonly units: readonly SeldonUnit[];
  /** The place of the only model: the first node's own, else that of the one node that has any; null where several differ. */
  readonly modelUri: Located<string> | null;
  /** Of the first node, else of the node that `modelUri` is from. */
  readonly implementation: Located<string> | null;
  readonly replicas: Located<number> | null;
  readonly logger: Span | null;
  readonly explainer: Span | null;
  readonly span: Span;
}

/** A SeldonDeployment of Seldon Core v1. */
export interface SeldonV1Facts {
  readonly name: Located<string> | null;
  readonly namespace: string | null;
  readonly predictors: readonly SeldonPredictor[];
  readonly labels: ReadonlyMap<string, Located<string>>;
  readonly annotations: ReadonlyMap<string, Located<string>>;
  readonly object: KubernetesObject;
}

/** A resource of Seldon Core v2: Model, Pipeline, Experiment, Server and what runs them. */
export interface SeldonV2Facts {
  readonly kind: Located<string>;
  readonly name: Located<string> | null;
  readonly namespace: string | null;
  /** A Model's. */
  readonly storageUri: Located<string> | null;
  /** A Model's: the version folder below its storage place. */
  readonly artifactVersion: Located<number> | null;
  /** An Experiment's, with weights relative to their sum. */
  readonly candidates: readonly { readonly name: Located<string>; readonly weight: Located<number> | null }[];
  /** The candidate whose endpoint an Experiment takes over. */
  readonly defaultName: Located<string> | null;
  /** What an Experiment copies requests to, with the percentage of them. */
  readonly mirror: { readonly name: Located<string> | null; readonly percent: Located<number> | null; readonly span: Span } | null;
  readonly logger: Span | null;
  readonly explainer: Span | null;
  readonly labels: ReadonlyMap<string, Located<string>>;
  readonly annotations: ReadonlyMap<string, Located<string>>;
  readonly object: KubernetesObject;
}
