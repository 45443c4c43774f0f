import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import type { WorkflowJob, WorkflowStep } from '../../facts/ci/github-workflow-facts.ts';
import { joinPath } from '../paths.ts';
import type { FoundDocument, Project } from '../project.ts';
import { type AzureRun, azureRuns } from './azure-steps.ts';
import { type CircleCommandRun, circleRuns } from './circle-steps.ts';
import type { CiTrigger } from './ci-trigger.ts';
import { type CloudBuildRun, cloudBuildRuns } from './cloudbuild-steps.ts';
import { firstLine } from './first-line.ts';
import { type GitlabRun, gitlabRuns } from './gitlab-steps.ts';
import { type JenkinsRun, jenkinsRuns } from './jenkins-steps.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';
import { child } from './task-files.ts';
import { type TaskclusterRun, taskclusterRuns } from './taskcluster-steps.ts';

/** A step of a workflow that GitHub runs, a job of the pipeline that GitLab runs, a step of Azure Pipelines, a script of CircleCI or Jenkins, a step of Cloud Build, or a task of Taskcluster. */
export interface CiStep {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly step: WorkflowStep;
  /** The action's name without its version, such as `docker/build-push-action`. */
  readonly action: string | null;
  readonly commands: readonly RunCommand[];
  /** True where the job or step never runs (`if: false`). */
  readonly off: boolean;
}

/**
 * The steps of all workflows in `.github/workflows/` of the repository, in file order, then the jobs of `.gitlab-ci.yml`, the steps of `azure-pipelines.yml`, the scripts of `.circleci/config.yml` and of Jenkinsfiles,
 * the steps of `cloudbuild.yaml` and the tasks of `.taskcluster.yml`.
 * Workflows and pipelines elsewhere are run by nobody.
 */
export const ciSteps = perProject((project): readonly CiStep[] => {
  const workflows = project.documents('github-workflow').filter((document) => isWorkflowPath(document.path));
  const steps = workflows.flatMap((workflow) => {
    const triggers = triggersOf(workflow, workflows);
    return workflow.facts.jobs.flatMap((job) => stepsOf(project, workflow, job, triggers));
  });
  return [
    ...steps,
    ...gitlabRuns(project).map(gitlabStep),
    ...azureRuns(project).map(azureStep),
    ...circleRuns(project).map(circleStep),
    ...jenkinsRuns(project).map(jenkinsStep),
    ...cloudBuildRuns(project).map(cloudBuildStep),
    ...taskclusterRuns(project).map(taskclusterStep),
  ];
});

function azureStep({ path, triggers, step: own, commands, off }: AzureRun): CiStep {
  const { name, span, workingDirectory, continueOnError, script: run } = own;
  const step = { name, uses: null, run, workingDirectory, condition: null, continueOnError, span };
  return { path, triggers, step, action: null, commands, off };
}

function circleStep({ path, triggers, run, workingDirectory, commands }: CircleCommandRun): CiStep {
  const step = { name: null, uses: null, run, workingDirectory, condition: null, continueOnError: false, span: run.span };
  return { path, triggers, step, action: null, commands, off: false };
}

function jenkinsStep({ path, triggers, script, commands, off }: JenkinsRun): CiStep {
  const { text: run, stage: name, forgiven: continueOnError } = script;
  const step = { name, uses: null, run, workingDirectory: null, condition: null, continueOnError, span: run.span };
  return { path, triggers, step, action: null, commands, off };
}

function cloudBuildStep({ path, triggers, step: own, commands }: CloudBuildRun): CiStep {
  const { id: name, script, image, forgiven: continueOnError } = own;
  const step = { name, uses: null, run: script, workingDirectory: null, condition: null, continueOnError, span: image.span };
  return { path, triggers, step, action: null, commands, off: false };
}

function taskclusterStep({ path, triggers, task: { name, command: run, span }, commands }: TaskclusterRun): CiStep {
  const step = { name, uses: null, run, workingDirectory: null, condition: null, continueOnError: false, span };
  return { path, triggers, step, action: null, commands, off: false };
}

function gitlabStep({ path, triggers, id, commands, text }: GitlabRun): CiStep {
  const { value: name, span } = id;
  const run = { value: text, span };
  const step = { name, uses: null, run, workingDirectory: null, condition: null, continueOnError: false, span };
  return { path, triggers, step, action: null, commands, off: triggers.size === 0 };
}

