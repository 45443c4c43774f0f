/** What a Jenkinsfile says, with places (https://www.jenkins.io/doc/book/pipeline/syntax/). */
import type { Located } from '../../model/span.ts';

/** A step that hands a script to a shell: `sh`, `bat`, `powershell` or `pwsh`. */
export interface JenkinsScript {
  /** The script as written, without its quotes. */
  readonly text: Located<string>;
  /** The stage it is in; null outside of stages. */
  readonly stage: string | null;
  /** The folder of the `dir` steps around it, '' for the workspace. */
  readonly folder: string;
  /** True where it never runs: `when { expression { false } }`. */
  readonly off: boolean;
  /** True after an `input`, where a person must agree first. */
  readonly held: boolean;
  /** True where it runs only when something failed: in `post { failure { … } }` and its like. */
  readonly afterFailure: boolean;
  /** True where its failure stops nothing: in `catchError`, or with `returnStatus`. */
  readonly forgiven: boolean;
}

/** A Jenkinsfile. Which branches it is run for, and whether pushes start it, is known to the server. */
export interface JenkinsfileFacts {
  /** `declarative` has a `pipeline` block; `scripted` is a program. */
  readonly kind: 'declarative' | 'scripted';
  readonly stages: readonly Located<string>[];
  readonly scripts: readonly JenkinsScript[];
  /** The lines of `cron` triggers; several lines of one stand in one. */
  readonly crons: readonly Located<string>[];
}
