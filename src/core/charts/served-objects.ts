/** What a project's serving manifests deploy, and by which system, as far as its charts need it. */
import { deployTargets } from '../config/deploy-targets.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { joinPath } from '../project/paths.ts';
import type { Project } from '../project/project.ts';

/** Whose metrics an object's traffic makes. */
export type ServingSystem =
  /** KServe's Python server, which its own runtimes for these formats are built on. */
  | 'kserve-python'
  /** Knative, which counts the requests of KServe's services in front of any server. */
  | 'knative'
  | 'seldon-v1'
  /** A Model of Seldon Core v2, or an Experiment of Models. */
  | 'seldon-v2-models'
  /** A Pipeline of Seldon Core v2, or an Experiment of Pipelines. */
  | 'seldon-v2-pipelines';

/** A served object and one system that measures it; an object that two measure comes twice. */
export interface ServedObject {
  readonly system: ServingSystem;
  /** The object's own name. */
  readonly name: string;
  readonly namespace: string | null;
  /** The names by which the metrics know what it serves: the object's, or those of an experiment's candidates. */
  readonly measured: readonly string[];
  /** The declared model that it serves; null where no model's `deploy` names it. */
  readonly model: string | null;
}

/** Model formats that KServe's own runtimes serve with its Python server. MLflow's and Triton's servers have metrics of their own. */
const pythonFormats = new Set(['sklearn', 'xgboost', 'lightgbm', 'pmml', 'paddle', 'huggingface']);

/** In path order. An object without a name, or served in a way whose metrics are not known, is left out. */
export function servedObjects(project: Project): readonly ServedObject[] {
  const kserve = ownDocuments(project, 'kserve').flatMap(({ path, facts }) => {
    const { name, namespace, annotations, modelFormat, runtime, canaryTrafficPercent } = facts;
    const mode = annotations.get('serving.kserve.io/deploymentMode')?.value;
    const isKnative = mode === 'Serverless' || mode === 'Knative' || (mode === undefined && canaryTrafficPercent !== null);
    const isPython = runtime === null && pythonFormats.has(modelFormat?.value ?? '');
    const systems: readonly ServingSystem[] = [
      ...(isKnative ? (['knative'] as const) : []),
      ...(isPython ? (['kserve-python'] as const) : []),
    ];
    return systems.map((system) => ({ path, system, name: name?.value, namespace, measured: [name?.value ?? ''] }));
  });
  const seldon1 = ownDocuments(project, 'seldon-v1').map(({ path, facts: { name, namespace } }) => {
    return { path, system: 'seldon-v1' as const, name: name?.value, namespace, measured: [name?.value ?? ''] };
  });
  const found = [...kserve, ...seldon1, ...seldonV2(project)];
  return found.flatMap(({ path, name, ...object }) => {
    if (name === undefined || name === '') return [];
    const beside = found.filter((other) => other.path === path && other.name !== name);
    return [{ ...object, name, model: modelOf(project, { path, name, isAlone: beside.length === 0 }) }];
  });
}

/** A Model that is a candidate of an Experiment is measured with it. */
function seldonV2(project: Project) {
  const objects = ownDocuments(project, 'seldon-v2').map(({ path, facts }) => ({ path, facts }));
  const candidates = new Set(objects.flatMap(({ facts }) => facts.candidates.map(({ name }) => name.value)));
  return objects.flatMap(({ path, facts: { kind, name, namespace, candidates: own, object } }) => {
    const isOfPipelines = kind.value === 'Pipeline' || object.root.at('spec', 'resourceType')?.text()?.value === 'pipeline';
    const isExperiment = kind.value === 'Experiment';
    if (!isExperiment && ((kind.value !== 'Model' && kind.value !== 'Pipeline') || candidates.has(name?.value ?? ''))) return [];
    const measured = isExperiment ? own.map((candidate) => candidate.name.value) : [name?.value ?? ''];
    const system: ServingSystem = isOfPipelines ? 'seldon-v2-pipelines' : 'seldon-v2-models';
    return measured.length === 0 ? [] : [{ path, system, name: name?.value, namespace, measured }];
  });
}

interface Placed {
  readonly path: string;
  readonly name: string;
  readonly isAlone: boolean;
}

/** The model whose `deploy` names the file and, where the file has several objects, this one. */
function modelOf(project: Project, { path, name, isAlone }: Placed): string | null {
  const folder = project.root;
  const found = (project.manifest?.models ?? []).find((model) =>
    deployTargets(model).some(({ manifest, object }) => {
      if (manifest === undefined || joinPath(folder, manifest) !== path) return false;
      return object === undefined ? isAlone || name === model.name : object === name;
    }),
  );
  return found?.name ?? null;
}
