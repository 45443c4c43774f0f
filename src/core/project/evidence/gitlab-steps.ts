/** The jobs that GitLab runs, as steps of CI with their commands. */
import type { GitlabJob, GitlabScript, GitlabSection } from '../../facts/ci/gitlab-ci-facts.ts';
import { type Inherited, inherited, resolved } from '../../facts/ci/gitlab-inherit.ts';
import type { Located } from '../../model/span.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { type GitlabPipeline, gitlabPipeline, localPaths, pipelineFrom } from './gitlab-pipeline.ts';
import { type GitlabTriggers, jobTriggers, pipelineTriggers } from './gitlab-triggers.ts';
import { firstLine } from './first-line.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';
import { shellCommands } from './shell-commands.ts';

/** A job with what it runs and when. */
export interface GitlabRun extends GitlabTriggers {
  readonly path: string;
  readonly id: Located<string>;
  readonly commands: readonly RunCommand[];
  /** The script's text as GitLab's shell gets it. */
  readonly text: string;
}

const deepest = 3;

/** All jobs of the repository's pipeline and of the child pipelines it starts, in file order. */
export const gitlabRuns = perProject((project): readonly GitlabRun[] => {
  const pipeline = gitlabPipeline(project);
  return pipeline === undefined ? [] : runsOf(project, pipeline, null, 0);
});

function runsOf(project: Project, pipeline: GitlabPipeline, parent: GitlabTriggers | null, depth: number): readonly GitlabRun[] {
  const workflow = pipeline.files.flatMap(({ path, facts }) =>
    facts.workflowRules === null ? [] : [{ path, value: facts.workflowRules }],
  );
  const base = parent ?? pipelineTriggers(pipeline.jobs, workflow);
  return [...pipeline.jobs].flatMap(([name, definitions]) => {
    const [first] = definitions;
    if (first === undefined || first.job.isHidden) return [];
    const triggers = withBase(jobTriggers(pipeline.jobs, name, base.triggers), base);
    const children = depth >= deepest ? [] : childRuns(project, { pipeline, name, triggers, depth });
    const { commands, text } = commandsOf(project, pipeline, name);
    return [...(commands.length === 0 ? [] : [{ ...triggers, path: first.path, id: first.job.id, commands, text }]), ...children];
  });
}

/** A job that runs on the schedule of its whole pipeline has that one's place. */
function withBase(own: GitlabTriggers, base: GitlabTriggers): GitlabTriggers {
  return own.triggers.has('schedule') && own.schedule === null ? { ...own, schedule: base.schedule } : own;
}

interface Child {
  readonly pipeline: GitlabPipeline;
  readonly name: string;
  readonly triggers: GitlabTriggers;
  readonly depth: number;
}

function childRuns(project: Project, { pipeline, name, triggers, depth }: Child): readonly GitlabRun[] {
  const includes = inherited(pipeline.jobs, name, (job) => job.trigger)?.value ?? [];
  const child = pipelineFrom(project, localPaths(project, includes));
  return child === undefined || child.path === pipeline.path ? [] : runsOf(project, child, triggers, depth + 1);
}

/** The commands of `before_script` and `script`, which share a shell, and of `after_script`, whose failure stops nothing. */
function commandsOf(
  project: Project,
  pipeline: GitlabPipeline,
  name: string,
): { readonly commands: readonly RunCommand[]; readonly text: string } {
  const { jobs } = pipeline;
  const section = (read: (from: GitlabSection) => GitlabScript | null): readonly Inherited<Located<string>>[] => {
    const own = inherited(jobs, name, (job: GitlabJob) => read(job)) ?? defaultOf(pipeline, read);
    return own === undefined ? [] : resolved<Located<string>>(jobs, own, 'script');
  };
  const script = section((from) => from.script);
  // Without a script nothing runs, whatever `default` would put around it.
  if (script.length === 0) return { commands: [], text: '' };
  const lines = [...section((from) => from.beforeScript), ...script];
  const after = section((from) => from.afterScript);
  const isForgiven = inherited(jobs, name, (job) => job.allowsFailure)?.value === true;
  return {
    commands: [...shellRun(project, lines, isForgiven), ...shellRun(project, after, true)],
    text: [...lines, ...after].map(({ value }) => value.value).join('\n'),
  };
}

function defaultOf(pipeline: GitlabPipeline, read: (from: GitlabSection) => GitlabScript | null): Inherited<GitlabScript> | undefined {
  const all = pipeline.files.flatMap(({ path, facts }) =>
    facts.defaults.flatMap((section) => {
      const value = read(section);
      return value === null ? [] : [{ path, value }];
    }),
  );
  return all.at(-1);
}

/** Each line has its own place, but all of them share the shell's folder. */
function shellRun(project: Project, lines: readonly Inherited<Located<string>>[], forgiven: boolean): readonly RunCommand[] {
  let folder = '';
  return lines.flatMap(({ path, value: line }) => {
    const place = { path, span: firstLine(project, path, line.span) };
    const commands = runCommands(project, { text: line.value, folder, place, offset: null, forgiven });
    folder = folderAfter(line.value, folder);
    return commands;
  });
}

function folderAfter(script: string, start: string): string {
  let folder = start;
  for (const { words } of shellCommands(script)) {
    if (words[0] !== 'cd') continue;
    const target = words[1] ?? '.';
    const inProject = /^\$\{?CI_PROJECT_DIR\}?\/?(.*)$/.exec(target)?.[1];
    folder = (inProject === undefined ? joinPath(folder, target) : joinPath('', inProject)) ?? folder;
  }
  return folder;
}
