import assert from 'node:assert/strict';
import { ToPanel } from '../../../src/protocol/drift-panel.ts';
import {
  type PanelEvent,
  type PanelState,
  batchByKey,
  chartKey,
  inOrder,
  initialState,
  reduce,
  savedChoice,
  shownPoints,
  shownProject,
} from '../../../webview/drift-panel/state.ts';
import { panelPoint, panelProject, panelSeries, panelSnapshot } from '../../support/panel-snapshot.ts';

describe('state of the drift panel', () => {
  const snapshot = panelSnapshot([panelProject('a'), panelProject('b')]);
  const start = reduce(initialState(), snapshot);
  const chosen: PanelState = { ...start, selected: { series: '0', batch: 'data/1.csv' } };

  const steps: readonly {
    readonly it: string;
    readonly from: PanelState;
    readonly event: PanelEvent;
    readonly to: Partial<PanelState>;
  }[] = [
    { it: 'is busy or not', from: start, event: { type: 'busy', isBusy: false }, to: { isBusy: false } },
    {
      it: 'shows another project and forgets the point of the first',
      from: chosen,
      event: { type: 'chooseProject', project: 'b' },
      to: { choice: { ...start.choice, project: 'b' }, selected: null },
    },
    {
      it: 'keeps the point when the range changes',
      from: chosen,
      event: { type: 'chooseRange', range: '30d' },
      to: { choice: { ...start.choice, range: '30d' }, selected: chosen.selected },
    },
    {
      it: 'opens a table',
      from: start,
      event: { type: 'toggleTable', table: 'a/0' },
      to: { choice: { ...start.choice, openTables: ['a/0'] } },
    },
    {
      it: 'closes a table and leaves the others open',
      from: { ...start, choice: { ...start.choice, openTables: ['a/0', 'a/1'] } },
      event: { type: 'toggleTable', table: 'a/0' },
      to: { choice: { ...start.choice, openTables: ['a/1'] } },
    },
    {
      it: 'folds the charts without drift',
      from: start,
      event: { type: 'showSteady', isOpen: false },
      to: { choice: { ...start.choice, showsSteady: false } },
    },
    {
      it: 'selects a point',
      from: start,
      event: { type: 'select', series: '1', batch: 'data/2.csv' },
      to: { selected: { series: '1', batch: 'data/2.csv' } },
    },
    { it: 'selects none', from: chosen, event: { type: 'select', series: '0', batch: null }, to: { selected: null } },
  ];
  for (const { it: does, from, event, to } of steps) {
    it(does, () => {
      const before = JSON.stringify(from);
      assert.deepEqual(reduce(from, event), { ...from, ...to });
      assert.equal(JSON.stringify(from), before, 'the state before is not changed');
    });
  }

  const nothing: readonly (readonly [PanelState, PanelEvent])[] = [
    [start, { type: 'busy', isBusy: true }],
    [start, { type: 'chooseRange', range: 'all' }],
    [reduce(start, { type: 'chooseProject', project: 'b' }), { type: 'chooseProject', project: 'b' }],
    [reduce(start, { type: 'showSteady', isOpen: true }), { type: 'showSteady', isOpen: true }],
    [chosen, { type: 'select', series: '0', batch: 'data/1.csv' }],
    [start, { type: 'select', series: '0', batch: null }],
  ];
  for (const [state, event] of nothing) {
    it(`stays the same object where ${event.type} says nothing new`, () => assert.equal(reduce(state, event), state));
  }

  describe('a newer snapshot', () => {
    const again = (change: (text: string) => string): PanelState => {
      return reduce(start, ToPanel.parse(JSON.parse(change(JSON.stringify(snapshot)))));
    };

    it('keeps the objects of all that says the same', () => {
      const [before, now] = [start.snapshot, again((text) => text).snapshot];
      assert.ok(before && now);
      assert.notEqual(now, before);
      assert.equal(now.labels, before.labels);
      assert.equal(now.projects[0]?.series[0], before.projects[0]?.series[0]);
      assert.equal(now.projects[1]?.releases, before.projects[1]?.releases);
    });

    it('has new objects for what changed, and for that alone', () => {
      const now = again((text) => text.replace('Summary of 1.', 'Another summary.')).snapshot;
      assert.equal(now?.projects[0]?.series[0], start.snapshot?.projects[0]?.series[0]);
      assert.equal(now?.projects[0]?.series[1]?.summary, 'Another summary.');
    });

    it('keeps the person’s choices and point', () => {
      const now = reduce(chosen, panelSnapshot([panelProject('a')]));
      assert.deepEqual(now.choice, chosen.choice);
      assert.deepEqual(now.selected, chosen.selected);
    });
  });

  it('shows the chosen project, and the first where that is gone', () => {
    assert.equal(shownProject(initialState()), undefined);
    assert.equal(shownProject(start)?.id, 'a');
    assert.equal(shownProject(reduce(start, { type: 'chooseProject', project: 'b' }))?.id, 'b');
    assert.equal(shownProject(reduce(start, { type: 'chooseProject', project: 'gone' }))?.id, 'a');
  });

  it('tells the charts of all projects apart', () => {
    const keys = snapshot.projects.flatMap((project) => project.series.map((series) => chartKey(project, series)));
    assert.equal(new Set(keys).size, 4);
  });

  it('ends a time range at the newest batch of the project, whatever the chart has', () => {
    const old = panelSeries('0', { points: [panelPoint(0), panelPoint(8), panelPoint(10)] });
    const project = panelProject('a', { series: [old, panelSeries('1', { points: [panelPoint(12)] })] });
    const weeks = (range: 'all' | '90d' | '30d') => shownPoints(project, old, range).map(({ batch }) => batch);
    assert.deepEqual(weeks('all'), ['data/0.csv', 'data/8.csv', 'data/10.csv']);
    assert.deepEqual(weeks('90d'), ['data/0.csv', 'data/8.csv', 'data/10.csv']);
    assert.deepEqual(weeks('30d'), ['data/8.csv', 'data/10.csv']);
    assert.deepEqual(shownPoints(project, panelSeries('2', { points: [] }), '30d'), []);
  });

  it('moves along the points by key', () => {
    const points = [panelPoint(0), panelPoint(1), panelPoint(2)];
    const from = (key: string, selected: number | null): string | null =>
      batchByKey(key, points, selected === null ? null : `data/${String(selected)}.csv`);
    assert.equal(from('ArrowRight', null), 'data/0.csv');
    assert.equal(from('ArrowLeft', null), 'data/2.csv');
    assert.equal(from('ArrowRight', 1), 'data/2.csv');
    assert.equal(from('ArrowRight', 2), 'data/2.csv');
    assert.equal(from('ArrowLeft', 1), 'data/0.csv');
    assert.equal(from('ArrowLeft', 0), 'data/0.csv');
    assert.equal(from('Home', 2), 'data/0.csv');
    assert.equal(from('End', 0), 'data/2.csv');
    assert.equal(from('Enter', 1), null);
    assert.equal(from('ArrowRight', 9), 'data/0.csv');
    assert.equal(batchByKey('ArrowLeft', [], null), null);
  });

  it('puts what asks for attention first, and calls nothing steady that could not be judged', () => {
    const states = ['ok', 'not-enough-data', 'warn', 'alert', 'ok', 'alert'] as const;
    const { loud, steady } = inOrder(states.map((state, index) => panelSeries(String(index), { state })));
    assert.deepEqual(
      loud.map(({ id }) => id),
      ['3', '5', '2', '1'],
    );
    assert.deepEqual(
      steady.map(({ id }) => id),
      ['0', '4'],
    );
  });

  it('saves choices that can be read back, and refuses others', () => {
    const saved: unknown = JSON.parse(JSON.stringify(reduce(start, { type: 'toggleTable', table: 'a/0' }).choice));
    assert.deepEqual(savedChoice.parse(saved), { project: null, range: 'all', openTables: ['a/0'], showsSteady: null });
    for (const bad of [undefined, null, {}, { ...start.choice, range: '7d' }]) assert.equal(savedChoice.safeParse(bad).success, false);
  });
});
