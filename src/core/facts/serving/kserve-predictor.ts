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
