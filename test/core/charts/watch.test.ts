import assert from 'node:assert/strict';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import { noMemory, snooze, standingOf, type WatchMemory, watchRound } from '../../../src/core/charts/watch.ts';
import { chartAnswer, chartSpec } from '../../support/charts.ts';

const start = 1_700_000_000_000;
const minute = 60_000;

/** Looks at one chart again and again; `values` end at the look. */
function watch(memory: WatchMemory, at: number, values: readonly (number | null)[] | null, over = {}) {
  const judgement = values === null ? null : judgeChart(chartSpec(over), chartAnswer([values], { end: at }), at);
  return watchRound(memory, [{ key: 'a', judgement }], at);
}

describe('watch over charts', () => {
  it('tells of an episode once, and of the next one again', () => {
    const first = watch(noMemory, start, [0, 0.3]);
    assert.deepEqual(first.announce, ['a']);
    const second = watch(first.memory, start + minute, [0.3, 0.4]);
    assert.deepEqual([second.announce, second.memory.episodes['a']?.since], [[], start]);
    const over = watch(second.memory, start + 2 * minute, [0.4, 0.1]);
    assert.deepEqual([over.announce, over.memory.episodes, over.standings], [[], {}, ['warn']]);
    assert.deepEqual(watch(over.memory, start + 3 * minute, [0.1, 0.3]).announce, ['a']);
  });

  it('knows another episode by the good value before it, though nobody looked then', () => {
    const first = watch(noMemory, start, [0, 0.3]);
    assert.deepEqual(watch(first.memory, start + 60 * minute, [0.3, 0, 0.3]).announce, ['a']);
    // All values that the window still holds are bad: the same episode.
    const later = watch(first.memory, start + 2 * minute, [0.3, 0.3, 0.3]);
    assert.deepEqual([later.announce, later.memory.episodes['a']?.since], [[], start]);
  });

  it('does not take silence, staleness or too few rows for the end', () => {
    const first = watch(noMemory, start, [0.3]);
    const silent = watch(first.memory, start + minute, null);
    assert.deepEqual([silent.standings, silent.announce], [['unknown'], []]);
    assert.deepEqual(watch(silent.memory, start + 2 * minute, [0.3, 0.3, 0.3]).announce, []);
    assert.deepEqual(watch(silent.memory, start + 2 * minute, [null]).memory.episodes, first.memory.episodes);
  });

  it('waits for `for`', () => {
    const over = { forMs: 2 * minute };
    assert.deepEqual(watch(noMemory, start, [0, 0.3, 0.3], over).announce, []);
    const lasted = watch(noMemory, start, [0.3, 0.3, 0.3], over);
    assert.deepEqual([lasted.announce, lasted.memory.episodes['a']?.since], [['a'], start - 2 * minute]);
  });

  it('keeps quiet while snoozed, and tells once more after', () => {
    const first = watch(noMemory, start, [0.3]);
    const snoozed = snooze(first.memory, 'a', start + 10 * minute);
    const during = watch(snoozed, start + minute, [0.3, 0.3]);
    assert.deepEqual(during.announce, []);
    const unknown = watch(during.memory, start + 11 * minute, null);
    assert.deepEqual(unknown.announce, []);
    const values = Array.from({ length: 14 }, () => 0.3);
    const after = watch(unknown.memory, start + 12 * minute, values);
    assert.deepEqual(after.announce, ['a']);
    assert.deepEqual(watch(after.memory, start + 13 * minute, values).announce, []);
    // An episode of its own is told of, snoozed or not.
    assert.deepEqual(watch(during.memory, start + 5 * minute, [0, 0.3]).announce, ['a']);
  });

  it('takes a warning for bad only where it is the one threshold', () => {
    const judged = (over: object) => standingOf(judgeChart(chartSpec(over), chartAnswer([[0.15]], { end: start }), start));
    assert.deepEqual([judged({}), judged({ alert: null })], ['warn', 'bad']);
    const none = { warn: null, alert: null };
    assert.deepEqual(standingOf(judgeChart(chartSpec(none), chartAnswer([[9]], { end: start }), start)), 'fine');
  });

  it('drops what it knew of charts that are gone, whatever they are called', () => {
    const judgement = judgeChart(chartSpec(), chartAnswer([[0.3]], { end: start }), start);
    const { memory, announce } = watchRound(noMemory, [{ key: 'constructor', judgement }], start);
    assert.deepEqual(announce, ['constructor']);
    assert.deepEqual(watchRound(memory, [], start).memory, noMemory);
  });
});
