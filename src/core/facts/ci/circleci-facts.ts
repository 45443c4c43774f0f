/** What a configuration of CircleCI says, with places (https://circleci.com/docs/configuration-reference). */
import type { Located, Span } from '../../model/span.ts';

/** A step of a job or of a command that the file defines. */
export interface CircleStep {
  /** The script of a `run` step. */
  readonly run: Located<string> | null;
  /** What any other step calls: a built-in one such as `checkout`, a command of the file, or one of an orb, such as `python/install-packages`. */
  readonly calls: Located<string> | null;
  readonly workingDirectory: string | null;
  /** What a called command is told, by parameter. */
  readonly given: ReadonlyMap<string, string>;
  /** True below `when` and `unless`, and where it runs only after a failure. */
  readonly conditional: boolean;
  readonly span: Span;
}

/** A job or a command, with what its parameters are where nobody says otherwise. */
export interface CirclePart {
  readonly id: Located<string>;
  readonly defaults: ReadonlyMap<string, string>;
  readonly workingDirectory: string | null;
  readonly steps: readonly CircleStep[];
}

/** A job that a workflow runs. */
export interface CircleRun {
  /** The job that runs; of an orb where it has a `/`. */
  readonly job: Located<string>;
  /** What it is called in the workflow. */
  readonly name: string;
  readonly requires: readonly Located<string>[];
  /** A person must go on here. */
  readonly isApproval: boolean;
  /** True where no branch starts it, only tags. */
  readonly onTagsOnly: boolean;
  readonly given: ReadonlyMap<string, string>;
}

/**
 * What starts a workflow: each pipeline; only one that somebody or something asks for with parameters; only one that a schedule of the
 * project's settings starts; none.
 */
export type CircleStart = 'always' | 'asked' | 'scheduled' | 'never';

/** A workflow. */
export interface CircleWorkflow {
  readonly name: Located<string>;
  readonly starts: CircleStart;
  /** The cron lines of its `triggers`; with any, nothing else starts it. */
  readonly schedules: readonly Located<string>[];
  readonly runs: readonly CircleRun[];
}

/** A file of `.circleci/`. */
export interface CircleciFacts {
  readonly version: Located<string> | null;
  readonly orbs: readonly { readonly name: Located<string>; readonly source: string | null }[];
  readonly jobs: readonly CirclePart[];
  readonly commands: readonly CirclePart[];
  readonly workflows: readonly CircleWorkflow[];
  /** True where a job of it picks the configuration that goes on. */
  readonly isSetup: boolean;
}
