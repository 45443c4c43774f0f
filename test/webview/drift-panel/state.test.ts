import assert from 'node:assert/strict';
import { ToPanel } from '../../../src/protocol/drift-panel.ts';
import { firstChoice, savedChoice, wishOf } from '../../../webview/drift-panel/saved-choice.ts';
import { isSame } from '../../../webview/drift-panel/same.ts';
import {
  askedAnew,
  chartKey,
  initialState,
  type PanelEvent,
  type PanelState,
  reduce,
  shownProject,
} from '../../../webview/drift-panel/state.ts';
import { panelChart, panelProject, panelSnapshot, weekTime } from '../../support/panel-snapshot.ts';

describe('state of the drift panel', () => {
  const snapshot = panelSnapshot([panelProject('a'), panelProject('b')]);
  const start = reduce(initialState(), snapshot);
  const [first, second] = [chartKey('a', 'drift/0'), chartKey('a', 'drift/1')];
  const point = { line: '', time: weekTime(1) };
  const zoom = { start: weekTime(0), end: weekTime(1) };
  const with_ = (choice: Partial<PanelState['choice']>): PanelState => ({ ...start, choice: { ...start.choice, ...choice } });
  const chosen = with_({ selected: { chart: first, ...point }, zoom, model: 'fraud' });

  const steps: readonly { readonly it: string; readonly from: PanelState; readonly event: PanelEvent; readonly to: Partial<PanelState> }[] =
    [
      {
        it: 'is busy or not, and says what comes next',
        from: start,
        event: { type: 'busy', isBusy: false, next: 'In 5 min.' },
        to: { isBusy: false, next: 'In 5 min.' },
      },
      {
        it: 'shows another project and forgets filters, zoom and point of the first',
        from: chosen,
        event: { type: 'choose', choice: { project: 'b' } },
        to: { choice: { ...start.choice, project: 'b' } },
      },
      {
        it: 'keeps the point when the range changes, but not the zoom',
        from: chosen,
        event: { type: 'choose', choice: { range: { kind: 'last', ms: 5 } } },
        to: { choice: { ...chosen.choice, range: { kind: 'last', ms: 5 }, zoom: null } },
      },
      {
        it: 'keeps the zoom when only a filter changes',
        from: chosen,
        event: { type: 'choose', choice: { version: 'v1' } },
        to: { choice: { ...chosen.choice, version: 'v1' } },
      },
      { it: 'zooms', from: start, event: { type: 'zoom', zoom }, to: { choice: { ...start.choice, zoom } } },
      {
        it: 'opens a table',
        from: start,
        event: { type: 'toggleTable', chart: first },
        to: { choice: { ...start.choice, openTables: [first] } },
      },
      {
        it: 'closes a table and leaves the others open',
        from: with_({ openTables: [first, second] }),
        event: { type: 'toggleTable', chart: first },
        to: { choice: { ...start.choice, openTables: [second] } },
      },
      {
        it: 'folds a group',
        from: start,
        event: { type: 'fold', group: 'g', isOpen: false },
        to: { choice: { ...start.choice, folds: { g: false } } },
      },
      {
        it: 'selects a point',
        from: start,
        event: { type: 'select', chart: second, point },
        to: { choice: { ...start.choice, selected: { chart: second, ...point } } },
      },
      {
        it: 'selects none',
        from: chosen,
        event: { type: 'select', chart: first, point: null },
        to: { choice: { ...chosen.choice, selected: null } },
      },
      {
        it: 'opens a distribution and waits for it',
        from: start,
        event: { type: 'toggleDistribution', chart: first },
        to: { choice: { ...start.choice, openDistributions: [first] }, distributions: { [first]: { state: 'loading', from: null } } },
      },
      {
        it: 'asks for the distribution of one point in the place of all',
        from: with_({ openDistributions: [first] }),
        event: { type: 'openDistribution', chart: first, from: 'data/1.csv' },
        to: {
          choice: { ...start.choice, openDistributions: [first] },
          distributions: { [first]: { state: 'loading', from: 'data/1.csv' } },
        },
      },
      {
        it: 'says why there is no distribution',
        from: start,
        event: { type: 'distribution', project: 'a', chart: 'drift/0', distribution: null, failure: 'No.' },
        to: { distributions: { [first]: { state: 'failed', failure: 'No.', from: null } } },
      },
      {
        it: 'reveals a chart of another project, whatever the filters',
        from: chosen,
        event: { type: 'reveal', project: 'b', chart: 'drift/1' },
        to: { choice: { ...start.choice, project: 'b' }, reveal: chartKey('b', 'drift/1') },
      },
      {
        it: 'has revealed it',
        from: { ...start, reveal: first },
        event: { type: 'revealed', fold: 'g' },
        to: { reveal: null, choice: { ...start.choice, folds: { g: true } } },
      },
    ];
  for (const { it: does, from, event, to } of steps) {
    it(does, () => {
      const before = JSON.stringify(from);
      assert.deepEqual(reduce(from, event), { ...from, ...to });
      assert.equal(JSON.stringify(from), before, 'the state before is not changed');
    });
  }

  const nothing: readonly (readonly [PanelState, PanelEvent])[] = [
    [start, { type: 'busy', isBusy: true, next: '' }],
    [start, { type: 'choose', choice: { range: { kind: 'all' } } }],
    [chosen, { type: 'zoom', zoom: { ...zoom } }],
    [chosen, { type: 'select', chart: first, point: { ...point } }],
    [start, { type: 'select', chart: first, point: null }],
    [with_({ folds: { g: true } }), { type: 'fold', group: 'g', isOpen: true }],
    [initialState(), { type: 'chart', project: 'a', headline: '', updated: '', chart: panelChart('drift/0') }],
  ];
  for (const [state, event] of nothing) {
    it(`stays the same object where ${event.type} says nothing new`, () => assert.equal(reduce(state, event), state));
  }

  describe('a newer snapshot', () => {
    const again = (change: (text: string) => string): PanelState =>
      reduce(start, ToPanel.parse(JSON.parse(change(JSON.stringify(snapshot)))));

    it('keeps the objects of all that says the same', () => {
      const [before, now] = [start.snapshot, again((text) => text).snapshot];
      assert.ok(before && now);
      assert.notEqual(now, before);
      assert.equal(now.labels, before.labels);
      assert.equal(now.projects[0]?.charts[0], before.projects[0]?.charts[0]);
      assert.equal(now.projects[1]?.releases, before.projects[1]?.releases);
    });

    it('has new objects for what changed, and for that alone', () => {
      const now = again((text) => text.replace('Summary of drift/1.', 'Another summary.')).snapshot;
      assert.equal(now?.projects[0]?.charts[0], start.snapshot?.projects[0]?.charts[0]);
      assert.equal(now?.projects[0]?.charts[1]?.summary, 'Another summary.');
    });

    it('keeps the person’s choices and point', () => {
      assert.equal(reduce(chosen, panelSnapshot([panelProject('a')])).choice, chosen.choice);
    });
  });

  it('takes the answer of one chart, its project’s headline with it, and leaves the others', () => {
    const chart = panelChart('drift/1', { state: 'warn' });
    const now = reduce(start, { type: 'chart', project: 'a', headline: 'New.', updated: 'Later.', chart });
    const [a, b] = now.snapshot?.projects ?? [];
    assert.deepEqual([a?.headline, a?.charts[1], now.snapshot?.updated], ['New.', chart, 'Later.']);
    assert.equal(a?.charts[0], start.snapshot?.projects[0]?.charts[0]);
    assert.equal(b, start.snapshot?.projects[1]);
  });

  it('shows the chosen project, and the first where that is gone', () => {
    const choose = (project: string) => reduce(start, { type: 'choose', choice: { project } });
    assert.equal(shownProject(initialState()), undefined);
    assert.equal(shownProject(start)?.id, 'a');
    assert.equal(shownProject(choose('b'))?.id, 'b');
    assert.equal(shownProject(choose('gone'))?.id, 'a');
  });

  it('tells the charts of all projects apart', () => {
    const keys = snapshot.projects.flatMap(({ id, charts }) => charts.map((chart) => chartKey(id, chart.id)));
    assert.equal(new Set(keys).size, 4);
  });

  it('asks for a distribution once, and for those that were open before once their charts are there', () => {
    const opened = reduce(start, { type: 'toggleDistribution', chart: first });
    assert.deepEqual(askedAnew(start, opened), [{ project: 'a', chart: 'drift/0', from: null }]);
    assert.deepEqual(askedAnew(opened, reduce(opened, { type: 'zoom', zoom })), []);
    assert.deepEqual(askedAnew(opened, reduce(opened, snapshot)), []);
    const restored = initialState({ ...firstChoice, openDistributions: [second, chartKey('a', 'gone')] });
    assert.deepEqual(askedAnew(restored, reduce(restored, snapshot)), [{ project: 'a', chart: 'drift/1', from: null }]);
  });

  it('asks for a distribution anew when the numbers of its chart have changed, and for no other', () => {
    const distribution = { summary: 'All.', bins: [], notes: [] };
    const shown = [first, second].reduce((state, key) => {
      const [project = '', chart = ''] = key.split('\n');
      const opened = reduce(state, { type: 'openDistribution', chart: key, from: 'data/1.csv' });
      return reduce(opened, { type: 'distribution', project, chart, distribution, failure: '' });
    }, start);
    assert.equal(shown.distributions[first]?.state, 'shown');
    const changed = panelChart('drift/0');
    const lines = changed.lines.map((line) => ({ ...line, values: line.values.map((value) => (value ?? 0) + 1) }));
    const [project] = snapshot.projects;
    assert.ok(project !== undefined);
    const charts = project.charts.map((chart) => (chart.id === 'drift/0' ? { ...chart, lines } : chart));
    const anew = { ...snapshot, updated: 'Now.', projects: [{ ...project, charts }, ...snapshot.projects.slice(1)] };
    assert.deepEqual(askedAnew(shown, reduce(shown, anew)), [{ project: 'a', chart: 'drift/0', from: 'data/1.csv' }]);
    const [chart] = charts;
    assert.ok(chart !== undefined);
    const told = reduce(shown, { type: 'chart', project: 'a', headline: '', updated: '', chart });
    assert.deepEqual(askedAnew(shown, told), [{ project: 'a', chart: 'drift/0', from: 'data/1.csv' }]);
    assert.deepEqual(askedAnew(shown, reduce(shown, { ...snapshot, updated: 'Later.' })), []);
  });

  it('saves choices that can be read back, and refuses others', () => {
    const saved: unknown = JSON.parse(JSON.stringify(chosen.choice));
    assert.deepEqual(savedChoice.parse(saved), chosen.choice);
    for (const bad of [undefined, null, {}, { ...firstChoice, range: '30d' }, { ...firstChoice, zoom: {} }])
      assert.equal(savedChoice.safeParse(bad).success, false);
  });

  it('wishes for what is chosen, and for nothing that only the page knows', () => {
    assert.deepEqual(wishOf(chosen.choice, 500), { range: { kind: 'all' }, compare: 'none', refreshEvery: 0, width: 500 });
  });

  it('knows what says the same', () => {
    assert.ok(isSame({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
    for (const other of [{ a: [1] }, { a: [1, { b: 2 }] }, { a: [1, { c: null }] }, { a: { 0: 1 } }, null, 1])
      assert.ok(!isSame({ a: [1, { b: null }] }, other));
  });
});
