import assert from 'node:assert/strict';
import { stageFigures } from '../../../src/core/release/trail-figures.ts';
import { releaseTrail, trailModels } from '../../../src/core/release/trail.ts';
import { modelIn, story } from '../../support/release-tags.ts';
import { entryOfTrail as entry } from '../../support/trail-entries.ts';

/** Releases, rollbacks and how long versions lived, in seconds. */
function figures(...steps: readonly string[]): readonly unknown[] {
  const models = trailModels([{ registry: 'git', state: modelIn(story('v1', 'v2', 'v3', ...steps)) }], { models: [] });
  const [found] = stageFigures(releaseTrail({ models, revisions: [] }), { since: 0 });
  return [
    found?.releases,
    found?.rollbacks,
    ...(found?.releaseToRollback.values ?? []).map(({ version, milliseconds }) => `${version} ${String(milliseconds / 1000)}`),
  ];
}

const table: readonly (readonly [string, readonly string[], readonly unknown[]])[] = [
  ['counts releases', ['>v1', '>v2'], [2, 0]],
  ['counts rollbacks and how long the version lived', ['>v1', '>v2', '<v1'], [2, 1, 'v2.0.0 1']],
  ['counts returns by hand', ['+v1', '+v2', '+v1'], [2, 1, 'v2.0.0 1']],
  ['counts an unassignment after which an earlier version is back', ['+v1', '+v2', '-v2'], [2, 1, 'v2.0.0 1']],
  ['counts no unassignment that leaves a stage empty', ['+v1', '-v1'], [1, 0]],
  ['counts no repeated assignment', ['>v1', '>v1', '+v1'], [1, 0]],
  [
    'counts each rollback, newest first, from when the version last came',
    ['>v1', '>v2', '>v3', '<v2', '<v1'],
    [3, 2, 'v2.0.0 1', 'v3.0.0 1'],
  ],
  ['counts what comes back by promotion as a release', ['>v1', '>v2', '<v1', '>v2'], [3, 1, 'v2.0.0 1']],
];

describe('stageFigures', () => {
  for (const [title, steps, expected] of table) it(title, () => assert.deepEqual(figures(...steps), expected));

  it('measures from the alert, and gives the median of the middle two', () => {
    const rollbacks = [10, 20, 60, 100].flatMap((seconds, index) => {
      const at = (index + 1) * 1_000_000;
      const bad = entry({ at: at - 500_000, to: 'v2.0.0', holder: 'v2.0.0' });
      const alert = { name: 'Drift', since: at - seconds * 1000 };
      return [bad, entry({ at, action: 'rollback', from: 'v2.0.0', to: 'v1.0.0', alert })];
    });
    const [found] = stageFigures(rollbacks.toReversed(), { since: 0 });
    assert.equal(found?.alertToRollback.median, 40_000);
    assert.deepEqual(
      found.alertToRollback.values.map(({ alert, milliseconds }) => [alert, milliseconds]),
      [100, 60, 20, 10].map((seconds) => ['Drift', seconds * 1000]),
    );
    assert.equal(stageFigures(rollbacks.toReversed(), { since: 4_000_000 })[0]?.alertToRollback.median, 100_000);
  });

  it('measures nothing from an alert that began after the rollback', () => {
    const late = entry({ action: 'rollback', from: 'v2.0.0', to: 'v1.0.0', alert: { name: 'Drift', since: 200_000 } });
    const [found] = stageFigures([late], { since: 0 });
    assert.deepEqual([found?.rollbacks, found?.alertToRollback], [1, { values: [], median: null }]);
  });

  it('takes a tag and a manifest that follow each other for one release', () => {
    const manifest = entry({ at: 500_000, registry: 'kubernetes', action: 'assign', recorded: false, to: '1.0.0' });
    assert.equal(stageFigures([manifest, entry()], { since: 0 })[0]?.releases, 1);
  });

  it('counts a canary once, when it has all traffic, and its rollback from when it came', () => {
    const step = (at: number, after: number) =>
      entry({ at, action: 'canary', registry: 'kubernetes', to: 'v2.0.0', traffic: { before: null, after } });
    const first = entry({ at: 1000 });
    const back = entry({ at: 9000, action: 'rollback', from: 'v2.0.0', to: 'v1.0.0' });
    const [whole] = stageFigures([step(4000, 100), step(3000, 50), step(2000, 10), first], { since: 0 });
    assert.deepEqual([whole?.releases, whole?.rollbacks], [2, 0]);
    const [part] = stageFigures([back, step(3000, 50), step(2000, 10), first], { since: 0 });
    assert.deepEqual([part?.releases, part?.rollbacks, part?.releaseToRollback.median], [1, 1, 7000]);
  });
});
