import type { KubernetesObject } from '../../facts/serving/serving-facts.ts';
import type { Project } from '../../project/project.ts';
import { baseName } from '../../project/paths.ts';
import { isOutOfScope, isTestFile } from '../scope/is-out-of-scope.ts';
import { otherCiFiles, workflowsOf } from './test-runs.ts';

/** Words of commands that run a training pipeline. */
const trains =
  /\bdvc\s+(?:repro|exp\s+run)\b|\bmlflow\s+run\b|(?:^|[^a-z])(?:re)?train|(?:^|[^a-z])fit(?:[^a-z]|$)|\bkfp\b|papermill|accelerate launch|torchrun|kedro run|zenml|metaflow|pyflyte|luigi|dagster|prefect|\bml[-_]?pipeline|run[-_]pipeline|\bcml\b/i;
const scheduleOfOthers = /\bschedules?\b|\bcron\b|pollSCM|triggers\s*\{/i;

/** Whether anything retrains the model by the clock: a workflow, a cluster's cron job, an orchestrator's schedule, another CI system's. */
export function isRetrainingScheduled(project: Project): boolean {
  return hasWorkflow(project) || hasCronJob(project) || hasCodeSchedule(project) || hasOtherSchedule(project);
}

function hasWorkflow(project: Project): boolean {
  return workflowsOf(project).some(
    ({ facts }) =>
      facts.schedules.length > 0 &&
      facts.jobs.some(
        (job) => trains.test(job.uses?.value ?? '') || job.steps.some((step) => trains.test(`${step.run?.value ?? ''}\n${step.uses?.value ?? ''}`) || trains.test(madeBy(project, step.run?.value ?? ''))),
      ),
  );
}

/** The Makefile's text where a script calls make: whether its target trains is then taken on trust. */
function madeBy(project: Project, script: string): string {
  return /\bmake\b/.test(script) ? (project.file('Makefile')?.source.text ?? '') : '';
}

function hasCronJob(project: Project): boolean {
  return project.documents('kubernetes').some(({ path, facts }) => !isOutOfScope(project, path) && facts.objects.some(isTrainingCron));
}

function isTrainingCron(object: KubernetesObject): boolean {
  if (object.suspended || !/^(?:CronJob|CronWorkflow|ScheduledWorkflow|ScheduledSparkApplication)$/.test(object.kind.value)) return false;
  return trains.test([object.name?.value ?? '', ...object.containers.flatMap(({ command, image, name }) => [command, image?.value ?? '', name?.value ?? ''])].join('\n')) || trains.test(JSON.stringify(object.root.get('spec')?.toJson() ?? null));
}

const scheduleCalls = /(?:^|\.)(?:ScheduleDefinition|CronSchedule|FixedRate|CronTrigger|IntervalTrigger|OnceDaily|Cron|PipelineSchedule|RecurrenceTrigger|create_recurring_run|create_schedule)$/;
const scheduleKeywords = ['schedule', 'schedule_interval', 'timetable', 'cron', 'cron_schedule'];

function hasCodeSchedule(project: Project): boolean {
  return project
    .documents('python')
    .filter(({ path }) => !isOutOfScope(project, path) && !isTestFile(project, path))
    .some(
      ({ facts }) =>
        facts.calls.some(({ callee, keywords }) => scheduleCalls.test(callee) || (/(?:^|\.)(?:DAG|dag|serve|deploy|to_deployment|schedule)$/.test(callee) && scheduleKeywords.some((name) => keywords.has(name)))) ||
        facts.functions.some(({ decorators }) => decorators.some((decorator) => /(?:^|\.)schedule\b|\bdag\(.*schedule/.test(decorator))),
    );
}

function hasOtherSchedule(project: Project): boolean {
  const others = otherCiFiles(project);
  const isScheduled = (path: string): boolean => scheduleOfOthers.test(project.file(path)?.source.text ?? 'schedule');
  if (others.some(isScheduled)) return true;
  const declarations = [...project.tree.keys()].filter((path) => /^(?:prefect\.ya?ml|crontab|[^/]+\.cron|dagster\.ya?ml)$/i.test(baseName(path)) && !isOutOfScope(project, path));
  return declarations.some((path) => /cron|interval|rrule|^[\d*/,-]+\s+[\d*/,-]+\s/m.test(project.file(path)?.source.text ?? 'cron'));
}
