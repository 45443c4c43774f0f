import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import { perProject } from '../../project/evidence/per-project.ts';
import { baseName, folderOf } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';
import { isOutOfScope } from './is-out-of-scope.ts';

/** Which Kubernetes files are whole objects that reach a cluster as they stand. */
export interface DeployedManifests {
  /** False for examples, for Kustomize patches and for Helm templates: what they leave out stands elsewhere. */
  includes(path: string): boolean;
  /** Whether a kustomization sets the tag or digest of an image, by its name without tag. */
  setsImage(name: string): boolean;
}

const kustomizationName = /^kustomization(?:\.ya?ml)?$/i;

/**
 * Reads the kustomizations of a project. A YAML file beside or below a kustomization that its `resources` do not name is a patch
 * (`patches`, `patchesStrategicMerge`, `patchesJson6902`, `components`, `replacements`), a partial object on purpose.
 */
export const deployedManifests = perProject((project): DeployedManifests => {
  const resources = new Set<string>();
  const patches = new Set<string>();
  const folders = new Set<string>();
  const images = new Set<string>();
  const charts = new Set<string>();
  for (const path of project.tree.keys()) {
    if (/^chart\.ya?ml$/i.test(baseName(path))) charts.add(folderOf(path));
    if (!kustomizationName.test(baseName(path))) continue;
    const data = project.data(path);
    folders.add(folderOf(path));
    for (const resource of [...textsAt(data, 'resources'), ...textsAt(data, 'bases')]) addPath(project, resources, path, resource);
    for (const patch of patchPaths(data)) addPath(project, patches, path, patch);
    for (const image of listAt(data, 'images')) {
      const name = textAt(image, 'name');
      if (name !== undefined && (textAt(image, 'newTag') ?? textAt(image, 'digest')) !== undefined) images.add(name);
    }
  }
  const isPartial = (path: string): boolean => patches.has(path) || (folders.has(folderOf(path)) && !resources.has(path));
  const isTemplate = (path: string): boolean =>
    [...charts].some((chart) => path.startsWith(chart === '' ? 'templates/' : `${chart}/templates/`));
  return {
    includes: (path) => !isOutOfScope(project, path) && !isPartial(path) && !isTemplate(path),
    setsImage: (name) => images.has(name),
  };
});

function addPath(project: Project, paths: Set<string>, from: string, relative: string): void {
  const path = project.resolve(from, relative);
  if (path !== null) paths.add(path);
}

function patchPaths(data: Json | undefined): readonly string[] {
  const named = ['patches', 'patchesJson6902', 'replacements', 'transformers'].flatMap((key) =>
    listAt(data, key).flatMap((entry) => (typeof entry === 'string' ? entry : (textAt(entry, 'path') ?? []))),
  );
  return [...named, ...textsAt(data, 'patchesStrategicMerge')];
}

function textsAt(data: Json | undefined, key: string): readonly string[] {
  return listAt(data, key).filter((entry) => typeof entry === 'string');
}

function listAt(data: Json | undefined, key: string): readonly Json[] {
  const value = fieldOf(data, key);
  return isList(value) ? value : [];
}

function textAt(data: Json, key: string): string | undefined {
  const value = fieldOf(data, key);
  return typeof value === 'string' ? value : undefined;
}

function fieldOf(data: Json | undefined, key: string): Json | undefined {
  if (data === undefined || data === null || typeof data !== 'object' || isList(data)) return undefined;
  return Object.hasOwn(data, key) ? data[key] : undefined;
}
