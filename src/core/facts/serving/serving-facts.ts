/** What Kubernetes objects and KServe's InferenceService say, with places. */
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
  /** A CronJob's or CronWorkflow's cron line. */
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
  readonly canaryTrafficPercent: Located<number> | null;
  /** The entries of the newer `spec.canary` list. */
  readonly canaries: readonly {
    readonly name: string;
    readonly trafficPercent: Located<number> | null;
    readonly storageUri: Located<string> | null;
  }[];
  readonly minReplicas: Located<number> | null;
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
