import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conda } from '../../../../src/core/facts/environment/conda.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'environment.yml';

const environment = `name: card-fraud
channels:
  - conda-forge
  - defaults
dependencies:
  - python=3.11
  - numpy=1.26.4=py311h64a7726_0   # built
  - 'scikit-learn==1.4.2'
  - conda-forge::pandas>=2,<3
  - lightgbm
  - pip
  - pip:
      - mlflow==2.14.1
      - "dvc[s3]>=3"
      - -r requirements.txt
      - git+https://github.com/org/x.git@0123456789abcdef0123456789abcdef01234567#egg=x
variables: {A: b}
prefix: /opt/conda/envs/card-fraud
`;

describe('conda', () => {
  it('reads an environment as it is', () => {
    const { inspected, places, facts, source, recognised } = parseText(conda, environment, { path });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      dependencies: [
        { name: 'python', specifier: '=3.11', pinned: false },
        { name: 'numpy', specifier: '=1.26.4=py311h64a7726_0', pinned: true },
        { name: 'scikit-learn', specifier: '==1.4.2', pinned: true },
        { name: 'pandas', specifier: '>=2,<3', pinned: false },
        { name: 'lightgbm', specifier: null, pinned: false },
        { name: 'pip', specifier: null, pinned: false },
        { name: 'mlflow', specifier: '==2.14.1', pinned: true },
        { name: 'dvc', specifier: '>=3', pinned: false },
        { name: 'x', specifier: '@ git+https://github.com/org/x.git@0123456789abcdef0123456789abcdef01234567#egg=x', pinned: true },
      ],
    });
    assert.equal(facts.name, 'card-fraud');
    assert.deepEqual(facts.dependencies.map(({ group }) => group).slice(5, 7), ['main', 'pip']);
    const specifiers = facts.dependencies.slice(0, 8).map(({ specifierSpan }) => source.text.slice(specifierSpan.start, specifierSpan.end));
    assert.deepEqual(specifiers, ['=3.11', '=1.26.4=py311h64a7726_0', '==1.4.2', '>=2,<3', '', '', '==2.14.1', '>=3']);
  });

  const recognition: readonly (readonly [string, string, boolean])[] = [
    ['models/fraud/conda.yaml', 'channels: [conda-forge]\ndependencies: [python=3.11, {pip: [mlflow]}]\nname: mlflow-env\n', true],
    ['env/gpu.yml', 'name: x\ndependencies: [numpy]\n', true],
    ['environment-dev.yaml', 'dependencies: [numpy]\n', true],
    ['Chart.yaml', 'apiVersion: v2\nname: x\ndependencies: [{name: redis, version: 1.0}]\n', false],
    ['meta/main.yml', 'name: x\ndependencies: [{role: common}]\n', false],
    ['python_env.yaml', 'python: 3.11\ndependencies: [-r requirements.txt]\n', false],
    ['environment.yml', 'ENV: prod\n', false],
  ];
  for (const [name, text, expected] of recognition) {
    it(`${expected ? 'takes' : 'leaves'} ${name}`, () => assert.equal(parseText(conda, text, { path: name }).recognised, expected));
  }

  const invalid: readonly (readonly [string, readonly string[]])[] = [
    ['dependencies: numpy\n', ['1:15 “dependencies” must be a list.']],
    ['dependencies: [1]\n', ['1:16 “dependencies[1]” must be text or a mapping.']],
    ['dependencies:\n  - "=1.2"\n', ['2:5 conda cannot read the package =1.2.']],
    ['dependencies:\n  - pip:\n    - numpy=1.2\n', ['3:7 A single = is no operator in numpy=1.2: pip needs ==.']],
    ['dependencies:\n  - pip: mlflow\n', ['2:10 “pip” must be a list.']],
    ['channels: conda-forge\ndependencies: [a]\n', ['1:11 “channels” must be a list.']],
  ];
  for (const [text, expected] of invalid) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const result = parseText(conda, text, { path });
      assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  it('lets keys pass that conda only warns of', () => {
    assert.deepEqual(parseText(conda, 'name: x\nplatforms: [linux-64]\ndependencies: [a]\n', { path }).places, []);
  });

  it('survives every truncation and any tree', () => {
    for (const text of truncations(environment)) checkTotal(conda, text, { path });
    const keys = fc.constantFrom('dependencies', 'pip', 'channels', 'name', '<<');
    const item = fc.constantFrom('numpy', 'numpy=1', '=', 'pip', '-r x', '>-', '');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        item,
        fc.string(),
        fc.constant(null),
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(fc.property(tree, (value) => checkTotal(conda, JSON.stringify(value), { path })));
  }).timeout(30_000);
});
