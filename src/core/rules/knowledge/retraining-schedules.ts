import type { KubernetesObject } from '../../facts/serving/serving-facts.ts';
import { clusterDocuments } from '../../project/cluster-documents.ts';
import type { Project } from '../../project/project.ts';
import { runsTraining } from '../../project/evidence/run-targets.ts';
import { foreignInclude } from '../../project/evidence/gitlab-pipeline.ts';
import { scheduledRuns } from '../../project/evidence/scheduled-runs.ts';
import { baseName } from '../../project/paths.ts';
import { isOutOfScope, isTestFile } from '../scope/is-out-of-scope.ts';
import { unreadCiFiles, workflowsOf } from './test-runs.ts';

/** Words of commands that run a training pipeline. */
const trains =
  /\bdvc\s+(?:repro|exp\s+run)\b|\bmlflow\s+run\b|(?:^|[^a-z])(?:re)?train|(?:^|[^a-z])fit(?:[^a-z]|$)|\bkfp\b|papermill|accelerate launch|torchrun|kedro run|zenml|metaflow|pyflyte|luigi|dagster|prefect|\bml[-_]?pipeline|run[-_]pipeline|\bcml\b/i;
const scheduleOfOthers = /\bschedules?\b|\bcron\b|pollSCM|triggers\s*\{/i;

/** Whether anything retrains the model by the clock: a workflow, a cluster's cron job, an orchestrator's schedule, another CI system's. */
export function isRetrainingScheduled(project: Project): boolean {
  return (
    hasTrainingRun(project) || hasTrainingCall(project) || hasCronJob(project) || hasCodeSchedule(project) || hasOtherSchedule(project)
  );
}

/** Workflows, cluster objects and orchestrators whose commands train. An orchestrator's own file is taken at its word. */
function hasTrainingRun(project: Project): boolean {
  return scheduledRuns(project).some(
    ({ commands, file, suspended, place, trains: isTraining }) =>
      !suspended &&
      !isOutOfScope(project, place.path) &&
      (isTraining || file !== null || commands.some((command) => trains.test(command.words.join(' ')) || runsTraining(project, command))),
  );
}

/** A scheduled workflow that calls another one, or an action, whose name says that it trains. */
function hasTrainingCall(project: Project): boolean {
  return workflowsOf(project).some(
    ({ facts }) =>
      facts.schedules.length > 0 &&
      facts.jobs.some((job) => trains.test(job.uses?.value ?? '') || job.steps.some((step) => trains.test(step.uses?.value ?? ''))),
  );
}

function hasCronJob(project: Project): boolean {
  return clusterDocuments(project).some(({ path, objects }) => !isOutOfScope(project, path) && objects.some(isTrainingCron));
}

function isTrainingCron(object: KubernetesObject): boolean {
  if (object.suspended || !/^(?:CronJob|CronWorkflow|ScheduledWorkflow|ScheduledSparkApplication)$/.test(object.kind.value)) return false;
  return (
    trains.test(
      [
        object.name?.value ?? '',
        ...object.containers.flatMap(({ command, image, name }) => [command, image?.value ?? '', name?.value ?? '']),
      ].join('\n'),
    ) || trains.test(JSON.stringify(object.root.get('spec')?.toJson() ?? null))
  );
}

const scheduleCalls =
  /(?:^|\.)(?:CronSchedule|FixedRate|CronTrigger|IntervalTrigger|Cron|PipelineSchedule|RecurrenceTrigger|create_recurring_run|create_schedule)$/;

/** Schedules of orchestrators that name no literal: a `timedelta`, a decorator, an SDK's object. */
function hasCodeSchedule(project: Project): boolean {
  return project
    .documents('python')
    .filter(({ path }) => !isOutOfScope(project, path) && !isTestFile(project, path))
    .some(
      ({ facts }) =>
        facts.calls.some(
          ({ callee, keywords }) =>
            scheduleCalls.test(callee) ||
            (/(?:^|\.)(?:DAG|dag)$/.test(callee) &&
              (keywords.has('schedule') || keywords.has('schedule_interval') || keywords.has('timetable'))),
        ) || facts.functions.some(({ decorators }) => decorators.some((decorator) => /(?:^|\.)schedule\b/.test(decorator))),
    );
}

function hasOtherSchedule(project: Project): boolean {
  const others = unreadCiFiles(project);
  const isScheduled = (path: string): boolean => scheduleOfOthers.test(project.file(path)?.source.text ?? 'schedule');
  if (others.some(isScheduled) || foreignInclude(project) !== undefined) return true;
  const declarations = [...project.tree.keys()].filter(
    (path) => /^(?:prefect\.ya?ml|crontab|[^/]+\.cron|dagster\.ya?ml)$/i.test(baseName(path)) && !isOutOfScope(project, path),
  );
  return declarations.some((path) => /cron|interval|rrule|^[\d*/,-]+\s+[\d*/,-]+\s/m.test(project.file(path)?.source.text ?? 'cron'));
}
