import assert from 'node:assert/strict';
import { type PanelProject, ToPanel } from '../../../src/protocol/drift-panel.ts';
import type { ChartInput, CreateChart } from '../../../webview/drift-panel/chart.ts';
import { type PanelEvent, type PanelState, initialState, reduce } from '../../../webview/drift-panel/state.ts';
import { type View, createView } from '../../../webview/drift-panel/view.ts';
import { type Page, openPage } from '../../support/page.ts';
import { panelPoint, panelProject, panelRelease, panelSeries, panelSnapshot } from '../../support/panel-snapshot.ts';

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
    const note =
      (wish: string) =>
      (...words: readonly string[]): void =>
        void wishes.push([wish, ...words].join(' '));
    const dispatch = (event: PanelEvent): void => {
      state = reduce(state, event);
      view.update(state);
    };
    view = createView(
      root,
      {
        dispatch,
        refresh: note('refresh'),
        openManifest: note('manifest'),
        openBatch: note('batch'),
        emptyAction: note('action'),
      },
      createChart,
    );
    view.update(state);
  });
  afterEach(() => page.close());

  const show = (...projects: readonly PanelProject[]): void => happen(panelSnapshot(projects));
  const happen = (event: PanelEvent): void => {
    state = reduce(state, event);
    view.update(state);
  };
  const all = (selector: string): readonly HTMLElement[] => [...page.document.querySelectorAll<HTMLElement>(selector)];
  const one = (selector: string): HTMLElement => {
    const [found, ...others] = all(selector);
    assert.ok(found !== undefined && others.length === 0, `${String(all(selector).length)} elements are ${selector}`);
    return found;
  };
  const texts = (selector: string): readonly (string | null)[] => all(selector).map(({ textContent }) => textContent);
  const buttons = (words: string): readonly HTMLElement[] => all('vscode-button').filter(({ textContent }) => textContent === words);
  const press = (target: HTMLElement, key: string): boolean =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

  it('says that it computes, and that it failed, before there is anything to show', () => {
    assert.equal(one('[role=status]').textContent, 'Computing…');
    happen({ type: 'busy', isBusy: false });
    assert.equal(one('[role=status]').textContent, 'It failed.');
  });

  it('shows the headline, the problems, what drifts and, folded, what does not', () => {
    const series = [panelSeries('0'), panelSeries('1', { state: 'alert' }), panelSeries('2', { state: 'not-enough-data' })];
    show(panelProject('a', { series, problems: ['data/7.csv: There is no such file.'] }));
    assert.equal(page.document.documentElement.lang, 'en');
    assert.deepEqual(texts('h1'), ['Headline of a.']);
    assert.deepEqual(texts('.problems li'), ['data/7.csv: There is no such file.']);
    assert.deepEqual(texts('main > .cards h2'), ['Chart 1', 'Chart 2']);
    assert.deepEqual(texts('details h2'), ['Chart 0']);
    assert.deepEqual(texts('summary'), ['Without drift (1)']);
    assert.equal(one('details').hasAttribute('open'), false);
    assert.deepEqual(texts('.badge'), ['Drift', 'Not enough data', 'No drift']);
    assert.deepEqual(texts('main > .cards .method'), ['PSI · drift ≥ 0.25', 'PSI · drift ≥ 0.25']);
  });

  it('unfolds the charts where none drifts, and remembers what the person folded', () => {
    show(panelProject('a', { series: [panelSeries('0')] }));
    assert.equal(one('details').hasAttribute('open'), true);
    one('details').removeAttribute('open');
    one('details').dispatchEvent(new Event('toggle'));
    show(panelProject('a', { series: [panelSeries('0', { summary: 'New.' })] }));
    assert.equal(one('details').hasAttribute('open'), false);
  });

  it('names each chart, describes it by the selected point and can be reached by keyboard', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.ok(canvas);
    assert.equal(canvas.getAttribute('role'), 'img');
    assert.equal(canvas.tabIndex, 0);
    assert.equal(canvas.getAttribute('aria-label'), 'Chart 0. Summary of 0.');
    const described = page.document.getElementById(canvas.getAttribute('aria-describedby') ?? '');
    assert.match(described?.textContent ?? '', /press the arrow keys/);
    assert.equal(described?.getAttribute('aria-live'), 'polite');
  });

  it('walks along the points by arrow keys and leaves other keys alone', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.ok(canvas);
    assert.equal(press(canvas, 'ArrowLeft'), false, 'the page must not scroll');
    assert.deepEqual(state.selected, { series: '0', batch: 'data/2.csv' });
    assert.equal(texts('.selected')[0], 'Week 2: 0.1.');
    press(canvas, 'Home');
    assert.equal(texts('.selected')[0], 'Week 0: 0.1.');
    press(canvas, 'Escape');
    assert.equal(state.selected, null);
    assert.equal(press(canvas, 'Escape'), true);
    assert.equal(press(canvas, 'Tab'), true);
  });

  it('draws nothing but the chart whose point changed, and keeps every element', () => {
    show(panelProject('a'));
    const before = all('#app *');
    drawn = [];
    happen({ type: 'select', series: '1', batch: 'data/1.csv' });
    assert.deepEqual(
      drawn.map(({ label, input }) => [label(), input.selected]),
      [['Chart 1. Summary of 1.', 'data/1.csv']],
    );
    happen({ type: 'select', series: '0', batch: 'data/1.csv' });
    assert.equal(drawn.length, 3, 'the point of the other chart is no longer ringed');
    assert.deepEqual(all('#app *'), before);
  });

  it('changes nothing at all when a refresh finds nothing new', () => {
    const projects = [panelProject('a', { releases: [panelRelease(3)] })];
    show(...projects);
    happen({ type: 'toggleTable', table: 'a/0' });
    const [before, toggle] = [all('#app *'), buttons('Hide the numbers')[0]];
    drawn = [];
    toggle?.focus();
    happen({ type: 'busy', isBusy: true });
    happen(ToPanel.parse(JSON.parse(JSON.stringify(panelSnapshot(projects)))));
    happen({ type: 'busy', isBusy: false });
    assert.equal(drawn.length, 0);
    assert.deepEqual(all('#app *'), before);
    assert.equal(page.document.activeElement, toggle);
  });

  it('keeps the focus when charts change places', () => {
    show(panelProject('a', { series: [panelSeries('0', { state: 'alert' }), panelSeries('1', { state: 'alert' })] }));
    const canvas = all('canvas')[1];
    assert.ok(canvas);
    canvas.focus();
    show(panelProject('a', { series: [panelSeries('0', { state: 'warn' }), panelSeries('1', { state: 'alert' })] }));
    assert.deepEqual(texts('h2'), ['Chart 1', 'Chart 0']);
    assert.equal(page.document.activeElement, canvas);
  });

  it('drops the charts of what is no longer shown', () => {
    show(panelProject('a'), panelProject('b'));
    happen({ type: 'chooseProject', project: 'b' });
    assert.equal(destroyed, 2);
    assert.deepEqual(texts('h1'), ['Headline of b.']);
    happen(panelSnapshot([], { empty: { text: 'Nothing is declared.', action: 'Open it' } }));
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

  it('shows the same batches and releases in a table, newest first', () => {
    const cells = { day: 'Sep 7', score: '0.31', threshold: '0.25', rows: '12 / 1,500', note: 'Not enough data to say.' };
    const points = [panelPoint(0), panelPoint(1, { state: 'not-enough-data', cells })];
    const releases = [panelRelease(-3, { text: 'before all batches' }), panelRelease(3, { isRollback: true, text: 'fraud back to v1' })];
    show(panelProject('a', { series: [panelSeries('0', { state: 'alert', points })], releases }));
    assert.equal(all('table').length, 0);
    const toggle = buttons('Show the numbers')[0];
    assert.equal(toggle?.getAttribute('aria-expanded'), 'false');
    assert.equal(toggle.getAttribute('aria-label'), 'Show the numbers: Chart 0');
    toggle.click();
    assert.equal(toggle.getAttribute('aria-expanded'), 'true');
    assert.equal(toggle.textContent, 'Hide the numbers');
    assert.equal(one('.table-frame').getAttribute('aria-label'), 'Data table: Chart 0');
    assert.deepEqual(
      all('tbody tr').map((row) => [...row.children].map(({ textContent }) => textContent)),
      [
        ['Sep 7', '0.31', 'Not enough data', '12 / 1,500', '0.25', 'data/1.csv', 'Not enough data to say.'],
        ['day 3', 'fraud back to v1'],
        ['week 0', '0.1', 'No drift', '500 / 1,500', '0.25', 'data/0.csv', ''],
      ],
    );
    assert.deepEqual(
      all('thead th').map((cell) => cell.getAttribute('scope')),
      Array.from({ length: 7 }, () => 'col'),
    );
    toggle.click();
    assert.equal(all('table').length, 0);
  });

  it('sends wishes for the right project, chart and batch', () => {
    show(panelProject('a'), panelProject('b'));
    happen({ type: 'chooseProject', project: 'b' });
    happen({ type: 'toggleTable', table: 'b/1' });
    buttons('Refresh')[0]?.click();
    buttons('Open its line in the manifest')[1]?.click();
    all('.link')[0]?.click();
    assert.deepEqual(wishes, ['refresh', 'manifest b 1', 'batch b data/2.csv']);
  });

  it('lets the person choose project and range, and keeps the controls meanwhile', () => {
    show(panelProject('a'), panelProject('b'));
    const [project, range] = [one('#project'), one('#range')];
    assert.equal(project.getAttribute('aria-label'), 'Project');
    Reflect.set(project, 'value', 'b');
    project.dispatchEvent(new Event('change'));
    Reflect.set(range, 'value', '30d');
    range.dispatchEvent(new Event('change'));
    assert.deepEqual([state.choice.project, state.choice.range], ['b', '30d']);
    assert.equal(one('#project'), project);
    assert.equal(one('#range'), range);
  });

  it('shows a sentence and one button where there are no charts', () => {
    happen(panelSnapshot([], { empty: { text: 'Nothing is declared.', action: 'Open it' } }));
    assert.deepEqual(texts('main p'), ['Nothing is declared.']);
    assert.equal(all('canvas, h1').length, 0);
    buttons('Open it')[0]?.click();
    assert.deepEqual(wishes, ['action']);
    happen(panelSnapshot([], { empty: { text: 'No project.', action: null } }));
    assert.deepEqual(texts('main vscode-button'), []);
  });

  it('takes names from files as text, whatever they hold', () => {
    const hostile = '<img src=x onerror=alert(1)>"&\u202e';
    const batch = `${hostile}.csv`;
    const series = panelSeries('0', {
      state: 'alert',
      title: hostile,
      method: hostile,
      rule: hostile,
      summary: hostile,
      points: [panelPoint(0, { batch, sentence: hostile })],
    });
    show(
      panelProject('a', {
        name: hostile,
        headline: hostile,
        problems: [hostile],
        series: [series],
        releases: [panelRelease(1, { text: hostile })],
      }),
      panelProject('b', { name: hostile }),
    );
    happen({ type: 'toggleTable', table: 'a/0' });
    happen({ type: 'select', series: '0', batch });
    assert.equal(all('img, script, [onerror]').length, 0);
    for (const selector of ['h1', 'h2', '.problems li', '.selected', '.summary', '.release td:last-child'])
      assert.equal(one(selector).textContent, hostile);
    assert.equal(one('.link').textContent, batch);
    one('.link').click();
    assert.deepEqual(wishes, [`batch a ${batch}`]);
  });
});
