/** What compiled Kubeflow pipelines say, with places. */
import type { Located, Span } from '../../model/span.ts';
import type { ContainerFact, KubernetesObject } from '../serving/serving-facts.ts';

/** One component: of v2 an entry of `components`, of v1 a template that runs a pod. */
export interface KubeflowComponent {
  readonly name: Located<string>;
  /** What it runs; null for a graph of other components and for what starts no container, such as an importer. */
  readonly container: ContainerFact | null;
  /** Programs that stand in the command itself, as the SDK writes Python functions. */
  readonly programs: readonly string[];
  /** Whether an output is declared to be a model. */
  readonly makesModel: boolean;
}

/** One step of a graph of steps. */
export interface KubeflowTask {
  readonly name: string;
  /** The steps of the same graph that it waits for. */
  readonly needs: readonly string[];
}

/** What both forms of a compiled pipeline say. */
export interface KubeflowPipeline {
  readonly pipelineName: Located<string> | null;
  readonly components: readonly KubeflowComponent[];
  /** The steps of all graphs, those inside conditions and loops included. */
  readonly tasks: readonly KubeflowTask[];
  /** Where the pipeline is shown: its name, else what begins the file. */
  readonly anchor: Span;
}

/** The intermediate representation of Kubeflow Pipelines 2, or the platform's settings that may follow it as a second document. */
export interface KubeflowV2Facts extends KubeflowPipeline {
  readonly schemaVersion: Located<string> | null;
  /** The containers of all executors, by label. */
  readonly containers: readonly ContainerFact[];
  /** True for the document that holds only settings of the platform. */
  readonly isPlatform: boolean;
}

/** An Argo workflow that Kubeflow Pipelines 1 compiled. */
export interface KubeflowV1Facts extends KubeflowPipeline {
  readonly object: KubernetesObject;
}
