import type { YamlFormat } from '../format.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isKubernetesObject, isOfGroup, keySpan, readObject, textsByKey } from './kubernetes-object.ts';
import { predictorsOf, unitViews } from './seldon-graph.ts';
import { seldonV1Problems } from './seldon-v1-problems.ts';
import type { SeldonPredictor, SeldonUnit, SeldonV1Facts } from './serving-facts.ts';

/** Seldon Core v1's SeldonDeployment, in any of its API versions. */
export const seldonV1: YamlFormat<'seldon-v1', SeldonV1Facts> = {
  kind: 'yaml',
  id: 'seldon-v1',
  recognise: (root, _path, source) =>
    isKubernetesObject(root) &&
    root.get('kind')?.scalar === 'SeldonDeployment' &&
    isOfGroup(root, 'machinelearning.seldon.io') &&
    !isForeignTemplate(source),
  read: (root) => ({ facts: readDeployment(root), problems: seldonV1Problems(root) }),
  inspect: (facts) => ({
    name: facts.name?.value ?? null,
    predictors: facts.predictors.map((predictor) => ({
      name: predictor.name?.value ?? null,
      traffic: predictor.traffic?.value ?? null,
      shadow: predictor.shadow?.value ?? null,
      modelUri: predictor.modelUri?.value ?? null,
      implementation: predictor.implementation?.value ?? null,
    })),
  }),
};

function readDeployment(root: YamlView): SeldonV1Facts {
  return {
    name: root.at('metadata', 'name')?.text() ?? null,
    namespace: root.at('metadata', 'namespace')?.text()?.value ?? null,
    predictors: predictorsOf(root).map(readPredictor),
    labels: textsByKey(root.at('metadata', 'labels')),
    annotations: textsByKey(root.at('metadata', 'annotations')),
    object: readObject(root),
  };
}

function readPredictor(view: YamlView): SeldonPredictor {
  const views = unitViews(view);
  const units = views.map(readUnit);
  const [first] = units;
  const withUri = units.filter(({ modelUri }) => modelUri !== null);
  const served = first?.modelUri !== null ? first : withUri.length === 1 ? withUri[0] : undefined;
  return {
    name: view.get('name')?.text() ?? null,
    traffic: view.get('traffic')?.number() ?? null,
    shadow: view.get('shadow')?.boolean() ?? null,
    units,
    modelUri: served?.modelUri ?? null,
    implementation: first?.implementation ?? served?.implementation ?? null,
    replicas: view.get('replicas')?.number() ?? null,
    logger: views.map((unit) => keySpan(unit, 'logger')).find((span) => span !== null) ?? null,
    explainer: keySpan(view, 'explainer'),
    span: view.span,
  };
}

function readUnit(view: YamlView): SeldonUnit {
  return {
    name: view.get('name')?.text() ?? null,
    implementation: view.get('implementation')?.text() ?? null,
    modelUri: view.get('modelUri')?.text() ?? null,
  };
}
