/** The steps that CircleCI runs, with their commands: the jobs that workflows of `.circleci/config.yml` name, through the file's own commands. */
import type { CircleciFacts, CirclePart, CircleRun, CircleStep, CircleWorkflow } from '../../facts/ci/circleci-facts.ts';
import type { Located } from '../../model/span.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { firstLine } from './first-line.ts';
import type { CiTrigger } from './ci-trigger.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** A step that runs a script. */
export interface CircleCommandRun {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly run: Located<string>;
  readonly workingDirectory: string | null;
  readonly commands: readonly RunCommand[];
  /** What starts the workflow by the clock; null where nothing does. */
  readonly schedule: { readonly place: Place; readonly words: string } | null;
}

const deepest = 4;

/** All scripts in the order of workflows and jobs. A file beside `config.yml` counts where that one is a setup that goes on with another. */
export const circleRuns = perProject((project): readonly CircleCommandRun[] => {
  const files = project.documents('circleci').filter(({ path }) => /^\.circleci\/[^/]+\.ya?ml$/.test(path));
  const isConfig = (path: string): boolean => /^\.circleci\/config\.ya?ml$/.test(path);
  const goesOn = files.some(({ path, facts }) => isConfig(path) && facts.isSetup);
  return files
    .filter(({ path }) => isConfig(path) || goesOn)
    .flatMap(({ path, facts }) => workflowsOf(facts).flatMap((workflow) => runsOf(project, { path, facts, workflow })));
});

/** Without workflows, CircleCI runs the job `build` at each push. */
function workflowsOf(facts: CircleciFacts): readonly CircleWorkflow[] {
  if (facts.workflows.length > 0) return facts.workflows;
  return facts.jobs
    .filter(({ id }) => id.value === 'build')
    .map(({ id }) => {
      const run: CircleRun = { job: id, name: id.value, requires: [], isApproval: false, onTagsOnly: false, given: new Map() };
      return { name: id, starts: 'always', schedules: [], runs: [run] };
    });
}

interface InWorkflow {
  readonly path: string;
  readonly facts: CircleciFacts;
  readonly workflow: CircleWorkflow;
}

function runsOf(project: Project, { path, facts, workflow }: InWorkflow): readonly CircleCommandRun[] {
  const [cron] = workflow.schedules;
  const schedule =
    cron !== undefined
      ? { place: { path, span: cron.span }, words: cron.value }
      : workflow.starts === 'scheduled'
        ? { place: { path, span: workflow.name.span }, words: workflow.name.value }
        : null;
  return workflow.runs.flatMap((run) => {
    const triggers = triggersOf(workflow, run);
    const job = facts.jobs.find(({ id }) => id.value === run.job.value);
    if (job === undefined || triggers.size === 0) return [];
    return scriptsOf(facts, { part: job, given: run.given, folder: job.workingDirectory, depth: 0 }).map((script) => ({
      path,
      triggers,
      schedule,
      run: script.run,
      workingDirectory: script.folder,
      commands: commandsOf(project, path, script),
    }));
  });
}

function triggersOf(workflow: CircleWorkflow, run: CircleRun): ReadonlySet<CiTrigger> {
  if (workflow.starts === 'never') return new Set();
  if (isHeld(workflow, run)) return new Set(['hand']);
  if (workflow.schedules.length > 0 || workflow.starts === 'scheduled') return new Set(['schedule']);
  if (workflow.starts === 'asked') return new Set(['hand']);
  return new Set([run.onTagsOnly ? 'release' : 'change']);
}

/** Whether a person must agree before a job, directly or before one that it needs. */
function isHeld(workflow: CircleWorkflow, run: CircleRun, seen: ReadonlySet<string> = new Set()): boolean {
  if (run.isApproval) return true;
  return run.requires.some(({ value }) => {
    const needed = seen.has(value) ? undefined : workflow.runs.find(({ name }) => name === value);
    return needed !== undefined && isHeld(workflow, needed, new Set([...seen, value]));
  });
}

interface Inside {
  readonly part: CirclePart;
  readonly given: ReadonlyMap<string, string>;
  readonly folder: string | null;
  readonly depth: number;
}

interface Script {
  readonly run: Located<string>;
  /** The script with its parameters filled in. */
  readonly text: string;
  readonly folder: string | null;
}

/** Steps that a condition guards may never run. */
function scriptsOf(facts: CircleciFacts, { part, given, folder, depth }: Inside): readonly Script[] {
  if (depth > deepest) return [];
  const filled = (text: string): string => fill(text, part, given);
  return part.steps.flatMap((step: CircleStep): readonly Script[] => {
    if (step.conditional) return [];
    const own = step.workingDirectory === null ? folder : filled(step.workingDirectory);
    if (step.run !== null) return [{ run: step.run, text: filled(step.run.value), folder: own }];
    const called = facts.commands.find(({ id }) => id.value === step.calls?.value);
    if (called === undefined) return [];
    const told = new Map([...step.given].map(([name, value]) => [name, filled(value)]));
    return scriptsOf(facts, { part: called, given: told, folder, depth: depth + 1 });
  });
}

/** `<< parameters.name >>` is what the caller says, or the parameter's default. */
function fill(text: string, { defaults }: CirclePart, given: ReadonlyMap<string, string>): string {
  return text.replaceAll(/<<\s*parameters\.([\w-]+)\s*>>/g, (whole, name: string) => given.get(name) ?? defaults.get(name) ?? whole);
}

function commandsOf(project: Project, path: string, { run, text, folder }: Script): readonly RunCommand[] {
  const place = { path, span: firstLine(project, path, run.span) };
  return runCommands(project, { text, folder: folderOf(folder), place, offset: null });
}

/** `~/project` is where the repository is checked out, unless a job says otherwise; a folder below it is one of the repository's. */
function folderOf(written: string | null): string {
  const inside = (written ?? '').replace(/^(?:~|\/home\/circleci|\/root)\/[^/]+\/?/, '').replace(/^(?:~|\/).*$/, '');
  return joinPath('', inside) ?? '';
}
