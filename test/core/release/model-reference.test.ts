import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ModelState, StageHolder } from '../../../src/core/release/model-state.ts';
import {
  findModelReferences,
  meaningOfReference,
  parseModelReference,
  resolveModelReference,
} from '../../../src/core/release/model-reference.ts';

const holder = (version: string, ref: string): StageHolder => ({ version, commit: null, since: null, by: null, ref, object: version });
const fraud: ModelState = {
  artifact: 'fraud',
  deprecated: false,
  latest: '7',
  versions: ['8', '7', '3'].map((version) => ({
    version,
    commit: null,
    ref: `models:/fraud/${version}`,
    active: version !== '8',
    registeredAt: null,
    author: null,
  })),
  // The manifest calls the alias champion production.
  stages: new Map([
    ['production', holder('7', 'champion')],
    ['Staging', holder('3', 'models:/fraud/Staging')],
  ]),
  history: [],
};

describe('references to models', () => {
  it('are read as MLflow reads them', () => {
    const cases: readonly (readonly [string, unknown])[] = [
      ['models:/fraud/7', { kind: 'version', name: 'fraud', version: '7' }],
      ['models:///fraud/007', { kind: 'version', name: 'fraud', version: '7' }],
      ['models:/fraud@champion', { kind: 'alias', name: 'fraud', alias: 'champion' }],
      ['models:/a@b@champion', { kind: 'alias', name: 'a@b', alias: 'champion' }],
      ['models:/fraud/Production', { kind: 'stage', name: 'fraud', stage: 'Production' }],
      ['models:/fraud/Latest', { kind: 'latest', name: 'fraud' }],
      ['models:/m-0123456789abcdef', { kind: 'logged-model', id: 'm-0123456789abcdef' }],
      ['models:/fraud/7/x', null],
      ['models:/fraud/', null],
      ['models:/@champion', null],
      ['models:/fraud@', null],
      ['models:/', null],
      ['runs:/x/model', null],
    ];
    for (const [text, expected] of cases) assert.deepEqual(parseModelReference(text), expected, text);
  });

  it('are found in manifests, code and settings', () => {
    const text = [
      'storageUri: models:/fraud/Production',
      "model = mlflow.pyfunc.load_model('models:/card fraud@champion')",
      'MODEL_URI="models:/fraud/7" serve [models:/m-ab, models:/x/1]. See models:/fraud@champion.',
      'supermodels:/no/1 models: /no',
    ].join('\n');
    const found = findModelReferences(text);
    assert.deepEqual(
      found.map((one) => one.text),
      [
        'models:/fraud/Production',
        'models:/card fraud@champion',
        'models:/fraud/7',
        'models:/m-ab',
        'models:/x/1',
        'models:/fraud@champion',
      ],
    );
    for (const { start, end, text: said } of found) assert.equal(text.slice(start, end), said);
  });

  it('never fail, and lie apart', () => {
    const piece = fc.constantFrom('models:/', 'a', '/', '7', '@', '"', "'", ' ', '\n', '.', '(', 'm-1');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const found = findModelReferences(text);
        for (const [index, one] of found.entries()) {
          assert.equal(text.slice(one.start, one.end), one.text);
          assert.deepEqual(parseModelReference(one.text), one.reference);
          assert.ok(index === 0 || one.start >= (found[index - 1]?.end ?? 0));
        }
      }),
    );
  });

  it('stand for a version, or for nothing the registry knows', () => {
    const resolve = (text: string): unknown => {
      const reference = parseModelReference(text);
      return reference === null ? null : resolveModelReference(reference, [fraud]);
    };
    const version = (number: string, isPinned = false) => ({
      kind: 'version',
      name: 'fraud',
      version: number,
      pin: `models:/fraud/${number}`,
      isPinned,
    });
    assert.deepEqual(resolve('models:/fraud/7'), version('7', true));
    assert.deepEqual(resolve('models:/fraud@champion'), version('7'));
    assert.deepEqual(resolve('models:/fraud/staging'), version('3'));
    assert.deepEqual(resolve('models:/fraud/latest'), version('7'));
    assert.deepEqual(resolve('models:/fraud/8'), { kind: 'unknown', what: 'version' });
    assert.deepEqual(resolve('models:/fraud@production'), { kind: 'unknown', what: 'alias' });
    assert.deepEqual(resolve('models:/fraud/Production'), { kind: 'unknown', what: 'stage' });
    assert.deepEqual(resolve('models:/other/1'), { kind: 'unknown', what: 'model' });
    assert.deepEqual(resolve('models:/m-1'), { kind: 'logged-model', id: 'm-1' });
  });

  it('tell since when they mean what they mean, and by whom, as far as the registry keeps it', () => {
    const held = { ...fraud, stages: new Map([['production', { ...holder('7', 'champion'), since: 5000, by: 'Ana' }]]) };
    const registered = { ...held, versions: held.versions.map((version) => ({ ...version, registeredAt: 1000, author: 'Jan' })) };
    const meaning = (text: string, model: ModelState) => {
      const reference = parseModelReference(text);
      assert.ok(reference !== null);
      const { resolved, since, by } = meaningOfReference(reference, [model]);
      return [resolved.kind === 'version' ? resolved.version : resolved.kind, since, by];
    };
    assert.deepEqual(meaning('models:/fraud@champion', held), ['7', 5000, 'Ana']);
    assert.deepEqual(meaning('models:/fraud/latest', registered), ['7', 1000, 'Jan']);
    assert.deepEqual(meaning('models:/fraud/3', registered), ['3', 1000, 'Jan']);
    assert.deepEqual(meaning('models:/fraud/3', held), ['3', null, null]);
    assert.deepEqual(meaning('models:/fraud@nobody', registered), ['unknown', null, null]);
    assert.deepEqual(meaning('models:/m-0123', registered), ['logged-model', null, null]);
  });
});
