/** The tasks that Taskcluster runs for the repository, with their commands. */
import type { TaskclusterTask } from '../../facts/ci/taskcluster-facts.ts';
import type { Project } from '../project.ts';
import type { CiTrigger } from './ci-trigger.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** A task with what it runs and when. */
export interface TaskclusterRun {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly task: TaskclusterTask;
  readonly commands: readonly RunCommand[];
}

/** All tasks in file order. Taskcluster looks at the repository's root alone. */
export const taskclusterRuns = perProject((project: Project): readonly TaskclusterRun[] =>
  project
    .documents('taskcluster')
    .filter(({ path }) => /^\.taskcluster\.ya?ml$/.test(path))
    .flatMap(({ path, facts }) =>
      facts.tasks.map((task) => ({
        path,
        triggers: triggersOf(task.events),
        task,
        commands:
          task.command === null
            ? []
            : runCommands(project, { text: task.command.value, folder: '', place: { path, span: task.command.span }, offset: null }),
      })),
    ),
);

/** What each event means; a task that asks for none runs on pushes and pull requests. */
function triggersOf(events: readonly string[]): ReadonlySet<CiTrigger> {
  if (events.length === 0) return new Set(['change']);
  return new Set(
    events.map((event): CiTrigger => {
      if (event === 'cron') return 'schedule';
      if (event === 'github-release') return 'release';
      return /^github-(?:push|pull-request)/.test(event) ? 'change' : 'hand';
    }),
  );
}
