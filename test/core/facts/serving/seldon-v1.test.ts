import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seldonV1 } from '../../../../src/core/facts/serving/seldon-v1.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const churn = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: crm
  labels: {team: retention}
spec:
  name: churn
  protocol: v2
  annotations:
    seldon.io/rest-timeout: "3000"
  predictors:
  - name: main
    replicas: 2
    traffic: 90
    labels: {version: v7}
    graph:
      name: clf
      implementation: SKLEARN_SERVER
      modelUri: s3://models/churn/v7
      envSecretRefName: bucket
      logger: {mode: all, url: http://log.svc}
    componentSpecs:
    - spec:
        containers:
        - name: clf
          resources: {requests: {cpu: 500m, memory: 1Gi}}
      hpaSpec: {minReplicas: 1, maxReplicas: 4, metrics: []}
    explainer: {type: AnchorTabular, modelUri: s3://models/churn/explainer}
    svcOrchSpec:
      env:
      - {name: SELDON_LOG_LEVEL, value: DEBUG}
  - name: canary
    traffic: 10
    graph: {name: clf, implementation: SKLEARN_SERVER, modelUri: s3://models/churn/v8}
  - name: next
    shadow: true
    traffic: 50
    graph:
      name: scale
      type: TRANSFORMER
      children:
      - {name: clf, implementation: MLFLOW_SERVER, modelUri: s3://models/churn/v9, children: []}
    componentSpecs:
    - spec:
        containers: [{name: scale, image: "reg/scale:1"}]
`;

const deployment = (spec: string, version = 'v1'): string =>
  `apiVersion: machinelearning.seldon.io/${version}\nkind: SeldonDeployment\nmetadata: {name: a}\nspec:\n${spec}`;
const graph = 'graph: {name: m, implementation: SKLEARN_SERVER, modelUri: "gs://m/1"}';
const predictors = (...items: readonly string[]): string => `  predictors:\n${items.map((item) => `  - {${item}}\n`).join('')}`;
const one = { name: 'a', traffic: null, shadow: null, modelUri: 'gs://m/1', implementation: 'SKLEARN_SERVER' };

const accepted: readonly (readonly [string, string, unknown])[] = [
  ['one predictor without traffic', deployment(predictors(`name: a, ${graph}`)), [one]],
  ['one predictor with all traffic', deployment(predictors(`name: a, traffic: 100, ${graph}`)), [{ ...one, traffic: 100 }]],
  ['one predictor with none', deployment(predictors(`name: a, traffic: 0, ${graph}`)), [{ ...one, traffic: 0 }]],
  [
    'a shadow beside one that does not say its traffic',
    deployment(predictors(`name: a, ${graph}`, `name: b, shadow: true, ${graph}`)),
    [one, { ...one, name: 'b', shadow: true }],
  ],
  [
    'a container of one’s own',
    deployment(
      '  predictors:\n  - name: a\n    graph: {name: m, type: MODEL}\n    componentSpecs: [{spec: {containers: [{name: m, image: "r/m:1"}]}}]\n',
    ),
    [{ ...one, modelUri: null, implementation: null }],
  ],
  [
    'v1alpha3',
    deployment(
      predictors(
        `name: a, replicas: 1, graph: {name: m, children: [], endpoint: {type: REST}, implementation: XGBOOST_SERVER, modelUri: x}`,
      ),
      'v1alpha3',
    ),
    [{ ...one, modelUri: 'x', implementation: 'XGBOOST_SERVER' }],
  ],
  [
    'v1alpha2, where replicas split the traffic',
    deployment(predictors(`name: a, replicas: 3, ${graph}`, `name: b, replicas: 1, ${graph}`), 'v1alpha2'),
    [one, { ...one, name: 'b' }],
  ],
  [
    'a test of two models in one graph',
    deployment(
      `  predictors:\n  - name: a\n    graph:\n      name: ab\n      implementation: RANDOM_ABTEST\n      children:\n      - {name: x, implementation: SKLEARN_SERVER, modelUri: "gs://m/1"}\n      - {name: y, implementation: SKLEARN_SERVER, modelUri: "gs://m/2"}\n`,
    ),
    [{ ...one, modelUri: null, implementation: 'RANDOM_ABTEST' }],
  ],
  [
    'a server that only its own cluster knows',
    deployment(predictors('name: a, graph: {name: m, implementation: OURS}')),
    [{ ...one, modelUri: null, implementation: 'OURS' }],
  ],
  [
    'Hugging Face without a place',
    deployment(
      predictors('name: a, graph: {name: m, implementation: HUGGINGFACE_SERVER, parameters: [{name: task, type: STRING, value: ner}]}'),
    ),
    [{ ...one, modelUri: null, implementation: 'HUGGINGFACE_SERVER' }],
  ],
  ['unknown fields', deployment(`  surprise: 1\n${predictors(`name: a, x: {y: 1}, ${graph}`)}`), [one]],
];

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'no spec',
    'apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: {name: a}\n',
    ['1:1 The key “spec” is missing.'],
  ],
  ['no predictors', deployment('  name: a\n'), ['4:1 The key “predictors” is missing.']],
  ['an empty list of predictors', deployment('  predictors: []\n'), ['5:3 There must be at least one predictor.']],
  ['predictors that are a map', deployment('  predictors: {name: a}\n'), ['5:3 “predictors” must be a list.']],
  ['a predictor without a graph', deployment(predictors('name: a')), ['6:6 The key “graph” is missing.']],
  ['a predictor without a name', deployment(predictors(graph)), ['6:6 The key “name” is missing.']],
  [
    'a graph without a name',
    deployment(predictors('name: a, graph: {implementation: SKLEARN_SERVER, modelUri: x}')),
    ['6:15 The key “name” is missing.'],
  ],
  [
    'two predictors of one name',
    deployment(predictors(`name: a, traffic: 50, ${graph}`, `name: a, traffic: 50, ${graph}`)),
    ['7:12 Another predictor is called “a” too.'],
  ],
  [
    'weights beyond all',
    deployment(predictors(`name: a, traffic: 90, ${graph}`, `name: b, traffic: 20, ${graph}`)),
    ['7:24 The traffic of all predictors adds up to 110, not 100.'],
  ],
  [
    'two predictors without weights',
    deployment(predictors(`name: a, ${graph}`, `name: b, ${graph}`)),
    ['5:3 The traffic of all predictors adds up to 0, not 100.'],
  ],
  [
    'one predictor with half the traffic',
    deployment(predictors(`name: a, traffic: 50, ${graph}`)),
    ['6:24 The only predictor must take 100 percent of the traffic.'],
  ],
  [
    'two shadows',
    deployment(predictors(`name: a, ${graph}`, `name: b, shadow: true, ${graph}`, `name: c, shadow: true, ${graph}`)),
    ['8:23 Only one predictor may be a shadow.'],
  ],
  ['nothing but a shadow', deployment(predictors(`name: a, shadow: true, ${graph}`)), ['6:23 A shadow cannot be the only predictor.']],
  [
    'a shadow of more than all',
    deployment(predictors(`name: a, ${graph}`, `name: b, shadow: true, traffic: 150, ${graph}`)),
    ['7:38 “traffic” must lie between 0 and 100.'],
  ],
  [
    'a graph that nothing runs',
    deployment(predictors('name: a, graph: {name: m, type: MODEL}')),
    ['6:29 “m” has no “implementation”, and no container of “componentSpecs” has its name.'],
  ],
  [
    'a child that nothing runs',
    deployment(predictors(`name: a, graph: {name: r, implementation: RANDOM_ABTEST, children: [{name: m}]}`)),
    ['6:81 “m” has no “implementation”, and no container of “componentSpecs” has its name.'],
  ],
  [
    'a server without its model',
    deployment(predictors('name: a, graph: {name: m, implementation: SKLEARN_SERVER}')),
    ['6:48 SKLEARN_SERVER needs a “modelUri”.'],
  ],
  ['a weight in quotes', deployment(predictors(`name: a, traffic: "100", ${graph}`)), ['6:24 “traffic” must be a whole number.']],
  ['a weight in a fraction', deployment(predictors(`name: a, traffic: 0.5, ${graph}`)), ['6:24 “traffic” must be a whole number.']],
  ['a shadow in quotes', deployment(predictors(`name: a, shadow: "true", ${graph}`)), ['6:23 “shadow” must be true or false.']],
  [
    'a parameter that is a number',
    deployment(predictors('name: a, graph: {name: m, implementation: X, parameters: [{name: n, type: INT, value: 1}]}')),
    ['6:92 “value” must be text.'],
  ],
  [
    'a protocol that is none',
    deployment(`  protocol: http\n${predictors(`name: a, ${graph}`)}`),
    ['5:13 “protocol” must be one of: seldon, tensorflow, v2, kfserving.'],
  ],
  [
    'an unknown way of transport',
    deployment(`  transport: udp\n${predictors(`name: a, ${graph}`)}`),
    ['5:14 “transport” must be one of: rest, grpc.'],
  ],
  [
    'a name with capitals',
    deployment(predictors(`name: a, ${graph}`)).replace('{name: a}\nspec', '{name: Churn}\nspec'),
    ['3:18 “Churn” is no name for a SeldonDeployment: lower-case letters, digits and “-”, with a letter or digit at both ends.'],
  ],
];

describe('SeldonDeployment', () => {
  it('reads its predictors, with places', () => {
    const { inspected, places, facts, recognised, source } = parseText(seldonV1, churn, { path: 'k8s/churn.yaml' });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      name: 'churn',
      predictors: [
        { name: 'main', traffic: 90, shadow: null, modelUri: 's3://models/churn/v7', implementation: 'SKLEARN_SERVER' },
        { name: 'canary', traffic: 10, shadow: null, modelUri: 's3://models/churn/v8', implementation: 'SKLEARN_SERVER' },
        { name: 'next', traffic: 50, shadow: true, modelUri: 's3://models/churn/v9', implementation: 'MLFLOW_SERVER' },
      ],
    });
    const [main, , next] = facts.predictors;
    const word = (span: { start: number; end: number } | null | undefined): string => (span ? source.text.slice(span.start, span.end) : '');
    assert.deepEqual([main?.modelUri?.span, main?.logger, main?.explainer, next?.shadow?.span].map(word), [
      's3://models/churn/v7',
      'logger',
      'explainer',
      'true',
    ]);
    assert.deepEqual(
      next?.units.map(({ name, modelUri }) => [name?.value, modelUri?.value]),
      [
        ['scale', undefined],
        ['clf', 's3://models/churn/v9'],
      ],
    );
    assert.deepEqual([facts.namespace, facts.labels.get('team')?.value, main?.replicas?.value], ['crm', 'retention', 2]);
    assert.deepEqual(
      facts.object.containers.map(({ name }) => name?.value),
      ['clf', 'scale'],
    );
  });

  for (const [says, text, shown] of accepted) {
    it(`takes ${says}`, () => {
      const result = parseText(seldonV1, text, { path: 'a.yaml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, []);
      assert.deepEqual(result.inspected, { name: 'a', predictors: shown });
    });
  }

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(seldonV1, text, { path: 'a.yaml' }).places, places);
    });
  }

  it('leaves other objects and Helm templates alone', () => {
    const recognised = (text: string): boolean => parseText(seldonV1, text, { path: 'a.yaml' }).recognised;
    assert.deepEqual(
      [
        'apiVersion: example.com/v1\nkind: SeldonDeployment\n',
        'apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeploymentList\n',
        'apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata:\n  name: {{ .Release.Name }}\n',
      ].map(recognised),
      [false, false, false],
    );
  });

  it('reads any text without failing', () => {
    for (const text of truncations(churn, 60)) checkTotal(seldonV1, text, { path: 'a.yaml' });
    const key = fc.constantFrom(
      'predictors',
      'graph',
      'children',
      'name',
      'traffic',
      'shadow',
      'componentSpecs',
      'spec',
      'containers',
      'implementation',
      'modelUri',
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', true, 'SKLEARN_SERVER'),
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
          checkTotal(seldonV1, text, { path: 'a.yaml' });
          checkTotal(seldonV1, deployment(`  ${text}`), { path: 'a.yaml' });
        },
      ),
    );
  }).timeout(30_000);
});
