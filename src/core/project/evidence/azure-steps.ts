/** The steps that Azure Pipelines runs, with their commands: `azure-pipelines.yml` at the root, and the templates it takes in. */
import type { AzurePipelinesFacts, AzureStep } from '../../facts/ci/azure-pipelines-facts.ts';
import type { Located } from '../../model/span.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { firstLine } from './first-line.ts';
import type { CiTrigger } from './ci-trigger.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** A step with what it runs and when. */
export interface AzureRun {
  readonly path: string;
  readonly triggers: ReadonlySet<CiTrigger>;
  readonly step: AzureStep;
  readonly commands: readonly RunCommand[];
  readonly off: boolean;
  /** The first cron line of the pipeline; null without one. */
  readonly schedule: { readonly place: Place; readonly words: string } | null;
}

const entry = /^azure-pipelines[^/]*\.ya?ml$/;
const deepest = 4;

/** All steps in file order. Which other files are pipelines is known to the server only. */
export const azureRuns = perProject((project): readonly AzureRun[] =>
  project
    .documents('azure-pipelines')
    .filter(({ path }) => entry.test(path))
    .flatMap(({ path, facts }) => {
      const triggers = triggersOf(facts);
      const [cron] = facts.schedules;
      const schedule = cron === undefined ? null : { place: { path, span: cron.span }, words: cron.value };
      return stepsOf(project, { path, facts }, 0).map((found) => ({ ...found, triggers, schedule, commands: commandsOf(project, found) }));
    }),
);

function triggersOf(facts: AzurePipelinesFacts): ReadonlySet<CiTrigger> {
  const found = new Set<CiTrigger>();
  if (facts.startsOnChanges) found.add('change');
  if (facts.schedules.length > 0) found.add('schedule');
  if (facts.startsAfterOthers) found.add('event');
  return found.size === 0 ? new Set(['hand']) : found;
}

interface FoundStep {
  readonly path: string;
  readonly step: AzureStep;
  readonly off: boolean;
}

interface AzureFile {
  readonly path: string;
  readonly facts: AzurePipelinesFacts;
}

function stepsOf(project: Project, { path, facts }: AzureFile, depth: number): readonly FoundStep[] {
  const inside = (template: Located<string>): readonly FoundStep[] =>
    depth >= deepest ? [] : templateFiles(project, path, template.value).flatMap((file) => stepsOf(project, file, depth + 1));
  const own = facts.jobs.flatMap((job) =>
    job.steps.flatMap((item): readonly FoundStep[] => {
      const off = job.condition === 'false';
      if ('template' in item) return inside(item.template).map((found) => ({ ...found, off: found.off || off }));
      return [{ path, step: item.step, off: off || item.step.off }];
    }),
  );
  return [...own, ...facts.templates.flatMap(inside)];
}

/** A template of this repository; `@name` means another one unless it is `@self`. */
function templateFiles(project: Project, from: string, written: string): readonly AzureFile[] {
  const [target = '', repository = 'self'] = written.split('@');
  const path = target.startsWith('/') ? joinPath('', target.slice(1)) : joinPath(folderOf(from), target);
  return repository === 'self' && path !== from ? project.documents('azure-pipelines').filter((document) => document.path === path) : [];
}

function commandsOf(project: Project, { path, step }: FoundStep): readonly RunCommand[] {
  const text = step.script?.value ?? taskLines(step);
  if (text === '') return [];
  const span = step.script?.span ?? step.task?.span ?? step.span;
  const folder = joinPath('', (step.workingDirectory ?? '').replace(/^\$\([\w.]+\)\/?/, '')) ?? '';
  const place = { path, span: firstLine(project, path, span) };
  return runCommands(project, { text, folder, place, offset: null, forgiven: step.continueOnError });
}

/** What a task runs, as the shell would say it; nothing for tasks that are not known here. */
function taskLines({ task, inputs }: AzureStep): string {
  const input = (name: string): string => inputs.get(name) ?? '';
  switch ((task?.value ?? '').replace(/@.*$/, '').toLowerCase()) {
    case 'pythonscript':
      return input('scriptPath') === '' ? '' : `python ${input('scriptPath')}`;
    case 'bash':
      return input('filePath') === '' ? '' : `bash ${input('filePath')}`;
    case 'docker':
      return /^(?:|buildAndPush)$/.test(input('command')) ? 'docker build .\ndocker push' : `docker ${input('command')}`;
    case 'kubernetesmanifest':
      return /^(?:|deploy|promote)$/.test(input('action')) ? 'kubectl apply' : '';
    case 'helmdeploy':
      return `helm ${input('command')}`;
    default:
      return '';
  }
}
