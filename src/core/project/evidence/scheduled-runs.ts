import { componentsOf } from '../../facts/kubeflow/kubeflow-v1.ts';
import type { PythonFacts } from '../../facts/python/python-facts.ts';
import { parseYaml } from '../../facts/yaml/parse-yaml.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import { createSourceText } from '../../model/source-text.ts';
import { folderOf } from '../paths.ts';
import type { Project } from '../project.ts';
import { azureRuns } from './azure-steps.ts';
import { circleRuns } from './circle-steps.ts';
import { ciSteps } from './ci-commands.ts';
import { objectsOfKind } from './cluster-objects.ts';
import { gitlabRuns } from './gitlab-steps.ts';
import { jenkinsRuns } from './jenkins-steps.ts';
import { compiledPipelines, namesFile, trainsModel } from './kubeflow-pipelines.ts';
import type { Place } from './offer.ts';
import { operatorLine } from './operator-lines.ts';
import { perProject } from './per-project.ts';
import { codeFiles, importOf } from './python-code.ts';
import { type RunCommand, runCommands } from './run-commands.ts';

/** Something that starts by the clock. */
export interface ScheduledRun {
  /** Where the schedule is written. */
  readonly place: Place;
  /** The cron line, or the schedule as it is written; for GitLab, which keeps its schedules on the server, the condition that asks for one. */
  readonly schedule: string;
  readonly commands: readonly RunCommand[];
  /** The Python file that defines the run, for orchestrators. */
  readonly file: string | null;
  /** A suspended CronJob starts nothing. */
  readonly suspended: boolean;
  /** True where a compiled pipeline that it starts fits a model, whatever its commands are. */
  readonly trains: boolean;
}

/** Scheduled workflows and jobs of GitLab, CronJobs, CronWorkflows and schedules of orchestrators, in path order by kind. */
export const scheduledRuns = perProject((project): readonly ScheduledRun[] => [
  ...workflowRuns(project),
  ...gitlabSchedules(project),
  ...azureSchedules(project),
  ...circleSchedules(project),
  ...jenkinsSchedules(project),
  ...clusterRuns(project),
  ...orchestratorRuns(project),
]);

function workflowRuns(project: Project): readonly ScheduledRun[] {
  return project.documents('github-workflow').flatMap((workflow) => {
    const [schedule] = workflow.facts.schedules;
    if (schedule === undefined) return [];
    const commands = ciSteps(project)
      .filter((step) => step.path === workflow.path && !step.off)
      .flatMap((step) => step.commands);
    if (commands.length === 0) return [];
    return [
      {
        place: { path: workflow.path, span: schedule.span },
        schedule: schedule.value,
        commands,
        file: null,
        suspended: false,
        trains: false,
      },
    ];
  });
}

/** Jobs that say they are for scheduled pipelines. */
function gitlabSchedules(project: Project): readonly ScheduledRun[] {
  return gitlabRuns(project).flatMap(({ schedule, commands }) => {
    if (schedule === null) return [];
    return [{ place: schedule.place, schedule: schedule.words, commands, file: null, suspended: false, trains: false }];
  });
}

/** Pipelines of Azure with `schedules`. */
function azureSchedules(project: Project): readonly ScheduledRun[] {
  const runs = azureRuns(project).filter(({ off }) => !off);
  const first = new Map(runs.flatMap((run) => (run.schedule === null ? [] : [[run.schedule.place.path, run.schedule] as const])));
  return [...first].map(([path, { place, words }]) => {
    const commands = runs.filter(({ schedule }) => schedule?.place.path === path).flatMap((run) => run.commands);
    return { place, schedule: words, commands, file: null, suspended: false, trains: false };
  });
}

/** Workflows of CircleCI with a schedule of their own, or that say they are for scheduled pipelines. */
function circleSchedules(project: Project): readonly ScheduledRun[] {
  return circleRuns(project).flatMap(({ schedule, triggers, commands }) => {
    if (schedule === null || !triggers.has('schedule')) return [];
    return [{ place: schedule.place, schedule: schedule.words, commands, file: null, suspended: false, trains: false }];
  });
}

/** Jenkinsfiles with a `cron` trigger. */
function jenkinsSchedules(project: Project): readonly ScheduledRun[] {
  return jenkinsRuns(project).flatMap(({ schedule, off, script, commands }) => {
    if (schedule === null || off || script.held) return [];
    return [{ place: schedule.place, schedule: schedule.words, commands, file: null, suspended: false, trains: false }];
  });
}

