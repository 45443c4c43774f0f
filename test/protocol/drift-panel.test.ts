import assert from 'node:assert/strict';
import { ToHost, ToPanel } from '../../src/protocol/drift-panel.ts';
import { panelWordKeys } from '../../src/protocol/panel-words.ts';
import { channelDistribution, comparedSnapshot, faultyProject } from '../support/panel-scenes.ts';
import { panelAlert, panelChart, panelProject, panelRelease, panelSnapshot } from '../support/panel-snapshot.ts';

describe('messages of the drift panel', () => {
  const snapshot = panelSnapshot([
    panelProject('a', { problems: ['x'], releases: [panelRelease(3, { isRollback: true })], alerts: [panelAlert('0')] }),
    faultyProject(),
  ]);
  const wish = { range: { kind: 'between', start: 1, end: 2 }, compare: { start: 0, end: 1 }, width: 400, refreshEvery: 30_000 } as const;
  const toPanel: readonly ToPanel[] = [
    snapshot,
    comparedSnapshot(),
    panelSnapshot([], { empty: { text: 'Nothing.', offers: [{ id: 'a', text: 'Do it', detail: 'So.' }] } }),
    { type: 'chart', project: 'a', headline: 'H', updated: 'U', chart: panelChart('0') },
    { type: 'distribution', project: 'a', chart: '0', distribution: channelDistribution, failure: '' },
    { type: 'busy', isBusy: true, next: '' },
    { type: 'reveal', project: 'a', chart: '0' },
  ];
  const toHost: readonly ToHost[] = [
    { type: 'ready', wish },
    { type: 'wish', wish: { ...wish, range: { kind: 'last', ms: 5 }, compare: 'before' } },
    { type: 'wish', wish: { ...wish, range: { kind: 'all' }, compare: 'none' } },
    { type: 'refresh' },
    { type: 'act', action: 'rollBack', project: 'a', chart: '0', point: { line: '', time: 5, from: null } },
    { type: 'actOnAlert', action: 'openRunbook', project: 'a', alert: '0' },
    { type: 'distribution', project: 'a', chart: '0', from: 'data/1.csv' },
    { type: 'offer', id: 'a' },
    { type: 'export', project: 'a', kind: 'markdown', charts: ['0'], png: 'aGVsbG8=' },
  ];

  // Webviews get messages as structured clones of what survives JSON.
  const sent = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

  for (const message of toPanel) {
    it(`reach the page as they were sent: ${message.type}`, () => assert.deepEqual(ToPanel.parse(sent(message)), message));
  }
  for (const message of toHost) {
    it(`reach the host as they were sent: ${message.type}`, () => assert.deepEqual(ToHost.parse(sent(message)), message));
  }

  it('keep no value that JSON would lose', () => {
    const bad = structuredClone(snapshot);
    const line = bad.projects[0]?.charts[0]?.lines[0];
    assert.ok(line);
    line.values[0] = Number.NaN;
    assert.equal(ToPanel.safeParse(bad).success, false);
  });

  it('have every word that the page needs', () => {
    for (const key of panelWordKeys) {
      const words: Record<string, string> = { ...snapshot.labels.words };
      Reflect.deleteProperty(words, key);
      assert.equal(ToPanel.safeParse({ ...snapshot, labels: { ...snapshot.labels, words } }).success, false, key);
    }
  });

  it('go one way only', () => {
    assert.equal(ToHost.safeParse(snapshot).success, false);
    assert.equal(ToPanel.safeParse({ type: 'ready', wish }).success, false);
  });
});
