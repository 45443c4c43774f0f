import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dvcLock } from '../../../../src/core/facts/dvc/dvc-lock.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const lock = `schema: '2.0'
stages:
  prepare:
    cmd: python src/prepare.py
    deps:
    - path: data/raw.csv
      hash: md5
      md5: 22a1a2931c8370d3aeedd7183606fd7f
      size: 14445097
    params:
      params.yaml:
        prepare.seed: 20170428
        prepare.split: 0.2
    outs:
    - path: data/prepared
      hash: md5
      md5: 153aad06d376b6595932470e459ef42a.dir
      size: 8437363
      nfiles: 2
  train@pl:
    cmd:
    - python fit.py
    - python export.py
    deps:
    - path: ../data/prepared
      md5: 153aad06d376b6595932470e459ef42a.dir
      size: 8437363
      nfiles: 2
    - path: s3://bucket/x.csv
      etag: '"abc"'
    outs:
    - path: models/pl.pkl
      cloud:
        store: {etag: e1f, version_id: v1, size: 7}
`;

const first = `prepare:
  cmd: python prepare.py
  deps:
  - path: raw.csv
    md5: 22a1a2931c8370d3aeedd7183606fd7f
  outs:
  - path: out
    md5: 153aad06d376b6595932470e459ef42a.dir
stages:
  cmd: echo
`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['a schema that is a number', 'schema: 2.0\nstages: {}\n', ['1:9 “schema” must be the text 2.0, in quotes.']],
  ['a schema of the future', "schema: '3.0'\nstages: {}\n", ['1:9 “schema” must be the text 2.0, in quotes.']],
  ['stages without a schema', 'stages: {a: {cmd: x}}\n', ['1:1 The key “schema” is missing.']],
  ['a stage without its command', "schema: '2.0'\nstages: {a: {deps: []}}\n", ['2:10 The key “cmd” is missing.']],
  ['an output without its path', "schema: '2.0'\nstages: {a: {cmd: x, outs: [{md5: abc}]}}\n", ['2:30 The key “path” is missing.']],
  [
    'an unknown key',
    "schema: '2.0'\nstages: {a: {cmd: x, outs: [{path: a, mdd: abc}]}}\nextra: 1\n",
    ['2:39 Unknown key “mdd”. Did you mean “md5”?', '3:1 Unknown key “extra”.'],
  ],
  ['a size in quotes', "schema: '2.0'\nstages: {a: {cmd: x, outs: [{path: a, size: '1'}]}}\n", ['2:45 “size” must be a whole number.']],
  ['an unknown key in the old layout', 'a: {cmd: x, out: []}\n', ['1:13 Unknown key “out”. Did you mean “outs”?']],
];

describe('dvc.lock', () => {
  it('reads stages, digests, sizes and parameters', () => {
    const { inspected, places, facts } = parseText(dvcLock, lock, { path: 'dvc.lock' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      schema: '2.0',
      stages: ['prepare', 'train@pl'],
      outs: [
        { path: 'data/prepared', md5: '153aad06d376b6595932470e459ef42a.dir', size: 8437363 },
        { path: 'models/pl.pkl', md5: null, size: null },
      ],
    });
    const [prepare, train] = facts.stages;
    assert.ok(prepare !== undefined && train !== undefined);
    assert.deepEqual(
      prepare.params.map(({ file, key, value }) => [file, key.value, value]),
      [
        ['params.yaml', 'prepare.seed', 20170428],
        ['params.yaml', 'prepare.split', 0.2],
      ],
    );
    assert.equal(train.command?.value, 'python fit.py\npython export.py');
    assert.deepEqual(
      [...prepare.deps, ...train.deps, ...train.outs].map((item) => [item.legacyMd5, item.otherHash]),
      [
        [false, false],
        [true, false],
        [false, true],
        [false, true],
      ],
    );
  });

  it('takes paths from the working folder that the dvc.yaml beside it names', () => {
    const pipeline = 'stages: {prepare: {cmd: x}, train: {foreach: [pl], do: {wdir: sub, cmd: x}}}\n';
    const { facts } = parseText(dvcLock, lock, { path: 'churn/dvc.lock', files: { 'churn/dvc.yaml': pipeline } });
    assert.deepEqual(
      facts.stages.map((stage) => stage.outs[0]?.resolved),
      ['churn/data/prepared', 'churn/sub/models/pl.pkl'],
    );
    assert.deepEqual(
      facts.stages[1]?.deps.map((item) => item.resolved),
      ['churn/data/prepared', null],
    );
  });

  it('reads the layout of DVC 1, where a stage may be called stages', () => {
    const { inspected, places } = parseText(dvcLock, first, { path: 'dvc.lock' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      schema: null,
      stages: ['prepare', 'stages'],
      outs: [{ path: 'out', md5: '153aad06d376b6595932470e459ef42a.dir', size: null }],
    });
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(dvcLock, text, { path: 'dvc.lock' }).places, places);
    });
  }

  it('reads any text without failing', () => {
    for (const text of [...truncations(lock, 60), ...truncations(first, 20)]) checkTotal(dvcLock, text, { path: 'dvc.lock' });
    const key = fc.constantFrom('schema', 'stages', 'cmd', 'outs', 'deps', 'params', 'path', 'md5', 'cloud', 'files');
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, 'a', '2.0', true),
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
          checkTotal(dvcLock, text, { path: 'dvc.lock', files: { 'dvc.yaml': `wdir: ${text}` } });
        },
      ),
    );
  }).timeout(30_000);
});
