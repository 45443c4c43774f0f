/** What a repository's tasks of Taskcluster say, with places (https://docs.taskcluster.net/docs/reference/integrations/github/taskcluster-yml-v1). */
import type { Located, Span } from '../../model/span.ts';

/** A task, wherever in JSON-e's conditions it stands. */
export interface TaskclusterTask {
  readonly name: string | null;
  readonly image: Located<string> | null;
  /** Its command as a shell would say it. */
  readonly command: Located<string> | null;
  /** Events of GitHub that its conditions name, such as `github-push`; empty where nothing is asked or the condition is not understood. */
  readonly events: readonly string[];
  readonly span: Span;
}

/** A `.taskcluster.yml`. */
export interface TaskclusterFacts {
  readonly version: number | null;
  /** Whose pull requests are run. */
  readonly pullRequests: string | null;
  readonly tasks: readonly TaskclusterTask[];
}
