import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dvcFile } from '../../../../src/core/facts/dvc/dvc-file.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const images = `outs:
- md5: 4f1e5b0c7d2a9f3e8b6c1d0a2b3c4d5e.dir
  size: 73214
  nfiles: 12
  hash: md5
  path: images
  type: dataset
  labels: [tabular]
  meta: {owner: risk-team}
`;

const imported = `md5: 9a4bc8a2e84bc4ec2d57a96ba2a2f1a6
frozen: true
wdir: ..
deps:
- path: use-cases/cats-dogs
  repo:
    url: https://github.com/example/registry
    rev: v2
    rev_lock: f31f5c4cdae787b4bdeb97a717687d44667d9e62
outs:
- md5: b8f2a16b6a95d1b8b2d1c9f2f33ad2e1
  size: 1
  path: cats
  push: false
  cache: false
  remote: big
`;

const old = `md5: a1b2c3
cmd: python train.py
wdir: .
locked: false
deps:
- md5: d4e5f6
  path: train.py
- path: params.yaml
  params: {lr: 0.1}
outs:
- md5: a7b8c9
  path: metrics.json
  cache: false
  metric: {type: json, xpath: acc}
  persist: false
`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an output without its path', 'outs:\n- md5: abc1\n  size: 1\n', ['2:3 The key “path” is missing.']],
  ['an unknown key of an output', 'outs:\n- path: a\n  nfile: 1\n', ['3:3 Unknown key “nfile”. Did you mean “nfiles”?']],
  ['an unknown key', 'out:\n- path: a\n', ['1:1 Unknown key “out”. Did you mean “outs”?']],
  ['an import without its repository', 'deps:\n- path: x\n  repo: {rev: v1}\nouts: [{path: a}]\n', ['3:3 The key “url” is missing.']],
  ['outputs that are no list', 'outs: {path: a}\n', ['1:1 “outs” must be a list.']],
  ['a digest that is none', 'outs:\n- {path: a, md5: 12}\n', ['2:18 “md5” must be a digest.']],
];

describe('.dvc files', () => {
  it('reads data that was added', () => {
    const { inspected, places, facts } = parseText(dvcFile, images, { path: 'data/images.dvc' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      outs: [{ path: 'images', md5: '4f1e5b0c7d2a9f3e8b6c1d0a2b3c4d5e.dir', size: 73214, nfiles: 12 }],
      deps: [],
    });
    assert.deepEqual(
      [facts.outs[0]?.resolved, facts.outs[0]?.legacyMd5, facts.outs[0]?.push, facts.frozen],
      ['data/images', false, true, false],
    );
  });

  it('reads an import, whose paths are relative to its working folder', () => {
    const { inspected, places, facts } = parseText(dvcFile, imported, { path: 'data/cats.dvc' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      outs: [{ path: 'cats', md5: 'b8f2a16b6a95d1b8b2d1c9f2f33ad2e1', size: 1, nfiles: null }],
      deps: ['use-cases/cats-dogs'],
    });
    const [out] = facts.outs;
    assert.deepEqual([out?.resolved, out?.legacyMd5, out?.push, out?.cache, out?.remote], ['cats', true, false, false, 'big']);
    assert.deepEqual([facts.deps[0]?.otherHash, facts.frozen], [true, true]);
  });

  it('takes files of the first releases', () => {
    const { inspected, places } = parseText(dvcFile, old, { path: 'train.dvc' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      outs: [{ path: 'metrics.json', md5: 'a7b8c9', size: null, nfiles: null }],
      deps: ['train.py', 'params.yaml'],
    });
  });

  it('takes empty lists, empty digests and data bases', () => {
    for (const text of [
      'outs:\n',
      'outs: [{path: a, md5: ""}]\n',
      'outs: [{path: a, md5: }]\n',
      'deps: [{db: {query: q, connection: c}}]\nouts: [{path: a}]\n',
    ]) {
      assert.deepEqual(parseText(dvcFile, text, { path: 'a.dvc' }).places, []);
    }
    assert.equal(parseText(dvcFile, 'outs: [{path: a, md5: ""}]\n', { path: 'a.dvc' }).facts.outs[0]?.md5, null);
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(dvcFile, text, { path: 'x.dvc' }).places, places);
    });
  }

  it('is known by the end of its name, but not as the folder of DVC', () => {
    const recognised = (path: string): boolean => parseText(dvcFile, 'outs: []\n', { path }).recognised;
    assert.deepEqual(['a.dvc', 'data/b.csv.dvc', '.dvc', 'a/.dvc', 'a.dvc.yaml'].map(recognised), [true, true, false, false, false]);
  });

  it('reads any text without failing', () => {
    for (const text of [images, imported, old].flatMap((whole) => truncations(whole, 30))) checkTotal(dvcFile, text, { path: 'a.dvc' });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        checkTotal(dvcFile, text, { path: 'a.dvc' });
        checkTotal(dvcFile, `outs: [${text}]`, { path: 'a.dvc' });
      }),
    );
  }).timeout(30_000);
});
