/** What a GitHub Actions workflow says, with places. */
import type { Located, Span } from '../../model/span.ts';

/** A step: `run` is the script, `uses` the action. */
export interface WorkflowStep {
  readonly name: string | null;
  readonly uses: Located<string> | null;
  readonly run: Located<string> | null;
  readonly workingDirectory: string | null;
  /** `if` as written. */
  readonly condition: string | null;
  readonly continueOnError: boolean;
  readonly span: Span;
}

/** A job; `uses` where it calls a reusable workflow. */
export interface WorkflowJob {
  readonly id: Located<string>;
  readonly uses: Located<string> | null;
  readonly condition: string | null;
  readonly needs: readonly string[];
  readonly steps: readonly WorkflowStep[];
  /** The list of steps, whose end is where a new step goes. */
  readonly stepsSpan: Span | null;
}

/** A workflow. Only files under `.github/workflows/` are run by GitHub: compare the path. */
export interface GithubWorkflowFacts {
  readonly name: string | null;
  readonly on: readonly Located<string>[];
  /** The cron lines of `on.schedule`. */
  readonly schedules: readonly Located<string>[];
  readonly jobs: readonly WorkflowJob[];
}
