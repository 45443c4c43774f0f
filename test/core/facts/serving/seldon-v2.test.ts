import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seldonV2 } from '../../../../src/core/facts/serving/seldon-v2.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const resource = (kind: string, spec: string, metadata = '{name: a}'): string =>
  `apiVersion: mlops.seldon.io/v1alpha1\nkind: ${kind}\nmetadata: ${metadata}\nspec:\n${spec}`;

const model = resource(
  'Model',
  `  storageUri: gs://models/churn
  artifactVersion: 7
  requirements: [sklearn]
  memory: 100Ki
  replicas: 2
  minReplicas: 1
  maxReplicas: 4
  server: mlserver
  logger: {percent: 10}
  parameters:
  - {name: threshold, value: "0.5"}
`,
  '{name: churn, namespace: crm, labels: {model-version: "7"}}',
);
const experiment = resource(
  'Experiment',
  `  default: churn-v7
  candidates:
  - name: churn-v7
    weight: 90
  - name: churn-v8
    weight: 10
  mirror:
    name: churn-v9
    percent: 50
`,
  '{name: churn-ab}',
);
const pipeline = resource(
  'Pipeline',
  '  steps:\n  - name: scale\n  - name: churn\n    inputs: [scale.outputs.predict]\n    batch: {size: 10}\n  output: {steps: [churn]}\n',
  '{name: flow}',
);
const server = resource('Server', '  serverConfig: mlserver\n  replicas: 2\n  extraCapabilities: [income]\n', '{name: mlserver}');

const nothing = { storageUri: null, candidates: [] };
const accepted: readonly (readonly [string, string, unknown])[] = [
  ['a model', model, { kind: 'Model', name: 'churn', storageUri: 'gs://models/churn', candidates: [] }],
  ['an experiment', experiment, { kind: 'Experiment', name: 'churn-ab', storageUri: null, candidates: ['churn-v7', 'churn-v8'] }],
  ['a pipeline', pipeline, { ...nothing, kind: 'Pipeline', name: 'flow' }],
  ['a server', server, { ...nothing, kind: 'Server', name: 'mlserver' }],
  ['what configures it', resource('SeldonRuntime', '  seldonConfig: default\n'), { ...nothing, kind: 'SeldonRuntime', name: 'a' }],
  [
    'weights that do not add up to 100',
    resource('Experiment', '  candidates: [{name: b, weight: 1}, {name: c, weight: 2}]\n  resourceType: pipeline\n'),
    { kind: 'Experiment', name: 'a', storageUri: null, candidates: ['b', 'c'] },
  ],
  [
    'unknown fields',
    resource('Model', '  storageUri: gs://m\n  surprise: {a: 1}\n'),
    { ...nothing, kind: 'Model', name: 'a', storageUri: 'gs://m' },
  ],
];

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['a model without its place', resource('Model', '  requirements: [sklearn]\n'), ['4:1 The key “storageUri” is missing.']],
  ['a place that is a number', resource('Model', '  storageUri: 7\n'), ['5:15 “storageUri” must be text.']],
  [
    'a version that is a word',
    resource('Model', '  storageUri: gs://m\n  artifactVersion: v7\n'),
    ['6:20 “artifactVersion” must be a whole number.'],
  ],
  [
    'requirements that are a text',
    resource('Model', '  storageUri: gs://m\n  requirements: sklearn\n'),
    ['6:17 “requirements” must be a list.'],
  ],
  [
    'memory that is no quantity',
    resource('Model', '  storageUri: gs://m\n  memory: much\n'),
    ['6:11 “memory” must be a quantity such as 500m or 1Gi.'],
  ],
  [
    'a parameter that is a number',
    resource('Model', '  storageUri: gs://m\n  parameters: [{name: a, value: 1}]\n'),
    ['6:33 “value” must be text.'],
  ],
  ['an experiment without candidates', resource('Experiment', '  default: b\n'), ['4:1 The key “candidates” is missing.']],
  ['an empty list of candidates', resource('Experiment', '  candidates: []\n'), ['5:3 An experiment needs at least one candidate.']],
  ['a candidate without a weight', resource('Experiment', '  candidates: [{name: b}]\n'), ['5:17 The key “weight” is missing.']],
  ['a weight in quotes', resource('Experiment', '  candidates: [{name: b, weight: "1"}]\n'), ['5:34 “weight” must be a whole number.']],
  ['a weight below nothing', resource('Experiment', '  candidates: [{name: b, weight: -1}]\n'), ['5:34 “weight” must be at least 0.']],
  [
    'a default that is no candidate',
    resource('Experiment', '  default: x\n  candidates: [{name: b, weight: 1}]\n'),
    ['5:12 The default “x” is none of the candidates.'],
  ],
  [
    'a mirror of more than all',
    resource('Experiment', '  candidates: [{name: b, weight: 1}]\n  mirror: {name: c, percent: 150}\n'),
    ['6:30 “percent” must lie between 0 and 100.'],
  ],
  [
    'a mirror without its share',
    resource('Experiment', '  candidates: [{name: b, weight: 1}]\n  mirror: {name: c}\n'),
    ['6:3 The key “percent” is missing.'],
  ],
  ['a pipeline without steps', resource('Pipeline', '  output: {steps: [a]}\n'), ['4:1 The key “steps” is missing.']],
  ['a step without a name', resource('Pipeline', '  steps: [{inputs: [a]}]\n'), ['5:12 The key “name” is missing.']],
  ['a model without a name', resource('Model', '  storageUri: gs://m\n', '{labels: {a: b}}'), ['3:1 The key “name” is missing.']],
];

