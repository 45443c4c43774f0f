/** The shell steps of the repository's Jenkinsfiles, with their commands. */
import type { JenkinsScript } from '../../facts/ci/jenkinsfile-facts.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { firstLine } from './first-line.ts';
import type { CiTrigger } from './ci-trigger.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** A step with what it runs and when. */
export interface JenkinsRun {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly script: JenkinsScript;
  readonly commands: readonly RunCommand[];
  readonly off: boolean;
  /** The first cron line; null without one. */
  readonly schedule: { readonly place: Place; readonly words: string } | null;
}

/**
 * All steps in file order. What starts a Jenkinsfile is known to the server: where a pipeline is made of a repository, as Jenkins proposes,
 * each push does.
 */
export const jenkinsRuns = perProject((project): readonly JenkinsRun[] =>
  project
    .documents('jenkinsfile')
    .filter(({ path }) => /(?:^|\/)Jenkinsfile$/.test(path))
    .flatMap(({ path, facts }) => {
      const [cron] = facts.crons;
      const schedule = cron === undefined ? null : { place: { path, span: cron.span }, words: cron.value };
      return facts.scripts.map((script) => ({
        path,
        triggers: triggersOf(script, schedule !== null),
        script,
        commands: commandsOf(project, path, script),
        off: script.off || script.afterFailure,
        schedule,
      }));
    }),
);

function triggersOf({ held }: JenkinsScript, hasSchedule: boolean): ReadonlySet<CiTrigger> {
  if (held) return new Set(['hand']);
  return new Set(hasSchedule ? ['change', 'schedule'] : ['change']);
}

function commandsOf(project: Project, path: string, { text, folder, forgiven }: JenkinsScript): readonly RunCommand[] {
  const place = { path, span: firstLine(project, path, text.span) };
  return runCommands(project, { text: text.value, folder: joinPath('', folder) ?? '', place, offset: null, forgiven });
}
