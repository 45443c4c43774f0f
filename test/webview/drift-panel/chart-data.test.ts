import assert from 'node:assert/strict';
import { type ChartInput, drawnPoints, marksOf, tracksOf } from '../../../webview/drift-panel/chart-data.ts';
import { lineData, LineNumbers, placeOf } from '../../../webview/drift-panel/line-data.ts';
import { valueSpan } from '../../../webview/drift-panel/value-axis.ts';
import { createWords } from '../../../webview/drift-panel/words.ts';
import { panelChart, panelLine, panelSnapshot, weekTime } from '../../support/panel-snapshot.ts';

const words = createWords(panelSnapshot([]).labels);
const input = (part: Partial<ChartInput>): ChartInput => ({
  chart: panelChart('0'),
  lines: [],
  compared: [],
  shift: 0,
  releases: [],
  axis: { min: weekTime(0), max: weekTime(2) },
  zoom: null,
  words,
  selected: null,
  ...part,
});
const seen = { min: weekTime(0), max: weekTime(2) };

describe('what a chart draws', () => {
  it('keeps values with too few rows apart, so that no line leads to them', () => {
    const [line, unjudged] = tracksOf(input({ lines: [panelLine([0.1, 0.9, 0.2], { verdicts: 'ono' })] }), new LineNumbers());
    assert.ok(line && unjudged);
    assert.deepEqual([line.kind, unjudged.kind], ['line', 'unjudged']);
    assert.deepEqual(
      drawnPoints(line, seen, 400).map(({ y }) => y),
      [0.1, Number.NaN, 0.2],
    );
    assert.deepEqual(drawnPoints(unjudged, seen, 400), [{ x: weekTime(1), y: 0.9, at: 1 }]);
  });

  it('breaks the line where there is no value', () => {
    const [line] = tracksOf(input({ lines: [panelLine([0.1, null, 0.2])] }), new LineNumbers());
    assert.ok(line);
    assert.deepEqual(
      drawnPoints(line, seen, 400).map(({ y }) => y),
      [0.1, Number.NaN, 0.2],
    );
    assert.deepEqual(line.extent, { min: 0.1, max: 0.2 });
  });

  it('lays compared lines onto the same axis, in the look of the line with their name', () => {
    const before = panelLine([0.5, 0.6], { name: 'b', times: [weekTime(-3), weekTime(-2)] });
    const lines = [panelLine([0.1], { name: 'a' }), panelLine([0.1], { name: 'b' })];
    const [compared] = tracksOf(input({ lines, compared: [before], shift: weekTime(3) - weekTime(0) }), new LineNumbers());
    assert.ok(compared);
    assert.deepEqual([compared.kind, compared.place], ['compared', 1]);
    assert.deepEqual([...compared.points.times], [weekTime(0), weekTime(1)]);
  });

  it('marks all points where there is room', () => {
    const [line] = tracksOf(input({ lines: [panelLine([0.1, 0.2, 0.3], { verdicts: 'owa' })] }), new LineNumbers());
    assert.ok(line);
    const marks = marksOf(line, drawnPoints(line, seen, 400), { width: 400, seen, direction: 'above' });
    assert.deepEqual(marks.map(({ verdict }) => verdict).join(''), 'owa');
  });

  describe('where there are many points', () => {
    const count = 4000;
    const times = Array.from({ length: count }, (_, index) => index * 1000);
    const all = { min: 0, max: count * 1000 };
    const marksIn = (values: readonly (number | null)[], verdicts: string, direction: 'above' | 'below') => {
      const [line] = tracksOf(input({ lines: [panelLine(values, { times, verdicts })] }), new LineNumbers());
      assert.ok(line);
      return marksOf(line, drawnPoints(line, all, 400), { width: 400, seen: all, direction });
    };

    it('marks the worst of each few pixels that is bad, and nothing that is fine', () => {
      const bad = new Map([
        [1000, 5],
        [1001, 9],
        [1002, 7],
        [3000, -9],
      ]);
      const values = times.map((_time, index) => bad.get(index) ?? Math.sin(index) / 10);
      const verdicts = times.map((_time, index) => (index === 3000 ? 'w' : bad.has(index) ? 'a' : 'o')).join('');
      assert.deepEqual(
        marksIn(values, verdicts, 'above').map(({ y, verdict }) => [y, verdict]),
        [
          [9, 'a'],
          [-9, 'w'],
        ],
      );
      const below = times.map((_time, index) => (index === 2000 ? -5 : index === 2004 ? -6 : 0));
      const marks = marksIn(below, times.map((_time, index) => (index === 2000 || index === 2004 ? 'a' : 'o')).join(''), 'below');
      assert.deepEqual(
        marks.map(({ y }) => y),
        [-6],
      );
    });

    it('marks what stands alone between gaps, for no line shows it', () => {
      const values = times.map((_time, index) => (index > 1900 && index < 2100 && index !== 2000 ? null : 1));
      const marks = marksIn(values, values.map((value) => (value === null ? 'x' : 'o')).join(''), 'above');
      assert.deepEqual(
        marks.map(({ x }) => x),
        [2_000_000],
      );
    });
  });

  it('finds a point by its time, and makes a line’s numbers once', () => {
    const [numbers, line] = [new LineNumbers(), panelLine()];
    assert.deepEqual([placeOf(line, weekTime(1), numbers), placeOf(line, weekTime(1) + 1, numbers)], [1, -1]);
    assert.equal(numbers.of(line), numbers.of(line));
    assert.equal(lineData(panelLine([null, null])).extent, null);
  });
});

describe('the value axis', () => {
  const none = { warn: null, alert: null, group: 'operations' } as const;

  it('shows all values and both thresholds', () => {
    const { min, max } = valueSpan([{ min: 0.1, max: 0.2 }], { warn: 0.1, alert: 0.5, group: 'drift' });
    assert.equal(min, 0);
    assert.ok(max > 0.5);
  });

  it('begins at 0 only where the values need not be squeezed for it', () => {
    assert.equal(valueSpan([{ min: 10, max: 100 }], none).min, 0);
    assert.ok(valueSpan([{ min: 0.91, max: 0.93 }], none).min > 0.9);
    assert.equal(valueSpan([{ min: 0.91, max: 0.93 }], { ...none, group: 'drift' }).min, 0);
    assert.ok(valueSpan([{ min: -1, max: 1 }], none).min < -1);
  });

  it('is never empty', () => {
    for (const extents of [[], [{ min: 0, max: 0 }], [{ min: 5, max: 5 }], [{ min: -5, max: -5 }]]) {
      const { min, max } = valueSpan(extents, none);
      assert.ok(max > min);
    }
  });
});
