import assert from 'node:assert/strict';
import { panelChart, panelLine, panelProject, panelRelease } from '../../support/panel-snapshot.ts';
import { usePanelView } from '../../support/panel-view.ts';

describe('the controls of the drift panel', () => {
  const { at, show, all, one, texts, buttons, choose, values } = usePanelView();

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
    assert.deepEqual(at.state.choice.range, { kind: 'last', ms: 3_600_000 });
    choose('compare', 'before');
    choose('auto', '60000');
    assert.deepEqual([at.state.choice.compare, at.state.choice.refreshEvery], ['before', 60_000]);
    buttons('Refresh')[0]?.click();
    assert.deepEqual(at.wishes, ['refresh']);
  });

  it('takes an own range once its start lies before its end', () => {
    show(panelProject('a'));
    choose('range', 'custom');
    const [from, to] = [one('#range-from'), one('#range-to')];
    assert.deepEqual(at.state.choice.range, { kind: 'all' }, 'nothing is asked before it is applied');
    assert.deepEqual([Reflect.get(from, 'value'), Reflect.get(to, 'value')], ['2026-08-31T00:00', '2026-09-14T00:00']);
    Reflect.set(from, 'value', '2026-10-01T00:00');
    buttons('Apply')[0]?.click();
    assert.deepEqual([texts('.mistake'), at.state.choice.range], [['The start must lie before the end.'], { kind: 'all' }]);
    Reflect.set(to, 'value', '2026-10-02T12:30');
    buttons('Apply')[0]?.click();
    assert.deepEqual(at.state.choice.range, { kind: 'between', start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 9, 2, 12, 30) });
    assert.equal(one('.mistake').textContent, '');
    choose('range', 'all');
    assert.equal(all('#range-from').length, 0);
  });

  it('exports what is shown', () => {
    show(panelProject('a'));
    for (const words of ['Picture', 'CSV', 'Markdown']) buttons(words)[0]?.click();
    assert.deepEqual(at.wishes, ['export png a', 'export csv a', 'export markdown a']);
    assert.deepEqual(at.view.shown().charts, ['drift/0', 'drift/1']);
  });
});
