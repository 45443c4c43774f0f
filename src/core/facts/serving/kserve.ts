import type { Located } from '../../model/span.ts';
import type { YamlFormat } from '../format.ts';
import { rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { canariesOf, customContainer, frameworkOf, predictorOf, storageUriOf } from './kserve-predictor.ts';
import { kserveProblems } from './kserve-problems.ts';
import { containersIn, isKubernetesObject, isOfGroup, keySpan, textsByKey } from './kubernetes-object.ts';
import type { KserveFacts } from './serving-facts.ts';

/** KServe's InferenceService, and KFServing's before 0.7. */
export const kserve: YamlFormat<'kserve', KserveFacts> = {
  kind: 'yaml',
  id: 'kserve',
  recognise: (root, _path, source) =>
    isKubernetesObject(root) &&
    root.get('kind')?.scalar === 'InferenceService' &&
    (isOfGroup(root, 'serving.kserve.io') || isOfGroup(root, 'serving.kubeflow.org')) &&
    !isForeignTemplate(source),
  read: (root) => ({ facts: readService(root), problems: kserveProblems(root) }),
  inspect: (facts) => ({
    name: facts.name?.value ?? null,
    namespace: facts.namespace,
    storageUri: facts.storageUri?.value ?? null,
    modelFormat: facts.modelFormat?.value ?? null,
    canaryTrafficPercent: facts.canaryTrafficPercent?.value ?? null,
  }),
};

function readService(root: YamlView): KserveFacts {
  const spec = root.get('spec');
  const predictor = predictorOf(root);
  const framework = frameworkOf(predictor);
  const name = root.at('metadata', 'name')?.text() ?? null;
  return {
    apiVersion: root.get('apiVersion')?.text()?.value ?? '',
    name,
    namespace: root.at('metadata', 'namespace')?.text()?.value ?? null,
    storageUri: storageUriOf(predictor),
    modelFormat: formatOf(predictor),
    runtime: predictor?.at('model', 'runtime')?.text() ?? null,
    canaryTrafficPercent: (predictor?.get('canaryTrafficPercent') ?? spec?.get('canaryTrafficPercent'))?.number() ?? null,
    canaries: canariesOf(root).map((canary) => ({
      name: canary.get('predictor')?.get('name')?.text()?.value ?? canary.get('name')?.text()?.value ?? '',
      trafficPercent: canary.get('trafficPercent')?.number() ?? null,
      storageUri: storageUriOf(canary.get('predictor')),
    })),
    minReplicas: predictor?.get('minReplicas')?.number() ?? null,
    predictor: predictor?.kind === 'map' ? predictor.span : null,
    logger: keySpan(predictor, 'logger') ?? keySpan(spec?.get('transformer'), 'logger'),
    explainer: keySpan(spec, 'explainer') ?? keySpan(spec?.get('default'), 'explainer'),
    resources: keySpan(framework?.value, 'resources') ?? customContainer(predictor, (container) => keySpan(container, 'resources')) ?? null,
    timeout: keySpan(predictor, 'timeout'),
    labels: textsByKey(root.at('metadata', 'labels')),
    annotations: textsByKey(root.at('metadata', 'annotations')),
    containers: containersIn(spec),
    anchor: name?.span ?? keySpan(root, 'kind') ?? rootPlace(root, '').span,
  };
}

/** The name of `modelFormat`, or the framework whose key stands in the older style. */
function formatOf(predictor: YamlView | undefined): Located<string> | null {
  const framework = frameworkOf(predictor);
  if (framework === undefined) return null;
  if (framework.key !== 'model') return { value: framework.key, span: framework.keySpan };
  return framework.value.at('modelFormat', 'name')?.text() ?? null;
}
