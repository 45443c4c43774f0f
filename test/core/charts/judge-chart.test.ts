import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ChartPoint } from '../../../src/core/charts/chart.ts';
import { fewestRowsForVerdict, judgeChart, runStart } from '../../../src/core/charts/judge-chart.ts';
import { chartAnswer, chartSpec } from '../../support/charts.ts';

const now = 1_700_000_000_000;
const minute = 60_000;

describe('judgement of a chart', () => {
  it('takes a value that reaches a threshold for bad, on the side that is declared', () => {
    const state = (value: number, over = {}): string => judgeChart(chartSpec(over), chartAnswer([[value]]), now).state;
    assert.deepEqual(
      [0.09, 0.1, 0.249, 0.25, Infinity].map((value) => state(value)),
      ['ok', 'warn', 'warn', 'alert', 'alert'],
    );
    const below = { warn: 0.9, alert: 0.8, direction: 'below' };
    assert.deepEqual(
      [0.91, 0.9, 0.8, -Infinity].map((value) => state(value, below)),
      ['ok', 'warn', 'alert', 'alert'],
    );
  });

  it('falls back on the thresholds of the method only where none is declared', () => {
    const defaults = { alert: 0.05, direction: 'below', inclusive: false } as const;
    const undeclared = judgeChart(chartSpec({ warn: null, alert: null }), chartAnswer([[0.05]], { defaults }), now);
    assert.equal(undeclared.state, 'ok', 'equal is not below');
    assert.deepEqual(undeclared.thresholds, { warn: null, alert: 0.05, direction: 'below', inclusive: false, declared: false });
    const declared = judgeChart(chartSpec({ warn: 0.05, alert: null }), chartAnswer([[0.05]], { defaults }), now);
    assert.deepEqual([declared.state, declared.thresholds.alert, declared.thresholds.inclusive], ['warn', null, true]);
  });

  it('lets a bad value count once it has lasted, and starts anew after a good one', () => {
    const judged = (values: (number | null)[], forMs: number, over = {}) =>
      judgeChart(chartSpec({ forMs, ...over }), chartAnswer([values]), now);
    assert.equal(judged([0.3, 0.3, 0.3], 2 * minute).state, 'alert');
    const early = judged([0.05, 0.3, 0.3], 2 * minute);
    assert.deepEqual([early.state, early.worst?.pending, early.worst?.badSince], ['ok', 'alert', now - minute]);
    assert.equal(judged([0.3, 0.05, 0.3], 2 * minute).worst?.pending, 'alert');
    assert.equal(judged([0.3, Number.NaN, 0.3], 2 * minute).worst?.pending, 'alert', 'no verdict breaks the run');
    assert.equal(judged([0.15, 0.15, 0.3], 2 * minute).state, 'warn', 'a warning for long enough, an alert not yet');
    assert.equal(judged([0.15, 0.15, 0.3], 2 * minute, { warn: null }).state, 'ok');
  });

  it('says nothing of too few rows, of no number and of no line', () => {
    const point = (current: number): ChartPoint => ({ time: now, value: 0.9, rows: { reference: 1000, current } });
    const withRows = (current: number, minRows: number | null = null): string =>
      judgeChart(chartSpec({ minRows }), { ...chartAnswer([]), lines: [{ name: '', version: null, points: [point(current)] }] }, now).state;
    assert.deepEqual([withRows(fewestRowsForVerdict - 1), withRows(fewestRowsForVerdict)], ['not-enough-data', 'alert']);
    assert.deepEqual([withRows(99, 100), withRows(100, 100), withRows(29, 1)], ['not-enough-data', 'alert', 'not-enough-data']);
    assert.equal(judgeChart(chartSpec(), chartAnswer([[0.9, null]]), now).state, 'no-value');
    assert.deepEqual(judgeChart(chartSpec(), chartAnswer([]), now).worst, null);
  });

  it('is as bad as the worst line, and unknown rather than fine', () => {
    const state = (...newest: (number | null)[]): string => judgeChart(chartSpec(), chartAnswer(newest.map((value) => [value])), now).state;
    assert.deepEqual([state(0, 0.3), state(0.3, null), state(0, null), state(0, 0)], ['alert', 'alert', 'no-value', 'ok']);
  });

  it('calls a value stale that is older than its source allows, and none without a pace', () => {
    const stale = (age: number, pace: number | null): boolean =>
      judgeChart(chartSpec(), chartAnswer([[0]], { end: now - age, pace }), now).stale;
    assert.deepEqual([stale(150_000, minute), stale(150_001, minute)], [false, true]);
    assert.deepEqual([stale(60_000, 1000), stale(60_001, 1000), stale(1e12, null)], [false, true, false]);
  });

  it('dates a run from where values were as bad as that', () => {
    const [line = assert.fail()] = judgeChart(chartSpec(), chartAnswer([[0, 0.15, 0.3, 0.3, 0.15, 0]]), now).lines;
    const starts = line.verdicts.map((_, index) => runStart(line, index)).map((time) => (time === null ? null : (time - now) / minute));
    assert.deepEqual(starts, [null, -4, -3, -3, -4, null]);
  });

  it('never calls an alert what has not been at the alert for as long as asked', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1 }), { minLength: 1, maxLength: 30 }), fc.nat(20), (values, minutes) => {
        const { state } = judgeChart(chartSpec({ forMs: minutes * minute }), chartAnswer([values]), now);
        const tail = values.slice(-(minutes + 1));
        const lasted = tail.length === minutes + 1 && tail.every((value) => value >= 0.25);
        assert.equal(state === 'alert', lasted);
      }),
    );
  });
});
