/**
 * Where something that is absent is reported: the manifest's key that would declare it, else its parent, else `version`;
 * else `metadata.name` of the serving manifest; else the training stage's key in dvc.yaml; else nowhere but in the tree.
 */
import { deployTargets } from '../../config/deploy-targets.ts';
import type { ManifestModel } from '../../config/manifest-schema.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Located, Span } from '../../model/span.ts';
import { clusterDocuments } from '../../project/cluster-documents.ts';
import type { Project } from '../../project/project.ts';
import { type PlacedItem, placedModels } from '../knowledge/manifest-items.ts';
import { deployedManifests } from '../scope/deployed-manifests.ts';
import { trainingStage } from './training-stage.ts';

/** A place in a file. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** A place that stands for one model. */
export interface ModelPlace extends Place {
  /** The model's name, or the training stage's where nothing names the model. */
  readonly model: string;
  /** The model in the manifest; null for a place outside of it. */
  readonly declared: PlacedItem<ManifestModel> | null;
}

/** The place for something the whole project lacks. */
export function placeOfAbsent(project: Project, keys: readonly string[]): Place | undefined {
  return manifestPlace(project, keys) ?? servingPlaces(project)[0] ?? trainingPlace(project);
}

/** A place for each model that lacks something; `key` is the key of the manifest's model that would declare it. */
export function placesOfAbsent(project: Project, key: string): readonly ModelPlace[] {
  const { manifestDocument } = project;
  if (manifestDocument !== null) {
    const declared = placedModels(project).map((model): ModelPlace => {
      const own = model.view.entries().find((entry) => entry.key === key);
      const span = own?.keySpan ?? model.view.entries()[0]?.keySpan ?? model.view.span;
      return { path: manifestDocument.path, span, model: model.item.name, declared: model };
    });
    if (declared.length > 0) return declared;
    const place = manifestPlace(project, ['models']);
    return place === undefined ? [] : [{ ...place, model: project.name, declared: null }];
  }
  const serving = servingPlaces(project);
  if (serving.length > 0) return serving;
  const training = trainingPlace(project);
  return training === undefined ? [] : [training];
}

/**
 * The same for models that are seen to serve: in a manifest of the cluster, or by a `deploy` of the project's manifest.
 * What is only trained here is served elsewhere, where what it lacks can not be seen.
 */
export function placesOfServed(project: Project, key: string): readonly ModelPlace[] {
  const serving = servingPlaces(project);
  if (project.manifestDocument === null) return serving;
  return placesOfAbsent(project, key).filter(({ declared }) => {
    if (declared === null) return serving.length > 0;
    const names = [declared.item.name, declared.item.artifact, declared.item.mlflow?.name];
    return (
      deployTargets(declared.item).some(({ manifest, command }) => manifest !== undefined || command !== undefined) ||
      serving.some(({ model }) => names.includes(model))
    );
  });
}

/** The place of a manifest's key, else of its nearest parent that is there, else of `version`; undefined without a manifest. */
function manifestPlace(project: Project, keys: readonly string[]): Place | undefined {
  const document = project.manifestDocument;
  if (document === null) return undefined;
  const { root } = document.facts;
  for (let length = keys.length; length > 0; length -= 1) {
    const span = keySpanAt(root, keys.slice(0, length));
    if (span !== undefined) return { path: document.path, span };
  }
  return { path: document.path, span: keySpanAt(root, ['version']) ?? { start: 0, end: 0 } };
}

/** The span of a key, by the keys that lead to it. */
export function keySpanAt(root: YamlView, keys: readonly string[]): Span | undefined {
  return root
    .at(...keys.slice(0, -1))
    ?.entries()
    .find((entry) => entry.key === keys.at(-1))?.keySpan;
}

const servingKinds = /^(?:SeldonDeployment|InferenceGraph|LLMInferenceService|RayService)$/;
const servingWord = /serv|predict|infer|scor|model|api/i;

function servingPlaces(project: Project): readonly ModelPlace[] {
  const manifests = deployedManifests(project);
  const named = new Map<string, ModelPlace>();
  for (const { path, facts } of project.documents('kserve')) {
    if (manifests.includes(path)) addNamed(named, path, facts.name);
  }
  const objects = clusterDocuments(project).flatMap((document) =>
    manifests.includes(document.path) ? document.objects.map((object) => ({ path: document.path, object })) : [],
  );
  for (const { path, object } of objects) {
    const isSeldonModel = object.kind.value === 'Model' && object.apiVersion.startsWith('mlops.seldon.io/');
    if (servingKinds.test(object.kind.value) || isSeldonModel) addNamed(named, path, object.name);
  }
  if (named.size > 0) return [...named.values()];
  for (const { path, object } of objects) {
    if (object.kind.value === 'Deployment' && servingWord.test(object.name?.value ?? '')) addNamed(named, path, object.name);
  }
  return [...named.values()];
}

function addNamed(named: Map<string, ModelPlace>, path: string, name: Located<string> | null): void {
  if (name !== null && !named.has(name.value)) named.set(name.value, { path, span: name.span, model: name.value, declared: null });
}

function trainingPlace(project: Project): ModelPlace | undefined {
  const found = trainingStage(project);
  if (found === undefined) return undefined;
  return { path: found.document.path, span: found.stage.name.span, model: found.stage.name.value, declared: null };
}
