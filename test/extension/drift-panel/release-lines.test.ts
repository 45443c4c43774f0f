import assert from 'node:assert/strict';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import type { ReleaseTag } from '../../../src/core/release/release-tag.ts';
import { releaseTrail } from '../../../src/core/release/trail.ts';
import { releaseLines, type ReleaseLinesOptions } from '../../../src/extension/drift-panel/release-lines.ts';
import type { PanelRelease } from '../../../src/protocol/drift-panel.ts';
import { story, tagOf } from '../../support/release-tags.ts';
import { entryOfTrail } from '../../support/trail-entries.ts';

const options: ReleaseLinesOptions = { models: [], liveStageOf: () => 'production', language: 'en' };

/** The lines of what tags say. */
function linesOf(tags: readonly ReleaseTag[], more: Partial<ReleaseLinesOptions> = {}): readonly PanelRelease[] {
  const models = registryState(tags, tagsAlone).map((state) => ({ registry: 'git' as const, state, model: state.artifact }));
  return releaseLines(releaseTrail({ models, revisions: [] }), { ...options, ...more });
}

describe('releaseLines', () => {
  it('marks promotions and the rollbacks that our own tags record', () => {
    assert.deepEqual(
      linesOf(story('v1', 'v2', '>v1', '>v2', '<v1', '>v2')).map(({ time, label, text, version, isRollback }) => [
        time,
        label,
        text,
        version,
        isRollback,
      ]),
      [
        [2000, 'v1.0.0', 'm v1.0.0 to production', 'v1.0.0', false],
        [3000, 'v2.0.0', 'm v2.0.0 to production', 'v2.0.0', false],
        [4000, '↩ v1.0.0', 'm back to v1.0.0 in production', 'v1.0.0', true],
        [5000, 'v2.0.0', 'm v2.0.0 to production', 'v2.0.0', false],
      ],
    );
    assert.equal(linesOf(story('v1', '>v1'))[0]?.day, 'Jan 1, 1970, 12:00 AM UTC');
  });

  it('takes going back to an older version by hand for a rollback, and going forward again for none', () => {
    assert.deepEqual(
      linesOf(story('v1', 'v2', '+v1', '+v2', '+v1', '+v2')).map(({ label }) => label),
      ['v1.0.0', 'v2.0.0', '↩ v1.0.0', 'v2.0.0'],
    );
  });

  it('marks nothing where the version stays, or where nothing came', () => {
    assert.deepEqual(
      linesOf(story('v1', '+v1', '>v1')).map(({ label }) => label),
      ['v1.0.0'],
    );
    assert.deepEqual(linesOf(story('v1', 'v2')), []);
    assert.equal(linesOf(story('v1', '+v1', '-v1')).length, 1);
  });

  const tags = [
    tagOf('m@v1.0.0', 'c1', 0),
    tagOf('m#canary#1', 'c1', 10),
    tagOf('m#production#2', 'c1', 30),
    tagOf('other@v7.0.0', 'c7', 0),
    tagOf('other#production#1', 'c7', 40),
  ];

  it('names a stage that does not serve everybody, and the models where there are several', () => {
    assert.deepEqual(
      linesOf(tags).map(({ label, model, stage }) => [label, model, stage]),
      [
        ['m v1.0.0 canary', 'm', 'canary'],
        ['m v1.0.0', 'm', 'production'],
        ['other v7.0.0', 'other', 'production'],
      ],
    );
    assert.deepEqual(
      linesOf(tags, { liveStageOf: () => 'canary' }).map(({ label }) => label),
      ['m v1.0.0', 'm v1.0.0 production', 'other v7.0.0 production'],
    );
  });

  it('leaves out the models that the manifest does not know', () => {
    assert.deepEqual(
      linesOf(tags, { models: [{ name: 'other', stages: [] }] }).map(({ label }) => label),
      ['v7.0.0'],
    );
  });

  it('marks what a registry on a server and a manifest record as well, but no change of a part of the traffic', () => {
    const entries = [
      entryOfTrail({ registry: 'mlflow', at: 3000, to: '7' }),
      entryOfTrail({ registry: 'kubernetes', at: 2000, to: 'v2', from: 'v1', role: 'canary', action: 'assign' }),
      entryOfTrail({ registry: 'kubernetes', at: 1000, to: 'v1', role: 'main', action: 'assign' }),
    ];
    assert.deepEqual(
      releaseLines(entries, options).map(({ time, label }) => [time, label]),
      [
        [1000, 'v1'],
        [3000, '7'],
      ],
    );
  });
});
