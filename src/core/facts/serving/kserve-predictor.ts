import type { Located } from '../../model/span.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';

/** Keys of a predictor that each name one way to serve; `model` is the newer style, the rest name their framework. */
export const frameworkKeys: readonly string[] = [
  'model',
  'sklearn',
  'xgboost',
  'tensorflow',
  'pytorch',
  'triton',
  'onnx',
  'huggingface',
  'pmml',
  'lightgbm',
  'paddle',
];

/** The predictor; in v1alpha2 it stands under `default`. */
export function predictorOf(root: YamlView): YamlView | undefined {
  return root.at('spec', 'predictor') ?? root.at('spec', 'default', 'predictor');
}

/** The entries of a predictor that say how it serves, empty ones left out. */
export function frameworksOf(predictor: YamlView | undefined): readonly YamlEntry[] {
  return (predictor?.entries() ?? []).filter((entry) => frameworkKeys.includes(entry.key) && entry.value.kind !== 'null');
}

/** The first of them. */
export function frameworkOf(predictor: YamlView | undefined): YamlEntry | undefined {
  return frameworksOf(predictor)[0];
}

/** The entries of the newer `canary` list, or v1alpha2's one canary. */
export function canariesOf(root: YamlView): readonly YamlView[] {
  const canary = root.at('spec', 'canary');
  return canary?.kind === 'map' ? [canary] : (canary?.items() ?? []);
}

/** The path from a predictor to the model's place in any of the styles; of several places the first. Null where it is not said. */
export function storageUriPath(predictor: YamlView | undefined): readonly (string | number)[] | null {
  const framework = frameworkOf(predictor);
  if (framework?.value.get('storageUri')?.text() !== undefined) return [framework.key, 'storageUri'];
  if (predictor?.at('storageUris', 0, 'uri')?.text() !== undefined) return ['storageUris', 0, 'uri'];
  return containerUriPath(predictor);
}

/** A custom container gets the model's place in its environment. */
function containerUriPath(predictor: YamlView | undefined): readonly (string | number)[] | null {
  for (const [view, path] of customContainers(predictor)) {
    const index = (view.get('env')?.items() ?? []).findIndex((item) => item.get('name')?.scalar === 'STORAGE_URI');
    if (view.at('env', index, 'value')?.text() !== undefined) return [...path, 'env', index, 'value'];
  }
  return null;
}

/** The model's place. */
export function storageUriOf(predictor: YamlView | undefined): Located<string> | null {
  const path = storageUriPath(predictor);
  return path === null ? null : (predictor?.at(...path)?.text() ?? null);
}

function customContainers(predictor: YamlView | undefined): readonly (readonly [YamlView, readonly (string | number)[]])[] {
  const single = predictor?.at('custom', 'container');
  return [
    ...(predictor?.get('containers')?.items() ?? []).map((view, index) => [view, ['containers', index]] as const),
    ...(single === undefined ? [] : [[single, ['custom', 'container']] as const]),
  ];
}

/** The first answer that a predictor's own containers give. */
export function customContainer<T>(predictor: YamlView | undefined, ask: (container: YamlView) => T | null | undefined): T | undefined {
  for (const [container] of customContainers(predictor)) {
    const answer = ask(container);
    if (answer !== null && answer !== undefined) return answer;
  }
  return undefined;
}
