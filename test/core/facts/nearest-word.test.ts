import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, nearestWord } from '../../../src/core/facts/nearest-word.ts';

describe('nearest word', () => {
  const keys = ['project', 'models', 'sources', 'retraining', 'for', 'dpia'];
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['projct', 'project'],
    ['Models', 'models'],
    ['modles', 'models'],
    ['retrainig', 'retraining'],
    ['fro', 'for'],
    ['dipa', 'dpia'],
    ['abc', undefined],
    ['model-zoo', undefined],
    ['', undefined],
  ];
  for (const [word, near] of cases) {
    it(`of “${word}” is ${near ?? 'none'}`, () => {
      assert.equal(nearestWord(word, keys), near);
    });
  }

  it('counts edits symmetrically, none between equal words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        assert.equal(editDistance(left, right), editDistance(right, left));
        assert.equal(editDistance(left, left), 0);
        assert.ok(editDistance(left, right) <= Math.max(left.length, right.length));
      }),
    );
  });
});