/** Whether GitHub runs a workflow at this path. */
export function isWorkflowPath(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

/** The commands that run without a person: on changes, releases, other events and schedules. */
export function automaticCommands(project: Project): readonly RunCommand[] {
  return commandsOn(project, ['change', 'schedule', 'event', 'release']);
}

/** The commands of the workflows with one of these triggers. */
export function commandsOn(project: Project, triggers: readonly CiTrigger[]): readonly RunCommand[] {
  return ciSteps(project)
    .filter((step) => !step.off && triggers.some((trigger) => step.triggers.has(trigger)))
    .flatMap((step) => step.commands);
}

const byMachine = /^(?:repository_dispatch|workflow_run|registry_package|deployment|deployment_status|status|check_suite|check_run)$/;

/** What an event of `on` means; null for `workflow_call`, which starts when its callers do. */
function triggerOf(event: string): CiTrigger | null {
  if (/^(?:push|pull_request|pull_request_target|merge_group)$/.test(event)) return 'change';
  if (event === 'schedule') return 'schedule';
  if (event === 'release' || event === 'create') return 'release';
  if (event === 'workflow_call') return null;
  return byMachine.test(event) ? 'event' : 'hand';
}

function triggersOf(
  workflow: FoundDocument<'github-workflow'>,
  all: readonly FoundDocument<'github-workflow'>[],
  depth = 0,
): ReadonlySet<CiTrigger> {
  const found = new Set<CiTrigger>();
  for (const { value } of workflow.facts.on) {
    const own = triggerOf(value);
    if (own !== null) found.add(own);
    else {
      const callers = depth > 4 ? [] : all.filter((other) => other.path !== workflow.path && calls(other, workflow.path));
      for (const caller of callers) for (const trigger of triggersOf(caller, all, depth + 1)) found.add(trigger);
    }
  }
  return found;
}

function calls(workflow: FoundDocument<'github-workflow'>, path: string): boolean {
  return workflow.facts.jobs.some((job) => job.uses !== null && job.uses.value.replace(/^\.\//, '') === path);
}

function stepsOf(
  project: Project,
  workflow: FoundDocument<'github-workflow'>,
  job: WorkflowJob,
  triggers: ReadonlySet<CiTrigger>,
): readonly CiStep[] {
  return job.steps.map((step) => ({
    path: workflow.path,
    triggers: underCondition(underCondition(triggers, job.condition), step.condition),
    step,
    action: step.uses === null ? null : step.uses.value.replace(/@.*$/, ''),
    commands: [...runOf(project, workflow, step), ...compositeCommands(project, workflow.path, step)],
    off: isNever(job.condition) || isNever(step.condition),
  }));
}

/** `github.event_name == 'schedule'` and its like leave only the triggers that they name. */
function underCondition(triggers: ReadonlySet<CiTrigger>, condition: string | null): ReadonlySet<CiTrigger> {
  const named = [...(condition ?? '').matchAll(/github\.event_name\s*==\s*'(\w+)'/g)].map((match) => triggerOf(match[1] ?? ''));
  return named.length === 0 ? triggers : new Set([...triggers].filter((trigger) => named.includes(trigger)));
}

function isNever(condition: string | null): boolean {
  return condition !== null && /^\s*(?:\$\{\{\s*)?false\s*(?:\}\})?\s*$/.test(condition);
}

function runOf(project: Project, workflow: FoundDocument<'github-workflow'>, step: WorkflowStep): readonly RunCommand[] {
  if (step.run === null) return [];
  return runCommands(project, {
    text: step.run.value,
    folder: folderOfStep(step.workingDirectory),
    place: { path: workflow.path, span: firstLine(project, workflow.path, step.run.span) },
    offset: null,
    forgiven: step.continueOnError,
  });
}

function folderOfStep(written: string | null): string {
  return written === null ? '' : (joinPath('', written) ?? '');
}

/** The scripts inside a local composite action. */
function compositeCommands(project: Project, workflowPath: string, step: WorkflowStep): readonly RunCommand[] {
  if (step.uses === null || !step.uses.value.startsWith('./')) return [];
  const folder = joinPath('', step.uses.value);
  const path = ['action.yml', 'action.yaml'].map((name) => `${folder ?? ''}/${name}`).find((name) => project.file(name) !== undefined);
  if (path === undefined) return [];
  const steps: Json | undefined = child(child(project.data(path), 'runs'), 'steps');
  if (!isList(steps)) return [];
  const place = { path: workflowPath, span: step.uses.span };
  return steps.flatMap((inner) => {
    const run = child(inner, 'run');
    const folderOfInner = child(inner, 'working-directory');
    if (typeof run !== 'string') return [];
    const text = { text: run, folder: folderOfStep(typeof folderOfInner === 'string' ? folderOfInner : null), place, offset: null };
    return runCommands(project, { ...text, forgiven: step.continueOnError }).map((command) => ({
      ...command,
      through: [path, ...command.through],
    }));
  });
}
