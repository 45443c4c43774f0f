import assert from 'node:assert/strict';
import { channelDistribution } from '../../support/panel-scenes.ts';
import { panelChart, panelLine, panelProject, panelRelease, panelSnapshot, weekTime } from '../../support/panel-snapshot.ts';
import { usePanelView } from '../../support/panel-view.ts';

describe('a chart on the page of the drift panel', () => {
  const { at, happen, show, all, one, texts, buttons, press } = usePanelView();

  it('names each chart, describes it by the selected point and can be reached by keyboard', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.ok(canvas);
    assert.equal(canvas.getAttribute('role'), 'img');
    assert.equal(canvas.tabIndex, 0);
    assert.equal(canvas.getAttribute('aria-label'), 'Chart drift/0. Summary of drift/0.');
    const described = at.page.document.getElementById(canvas.getAttribute('aria-describedby') ?? '');
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
    assert.deepEqual(at.wishes, [`openSource a drift/0 ${JSON.stringify({ chart: 'a\ndrift/0', line: '', time: weekTime(0) })}`]);
    press(canvas, 'Escape');
    assert.equal(at.state.choice.selected, null);
    assert.equal(buttons('Open the file or run').length, 0);
    assert.equal(press(canvas, 'Escape'), true);
    assert.equal(press(canvas, 'Tab'), true);
  });

  it('zooms all charts by keys and buttons, and moves so that the chosen point is seen', () => {
    show(panelProject('a'));
    const [canvas] = all('canvas');
    assert.equal(buttons('Reset zoom')[0]?.hasAttribute('disabled'), true);
    assert.equal(press(canvas, '+'), false);
    const { zoom } = at.state.choice;
    assert.ok(zoom !== null && zoom.start > weekTime(0) && zoom.end < weekTime(2));
    assert.deepEqual(
      at.drawn.slice(-2).map(({ input }) => input.zoom),
      [zoom, zoom],
    );
    assert.match(texts('.shown')[0] ?? '', /^Zoomed to /);
    const end = (): number => at.state.choice.zoom?.end ?? 0;
    press(canvas, 'End');
    assert.equal(end(), weekTime(2));
    press(canvas, 'ArrowLeft', true);
    assert.ok(end() < weekTime(2));
    buttons('Reset zoom')[0]?.click();
    assert.equal(at.state.choice.zoom, null);
    buttons('+')[0]?.click();
    assert.notEqual(at.state.choice.zoom, null);
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
    assert.deepEqual(at.wishes, [`openSource a 0 ${JSON.stringify({ line: '', time: weekTime(1) })}`]);
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
    assert.equal(at.drawn.at(-1)?.input.shift, weekTime(3) - weekTime(0));
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
});
