/** What a pipeline of GitLab CI says, with places (https://docs.gitlab.com/ci/yaml/). */
import type { Located, Span } from '../../model/span.ts';

/** `!reference [job, key]`: what stands there is put in its place. */
export type GitlabReference = Located<readonly string[]>;

/** An entry of a list that may also hold references. */
export type OrReference<T> = { readonly own: T } | { readonly reference: GitlabReference };

/** The lines of a script, each with its place. */
export type GitlabScript = readonly OrReference<Located<string>>[];

/** A rule: the first one whose conditions hold decides when the job runs. */
export interface GitlabRule {
  /** `if`; null where the rule holds always, or depends on files only. */
  readonly condition: Located<string> | null;
  readonly when: string | null;
}

/** `only` or `except`. */
export interface GitlabPolicy {
  /** Names such as `schedules` and `merge_requests`, branches and patterns of them. */
  readonly refs: readonly Located<string>[];
  /** Conditions under `variables`. */
  readonly variables: readonly Located<string>[];
}

/** What a job, a template, `default` and the document itself may say about running. A key that is not there is null. */
export interface GitlabSection {
  readonly beforeScript: GitlabScript | null;
  readonly script: GitlabScript | null;
  readonly afterScript: GitlabScript | null;
  readonly image: Located<string> | null;
  readonly services: readonly Located<string>[] | null;
}

/** A file that is taken in. Only local ones are in this repository. */
export interface GitlabInclude {
  readonly kind: 'local' | 'remote' | 'template' | 'project' | 'component' | 'artifact';
  readonly target: Located<string>;
}

/** A job, or a template, whose name begins with a dot and which runs only through jobs that extend it. */
export interface GitlabJob extends GitlabSection {
  readonly id: Located<string>;
  readonly isHidden: boolean;
  readonly extends: readonly Located<string>[];
  readonly stage: Located<string> | null;
  /** Jobs of this pipeline; those of other pipelines are left out. */
  readonly needs: readonly (Located<string> & { readonly isOptional: boolean })[];
  readonly dependencies: readonly Located<string>[];
  readonly rules: readonly OrReference<GitlabRule>[] | null;
  readonly only: GitlabPolicy | null;
  readonly except: GitlabPolicy | null;
  readonly when: string | null;
  readonly allowsFailure: boolean | null;
  /** The files of the child pipeline that the job starts; empty for one of another project, null where it starts none. */
  readonly trigger: readonly GitlabInclude[] | null;
  /** True where the job runs something else than a script: `trigger`, `run`, or waits for another pipeline. */
  readonly runsOtherwise: boolean;
}

/** One file. GitLab runs `.gitlab-ci.yml` at the repository's root and what it includes. */
export interface GitlabCiFacts {
  readonly stages: readonly Located<string>[];
  /** Jobs and templates in file order. */
  readonly jobs: readonly GitlabJob[];
  readonly includes: readonly GitlabInclude[];
  /** What all jobs have that do not say otherwise: the document's own keys, then `default`. */
  readonly defaults: readonly GitlabSection[];
  readonly workflowRules: readonly OrReference<GitlabRule>[] | null;
  /** Where `stages` stands; null where the usual ones count. */
  readonly stagesSpan: Span | null;
}
