import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kserve } from '../../../../src/core/facts/serving/kserve.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const fraud = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: fraud
  namespace: payments
  labels: {team: risk}
  annotations:
    serving.kserve.io/deploymentMode: Serverless
spec:
  predictor:
    minReplicas: 2
    maxReplicas: 6
    timeout: 5
    canaryTrafficPercent: 10
    logger: {mode: all, url: http://log.svc}
    model:
      modelFormat: {name: sklearn, version: "1"}
      storageUri: s3://models/fraud/v8
      resources:
        requests: {cpu: 500m, memory: 512Mi}
        limits: {memory: 1Gi, nvidia.com/gpu: 1}
  transformer:
    containers:
    - name: kserve-container
      image: reg/transform:1.2
      command: [python, -m]
      args: ["transform"]
  explainer:
    art: {type: SquareAttack, storageUri: s3://models/fraud/art}
`;

const inspected = (values: Partial<Record<string, unknown>>): unknown => ({
  name: 'a',
  namespace: null,
  storageUri: null,
  modelFormat: null,
  canaryTrafficPercent: null,
  ...values,
});

const service = (spec: string, version = 'serving.kserve.io/v1beta1'): string =>
  `apiVersion: ${version}\nkind: InferenceService\nmetadata: {name: a}\nspec:\n${spec}`;

const accepted: readonly (readonly [string, string, unknown])[] = [
  [
    'the older style',
    service('  predictor:\n    sklearn: {storageUri: "gs://m/a"}\n'),
    inspected({ storageUri: 'gs://m/a', modelFormat: 'sklearn' }),
  ],
  [
    'the API group before 0.7',
    service('  predictor:\n    xgboost: {storageUri: "gs://m/a"}\n', 'serving.kubeflow.org/v1beta1'),
    inspected({ storageUri: 'gs://m/a', modelFormat: 'xgboost' }),
  ],
  [
    'v1alpha2 with its canary',
    service(
      '  default: {predictor: {tensorflow: {storageUri: "gs://m/1"}}}\n  canary: {predictor: {tensorflow: {storageUri: "gs://m/2"}}}\n  canaryTrafficPercent: 20\n',
      'serving.kubeflow.org/v1alpha2',
    ),
    inspected({ storageUri: 'gs://m/1', modelFormat: 'tensorflow', canaryTrafficPercent: 20 }),
  ],
  [
    'a custom container with its model in the environment',
    service('  predictor:\n    containers:\n    - image: reg/a:1\n      env: [{name: STORAGE_URI, value: "s3://m/a"}]\n'),
    inspected({ storageUri: 's3://m/a' }),
  ],
  [
    'several places of storage',
    service(
      '  predictor:\n    storageUris: [{uri: "s3://m/a"}, {uri: "s3://m/b", mountPath: /mnt/b}]\n    model: {modelFormat: {name: onnx}}\n',
    ),
    inspected({ storageUri: 's3://m/a', modelFormat: 'onnx' }),
  ],
  [
    'a helper beside the model',
    service(
      '  predictor:\n    containers: [{name: sidecar, image: "reg/s:1"}]\n    model: {modelFormat: {name: onnx}, storageUri: "s3://m"}\n',
    ),
    inspected({ storageUri: 's3://m', modelFormat: 'onnx' }),
  ],
  [
    'unknown fields',
    service('  surprise: 1\n  predictor: {model: {modelFormat: {name: onnx, x: 1}, y: 2}, z: 3}\n'),
    inspected({ modelFormat: 'onnx' }),
  ],
  [
    'no traffic for the canary',
    service('  predictor: {canaryTrafficPercent: 0, model: {modelFormat: {name: onnx}}}\n'),
    inspected({ modelFormat: 'onnx', canaryTrafficPercent: 0 }),
  ],
];

const model = 'model: {modelFormat: {name: onnx}}';
const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['no predictor', service('  transformer: {containers: [{name: a, image: b}]}\n'), ['4:1 The key “predictor” is missing.']],
  ['no spec', 'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: a}\n', ['1:1 The key “spec” is missing.']],
  [
    'a predictor without a way to serve',
    service('  predictor: {minReplicas: 1}\n'),
    [
      '5:3 The predictor needs exactly one of: model, sklearn, xgboost, tensorflow, pytorch, triton, onnx, huggingface, pmml, lightgbm, paddle, containers.',
    ],
  ],
  [
    'two ways to serve',
    service(`  predictor:\n    ${model}\n    sklearn: {storageUri: a}\n`),
    ['7:5 The predictor has “sklearn” beside “model”; only one may be there.'],
  ],
  [
    'a model and KServe’s own container',
    service(`  predictor:\n    ${model}\n    containers: [{name: kserve-container, image: a}]\n`),
    ['7:5 The predictor has “containers” beside “model”; only one may be there.'],
  ],
  ['a model without its format', service('  predictor:\n    model: {storageUri: a}\n'), ['6:5 The key “modelFormat” is missing.']],
  ['a format without its name', service('  predictor:\n    model: {modelFormat: {version: "1"}}\n'), ['6:13 The key “name” is missing.']],
  [
    'a version that is a number',
    service('  predictor:\n    model: {modelFormat: {name: onnx, version: 1}}\n'),
    ['6:48 “version” must be text.'],
  ],
  [
    'traffic beyond all',
    service(`  predictor:\n    canaryTrafficPercent: 110\n    ${model}\n`),
    ['6:27 “canaryTrafficPercent” must lie between 0 and 100.'],
  ],
  [
    'traffic in a fraction',
    service(`  predictor:\n    canaryTrafficPercent: 0.5\n    ${model}\n`),
    ['6:27 “canaryTrafficPercent” must be a whole number.'],
  ],
  [
    'traffic in quotes',
    service(`  predictor:\n    canaryTrafficPercent: "10"\n    ${model}\n`),
    ['6:27 “canaryTrafficPercent” must be a whole number.'],
  ],
  [
    'canaries that take more than all',
    service(
      `  predictor: {${model}}\n  canary:\n  - {trafficPercent: 60, predictor: {name: b, ${model}}}\n  - {trafficPercent: 50, predictor: {name: c, ${model}}}\n`,
    ),
    ['8:22 The canaries take 110 percent of the traffic together, more than 100.'],
  ],
  [
    'a canary without a name',
    service(`  predictor: {${model}}\n  canary:\n  - {trafficPercent: 60, predictor: {${model}}}\n`),
    ['7:26 The key “name” is missing.'],
  ],
  [
    'fewer at most than at least',
    service(`  predictor: {minReplicas: 3, maxReplicas: 2, ${model}}\n`),
    ['5:28 “minReplicas” is greater than “maxReplicas”.'],
  ],
  ['less than no replicas', service(`  predictor: {minReplicas: -1, ${model}}\n`), ['5:28 “minReplicas” must be at least 0.']],
  [
    'a mode of logging that is none',
    service(`  predictor: {logger: {mode: some}, ${model}}\n`),
    ['5:30 “mode” must be one of: all, request, response.'],
  ],
  [
    'an explainer of no kind',
    service(`  predictor: {${model}}\n  explainer: {minReplicas: 1}\n`),
    ['6:3 The explainer needs exactly one of: art, containers.'],
  ],
  [
    'two ways to say the place',
    service('  predictor:\n    storageUris: [{uri: a}]\n    sklearn: {storageUri: b}\n'),
    ['6:5 “storageUris” cannot stand beside “storageUri”.'],
  ],
  [
    'a name with capitals',
    service(`  predictor: {${model}}\n`).replace('name: a}\nspec', 'name: Fraud_1}\nspec'),
    ['3:18 “Fraud_1” is no name for an InferenceService: lower-case letters, digits and “-”, with a letter first.'],
  ],
  [
    'an annotation that is a flag',
    service(`  predictor: {${model}}\n`).replace('{name: a}\n', '{name: a, annotations: {scrape: true}}\n'),
    ['3:43 “scrape” must be text.'],
  ],
  [
    'a quantity that is none',
    service('  predictor:\n    sklearn: {resources: {limits: {memory: 1 GB}}}\n'),
    ['6:44 “memory” must be a quantity such as 500m or 1Gi.'],
  ],
];

describe('InferenceService', () => {
  it('reads what serves, and how', () => {
    const { inspected: shown, places, facts, recognised, source } = parseText(kserve, fraud, { path: 'k8s/fraud.yaml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(shown, {
      name: 'fraud',
      namespace: 'payments',
      storageUri: 's3://models/fraud/v8',
      modelFormat: 'sklearn',
      canaryTrafficPercent: 10,
    });
    const word = (span: { start: number; end: number } | null): string | null =>
      span === null ? null : source.text.slice(span.start, span.end);
    assert.deepEqual([facts.logger, facts.explainer, facts.resources, facts.timeout, facts.anchor].map(word), [
      'logger',
      'explainer',
      'resources',
      'timeout',
      'fraud',
    ]);
    assert.equal(facts.minReplicas?.value, 2);
    assert.equal(facts.labels.get('team')?.value, 'risk');
    assert.deepEqual(
      facts.containers.map(({ image, command }) => [image?.value, command]),
      [['reg/transform:1.2', 'python -m transform']],
    );
  });

  it('reads the canaries of the newer form', () => {
    const text = service(
      `  predictor: {${model}}\n  canary:\n  - {trafficPercent: 20, predictor: {name: next, sklearn: {storageUri: "s3://m/2"}}}\n`,
    );
    const { facts, places } = parseText(kserve, text, { path: 'a.yaml' });
    assert.deepEqual(places, []);
    assert.deepEqual(
      facts.canaries.map((canary) => [canary.name, canary.trafficPercent?.value, canary.storageUri?.value]),
      [['next', 20, 's3://m/2']],
    );
  });

  for (const [says, text, shown] of accepted) {
    it(`takes ${says}`, () => {
      const result = parseText(kserve, text, { path: 'a.yaml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, []);
      assert.deepEqual(result.inspected, shown);
    });
  }

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(kserve, text, { path: 'a.yaml' }).places, places);
    });
  }

  it('leaves other objects and Helm templates alone', () => {
    const recognised = (text: string): boolean => parseText(kserve, text, { path: 'a.yaml' }).recognised;
    assert.deepEqual(
      [
        'apiVersion: serving.kserve.io/v1alpha1\nkind: InferenceGraph\n',
        'apiVersion: example.com/v1\nkind: InferenceService\n',
        'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: {{ .Release.Name }}\n',
      ].map(recognised),
      [false, false, false],
    );
  });

  it('reads any text without failing', () => {
    for (const text of truncations(fraud, 60)) checkTotal(kserve, text, { path: 'a.yaml' });
    const key = fc.constantFrom(
      'predictor',
      'model',
      'modelFormat',
      'name',
      'canary',
      'containers',
      'storageUri',
      'canaryTrafficPercent',
      'env',
      'default',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', true),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node')),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.dictionary(key, node).map((data) => JSON.stringify(data)),
        ),
        (text) => {
          checkTotal(kserve, text, { path: 'a.yaml' });
          checkTotal(kserve, service(`  ${text}`), { path: 'a.yaml' });
        },
      ),
    );
  }).timeout(30_000);
});
