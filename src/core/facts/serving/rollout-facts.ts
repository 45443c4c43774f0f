/** What the resources of Argo Rollouts and of the Prometheus operator say, with places. */
import type { Located } from '../../model/span.ts';
import type { KubernetesObject } from './serving-facts.ts';

/** A Rollout, which takes a Deployment's place (https://argo-rollouts.readthedocs.io/en/stable/features/specification/). */
export interface ArgoRolloutFacts {
  readonly name: Located<string> | null;
  readonly strategy: 'canary' | 'blueGreen' | null;
  /** What each step of a canary does: `setWeight 20`, `pause`, `analysis`; in order. */
  readonly steps: readonly Located<string>[];
  /** Names of the analysis templates that it refers to, wherever in its strategy. */
  readonly analyses: readonly Located<string>[];
  /** The workload that it takes over instead of a template of its own. */
  readonly workloadRef: string | null;
  readonly object: KubernetesObject;
}

/** A measurement of an analysis. */
export interface AnalysisMetric {
  readonly name: Located<string>;
  /** `prometheus`, `job`, `web` and so on. */
  readonly provider: string | null;
  readonly query: Located<string> | null;
  readonly successCondition: Located<string> | null;
  readonly failureCondition: Located<string> | null;
}

/** An AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun. */
export interface ArgoAnalysisFacts {
  readonly kind: string;
  readonly name: Located<string> | null;
  readonly metrics: readonly AnalysisMetric[];
  readonly args: readonly string[];
  readonly object: KubernetesObject;
}

/** What Prometheus is to ask of the pods behind a service, or of pods (https://prometheus-operator.dev/docs/api-reference/api/). */
export interface ServiceMonitorFacts {
  readonly kind: 'ServiceMonitor' | 'PodMonitor';
  readonly name: Located<string> | null;
  readonly endpoints: readonly {
    readonly port: string | null;
    /** `/metrics` where it is not said. */
    readonly path: string;
    readonly interval: string | null;
  }[];
  /** Labels that it looks for, as `key=value`. */
  readonly selector: readonly string[];
  readonly object: KubernetesObject;
}
