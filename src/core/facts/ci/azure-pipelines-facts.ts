/** What a pipeline of Azure Pipelines says, with places (https://learn.microsoft.com/azure/devops/pipelines/yaml-schema). */
import type { Located, Span } from '../../model/span.ts';

/** A step that runs a script or a task. */
export interface AzureStep {
  readonly name: string | null;
  /** The script's text, or the inline script of a task such as `Bash@3`. */
  readonly script: Located<string> | null;
  /** `Docker@2`; null for scripts. */
  readonly task: Located<string> | null;
  readonly inputs: ReadonlyMap<string, string>;
  readonly workingDirectory: string | null;
  readonly continueOnError: boolean;
  /** True where it never runs: `enabled: false` or `condition: false`. */
  readonly off: boolean;
  readonly span: Span;
}

/** A step, or a file with steps that stand in its place. */
export type AzureStepOrTemplate = { readonly step: AzureStep } | { readonly template: Located<string> };

/** A job, a deployment, or the pipeline's own steps, which make one job without a name. */
export interface AzureJob {
  readonly id: Located<string> | null;
  readonly steps: readonly AzureStepOrTemplate[];
  readonly condition: string | null;
}

/** A file. Which files are pipelines is known to the server; `azure-pipelines.yml` is the usual one. */
export interface AzurePipelinesFacts {
  readonly stages: readonly Located<string>[];
  readonly jobs: readonly AzureJob[];
  /** Files with stages or jobs, and the file that `extends` names. */
  readonly templates: readonly Located<string>[];
  /** Whether pushes and pull requests start it. Without `trigger` every push does. */
  readonly startsOnChanges: boolean;
  /** The cron lines of `schedules`. */
  readonly schedules: readonly Located<string>[];
  /** True where the end of another pipeline starts it. */
  readonly startsAfterOthers: boolean;
}