function clusterRuns(project: Project): readonly ScheduledRun[] {
  return objectsOfKind(project, /^(?:CronJob|CronWorkflow|ScheduledWorkflow)$/).flatMap(({ object, path, place }) => {
    if (object.schedule === null) return [];
    const containers = object.containers.map((container) => container.command);
    const scripts = containers.length > 0 ? containers : templateCommands(object.root);
    const commands = scripts.flatMap((text) => runCommands(project, { text, folder: project.root, place, offset: null }));
    return [
      {
        place: { path, span: object.schedule.span },
        schedule: object.schedule.value,
        commands,
        file: null,
        suspended: object.suspended,
        trains: object.kind.value === 'ScheduledWorkflow' && startsTraining(project, object.root),
      },
    ];
  });
}

/** Whether a ScheduledWorkflow names a compiled pipeline that trains, or carries such a workflow, as an object or as JSON. */
function startsTraining(project: Project, root: YamlView): boolean {
  const name = root.at('spec', 'pipelineName')?.text()?.value;
  if (compiledPipelines(project).some((pipeline) => pipeline.trains && pipeline.name !== '' && pipeline.name === name)) return true;
  const workflow = root.at('spec', 'workflow', 'spec');
  const text = workflow?.string()?.value;
  const spec = text === undefined ? workflow : parseYaml(createSourceText('workflow.json', text))[0]?.root;
  return trainsModel(project, componentsOf(spec));
}

/** The containers of an Argo workflow's templates. */
function templateCommands(root: YamlView): readonly string[] {
  const templates =
    root.at('spec', 'workflowSpec', 'templates')?.items() ?? root.at('spec', 'workflow', 'spec', 'templates')?.items() ?? [];
  return templates.flatMap((template) => {
    const container = template.get('container');
    const script = template.at('script', 'source')?.string()?.value;
    const words = [...(container?.get('command')?.items() ?? []), ...(container?.get('args')?.items() ?? [])].map(
      (item) => item.text()?.value ?? '',
    );
    return [...(words.length > 0 ? [words.join(' ')] : []), ...(script === undefined ? [] : [script])];
  });
}

const scheduledCall =
  /^airflow\.(?:\w+\.)*(?:DAG|dag)$|^dagster\.(?:\w+\.)*(?:ScheduleDefinition|schedule|build_schedule_from_partitioned_job)$|^prefect\.(?:\w+\.)*(?:\w*Schedule|Cron|Interval|RRule|serve|deploy|build_from_flow)$|(?:^|\.)create_recurring_run$|^zenml\.(?:\w+\.)*Schedule$/;
/** Methods of Prefect's flows; other libraries have methods of these names, with intervals of their own. */
const flowCall = /\.(?:serve|deploy|to_deployment)$/;
const scheduleKeys = ['schedule', 'schedule_interval', 'cron', 'cron_schedule', 'cron_expression', 'interval', 'interval_second'];

function orchestratorRuns(project: Project): readonly ScheduledRun[] {
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) =>
      file.code.calls
        .filter(
          (call) =>
            scheduledCall.test(call.callee) || (flowCall.test(call.callee) && importOf(file.code, /^prefect(?:\.|$)/) !== undefined),
        )
        .flatMap((call) => {
          const schedule = scheduleKeys
            .map((key) => call.keywords.get(key))
            .find((value) => typeof value === 'string' || typeof value === 'number');
          if (schedule === undefined || schedule === '@once' || schedule === 'None') return [];
          const place = { path: file.path, span: call.calleeSpan };
          return [
            {
              place,
              schedule: String(schedule),
              commands: operatorCommands(project, file.path, file.code),
              file: file.path,
              suspended: /create_recurring_run$/.test(call.callee) && call.keywords.get('enabled') === false,
              trains: compiledPipelines(project).some((pipeline) => pipeline.trains && namesFile(call, pipeline)),
            },
          ];
        }),
    );
}

/** Shell lines that Airflow's BashOperator and its like run. */
function operatorCommands(project: Project, path: string, code: PythonFacts): readonly RunCommand[] {
  return code.calls.flatMap((call) => {
    const line = operatorLine(project, path, call);
    if (line === undefined) return [];
    return [folderOf(path), project.root].flatMap((folder) =>
      runCommands(project, { text: line, folder, place: { path, span: call.calleeSpan }, offset: null }),
    );
  });
}
