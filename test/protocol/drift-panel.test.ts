import assert from 'node:assert/strict';
import { ToHost, ToPanel } from '../../src/protocol/drift-panel.ts';
import { panelProject, panelRelease, panelSnapshot } from '../support/panel-snapshot.ts';

describe('messages of the drift panel', () => {
  const snapshot = panelSnapshot([panelProject('a', { problems: ['x'], releases: [panelRelease(3, { isRollback: true })] })]);
  const toPanel: readonly ToPanel[] = [
    snapshot,
    panelSnapshot([], { empty: { text: 'Nothing.', action: null } }),
    { type: 'busy', isBusy: true },
  ];
  const toHost: readonly ToHost[] = [
    { type: 'ready' },
    { type: 'refresh' },
    { type: 'openManifest', project: 'a', series: '0' },
    { type: 'openBatch', project: 'a', batch: 'data/1.csv' },
    { type: 'emptyAction' },
  ];

  // Webviews get messages as structured clones of what survives JSON.
  const sent = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

  for (const message of toPanel) {
    it(`reach the page as they were sent: ${message.type}`, () => assert.deepEqual(ToPanel.parse(sent(message)), message));
  }
  for (const message of toHost) {
    it(`reach the host as they were sent: ${message.type}`, () => assert.deepEqual(ToHost.parse(sent(message)), message));
  }

  it('keep no score that JSON would lose', () => {
    const bad = structuredClone(snapshot);
    const point = bad.projects[0]?.series[0]?.points[0];
    assert.ok(point);
    point.score = Number.NaN;
    assert.equal(ToPanel.safeParse(bad).success, false);
  });

  it('go one way only', () => {
    assert.equal(ToHost.safeParse(snapshot).success, false);
    assert.equal(ToPanel.safeParse({ type: 'ready' }).success, false);
  });
});