describe('resources of Seldon Core v2', () => {
  it('are read with places', () => {
    const { facts, source } = parseText(seldonV2, experiment, { path: 'a.yaml' });
    const word = (span: { start: number; end: number } | undefined): string => (span ? source.text.slice(span.start, span.end) : '');
    assert.deepEqual(
      [facts.defaultName?.span, facts.candidates[1]?.name.span, facts.candidates[1]?.weight?.span, facts.mirror?.percent?.span].map(word),
      ['churn-v7', 'churn-v8', '10', '50'],
    );
    const read = parseText(seldonV2, model, { path: 'a.yaml' }).facts;
    assert.deepEqual(
      [read.artifactVersion?.value, read.namespace, read.labels.get('model-version')?.value, read.object.replicas?.value],
      [7, 'crm', '7', 2],
    );
    assert.ok(read.logger !== null && read.explainer === null);
  });

  for (const [says, text, shown] of accepted) {
    it(`takes ${says}`, () => {
      const result = parseText(seldonV2, text, { path: 'a.yaml' });
      assert.equal(result.recognised, true);
      assert.deepEqual(result.places, []);
      assert.deepEqual(result.inspected, shown);
    });
  }

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(seldonV2, text, { path: 'a.yaml' }).places, places);
    });
  }

  it('leaves other objects, lists and Helm templates alone', () => {
    const recognised = (text: string): boolean => parseText(seldonV2, text, { path: 'a.yaml' }).recognised;
    assert.deepEqual(
      [
        'apiVersion: example.com/v1\nkind: Model\n',
        'apiVersion: mlops.seldon.io/v1alpha1\nkind: ModelList\nitems: []\n',
        'apiVersion: mlops.seldon.io/v1alpha1\nkind: Model\nmetadata:\n  name: {{ .Release.Name }}\n',
      ].map(recognised),
      [false, false, false],
    );
  });

  it('read any text without failing', () => {
    for (const text of [model, experiment, pipeline].flatMap((whole) => truncations(whole, 25)))
      checkTotal(seldonV2, text, { path: 'a.yaml' });
    const key = fc.constantFrom('candidates', 'name', 'weight', 'default', 'mirror', 'percent', 'storageUri', 'steps', 'spec', 'metadata');
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
        fc.constantFrom('Model', 'Experiment', 'Pipeline', 'X'),
        (text, kind) => {
          checkTotal(seldonV2, text, { path: 'a.yaml' });
          checkTotal(seldonV2, resource(kind, `  ${text}`), { path: 'a.yaml' });
        },
      ),
    );
  }).timeout(30_000);
});
