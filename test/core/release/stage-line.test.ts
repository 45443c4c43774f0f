import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formerHolders, rollbackCandidates } from '../../../src/core/release/stage-line.ts';
import { modelIn, story } from '../../support/release-tags.ts';

function candidates(...steps: readonly string[]): readonly string[] {
  return rollbackCandidates(modelIn(story(...steps)), 'production').map(({ commit }) => commit ?? '');
}

const versions = ['v1', 'v2', 'v3'];

const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['offers the holder before', ['>v1', '>v2'], ['v1']],
  ['offers earlier holders, newest first', ['>v1', '>v2', '>v3'], ['v2', 'v1']],
  ['has nothing before the first', ['>v1'], []],
  ['has nothing for an empty stage', [], []],
  ['does not go forward when pressed twice', ['>v1', '>v2', '<v1'], []],
  ['goes further back when pressed twice', ['>v1', '>v2', '>v3', '<v2'], ['v1']],
  ['leaves out what was skipped', ['>v1', '>v2', '>v3', '<v1'], []],
  ['offers what was promoted again after a rollback', ['>v1', '>v2', '<v1', '>v2', '>v3'], ['v2', 'v1']],
  ['does not offer what a fix replaced after a rollback', ['>v1', '>v2', '<v1', '>v3'], ['v1']],
  ['counts a hand-made return as a rollback', ['+v1', '+v2', '+v1'], []],
  ['does not count our promotion of an older version as a rollback', ['>v1', '>v2', '>v1'], ['v2']],
  ['counts the unassignment of the holder as a rollback', ['+v1', '+v2', '-v2'], []],
  ['does not offer what was unassigned as bad after a fix', ['+v1', '+v2', '-v2', '+v3'], ['v1']],
  ['offers what was tidied away when the next one came', ['+v1', '+v2', '-v1'], ['v1']],
  ['offers what made room for the next one', ['+v1', '-v1', '+v2'], ['v1']],
  ['offers no deregistered version', ['>v1', '>v2', '>v3', '!v2'], ['v1']],
  ['goes on from where a deregistration led', ['>v1', '>v2', '!v2'], []],
  ['offers the one before a deregistered holder that left the stage empty', ['+v1', '-v1', '+v2', '!v2'], ['v1']],
  ['does not bring back what was withdrawn', ['+v1', '-v1'], []],
  ['counts repeated assignments once', ['+v1', '+v1', '+v2', '+v2'], ['v1']],
];

describe('rollbackCandidates', () => {
  for (const [title, steps, expected] of table) {
    it(title, () => assert.deepEqual(candidates(...versions, ...steps), expected));
  }

  it('leads back to the start when followed, and never twice to the same version', () => {
    const step = fc.tuple(fc.constantFrom('>', '+', '-', '<'), fc.constantFrom(...versions, 'v4')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const walked = [...versions, 'v4', ...steps];
        const seen: string[] = [];
        for (;;) {
          const [next] = candidates(...walked);
          if (next === undefined) break;
          assert.ok(!seen.includes(next), `${walked.join(' ')} goes to ${next} again`);
          seen.push(next);
          walked.push(`<${next}`);
        }
        assert.ok(seen.length <= 4);
      }),
    );
  });
});

describe('formerHolders', () => {
  it('lists every usable version that ever held the stage, newest assignment first', () => {
    const model = modelIn(story(...versions, '>v1', '>v2', '<v1', '>v3', '!v2'));
    assert.deepEqual(
      formerHolders(model, 'production').map(({ commit }) => commit),
      ['v3', 'v1'],
    );
  });
});
