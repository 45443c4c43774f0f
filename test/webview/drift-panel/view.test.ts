import assert from 'node:assert/strict';
import { type PanelProject, ToPanel } from '../../../src/protocol/drift-panel.ts';
import type { ChartInput } from '../../../webview/drift-panel/chart-data.ts';
import type { CreateChart } from '../../../webview/drift-panel/chart-link.ts';
import { LineNumbers } from '../../../webview/drift-panel/line-data.ts';
import { initialState, type PanelEvent, type PanelState, reduce } from '../../../webview/drift-panel/state.ts';
import { createView, type View } from '../../../webview/drift-panel/view.ts';
import { openPage, type Page } from '../../support/page.ts';
import { channelDistribution } from '../../support/panel-scenes.ts';
import { panelAlert, panelChart, panelLine, panelProject, panelRelease, panelSnapshot, weekTime } from '../../support/panel-snapshot.ts';

/** The page on a document without a browser; charts are drawn by a stand-in that notes what it was asked, since they need a canvas. */
describe('the page of the drift panel', () => {
  let page: Page;
  let view: View;
  let state: PanelState;
  let wishes: string[] = [];
  let drawn: { readonly label: () => string | null; readonly input: ChartInput }[] = [];
  let destroyed = 0;

  const createChart: CreateChart = (canvas) => ({
    update: (input) => void drawn.push({ label: () => canvas.getAttribute('aria-label'), input }),
    destroy: () => void (destroyed += 1),
  });

  beforeEach(() => {
    page = openPage('<div id="app" data-loading="Computing…" data-failed="It failed."></div>');
    const root = page.document.getElementById('app');
    assert.ok(root);
    wishes = [];
    drawn = [];
    destroyed = 0;
    state = initialState();
    const actions = {
      dispatch: (event: PanelEvent): void => happen(event),
      refresh: () => void wishes.push('refresh'),
      offer: (id: string) => void wishes.push(`offer ${id}`),
      act: (action: string, of: { project: string; chart: string; point: unknown }) =>
        void wishes.push([action, of.project, of.chart, JSON.stringify(of.point)].join(' ')),
      actOnAlert: (action: string, of: { project: string; alert: string }) => void wishes.push(`${action} ${of.project} ${of.alert}`),
      export: (kind: string, project: string) => void wishes.push(`export ${kind} ${project}`),
    };
    view = createView(root, actions, { createChart, numbers: new LineNumbers() });
    view.update(state);
  });
  afterEach(() => page.close());

  const happen = (event: PanelEvent): void => {
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    view.update(state);
  };
  const show = (...projects: readonly PanelProject[]): void => happen(panelSnapshot(projects));
  const all = (selector: string): readonly HTMLElement[] => [...page.document.querySelectorAll<HTMLElement>(selector)];
  const one = (selector: string): HTMLElement => {
    const [found, ...others] = all(selector);
    assert.ok(found !== undefined && others.length === 0, `${String(all(selector).length)} elements are ${selector}`);
    return found;
  };
  const isShown = (target: HTMLElement): boolean => target.closest('[hidden]') === null;
  const texts = (selector: string): readonly (string | null)[] =>
    all(selector)
      .filter(isShown)
      .map(({ textContent }) => textContent);
  const buttons = (words: string): readonly HTMLElement[] => all('vscode-button').filter(({ textContent }) => textContent === words);
  const press = (target: HTMLElement | undefined, key: string, shiftKey = false): boolean => {
    assert.ok(target);
    return target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  };
  const choose = (id: string, value: string): void => {
    const dropdown = one(`#${id}`);
    Reflect.set(dropdown, 'value', value);
    dropdown.dispatchEvent(new Event('change'));
  };
  const values = (id: string): readonly (string | null)[] => all(`#${id} vscode-option`).map((option) => option.getAttribute('value'));

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
    assert.equal(page.document.documentElement.lang, 'en');
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

  it('names each chart, describes it by the selected point and can be reached by keyboard', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.ok(canvas);
    assert.equal(canvas.getAttribute('role'), 'img');
    assert.equal(canvas.tabIndex, 0);
    assert.equal(canvas.getAttribute('aria-label'), 'Chart drift/0. Summary of drift/0.');
    const described = page.document.getElementById(canvas.getAttribute('aria-describedby') ?? '');
    assert.match(described?.textContent ?? '', /press the arrow keys/);
    assert.equal(described?.getAttribute('aria-live'), 'polite');
  });

  it('walks along the points by arrow keys, offers what can be done there, and leaves other keys alone', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.equal(press(canvas, 'ArrowLeft'), false, 'the page must not scroll');
    assert.equal(texts('.selected')[0], 'Sep 14, 2026: 0.1. No drift. Rows: 500 against 1,500 in the reference. From data/2.csv.');
    press(canvas, 'Home');
    assert.match(texts('.selected')[0] ?? '', /^Aug 31, 2026: 0\.1\./);
    buttons('Open the file or run')[0]?.click();
    assert.deepEqual(wishes, [`openSource a drift/0 ${JSON.stringify({ chart: 'a\ndrift/0', line: '', time: weekTime(0) })}`]);
    press(canvas, 'Escape');
    assert.equal(state.choice.selected, null);
    assert.equal(buttons('Open the file or run').length, 0);
    assert.equal(press(canvas, 'Escape'), true);
    assert.equal(press(canvas, 'Tab'), true);
  });

  it('zooms all charts by keys and buttons, and moves so that the chosen point is seen', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.equal(buttons('Reset zoom')[0]?.hasAttribute('disabled'), true);
    assert.equal(press(canvas, '+'), false);
    const { zoom } = state.choice;
    assert.ok(zoom !== null && zoom.start > weekTime(0) && zoom.end < weekTime(2));
    assert.deepEqual(
      drawn.slice(-2).map(({ input }) => input.zoom),
      [zoom, zoom],
    );
    assert.match(texts('.shown')[0] ?? '', /^Zoomed to /);
    press(canvas, 'End');
    assert.equal(state.choice.zoom?.end, weekTime(2));
    press(canvas, 'ArrowLeft', true);
    assert.ok((state.choice.zoom?.end ?? 0) < weekTime(2));
    buttons('Reset zoom')[0]?.click();
    assert.equal(state.choice.zoom, null);
    buttons('+')[0]?.click();
    assert.notEqual(state.choice.zoom, null);
  });

  it('draws nothing but the chart whose point changed, and keeps every element', () => {
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert', pointActions: [] }), panelChart('1', { pointActions: [] })] }));
    const before = all('#app *');
    drawn = [];
    happen({ type: 'select', chart: 'a\n1', point: { line: '', time: weekTime(1) } });
    assert.deepEqual(
      drawn.map(({ label, input }) => [label(), input.selected?.time]),
      [['Chart 1. Summary of 1.', weekTime(1)]],
    );
    happen({ type: 'select', chart: 'a\n0', point: { line: '', time: weekTime(1) } });
    assert.equal(drawn.length, 3, 'the point of the other chart is no longer ringed');
    assert.deepEqual(all('#app *'), before);
  });

  it('changes nothing at all when a refresh finds nothing new', () => {
    const projects = [panelProject('a', { releases: [panelRelease(3)], alerts: [panelAlert('0')] })];
    show(...projects);
    happen({ type: 'toggleTable', chart: 'a\ndrift/0' });
    const [before, toggle] = [all('#app *'), buttons('Hide the numbers')[0]];
    drawn = [];
    toggle?.focus();
    happen({ type: 'busy', isBusy: true, next: '' });
    happen(ToPanel.parse(JSON.parse(JSON.stringify(panelSnapshot(projects)))));
    happen({ type: 'busy', isBusy: false, next: '' });
    assert.equal(drawn.length, 0);
    assert.deepEqual(all('#app *'), before);
    assert.equal(page.document.activeElement, toggle);
  });

  it('draws the one chart that was answered anew', () => {
    show(panelProject('a'));
    drawn = [];
    const chart = panelChart('drift/1', { lines: [panelLine([0.1, 0.3])], summary: 'New.' });
    happen({ type: 'chart', project: 'a', headline: 'New headline.', updated: 'Later.', chart });
    assert.deepEqual(
      drawn.map(({ label }) => label()),
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
    assert.equal(page.document.activeElement, canvas);
  });

  it('drops the charts of what is no longer shown', () => {
    show(panelProject('a'), panelProject('b'));
    choose('project', 'b');
    assert.equal(destroyed, 2);
    assert.deepEqual(texts('h1'), ['Headline of b.']);
    happen(panelSnapshot([], { empty: { text: 'Nothing is declared.', offers: [] } }));
    assert.equal(destroyed, 4);
  });

  it('colours every chart anew with the theme, and changes nothing else', () => {
    show(panelProject('a'));
    const before = all('#app *');
    drawn = [];
    view.recolour();
    assert.equal(drawn.length, 2);
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
      drawn.map(({ label }) => label()),
      ['Chart 1. Summary of 1.'],
    );
    assert.deepEqual(all('.plot').map(isShown), [false, true, false, false]);
    assert.deepEqual(texts('.failure p'), ['The server is down.', 'Start it.', 'The server is down.', 'Start it.']);
    assert.deepEqual(texts('.badge.stale'), ['Stale']);
    assert.match(texts('.source')[1] ?? '', /3 hours old/);
    assert.deepEqual(texts('.place'), ['Loading…', 'There is no value in this time.']);
    assert.deepEqual(texts('.card .notes li'), ['A warning of the source.']);
    buttons('Store a token…')[0]?.click();
    assert.deepEqual(wishes, ['storeCredential a 0 null']);
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
    assert.deepEqual(wishes, ['rollBack a 1']);
    show(panelProject('a'));
    assert.equal(isShown(one('.alerts')), false);
  });

  it('shows the same points and releases in a table, newest first', () => {
    const lines = [panelLine([0.1, 0.31], { verdicts: 'on', rows: [500, 12], notes: { 1: 'Too few rows.' } })];
    const releases = [panelRelease(-3, { text: 'before all batches' }), panelRelease(3, { isRollback: true, text: 'fraud back to v1' })];
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert', lines })], releases }));
    assert.equal(all('table').length, 0);
    const toggle = buttons('Show the numbers')[0];
    assert.equal(toggle?.getAttribute('aria-expanded'), 'false');
    assert.equal(toggle.getAttribute('aria-label'), 'Show the numbers: Chart 0');
    toggle.click();
    assert.equal(toggle.getAttribute('aria-expanded'), 'true');
    assert.equal(one('.table-frame').getAttribute('aria-label'), 'Data table: Chart 0');
    assert.deepEqual(texts('th'), ['Time (UTC)', 'Value', 'State', 'Rows', 'Rows of the reference', 'From', 'Note']);
    assert.deepEqual(
      all('tbody tr').map((row) => [...row.children].map(({ textContent }) => textContent)),
      [
        ['Sep 7, 2026', '0.31', 'Not enough data', '12', '1,500', 'data/1.csv', 'Too few rows.'],
        ['day 3', 'fraud back to v1'],
        ['Aug 31, 2026', '0.1', 'No drift', '500', '1,500', 'data/0.csv', ''],
      ],
    );
    all('.link')[0]?.click();
    assert.deepEqual(wishes, [`openSource a 0 ${JSON.stringify({ line: '', time: weekTime(1) })}`]);
    toggle.click();
    assert.equal(all('table').length, 0);
  });

  it('turns the pages of a long table, and makes no row that is not seen', () => {
    const count = 450;
    const lines = [panelLine(Array.from({ length: count }, (_, index) => index))];
    show(panelProject('a', { charts: [panelChart('0', { lines })] }));
    buttons('Show the numbers')[0]?.click();
    const first = () => one('tbody').children[0]?.children[1]?.textContent;
    assert.deepEqual([all('tbody tr').length, first(), texts('.table [role=status]')], [200, '449', ['1–200 of 450']]);
    assert.equal(buttons('Newer')[0]?.hasAttribute('disabled'), true);
    buttons('Older')[0]?.click();
    buttons('Older')[0]?.click();
    assert.deepEqual([all('tbody tr').length, first(), texts('.table [role=status]')], [50, '49', ['401–450 of 450']]);
    buttons('Older')[0]?.click();
    assert.equal(first(), '49', 'there is nothing older');
  });

  it('lays the compared range onto the same axis, and names both in legend and table', () => {
    const shown = { start: weekTime(3), end: weekTime(6) };
    const own = panelLine([0.1, 0.2], { times: [weekTime(3), weekTime(4)] });
    const charts = [panelChart('0', { lines: [own], compared: [panelLine([0.3, 0.4])] })];
    happen(panelSnapshot([panelProject('a', { charts })], { shown, compared: { start: weekTime(0), end: weekTime(3) } }));
    assert.equal(drawn.at(-1)?.input.shift, weekTime(3) - weekTime(0));
    assert.deepEqual(texts('.lines li'), ['Shown', 'Compared']);
    assert.match(texts('.shown')[0] ?? '', /Shown: Sep 21, 2026 – Oct 12, 2026.*Dotted: Aug 31, 2026 – Sep 21, 2026/);
    buttons('Show the numbers')[0]?.click();
    assert.deepEqual(
      all('tbody tr').map((row) => [...row.children].slice(0, 3).map(({ textContent }) => textContent)),
      [
        ['Sep 28, 2026', 'Shown', '0.2'],
        ['Sep 7, 2026', 'Compared', '0.4'],
        ['Sep 21, 2026', 'Shown', '0.1'],
        ['Aug 31, 2026', 'Compared', '0.3'],
      ],
    );
  });

  it('shows a distribution as bars and as an equal table, and says what it waits for', () => {
    show(panelProject('a', { charts: [panelChart('0', { actions: ['distribution'] })] }));
    buttons('Show the distribution')[0]?.click();
    assert.deepEqual(texts('.distribution [role=status]'), ['Reading the distribution…']);
    happen({ type: 'distribution', project: 'a', chart: '0', distribution: channelDistribution, failure: '' });
    assert.equal(all('.bars rect').length, 10);
    assert.deepEqual(
      [...(all('.distribution tbody tr')[1]?.children ?? [])].map(({ textContent }) => textContent),
      ['app', '31%', '46%', '465', '294'],
    );
    assert.equal(one('.bars').getAttribute('aria-label'), channelDistribution.summary);
    happen({ type: 'distribution', project: 'a', chart: '0', distribution: null, failure: 'The file is gone.' });
    assert.deepEqual(texts('.distribution .failure'), ['The file is gone.']);
    buttons('Hide the distribution')[0]?.click();
    assert.equal(one('.distribution').childElementCount, 0);
  });

  it('offers filters only where there is something to choose, and keeps its controls meanwhile', () => {
    const models = [{ name: 'fraud', stages: ['production', 'shadow'] }];
    const charts = [panelChart('0', { model: 'fraud' }), panelChart('1', { model: 'limits' })];
    show(panelProject('a', { charts, models, releases: [panelRelease(1)] }));
    assert.deepEqual([all('#project').length, all('#version').length], [0, 0]);
    assert.deepEqual(
      [values('model'), values('stage')],
      [
        ['', 'fraud', 'limits'],
        ['', 'production', 'shadow'],
      ],
    );
    const [model, range] = [one('#model'), one('#range')];
    choose('model', 'limits');
    assert.deepEqual(texts('h3'), ['Chart 1']);
    choose('model', '');
    assert.deepEqual(texts('h3'), ['Chart 0', 'Chart 1']);
    assert.deepEqual([one('#model'), one('#range')], [model, range]);
  });

  it('says that no chart fits the filters', () => {
    const charts = [
      panelChart('0', { lines: [panelLine([1], { version: 'v1' })] }),
      panelChart('1', { lines: [panelLine([1], { version: 'v2' })] }),
    ];
    show(panelProject('a', { charts, releases: [panelRelease(1, { version: 'v3' })] }));
    choose('version', 'v3');
    assert.deepEqual(texts('.no-chart'), ['No chart fits the filters.']);
    assert.equal(all('canvas').length, 0);
  });

  it('chooses times, comparison and pace', () => {
    show(panelProject('a'));
    choose('range', '3600000');
    assert.deepEqual(state.choice.range, { kind: 'last', ms: 3_600_000 });
    choose('compare', 'before');
    choose('auto', '60000');
    assert.deepEqual([state.choice.compare, state.choice.refreshEvery], ['before', 60_000]);
    buttons('Refresh')[0]?.click();
    assert.deepEqual(wishes, ['refresh']);
  });

  it('takes an own range once its start lies before its end', () => {
    show(panelProject('a'));
    choose('range', 'custom');
    const [from, to] = [one('#range-from'), one('#range-to')];
    assert.deepEqual(state.choice.range, { kind: 'all' }, 'nothing is asked before it is applied');
    assert.deepEqual([Reflect.get(from, 'value'), Reflect.get(to, 'value')], ['2026-08-31T00:00', '2026-09-14T00:00']);
    Reflect.set(from, 'value', '2026-10-01T00:00');
    buttons('Apply')[0]?.click();
    assert.deepEqual([texts('.mistake'), state.choice.range], [['The start must lie before the end.'], { kind: 'all' }]);
    Reflect.set(to, 'value', '2026-10-02T12:30');
    buttons('Apply')[0]?.click();
    assert.deepEqual(state.choice.range, { kind: 'between', start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 9, 2, 12, 30) });
    assert.equal(one('.mistake').textContent, '');
    choose('range', 'all');
    assert.equal(all('#range-from').length, 0);
  });

  it('exports what is shown', () => {
    show(panelProject('a'));
    for (const words of ['Picture', 'CSV', 'Markdown']) buttons(words)[0]?.click();
    assert.deepEqual(wishes, ['export png a', 'export csv a', 'export markdown a']);
    assert.deepEqual(view.shown().charts, ['drift/0', 'drift/1']);
  });

  it('brings a chart before the person’s eyes, out of its fold', () => {
    show(panelProject('a', { charts: [panelChart('0', { state: 'alert' }), panelChart('1')] }));
    assert.equal(one('details').hasAttribute('open'), false);
    happen({ type: 'reveal', project: 'a', chart: '1' });
    assert.equal(one('details').hasAttribute('open'), true);
    assert.equal(page.document.activeElement, all('canvas')[1]);
    assert.equal(state.reveal, null);
  });

  it('reveals a chart that comes later', () => {
    happen({ type: 'reveal', project: 'b', chart: 'drift/1' });
    show(panelProject('a'), panelProject('b'));
    assert.equal(page.document.activeElement?.getAttribute('aria-label'), 'Chart drift/1. Summary of drift/1.');
    assert.equal(state.reveal, null);
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
    assert.deepEqual(wishes, ['offer y']);
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
