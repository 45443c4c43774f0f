import type { KubeflowComponent, KubeflowPipeline } from '../../facts/kubeflow/kubeflow-facts.ts';
import { readPython } from '../../facts/python/read-python.ts';
import type { PythonCall } from '../../facts/python/python-facts.ts';
import { baseName } from '../paths.ts';
import type { Project } from '../project.ts';
import { automaticCommands } from './ci-commands.ts';
import { objectsOfKind } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { isBroken, ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { codeFile, codeFiles, trainingCallOf } from './python-code.ts';
import { reachableFrom } from './python-imports.ts';
import { runCommands } from './run-commands.ts';
import { runsTraining, targetFiles } from './run-targets.ts';

/** A pipeline that Kubeflow's SDK compiled into a file. */
export interface CompiledPipeline {
  readonly path: string;
  readonly place: Place;
  readonly name: string;
  /** Whether one of its components fits a model. */
  readonly trains: boolean;
  /** Whether at least two of its steps hang together. */
  readonly isChained: boolean;
  /** Whether Kubeflow would refuse it. */
  readonly isBroken: boolean;
}

/** All compiled pipelines of the project's own, in path order by version. */
export const compiledPipelines = perProject((project): readonly CompiledPipeline[] =>
  [...ownDocuments(project, 'kubeflow-v2').filter(({ facts }) => !facts.isPlatform), ...ownDocuments(project, 'kubeflow-v1')].map(
    ({ path, facts }: { readonly path: string; readonly facts: KubeflowPipeline }) => ({
      path,
      place: { path, span: facts.anchor },
      name: facts.pipelineName?.value ?? '',
      trains: trainsModel(project, facts.components),
      isChained:
        facts.components.filter(({ container }) => container !== null).length > 1 && facts.tasks.some(({ needs }) => needs.length > 0),
      isBroken: isBroken(project, path),
    }),
  ),
);

/** `train-test-split` splits a table and fits nothing. */
const trainingName = /(?:^|[-_ ])(?:re)?(?:train(?:ing|er)?(?![-_ ](?:test|val))|fit)(?:$|[-_ ])/i;

/** Whether one of the components fits a model: by its code where the command holds it, else by its script, its output or its name. */
export function trainsModel(project: Project, components: readonly KubeflowComponent[]): boolean {
  return components.some(({ name, container, programs, makesModel }) => {
    if (programs.length > 0) {
      return programs.some((text) => trainingCallOf(readPython(text)) !== undefined) || (makesModel && trainingName.test(name.value));
    }
    if (container === null) return false;
    return makesModel || trainingName.test(name.value) || runsTrainingScript(project, container.command);
  });
}

function runsTrainingScript(project: Project, text: string): boolean {
  const script = { text, folder: project.root, place: { path: '', span: null }, offset: null };
  return runCommands(project, script).some((command) => runsTraining(project, command));
}

/** Whether something starts a compiled pipeline without a person: a ScheduledWorkflow, a recurring run that code sets up, or CI. */
export function isStarted(project: Project, pipeline: CompiledPipeline): boolean {
  return isScheduled(project, pipeline) || recurringRuns(project).some((call) => namesFile(call, pipeline)) || isRunByCi(project, pipeline);
}

function isScheduled(project: Project, { name }: CompiledPipeline): boolean {
  return objectsOfKind(project, /^ScheduledWorkflow$/).some(
    ({ object }) => !object.suspended && name !== '' && object.root.at('spec', 'pipelineName')?.text()?.value === name,
  );
}

const recurringRuns = perProject((project): readonly PythonCall[] =>
  codeFiles(project)
    .filter(({ isTest, isNotebook }) => !isTest && !isNotebook)
    .flatMap(({ code }) => code.calls.filter(({ callee }) => /(?:^|\.)create_(?:recurring_run|schedule)$/.test(callee))),
);

/** Calls that hand a compiled file to Kubeflow or Vertex AI. */
const submits =
  /(?:^|\.)(?:create_run_from_pipeline_package|run_pipeline|create_recurring_run|create_schedule|upload_pipeline(?:_version)?|PipelineJob)$/;

/** A command of CI that names the file, or that runs code which submits it. */
function isRunByCi(project: Project, pipeline: CompiledPipeline): boolean {
  return automaticCommands(project).some(
    (command) =>
      (/^(?:kfp|argo|kubectl|curl)$/.test(command.words[0] ?? '') && command.words.some((word) => isPathOf(word, pipeline.path))) ||
      targetFiles(project, command)
        .flatMap((path) => reachableFrom(project, path))
        .some(
          (path) => codeFile(project, path)?.code.calls.some((call) => submits.test(call.callee) && namesFile(call, pipeline)) === true,
        ),
  );
}

/** Whether a call has the pipeline's file among its literal arguments. */
export function namesFile(call: PythonCall, { path }: CompiledPipeline): boolean {
  return [...call.positional, ...call.keywords.values()].some((value) => typeof value === 'string' && isPathOf(value, path));
}

function isPathOf(word: string, path: string): boolean {
  return baseName(word.replace(/^.*@/, '')) === baseName(path);
}
