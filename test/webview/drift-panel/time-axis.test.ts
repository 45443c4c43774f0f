import assert from 'node:assert/strict';
import { timeFormat, timeSpan } from '../../../webview/drift-panel/time-axis.ts';

describe('the time axis', () => {
  const day = 24 * 60 * 60 * 1000;
  const at = (...days: readonly number[]) => days.map((each) => ({ time: each * day }));

  it('goes from the first batch to the last', () => {
    assert.deepEqual(timeSpan(at(10, 20, 30), at(5, 15)), { min: 10 * day, max: 30 * day });
  });

  it('grows for a release after the last batch, by half at most', () => {
    assert.deepEqual(timeSpan(at(10, 30), at(32)), { min: 10 * day, max: 32 * day });
    assert.deepEqual(timeSpan(at(10, 30), at(40, 41)), { min: 10 * day, max: 40 * day });
    assert.deepEqual(timeSpan(at(10, 30), at(400)), { min: 10 * day, max: 30 * day });
  });

  it('gives a single batch, and none, an axis that is not empty', () => {
    assert.deepEqual(timeSpan(at(10), []), { min: 9.5 * day, max: 10.5 * day });
    const { min, max } = timeSpan([], []);
    assert.ok(max > min);
  });

  it('writes dates as short as the span allows, in UTC', () => {
    const time = Date.UTC(2026, 9, 5, 23, 30);
    const text = (days: number, lang = 'en') => timeFormat({ min: 0, max: days * day }, lang).format(time);
    assert.match(text(1), /^Oct 5, 11:30.PM$/);
    assert.equal(text(90), 'Oct 5');
    assert.equal(text(400), 'Oct 2026');
    assert.equal(text(90, 'pl'), '5 paź');
  });
});
