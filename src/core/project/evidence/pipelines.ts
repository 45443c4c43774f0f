import type { SourceText } from '../../model/source-text.ts';
import { folderOf } from '../paths.ts';
import type { Project } from '../project.ts';
import { objectsOfKind } from './cluster-objects.ts';
import { compiledPipelines, isStarted } from './kubeflow-pipelines.ts';
import type { Place } from './offer.ts';
import { operatorLine } from './operator-lines.ts';
import { isBroken, ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { type CodeFile, callsTo, codeFile, codeFiles, importOf, trainingCallOf } from './python-code.ts';
import { brokenImports, reachableFrom } from './python-imports.ts';
import { runCommands } from './run-commands.ts';
import { pythonTarget, runsTraining } from './run-targets.ts';
import { makeTargets } from './task-files.ts';

/** Something that goes from data to model without a person between its steps. */
export interface Pipeline {
  readonly system: string;
  readonly place: Place;
  /**
   * `whole`: at least two steps that hang together, all there. `single`: one step. `broken`: it names or imports what does not exist, or its tool refuses it.
   * `idle`: whole, but nothing here starts it. `chain`: scripts one after another, without knowing what depends on what.
   */
  readonly state: 'whole' | 'single' | 'broken' | 'idle' | 'chain';
  /** What is not there, for `broken`. */
  readonly lacks: string | null;
}

/** All of them: declared pipelines first, then orchestrators' code and objects, then chains of scripts. */
export const pipelines = perProject((project): readonly Pipeline[] => [
  ...dvcPipelines(project),
  ...mlprojects(project),
  ...orchestrated(project),
  ...kubeflowPipelines(project),
  ...clusterPipelines(project),
  ...chains(project),
]);

function dvcPipelines(project: Project): readonly Pipeline[] {
  return ownDocuments(project, 'dvc-yaml').flatMap((document): readonly Pipeline[] => {
    const { stages } = document.facts;
    const [first] = stages;
    if (first === undefined) return [];
    const base = { system: 'DVC', place: { path: document.path, span: first.name.span } };
    if (isBroken(project, document.path)) return [{ ...base, state: 'broken', lacks: document.path }];
    const absent = stages
      .flatMap((stage) => stage.deps)
      .find(
        (dependency) =>
          dependency.resolved !== null && /\.(?:py|sh|ipynb|R)$/.test(dependency.resolved) && !project.exists(dependency.resolved),
      );
    if (absent !== undefined) return [{ ...base, state: 'broken', lacks: absent.path.value }];
    const isChained = stages.some((stage) =>
      stage.deps.some((dependency) =>
        stages.some(
          (other) => other !== stage && other.outs.some((out) => out.resolved !== null && overlaps(out.resolved, dependency.resolved)),
        ),
      ),
    );
    return [{ ...base, state: isChained ? 'whole' : 'single', lacks: null }];
  });
}

function overlaps(out: string, dependency: string | null): boolean {
  return dependency !== null && (out === dependency || dependency.startsWith(`${out}/`) || out.startsWith(`${dependency}/`));
}

function mlprojects(project: Project): readonly Pipeline[] {
  return ownDocuments(project, 'mlproject').flatMap((document): readonly Pipeline[] => {
    const { entryPoints } = document.facts;
    const [first] = entryPoints;
    if (first === undefined) return [];
    const base = { system: 'MLproject', place: { path: document.path, span: first.name.span } };
    const folder = folderOf(document.path);
    const targets = entryPoints.map((entry) => commandTarget(project, entry.command?.value ?? '', folder));
    const absent = entryPoints.find((entry, index) => targets[index] === undefined && /\.(?:py|sh)\b/.test(entry.command?.value ?? ''));
    if (absent !== undefined) return [{ ...base, state: 'broken', lacks: absent.command?.value ?? absent.name.value }];
    const drives = targets.some(
      (path) => path !== undefined && callsTo(codeFile(project, path)?.code ?? noCode, /^mlflow\.(?:projects\.)?run$/).length > 0,
    );
    return [{ ...base, state: entryPoints.length > 1 && drives ? 'whole' : 'single', lacks: null }];
  });
}

const noCode: CodeFile['code'] = { imports: [], calls: [], functions: [], strings: [], isScript: false, handlers: 0 };

function commandTarget(project: Project, text: string, folder: string): string | undefined {
  const [command] = runCommands(project, { text, folder, place: { path: '', span: null }, offset: null });
  return command === undefined ? undefined : pythonTarget(project, command);
}

interface Orchestrator {
  readonly system: string;
  readonly module: RegExp;
  /** Calls and decorators that make a pipeline. */
  readonly pipeline: RegExp;
  /** Calls and decorators that make one step of it. */
  readonly step: RegExp;
}

const orchestrators: readonly Orchestrator[] = [
  { system: 'Airflow', module: /^airflow(?:\.|$)/, pipeline: /(?:^|\.)(?:DAG|dag)$/, step: /(?:Operator|Sensor)$|(?:^|\.)task(?:\.\w+)?$/ },
  { system: 'Prefect', module: /^prefect(?:\.|$)/, pipeline: /(?:^|\.)flow$/, step: /(?:^|\.)task$/ },
  {
    system: 'Dagster',
    module: /^dagster(?:\.|$)/,
    pipeline: /(?:^|\.)(?:job|graph|asset|multi_asset|define_asset_job|Definitions)$/,
    step: /(?:^|\.)(?:op|asset|multi_asset)$/,
  },
  { system: 'ZenML', module: /^zenml(?:\.|$)/, pipeline: /(?:^|\.)pipeline$/, step: /(?:^|\.)step$/ },
  {
    system: 'Kubeflow Pipelines',
    module: /^kfp(?:\.|$)/,
    pipeline: /(?:^|\.)pipeline$/,
    step: /(?:^|\.)(?:component|container_component|ContainerOp|load_component(?:_from_\w+)?|create_component_from_func|importer)$/,
  },
  { system: 'Metaflow', module: /^metaflow(?:\.|$)/, pipeline: /(?:^|\.)step$/, step: /(?:^|\.)step$/ },
  { system: 'Kedro', module: /^kedro(?:\.|$)/, pipeline: /(?:^|\.)(?:pipeline|Pipeline)$/, step: /(?:^|\.)node$/ },
  { system: 'Luigi', module: /^luigi(?:\.|$)/, pipeline: /(?:^|\.)(?:run|build|requires)$/, step: /(?:^|\.)(?:requires|LocalTarget)$/ },
  { system: 'Flyte', module: /^flytekit(?:\.|$)/, pipeline: /(?:^|\.)workflow$/, step: /(?:^|\.)task$/ },
  { system: 'SageMaker Pipelines', module: /^sagemaker\.workflow(?:\.|$)/, pipeline: /(?:^|\.)Pipeline$/, step: /Step$/ },
  { system: 'Azure ML', module: /^azure\.ai\.ml(?:\.|$)/, pipeline: /(?:^|\.)pipeline$/, step: /(?:^|\.)(?:command|load_component)$/ },
];

function orchestrated(project: Project): readonly Pipeline[] {
  return codeFiles(project).flatMap((file): readonly Pipeline[] => {
    if (file.isTest || file.isNotebook) return [];
    const system = orchestrators.find((candidate) => importOf(file.code, candidate.module) !== undefined);
    if (system === undefined || countOf(file, system.pipeline) === 0) return [];
    const reached = reachableFrom(project, file.path).flatMap((path) => codeFile(project, path) ?? []);
    const steps = reached.reduce((sum, other) => sum + countOf(other, system.step), 0);
    const span = importOf(file.code, system.module) ?? null;
    const base = { system: system.system, place: { path: file.path, span } };
    const [absent] = brokenImports(project, file.path);
    if (absent !== undefined) return [{ ...base, state: 'broken', lacks: absent.module }];
    // An orchestrator also moves plain tables: only one that leads to a model is a pipeline from data to model.
    if (!reached.some((other) => trainingCallOf(other.code) !== undefined) && !operatorsTrain(project, file)) return [];
    return [{ ...base, state: steps > 1 ? 'whole' : 'single', lacks: null }];
  });
}

function countOf(file: CodeFile, pattern: RegExp): number {
  const decorated = file.code.functions
    .flatMap((found) => found.decorators)
    .filter((name) => pattern.test(name.replace(/^@/, '').replace(/\(.*$/s, ''))).length;
  const called = callsTo(file.code, pattern).length;
  const defined = file.code.functions.filter((found) => pattern.test(`.${found.name}`) && found.qualifiedName.includes('.')).length;
  return Math.max(decorated, called, defined);
}

/** Operators that run a script or an image by name: a literal that names the project's training script, or `train` in a task's id. */
function operatorsTrain(project: Project, file: CodeFile): boolean {
  return file.code.calls.some((call) => {
    const line = operatorLine(project, file.path, call);
    if (line === undefined) return false;
    return [folderOf(file.path), project.root].some((folder) =>
      runCommands(project, { text: line, folder, place: { path: file.path, span: null }, offset: null }).some((command) =>
        runsTraining(project, command),
      ),
    );
  });
}

/** A compiled file is a copy of what some code says: it counts in full only where something hands it to Kubeflow. */
function kubeflowPipelines(project: Project): readonly Pipeline[] {
  return compiledPipelines(project).flatMap((pipeline): readonly Pipeline[] => {
    if (!pipeline.trains) return [];
    const base = { system: 'Kubeflow Pipelines', place: pipeline.place, lacks: null };
    if (pipeline.isBroken) return [{ ...base, state: 'broken', lacks: pipeline.path }];
    if (!pipeline.isChained) return [{ ...base, state: 'single' }];
    return [{ ...base, state: isStarted(project, pipeline) ? 'whole' : 'idle' }];
  });
}

function clusterPipelines(project: Project): readonly Pipeline[] {
  const compiled = new Set(project.documents('kubeflow-v1').map(({ facts }) => facts.object));
  return objectsOfKind(project, /^(?:Workflow|WorkflowTemplate|CronWorkflow|ClusterWorkflowTemplate)$/).flatMap(
    ({ object, place }): readonly Pipeline[] => {
      if (!object.apiVersion.startsWith('argoproj.io/') || compiled.has(object)) return [];
      const spec = object.root.at('spec', 'workflowSpec') ?? object.root.get('spec');
      const templates = spec?.get('templates')?.items() ?? [];
      const steps = templates.filter((template) => template.get('container') !== undefined || template.get('script') !== undefined).length;
      const isTraining = templates.some((template) => /train|fit\b|retrain/i.test(template.get('name')?.text()?.value ?? ''));
      if (!isTraining) return [];
      return [{ system: 'Argo Workflows', place, state: steps > 1 ? 'whole' : 'single', lacks: null }];
    },
  );
}

/** Makefile targets and shell scripts that run the project's training code. */
function chains(project: Project): readonly Pipeline[] {
  return project.files.flatMap(({ source }): readonly Pipeline[] => {
    if (/(?:^|\/)(?:GNUm|[Mm])akefile$|(?:^|\/)[Jj]ustfile$/.test(source.path)) return makeChain(project, source);
    if (!/\.(?:sh|bash)$/.test(source.path)) return [];
    const commands = runCommands(project, { text: source.text, folder: project.root, place: { path: source.path, span: null }, offset: 0 });
    const training = commands.find((command) => runsTraining(project, command));
    return training === undefined ? [] : [{ system: 'shell', place: training.place, state: 'chain', lacks: null }];
  });
}

/** The first target whose recipe, or that of a target it needs, trains. */
function makeChain(project: Project, source: SourceText): readonly Pipeline[] {
  const folder = folderOf(source.path);
  const runner = /just/i.test(source.path) ? 'just' : 'make';
  const target = makeTargets(source.text).find(({ name }) =>
    runCommands(project, { text: `${runner} ${name}`, folder, place: { path: source.path, span: null }, offset: null }).some((command) =>
      runsTraining(project, command),
    ),
  );
  if (target === undefined) return [];
  return [
    {
      system: runner,
      place: { path: source.path, span: { start: target.start, end: target.start + target.name.length } },
      state: 'chain',
      lacks: null,
    },
  ];
}
