import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { chooseObject, readServing } from '../../../../src/core/release/serving/read-serving.ts';
import { truncations } from '../../../support/read-format.ts';

/** `role name version traffic` of each slot, `-` where nothing is said, and the labels' keys behind it. */
function slotsOf(text: string, index = 0): readonly string[] {
  const object = readServing('k8s/a.yaml', text)[index];
  return (object?.slots ?? []).map(({ role, name, version, traffic, places }) => {
    if (version !== null) assert.ok(text.slice(version.span.start, version.span.end).length > 0);
    const others = places.filter(({ kind }) => kind !== 'uri').map(({ kind, path }) => (kind === 'label' ? String(path.at(-1)) : kind));
    return [role, name ?? '-', version?.value ?? '-', String(traffic ?? '-'), ...others].join(' ');
  });
}

const service = (spec: string, metadata = ''): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\n${metadata}spec:\n${spec}`;
const mode = (name: string): string => `  annotations: {serving.kserve.io/deploymentMode: ${name}}\n`;
const predictor = (uri: string, keys = ''): string =>
  `  predictor:\n${keys}    model: {modelFormat: {name: sklearn}, storageUri: ${uri}}\n`;
const canary = '  canary:\n  - predictor: {name: next, sklearn: {storageUri: s3://m/fraud/v1.5.0}}\n    trafficPercent: 20\n';
const deployment = (...predictors: readonly string[]): string =>
  `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: {name: churn, labels: {model-version: v7}}\nspec:\n  predictors:\n${predictors.map((one) => `  - {${one}}\n`).join('')}`;
const graph = (version: string): string => `graph: {name: m, implementation: SKLEARN_SERVER, modelUri: "s3://m/churn/${version}"}`;
const v2 = (kind: string, name: string, spec: string): string =>
  `apiVersion: mlops.seldon.io/v1alpha1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

