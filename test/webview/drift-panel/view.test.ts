import assert from 'node:assert/strict';
import { ToPanel } from '../../../src/protocol/drift-panel.ts';
import { panelAlert, panelChart, panelLine, panelProject, panelRelease, panelSnapshot, weekTime } from '../../support/panel-snapshot.ts';
import { usePanelView } from '../../support/panel-view.ts';

describe('the page of the drift panel', () => {
  const { at, happen, show, all, one, isShown, texts, buttons, choose } = usePanelView();

  it('says that it computes, and that it failed, before there is anything to show', () => {
    assert.equal(one('[role=status]').textContent, 'Computing…');
    happen({ type: 'busy', isBusy: false, next: '' });
    assert.equal(one('[role=status]').textContent, 'It failed.');
  });

  it('shows the headline, the problems, what asks for attention and, folded by group, the rest', () => {
    const charts = [
      panelChart('0'),
      panelChart('1', { state: 'alert' }),
      panelChart('2', { state: 'not-enough-data' }),
      panelChart('3', { group: 'operations', model: 'fraud' }),
    ];
    show(panelProject('a', { charts, problems: ['data/7.csv: There is no such file.'] }));
    assert.equal(at.page.document.documentElement.lang, 'en');
    assert.deepEqual(texts('h1'), ['Headline of a.']);
    assert.deepEqual(texts('.problems li'), ['data/7.csv: There is no such file.']);
    assert.deepEqual(texts('main > .cards h3'), ['Chart 1', 'Chart 2']);
    assert.deepEqual(texts('summary'), ['Drift (1)', 'fraud: Operations (1)']);
    assert.deepEqual(texts('details h3'), ['Chart 0', 'Chart 3']);
    assert.deepEqual(
      all('details').map((fold) => fold.hasAttribute('open')),
      [false, false],
    );
    assert.deepEqual(texts('.badge'), ['Drift', 'Not enough data', 'No drift', 'Within limits']);
    assert.deepEqual(texts('main > .cards .method'), ['PSI · drift ≥ 0.25', 'PSI · drift ≥ 0.25']);
  });

  it('unfolds the groups where nothing asks for attention, and remembers what the person folded', () => {
    show(panelProject('a', { charts: [panelChart('0')] }));
    assert.equal(one('details').hasAttribute('open'), true);
    one('summary').click();
    assert.equal(one('details').hasAttribute('open'), false);
    show(panelProject('a', { charts: [panelChart('0', { summary: 'New.' })] }));
    assert.equal(one('details').hasAttribute('open'), false);
  });

  it('draws nothing but the chart whose point changed, and keeps every element', () => {
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert', pointActions: [] }), panelChart('1', { pointActions: [] })] }));
    const before = all('#app *');
    at.drawn = [];
    happen({ type: 'select', chart: 'a\n1', point: { line: '', time: weekTime(1) } });
    assert.deepEqual(
      at.drawn.map(({ label, input }) => [label(), input.selected?.time]),
      [['Chart 1. Summary of 1.', weekTime(1)]],
    );
    happen({ type: 'select', chart: 'a\n0', point: { line: '', time: weekTime(1) } });
    assert.equal(at.drawn.length, 3, 'the point of the other chart is no longer ringed');
    assert.deepEqual(all('#app *'), before);
  });

  it('changes nothing at all when a refresh finds nothing new', () => {
    const projects = [panelProject('a', { releases: [panelRelease(3)], alerts: [panelAlert('0')] })];
    show(...projects);
    happen({ type: 'toggleTable', chart: 'a\ndrift/0' });
    const [before, toggle] = [all('#app *'), buttons('Hide the numbers')[0]];
    at.drawn = [];
    toggle?.focus();
    happen({ type: 'busy', isBusy: true, next: '' });
    happen(ToPanel.parse(JSON.parse(JSON.stringify(panelSnapshot(projects)))));
    happen({ type: 'busy', isBusy: false, next: '' });
    assert.equal(at.drawn.length, 0);
    assert.deepEqual(all('#app *'), before);
    assert.equal(at.page.document.activeElement, toggle);
  });

  it('draws the one chart that was answered anew', () => {
    show(panelProject('a'));
    at.drawn = [];
    const chart = panelChart('drift/1', { lines: [panelLine([0.1, 0.3])], summary: 'New.' });
    happen({ type: 'chart', project: 'a', headline: 'New headline.', updated: 'Later.', chart });
    assert.deepEqual(
      at.drawn.map(({ label }) => label()),
      ['Chart drift/1. New.'],
    );
    assert.deepEqual([texts('h1'), texts('.updated')], [['New headline.'], ['Later.']]);
  });

  it('keeps the focus when charts change places', () => {
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert' }), panelChart('1', { state: 'alert' })] }));
    const canvas = all('canvas')[1];
    assert.ok(canvas);
    canvas.focus();
    show(panelProject('a', { charts: [panelChart('0', { state: 'warn' }), panelChart('1', { state: 'alert' })] }));
    assert.deepEqual(texts('h3'), ['Chart 1', 'Chart 0']);
    assert.equal(at.page.document.activeElement, canvas);
  });

  it('drops the charts of what is no longer shown', () => {
    show(panelProject('a'), panelProject('b'));
    choose('project', 'b');
    assert.equal(at.destroyed, 2);
    assert.deepEqual(texts('h1'), ['Headline of b.']);
    happen(panelSnapshot([], { empty: { text: 'Nothing is declared.', offers: [] } }));
    assert.equal(at.destroyed, 4);
  });

  it('colours every chart anew with the theme, and changes nothing else', () => {
    show(panelProject('a'));
    const before = all('#app *');
    at.drawn = [];
    at.view.recolour();
    assert.equal(at.drawn.length, 2);
    assert.deepEqual(all('#app *'), before);
  });

  it('says in a chart’s place why there are no numbers, and keeps old numbers, named as old', () => {
    const failure = { text: 'The server is down.', hint: 'Start it.' };
    const charts = [
      panelChart('0', { state: 'failed', failure, lines: [], actions: ['storeCredential'] }),
      panelChart('1', { state: 'failed', failure, age: { text: '3 hours old', stale: true } }),
      panelChart('2', { state: 'loading', lines: [] }),
      panelChart('3', { state: 'no-value', lines: [panelLine([])], notes: ['A warning of the source.'] }),
    ];
    show(panelProject('a', { charts }));
    assert.deepEqual(
      at.drawn.map(({ label }) => label()),
      ['Chart 1. Summary of 1.'],
    );
    assert.deepEqual(all('.plot').map(isShown), [false, true, false, false]);
    assert.deepEqual(texts('.failure p'), ['The server is down.', 'Start it.', 'The server is down.', 'Start it.']);
    assert.deepEqual(texts('.badge.stale'), ['Stale']);
    assert.match(texts('.source')[1] ?? '', /3 hours old/);
    assert.deepEqual(texts('.place'), ['Loading…', 'There is no value in this time.']);
    assert.deepEqual(texts('.card .notes li'), ['A warning of the source.']);
    buttons('Store a token…')[0]?.click();
    assert.deepEqual(at.wishes, ['storeCredential a 0 null']);
  });

  it('lists the alerts, firing ones first, with what can be done', () => {
    const alerts = [
      panelAlert('0', { state: 'silenced' }),
      panelAlert('1', { details: ['Owner: ana'], actions: ['openRunbook', 'rollBack'] }),
      panelAlert('2', { state: 'pending' }),
    ];
    show(panelProject('a', { alerts, alertProblems: ['live: refused.'] }));
    assert.deepEqual(texts('.alerts h2'), ['Alerts (3)']);
    assert.deepEqual(texts('.alert h3'), ['Alert 1', 'Alert 2', 'Alert 0']);
    assert.deepEqual(texts('.alert .badge'), ['Firing', 'Pending', 'Silenced']);
    assert.deepEqual(texts('.alert .notes li'), ['Owner: ana']);
    assert.deepEqual(texts('.alerts .problems li'), ['live: refused.']);
    assert.equal(buttons('Roll back…')[0]?.getAttribute('aria-label'), 'Roll back…: Alert 1');
    buttons('Roll back…')[0]?.click();
    assert.deepEqual(at.wishes, ['rollBack a 1']);
    show(panelProject('a'));
    assert.equal(isShown(one('.alerts')), false);
  });

  it('brings a chart before the person’s eyes, out of its fold', () => {
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert' }), panelChart('1')] }));
    assert.equal(one('details').hasAttribute('open'), false);
    happen({ type: 'reveal', project: 'a', chart: '1' });
    assert.equal(one('details').hasAttribute('open'), true);
    assert.equal(at.page.document.activeElement, all('canvas')[1]);
    assert.equal(at.state.reveal, null);
  });

  it('reveals a chart that comes later', () => {
    happen({ type: 'reveal', project: 'b', chart: 'drift/1' });
    show(panelProject('a'), panelProject('b'));
    assert.equal(at.page.document.activeElement?.getAttribute('aria-label'), 'Chart drift/1. Summary of drift/1.');
    assert.equal(at.state.reveal, null);
  });

  it('shows a sentence and its offers where there are no charts', () => {
    const offers = [
      { id: 'x', text: 'Watch the batches', detail: 'Writes 4 entries.' },
      { id: 'y', text: 'Open it', detail: '' },
    ];
    happen(panelSnapshot([], { empty: { text: 'Nothing is declared.', offers } }));
    assert.deepEqual([texts('main h1'), texts('main li p')], [['Nothing is declared.'], ['Writes 4 entries.', '']]);
    assert.equal(all('canvas').length, 0);
    buttons('Open it')[0]?.click();
    assert.deepEqual(at.wishes, ['offer y']);
    happen(panelSnapshot([], { empty: { text: 'No project.', offers: [] } }));
    assert.equal(isShown(one('.offers')), false);
  });

  it('takes names from outside as text, whatever they hold', () => {
    const hostile = '<img src=x onerror=alert(1)>"&\u202e';
    const line = panelLine([0.1], { name: hostile, from: [hostile], notes: { 0: hostile } });
    const chart = panelChart(hostile, {
      state: 'alert',
      title: hostile,
      method: hostile,
      rule: hostile,
      summary: hostile,
      source: hostile,
      unit: hostile,
      notes: [hostile],
      lines: [line, panelLine([0.1], { name: 'b' })],
      actions: ['distribution'],
    });
    show(
      panelProject(hostile, {
        name: hostile,
        headline: hostile,
        problems: [hostile],
        models: [{ name: hostile, stages: [hostile, 'x'] }],
        charts: [chart],
        releases: [panelRelease(0, { text: hostile, version: hostile, stage: hostile })],
        alerts: [panelAlert(hostile, { name: hostile, text: hostile, details: [hostile] })],
      }),
      panelProject('b', { name: hostile }),
    );
    const key = `${hostile}\n${hostile}`;
    happen({ type: 'toggleTable', chart: key });
    happen({ type: 'toggleDistribution', chart: key });
    happen({
      type: 'distribution',
      project: hostile,
      chart: hostile,
      distribution: {
        summary: hostile,
        bins: [{ label: hostile, reference: 1, current: 1, referenceRows: 1, currentRows: 1 }],
        notes: [hostile],
      },
      failure: '',
    });
    happen({ type: 'select', chart: key, point: { line: hostile, time: weekTime(0) } });
    assert.equal(all('img, script, [onerror]').length, 0);
    for (const selector of ['h1', '.card h3', '.alert h3', '.card > .summary', '.release td:last-child', '.bars + .x, .link'])
      assert.equal(all(selector)[0]?.textContent, hostile, selector);
    assert.ok(texts('.selected')[0]?.includes(hostile));
  });
});
