import assert from 'node:assert/strict';
import type { PanelChart } from '../../../src/protocol/drift-panel.ts';
import {
  filterOffers,
  inOrder,
  releasesOf,
  shownCharts,
  shownLines,
  shownReleases,
  shownVersions,
} from '../../../webview/drift-panel/filters.ts';
import { panelChart, panelLine, panelProject, panelRelease } from '../../support/panel-snapshot.ts';

const all = { model: null, stage: null, version: null };
const versioned = (version: string | null) => panelLine([1], { name: version ?? '', version });

describe('filters of the drift panel', () => {
  const project = panelProject('a', {
    models: [{ name: 'fraud', stages: ['production', 'shadow'] }],
    charts: [
      panelChart('0', { model: 'fraud' }),
      panelChart('1', { model: 'limits' }),
      panelChart('2', { lines: [versioned('v1'), versioned('v3')] }),
      panelChart('3', { state: 'failed', lines: [] }),
    ],
    releases: [
      panelRelease(1, { version: 'v1' }),
      panelRelease(2, { version: 'v2' }),
      panelRelease(3, { version: 'v9', model: 'limits', stage: 'live' }),
    ],
  });
  const ids = (charts: readonly PanelChart[]) => charts.map(({ id }) => id);

  it('offer the models, and the stages and versions of the chosen one', () => {
    assert.deepEqual(filterOffers(project, all), {
      models: ['fraud', 'limits'],
      stages: ['production', 'shadow', 'live'],
      versions: ['v9', 'v2', 'v1', 'v3'],
    });
    assert.deepEqual(filterOffers(project, { ...all, model: 'fraud' }), {
      models: ['fraud', 'limits'],
      stages: ['production', 'shadow'],
      versions: ['v2', 'v1', 'v3'],
    });
  });

  it('leave the charts of a model, and those that are about none', () => {
    assert.deepEqual(ids(shownCharts(project, { ...all, model: 'fraud' })), ['0', '2', '3']);
    assert.deepEqual(ids(shownCharts(project, all)), ['0', '1', '2', '3']);
  });

  it('leave the lines of a version, or of those that a stage has had, and lines that say none', () => {
    const lines = [versioned('v1'), versioned('v3'), versioned(null)];
    const names = (filters: Parameters<typeof shownVersions>[1]) =>
      shownLines(lines, shownVersions(project, filters)).map(({ version }) => version);
    assert.deepEqual(names(all), ['v1', 'v3', null]);
    assert.deepEqual(names({ ...all, stage: 'production' }), ['v1', null]);
    assert.deepEqual(names({ ...all, stage: 'shadow' }), ['v1', 'v3', null], 'what a stage has had is not known');
    assert.deepEqual(ids(shownCharts(project, { ...all, version: 'v2' })), ['0', '1', '3']);
    assert.equal(shownLines(lines, null), lines);
  });

  it('leave the releases of a model, stage and version', () => {
    const count = (filters: Parameters<typeof shownReleases>[1]) => shownReleases(project.releases, filters).length;
    assert.deepEqual(
      [all, { ...all, model: 'limits' }, { ...all, stage: 'production' }, { ...all, version: 'v2' }].map(count),
      [3, 1, 2, 1],
    );
    const crowded = project.releases.map((release) => ({ ...release, isLive: release.stage === 'production' }));
    const stages = (filters: Parameters<typeof shownReleases>[1]) => new Set(shownReleases(crowded, filters).map(({ stage }) => stage));
    assert.deepEqual(stages(all), new Set(['production']), 'where none is chosen, what everybody met');
    assert.deepEqual(stages({ ...all, stage: 'live' }), new Set(['live']), 'and any that is chosen');
    assert.equal(releasesOf({ model: 'limits' }, project.releases).length, 1);
    assert.equal(releasesOf({ model: null }, project.releases), project.releases);
  });

  it('put what asks for attention first, and the rest by model and group', () => {
    const states = ['ok', 'not-enough-data', 'warn', 'alert', 'failed', 'alert', 'loading', 'no-value'] as const;
    const { loud, groups } = inOrder(states.map((state, index) => panelChart(String(index), { state })));
    assert.deepEqual(ids(loud), ['3', '5', '2', '4', '1']);
    assert.deepEqual(
      groups.map(({ charts }) => ids(charts)),
      [['0', '6', '7']],
    );
    const other = inOrder([
      panelChart('0', { group: 'operations', model: 'b' }),
      panelChart('1', { group: 'drift', model: 'b' }),
      panelChart('2', { group: 'traffic', model: 'a' }),
    ]);
    assert.deepEqual(
      other.groups.map(({ model, group }) => [model, group]),
      [
        ['b', 'drift'],
        ['b', 'operations'],
        ['a', 'traffic'],
      ],
    );
  });
});
