import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mlproject } from '../../../../src/core/facts/mlflow/mlproject.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const churn = `name: churn

python_env: python_env.yaml

entry_points:
  main:
    parameters:
      alpha: {type: float, default: 0.5}
      data: path
    command: "python train.py --alpha {alpha} {data}"
  validate:
    command: "python validate.py"
`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'two environments',
    'conda_env: a.yaml\npython_env: b.yaml\n',
    ['2:1 A project has one environment: “python_env” stands beside “conda_env”.'],
  ],
  ['a container without an image', 'docker_env:\n  volumes: [a]\n', ['1:1 The key “image” is missing.']],
  ['volumes that are no list of texts', 'docker_env: {image: a, volumes: [1]}\n', ['1:34 “volumes[1]” must be text.']],
  [
    'an environment variable that is a map',
    'docker_env: {image: a, environment: [{A: b}]}\n',
    ['1:39 “environment[1]” must be text or a list.'],
  ],
  ['entry points that are a list', 'entry_points: [main]\n', ['1:1 “entry_points” must be a mapping.']],
  ['an entry point that is text', 'entry_points: {main: python a.py}\n', ['1:22 “main” must be a mapping.']],
  ['a parameter that is a number', 'entry_points: {main: {parameters: {a: 1}, command: x}}\n', ['1:39 “a” must be text or a mapping.']],
  [
    'an environment beside a Spark job',
    'databricks_spark_job: {python_file: a.py}\nconda_env: a.yaml\n',
    ['2:1 “conda_env” cannot stand beside “databricks_spark_job”.'],
  ],
];

describe('MLproject', () => {
  it('reads name, entry points and environment', () => {
    const { inspected, places, facts } = parseText(mlproject, churn, { path: 'MLproject' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { name: 'churn', entryPoints: ['main', 'validate'], environment: 'python_env.yaml' });
    assert.deepEqual(
      facts.entryPoints.map((entry) => entry.command?.value),
      ['python train.py --alpha {alpha} {data}', 'python validate.py'],
    );
  });

  it('takes an image for the environment, and unknown keys', () => {
    const text = 'docker_env: {image: reg/churn:1.0, volumes: ["/a:/a"], environment: [[A, b], C]}\nowner: team\n';
    const { inspected, places } = parseText(mlproject, text, { path: 'MLproject' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { name: null, entryPoints: [], environment: 'reg/churn:1.0' });
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(mlproject, text, { path: 'MLproject' }).places, places);
    });
  }

  it('is known by its name in any letter case', () => {
    const recognised = (path: string): boolean => parseText(mlproject, 'name: a\n', { path }).recognised;
    assert.deepEqual(['MLproject', 'a/mlproject', 'MLPROJECT', 'MLproject.yaml'].map(recognised), [true, true, true, false]);
  });

  it('reads any text without failing', () => {
    for (const text of truncations(churn, 60)) checkTotal(mlproject, text, { path: 'MLproject' });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        checkTotal(mlproject, text, { path: 'MLproject' });
        checkTotal(mlproject, `docker_env: ${text}\nentry_points: ${text}`, { path: 'MLproject' });
      }),
    );
  }).timeout(30_000);
});
