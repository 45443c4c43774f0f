import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mlmodel } from '../../../../src/core/facts/mlflow/mlmodel.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const fraud = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.10
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.5.0
mlflow_version: 2.19.0
model_size_bytes: 30467
model_uuid: 7d1c0f1e8f3b4f6d9d9f8a2f9c1b2a3d
run_id: 12345e67890123456789012345678901
saved_input_example_info:
  artifact_path: input_example.json
  pandas_orient: split
  type: dataframe
signature:
  inputs: '[{"type": "double", "name": "amount", "required": true}, {"type": "array", "name":
    "items", "items": {"type": "string"}}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: '[{"name": "limit", "default": NaN, "shape": null, "dtype": "double"}]'
utc_time_created: '2025-03-01 10:00:00.000000'
`;

const bare = `flavors:
  xgboost:
    xgb_version: 1.7.6
    data: model.xgb
  python_function:
    env: conda.yaml
    data: .
signature:
  inputs: null
  outputs: null
  params: null
`;

const signatures: readonly (readonly [string, string, boolean, readonly string[]])[] = [
  ['is there with outputs alone', 'signature: {outputs: \'[{"type": "long"}]\'}', true, []],
  ['is absent when null', 'signature:', false, []],
  ['is absent without any field', "signature: {inputs: '[]', outputs: ''}", false, []],
  ['is broken where it is no JSON', 'signature: {inputs: \'[{"type": "long"\'}', true, ['1:21 The inputs of the signature are no JSON.']],
  [
    'is broken where it is no list',
    'signature: {inputs: \'{"type": "long"}\'}',
    true,
    ['1:21 The inputs of the signature must be a JSON list.'],
  ],
  [
    'is broken where YAML holds the list itself',
    'signature: {outputs: [{type: long}]}',
    true,
    ['1:13 The outputs of the signature must be JSON inside a text.'],
  ],
  [
    'is broken with an unknown type',
    'signature: {inputs: \'[{"type": "long"}, {"type": "int"}]\'}',
    true,
    ['1:21 Entry 2 in the inputs of the signature has the unknown type “int”.'],
  ],
  [
    'is broken without a type',
    'signature: {inputs: \'[{"name": "a"}]\'}',
    true,
    ['1:21 Entry 1 in the inputs of the signature has no “type”.'],
  ],
  [
    'is broken where a tensor has no shape',
    'signature: {inputs: \'[{"type": "tensor"}]\'}',
    true,
    ['1:21 Entry 1 in the inputs of the signature has no “tensor-spec”.'],
  ],
  [
    'is broken where a parameter has no default',
    'signature: {params: \'[{"name": "a", "type": "long"}]\'}',
    true,
    ['1:21 Entry 1 in the params of the signature has no “default”.'],
  ],
  [
    'is broken where an entry is no object',
    "signature: {inputs: '[1]'}",
    true,
    ['1:21 Entry 1 in the inputs of the signature must be a JSON object.'],
  ],
];

describe('MLmodel', () => {
  it('reads what MLflow wrote', () => {
    const { inspected, places, facts, source } = parseText(mlmodel, fraud, { path: 'models/fraud/MLmodel' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      flavors: ['python_function', 'sklearn'],
      runId: '12345e67890123456789012345678901',
      signature: true,
      modelUuid: '7d1c0f1e8f3b4f6d9d9f8a2f9c1b2a3d',
      mlflowVersion: '2.19.0',
    });
    assert.deepEqual(
      facts.frameworks.map((framework) => [framework.package, framework.version.value]),
      [['scikit-learn', '1.5.0']],
    );
    assert.deepEqual(facts.environmentFiles, ['models/fraud/conda.yaml', 'models/fraud/python_env.yaml']);
    assert.deepEqual(facts.modelPaths, ['models/fraud/model.pkl']);
    const word = (span: { start: number; end: number } | null): string | undefined =>
      span === null ? undefined : source.text.slice(span.start, span.end);
    assert.deepEqual(
      [word(facts.anchor), word(facts.signature), word(facts.inputExample)],
      ['flavors', 'signature', 'saved_input_example_info'],
    );
  });

  it('says null and false for what is not there', () => {
    const { inspected, places, facts } = parseText(mlmodel, bare, { path: 'MLmodel' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      flavors: ['xgboost', 'python_function'],
      runId: null,
      signature: false,
      modelUuid: null,
      mlflowVersion: null,
    });
    assert.equal(facts.inputExample, null);
    assert.deepEqual(facts.environmentFiles, ['conda.yaml']);
    assert.deepEqual(
      facts.flavors.map((flavor) => flavor.version),
      ['1.7.6', null],
    );
  });

  for (const [says, text, isThere, places] of signatures) {
    it(`has a signature that ${says}`, () => {
      const result = parseText(mlmodel, `${text}\n`, { path: 'MLmodel' });
      assert.deepEqual(result.places, places);
      assert.equal(result.facts.signature !== null, isThere);
    });
  }

  it('refuses wrong kinds, but no key it does not know', () => {
    assert.deepEqual(parseText(mlmodel, 'flavors: [sklearn]\nnew_key: 1\n', { path: 'MLmodel' }).places, [
      '1:1 “flavors” must be a mapping.',
    ]);
    assert.deepEqual(parseText(mlmodel, '- a\n', { path: 'MLmodel' }).places, ['1:1 “MLmodel” must be a mapping.']);
    assert.equal(parseText(mlmodel, 'flavors: {}\nflavors: {}\n', { path: 'MLmodel' }).places.length, 1);
  });

  it('is known by its exact name', () => {
    const recognised = (path: string): boolean => parseText(mlmodel, 'flavors: {}\n', { path }).recognised;
    assert.deepEqual(['MLmodel', 'a/MLmodel', 'mlmodel', 'MLmodel.yaml'].map(recognised), [true, true, false, false]);
  });

  it('reads any text without failing', () => {
    for (const text of [...truncations(fraud, 60), ...truncations(bare, 20)]) checkTotal(mlmodel, text, { path: 'MLmodel' });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        checkTotal(mlmodel, text, { path: 'MLmodel' });
        checkTotal(mlmodel, `signature: {inputs: ${JSON.stringify(text)}, params: ${JSON.stringify(text)}}\nflavors: {a: ${text}}`, {
          path: 'MLmodel',
        });
      }),
    );
  }).timeout(30_000);
});