const cases: readonly (readonly [says: string, text: string, slots: readonly string[]])[] = [
  ['an InferenceService', service(predictor('gs://m/fraud/v1.4.0')), ['main - v1.4.0 100']],
  [
    'labels that carry the version too',
    service(
      predictor('gs://m/fraud/v1.4.0', '    labels: {version: v1.4.0}\n'),
      '  labels: {app.kubernetes.io/version: 1.4.0, model-version: v1.3.0, app: fraud}\n',
    ),
    ['main - v1.4.0 100 app.kubernetes.io/version model-version version'],
  ],
  [
    'a label of the application’s own version',
    service(predictor('gs://m/fraud/v1.4.0'), '  labels: {app.kubernetes.io/version: 0.9.1}\n'),
    ['main - v1.4.0 100'],
  ],
  [
    'a label where the URI names none',
    service(predictor('pvc://models/fraud'), '  labels: {model-version: "7"}\n'),
    ['main - 7 100 model-version'],
  ],
  ['neither', service(predictor('pvc://models/fraud'), '  labels: {version: canary}\n'), ['main - - 100']],
  ['a framework’s version', service(predictor('gs://m/sklearn/1.0/model')), ['main - - 100']],
  [
    'a Knative canary, whose other side is not named',
    service(predictor('gs://m/fraud/v1.5.0', '    canaryTrafficPercent: 10\n'), mode('Serverless')),
    ['main - - 90', 'canary - v1.5.0 10'],
  ],
  ['a canary that has all', service(predictor('gs://m/fraud/v1.5.0', '    canaryTrafficPercent: 100\n')), ['main - v1.5.0 100']],
  [
    'a canary that has none',
    service(predictor('gs://m/fraud/v1.5.0', '    canaryTrafficPercent: 0\n')),
    ['main - - 100', 'canary - v1.5.0 0'],
  ],
  [
    'a percentage that Standard mode ignores',
    service(predictor('gs://m/fraud/v1.5.0', '    canaryTrafficPercent: 10\n'), mode('RawDeployment')),
    ['main - v1.5.0 100'],
  ],
  [
    'the newer list of canaries',
    service(predictor('gs://m/fraud/v1.4.0') + canary, mode('Standard')),
    ['main - v1.4.0 80', 'canary next v1.5.0 20'],
  ],
  [
    'v1alpha2',
    service(
      '  default: {predictor: {sklearn: {storageUri: "gs://m/v1"}}}\n  canary: {predictor: {sklearn: {storageUri: "gs://m/v2"}}}\n  canaryTrafficPercent: 20\n',
    ).replace('serving.kserve.io/v1beta1', 'serving.kubeflow.org/v1alpha2'),
    ['main - v1 80', 'canary - v2 20'],
  ],
  [
    'storage that a secret names',
    service('  predictor:\n    model: {modelFormat: {name: onnx}, storage: {key: minio, path: fraud/v3/model.onnx}}\n'),
    ['main - v3 100'],
  ],
  [
    'a container with its model in the environment',
    service(
      '  predictor:\n    containers:\n    - image: reg/a:1\n      env: [{name: A, value: b}, {name: STORAGE_URI, value: "s3://m/v4"}]\n',
    ),
    ['main - v4 100'],
  ],
  ['one predictor', deployment(`name: default, ${graph('v7')}`), ['main default v7 100 model-version']],
  [
    'predictors by their names, however much a canary has',
    deployment(`name: canary, traffic: 60, ${graph('v8')}`, `name: main, traffic: 40, ${graph('v7')}`),
    ['main main v7 40 model-version', 'canary canary v8 60'],
  ],
  [
    'predictors by their shares',
    deployment(
      `name: a, traffic: 10, ${graph('v8')}`,
      `name: b, traffic: 90, ${graph('v7')}`,
      `name: c, shadow: true, traffic: 50, ${graph('v9')}`,
    ),
    ['main b v7 90 model-version', 'canary a v8 10', 'shadow c v9 50'],
  ],
  [
    'a version label of a predictor',
    deployment(`name: main, labels: {version: v7}, ${graph('v7')}`),
    ['main main v7 100 model-version version'],
  ],
  [
    'a model below a transformer',
    deployment('name: main, graph: {name: t, type: TRANSFORMER, children: [{name: m, modelUri: "s3://m/v7"}]}'),
    ['main main v7 100 model-version'],
  ],
  ['a Seldon v2 model', v2('Model', 'churn', '{storageUri: gs://m/churn/v7}'), ['main churn v7 100']],
  ['its version folder', v2('Model', 'churn', '{storageUri: gs://m/churn, artifactVersion: 7}'), ['main churn 7 100 artifact-version']],
  [
    'its name, where nothing else says it',
    v2('Model', 'churn-v1-4-0', '{storageUri: gs://m/churn}'),
    ['main churn-v1-4-0 v1.4.0 100 name'],
  ],
  [
    'an experiment with its models',
    [
      v2('Model', 'churn', '{storageUri: gs://m/churn/v7}'),
      v2('Model', 'churn-next', '{storageUri: gs://m/churn/v8}'),
      v2(
        'Experiment',
        'ab',
        '{default: churn, candidates: [{name: churn-next, weight: 1}, {name: churn, weight: 2}], mirror: {name: far, percent: 30}}',
      ),
    ].join('---\n'),
    ['main churn v7 66.67', 'canary churn-next v8 33.33', 'shadow far - 30'],
  ],
  [
    'an experiment of pipelines',
    v2('Experiment', 'ab', '{candidates: [{name: a-v1, weight: 90}, {name: b, weight: 10}], resourceType: pipeline}'),
    ['main a-v1 - 90', 'canary b - 10'],
  ],
  [
    'an explainer, which serves no version',
    v2('Model', 'why', '{storageUri: gs://m/v1, explainer: {type: anchor_tabular, modelRef: churn}}'),
    [],
  ],
  ['a workload', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n', []],
  ['a template of Helm', service('  predictor:\n    sklearn:\n      storageUri: {{ .Values.uri }}\n'), []],
  ['broken YAML', `${service(predictor('gs://m/v1'))}  }\n`, []],
];

describe('readServing', () => {
  for (const [says, text, slots] of cases) it(`reads ${says}`, () => assert.deepEqual(slotsOf(text), slots));

  it('says where the version and its places stand', () => {
    const text = service(predictor('"gs://m/fraud/v1.4.0"'), '  labels:\n    model-version: v1.4.0  # as the tag\n');
    const [slot] = readServing('a.yaml', text)[0]?.slots ?? [];
    const word = (span: { start: number; end: number } | undefined): string => (span ? text.slice(span.start, span.end) : '');
    assert.equal(word(slot?.version?.span), 'v1.4.0');
    assert.deepEqual(
      slot?.places.map(({ kind, path, version }) => [kind, path.join('.'), word(version?.span)]),
      [
        ['uri', 'spec.predictor.model.storageUri', 'v1.4.0'],
        ['label', 'metadata.labels.model-version', 'v1.4.0'],
      ],
    );
  });

  it('reads objects of a list and of several documents, with their places', () => {
    const one = service(predictor('s3://m/fraud/v1')).replaceAll('\n', '\n  ').trimEnd();
    const text = `apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: v1\nkind: List\nitems:\n- ${one}\n---\n${deployment(`name: main, ${graph('v7')}`)}`;
    assert.deepEqual(
      readServing('a.yaml', text).map(({ kind, document, root, slots }) => [kind, document, root, slots[0]?.version?.value]),
      [
        ['InferenceService', 1, ['items', 0], 'v1'],
        ['SeldonDeployment', 2, [], 'v7'],
      ],
    );
  });

  it('reads any text without failing', () => {
    for (const [, text] of cases) for (const part of truncations(text, 12)) readServing('a.yaml', part);
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readServing('a.yaml', service(`  ${text}`)))));
  });
});

describe('chooseObject', () => {
  const objects = readServing(
    'a.yaml',
    [
      service(predictor('s3://m/fraud/v1')),
      service(predictor('s3://m/chargeback/v1')).replace('name: fraud', 'name: svc'),
      deployment(`name: main, ${graph('v7')}`)
        .replace('name: churn', 'name: churn-v7')
        .replace('m/churn', 'm/x'),
    ].join('---\n'),
  );
  const chosen = (model: string, object?: string): string | null | undefined => chooseObject(objects, { model, object })?.name;
  it('takes the object that is named, else the model’s, else the one that serves it', () => {
    assert.deepEqual(
      [chosen('x', 'svc'), chosen('fraud'), chosen('chargeback'), chosen('churn'), chosen('other'), chosen('fraud', 'other')],
      ['svc', 'fraud', 'svc', 'churn-v7', undefined, undefined],
    );
    assert.equal(chooseObject(objects.slice(0, 1), { model: 'other' })?.name, 'fraud');
  });
});
