import assert from 'node:assert/strict';
import { type ReleaseModel, releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import type { ReleaseTag } from '../../../src/core/release/release-tag.ts';
import { releaseLines } from '../../../src/extension/drift-panel/release-lines.ts';
import { story, tagOf } from '../../support/release-tags.ts';

describe('releaseLines', () => {
  const since = -Infinity;
  const declared = (manifest: Parameters<typeof releaseConfigOf>[0], folder = ''): readonly ReleaseModel[] =>
    releaseConfigOf(manifest, folder).models;
  const labels = (tags: readonly ReleaseTag[], models: readonly ReleaseModel[] = []): readonly string[] =>
    releaseLines(registryState(tags, tagsAlone), { models, since }, 'en').map(({ label }) => label);

  it('marks promotions and the rollbacks that our own tags record', () => {
    const lines = releaseLines(registryState(story('v1', 'v2', '>v1', '>v2', '<v1', '>v2'), tagsAlone), { models: [], since }, 'en');
    assert.deepEqual(
      lines.map(({ time, label, text, isRollback }) => [time, label, text, isRollback]),
      [
        [2000, 'v1.0.0', 'm v1.0.0 to production', false],
        [3000, 'v2.0.0', 'm v2.0.0 to production', false],
        [4000, '↩ v1.0.0', 'm back to v1.0.0 in production', true],
        [5000, 'v2.0.0', 'm v2.0.0 to production', false],
      ],
    );
    assert.equal(lines[0]?.day, 'Jan 1, 1970, 12:00 AM UTC');
  });

  it('takes going back to an older version by hand for a rollback, and going forward again for none', () => {
    assert.deepEqual(labels(story('v1', 'v2', '+v1', '+v2', '+v1', '+v2')), ['v1.0.0', 'v2.0.0', '↩ v1.0.0', 'v2.0.0']);
    assert.deepEqual(labels(story('v2', 'v1', '+v2', '+v1')), ['v2.0.0', 'v1.0.0'], 'an older version that never served is no way back');
  });

  it('marks nothing where the version stays', () => {
    assert.deepEqual(labels(story('v1', '+v1', '>v1')), ['v1.0.0']);
    assert.deepEqual(labels(story('v1', 'v2')), []);
  });

  const tags = [
    tagOf('m@v1.0.0', 'c1', 0),
    tagOf('m#canary#1', 'c1', 10),
    tagOf('m#eu#2', 'c1', 20),
    tagOf('m#prod#3', 'c1', 30),
    tagOf('other@v7.0.0', 'c7', 0),
    tagOf('other#production#1', 'c7', 40),
  ];

  it('marks the last stage that the manifest declares, else the usual names of production', () => {
    const lines = (models: readonly ReleaseModel[]) =>
      releaseLines(registryState(tags, tagsAlone), { models, since }, 'en').map(({ time, label }) => `${String(time / 1000)} ${label}`);
    assert.deepEqual(lines(declared({ models: [{ name: 'm', stages: ['canary', 'eu'] }] })), ['20 v1.0.0']);
    assert.deepEqual(lines(declared({ models: [{ name: 'm' }] })), ['30 v1.0.0']);
  });

  it('names the models where there are several, and leaves out those that the manifest does not know', () => {
    assert.deepEqual(labels(tags), ['m v1.0.0', 'other v7.0.0']);
    assert.deepEqual(labels(tags, declared({ models: [{ name: 'fraud', artifact: 'm', stages: ['prod'] }, { name: 'other' }] })), [
      'fraud v1.0.0',
      'other v7.0.0',
    ]);
    assert.deepEqual(labels(tags, declared({ models: [{ name: 'fraud', artifact: 'm', stages: ['prod'] }] })), ['v1.0.0']);
    assert.deepEqual(labels(tags, declared({ models: [{ name: 'm', registry: 'mlflow' }] })), []);
  });

  it('finds the models of a folder', () => {
    const inFolder = [tagOf('models/a=m@v1.0.0', 'c1', 0), tagOf('models/a=m#prod#1', 'c1', 10), tagOf('m@v9.0.0', 'c9', 0)];
    assert.deepEqual(labels(inFolder, declared({ models: [{ name: 'm' }] }, 'models/a')), ['v1.0.0']);
  });

  it('leaves out what lies before the first batch', () => {
    assert.deepEqual(
      releaseLines(registryState(tags, tagsAlone), { models: [], since: 35_000 }, 'en').map(({ label }) => label),
      ['v7.0.0'],
    );
    assert.deepEqual(releaseLines(registryState(tags, tagsAlone), { models: [], since: Infinity }, 'en'), []);
  });
});
