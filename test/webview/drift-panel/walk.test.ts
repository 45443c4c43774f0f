import assert from 'node:assert/strict';
import { LineNumbers } from '../../../webview/drift-panel/line-data.ts';
import { pointByKey } from '../../../webview/drift-panel/walk.ts';
import { panelLine, weekTime } from '../../support/panel-snapshot.ts';

describe('walking along points', () => {
  const numbers = new LineNumbers();
  const first = panelLine([1, 2, 3], { name: 'a' });
  const second = panelLine([1, 2], { name: 'b', times: [weekTime(0) + 1000, weekTime(2) - 1000] });
  const from = (key: string, week: number | null, lines = [first, second]) =>
    pointByKey(key, lines, { chosen: week === null ? null : { line: 'a', time: weekTime(week) }, numbers });
  const week = (of: number) => ({ line: 'a', time: weekTime(of) });

  it('goes from point to point and stays at the ends', () => {
    assert.deepEqual(from('ArrowRight', null), week(0));
    assert.deepEqual(from('ArrowLeft', null), week(2));
    assert.deepEqual(from('ArrowRight', 1), week(2));
    assert.deepEqual(from('ArrowRight', 2), week(2));
    assert.deepEqual(from('ArrowLeft', 0), week(0));
    assert.deepEqual(from('Home', 2), week(0));
    assert.deepEqual(from('End', 0), week(2));
  });

  it('skips a tenth by the page keys', () => {
    const long = [
      panelLine(
        Array.from({ length: 100 }, () => 1),
        { name: 'a' },
      ),
    ];
    assert.deepEqual(from('PageDown', 5, long), week(15));
    assert.deepEqual(from('PageUp', 5, long), week(0));
    assert.deepEqual(from('PageDown', 95, long), week(99));
  });

  it('goes to the point of the next line that is nearest in time', () => {
    assert.deepEqual(from('ArrowDown', 0), { line: 'b', time: second.times[0] });
    assert.deepEqual(from('ArrowDown', 2), { line: 'b', time: second.times[1] });
    assert.deepEqual(pointByKey('ArrowUp', [first, second], { chosen: { line: 'b', time: second.times[1] ?? 0 }, numbers }), week(2));
    assert.equal(from('ArrowUp', 0), null);
    assert.equal(from('ArrowDown', null), null);
  });

  it('begins anew where the chosen point is gone, and leads nowhere without points or by other keys', () => {
    assert.deepEqual(pointByKey('ArrowRight', [first], { chosen: { line: 'gone', time: 5 }, numbers }), week(0));
    assert.equal(from('Enter', 1), null);
    assert.equal(from('ArrowLeft', null, []), null);
    assert.equal(from('End', null, [panelLine([], { name: 'a' })]), null);
  });
});
