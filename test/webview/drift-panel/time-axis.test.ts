import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { TimeFormats, timeSpan, timeTicks } from '../../../webview/drift-panel/time-axis.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe('the time axis', () => {
  const at = (...days: readonly number[]) => days.map((each) => each * day);
  const releases = (...days: readonly number[]) => at(...days).map((time) => ({ time }));

  it('goes from the first value to the last', () => {
    assert.deepEqual(timeSpan(at(30, 10, 20), releases(5, 15)), { min: 10 * day, max: 30 * day });
  });

  it('grows for a release after the last value, by half at most', () => {
    assert.deepEqual(timeSpan(at(10, 30), releases(32)), { min: 10 * day, max: 32 * day });
    assert.deepEqual(timeSpan(at(10, 30), releases(40, 41)), { min: 10 * day, max: 40 * day });
    assert.deepEqual(timeSpan(at(10, 30), releases(400)), { min: 10 * day, max: 30 * day });
  });

  it('gives a single value, and none, an axis that is not empty', () => {
    assert.deepEqual(timeSpan(at(10), []), { min: 9.5 * day, max: 10.5 * day });
    const { min, max } = timeSpan([], []);
    assert.ok(max > min);
  });

  it('puts ticks where few values are, else at round times', () => {
    assert.deepEqual(timeTicks({ min: 0, max: 30 * day }, 4, at(2, 10, 10, 18, 99)), at(2, 10, 18));
    assert.deepEqual(timeTicks({ min: 0, max: 30 * day }, 4, at(2, 3, 18)), at(4, 18), 'two would run into each other');
    assert.deepEqual(timeTicks({ min: 0, max: 30 * day }, 4, at(1, 2, 3, 4, 5)), at(4, 18));
    assert.deepEqual(
      timeTicks({ min: 1, max: 6 * hour }, 6),
      [1, 2, 3, 4, 5, 6].map((count) => count * hour),
    );
  });

  it('begins weeks on Mondays, and months and years on their first day', () => {
    const days = (ticks: readonly number[]): readonly string[] => ticks.map((time) => new Date(time).toISOString().slice(0, 10));
    const span = (from: string, to: string) => ({ min: Date.parse(from), max: Date.parse(to) });
    assert.deepEqual(days(timeTicks(span('2026-10-01', '2026-11-01'), 5)), ['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26']);
    assert.deepEqual(days(timeTicks(span('2026-01-15', '2026-06-15'), 5)), [
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
      '2026-05-01',
      '2026-06-01',
    ]);
    assert.deepEqual(days(timeTicks(span('2019-06-01', '2026-06-01'), 4)), ['2020-01-01', '2022-01-01', '2024-01-01', '2026-01-01']);
  });

  it('never has more ticks than have room, nor ticks beside the axis', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.oneof(fc.integer({ min: 1000, max: 100 * day }), fc.integer({ min: 100 * day, max: 40_000 * day })),
        fc.integer({ min: 2, max: 12 }),
        (min, length, most) => {
          const ticks = timeTicks({ min, max: min + length }, most);
          assert.ok(ticks.length <= most + 1, `${String(ticks.length)} of ${String(most)}`);
          for (const tick of ticks) assert.ok(tick >= min && tick <= min + length);
        },
      ),
    );
  });

  it('writes times as short as the span allows, in UTC', () => {
    const time = Date.UTC(2026, 9, 5, 23, 30);
    const formats = new TimeFormats();
    const text = (length: number, lang = 'en') => formats.of({ min: 0, max: length }, lang).format(time).replaceAll('\u202f', ' ');
    assert.equal(text(5 * 60_000), '11:30:00 PM');
    assert.equal(text(6 * hour), '11:30 PM');
    assert.equal(text(2 * day), 'Oct 5, 11:30 PM');
    assert.equal(text(90 * day), 'Oct 5');
    assert.equal(text(400 * day), 'Oct 2026');
    assert.equal(text(90 * day, 'pl'), '5 paź');
  });

  it('makes a format once for like spans', () => {
    const formats = new TimeFormats();
    assert.equal(formats.of({ min: 0, max: 90 * day }, 'en'), formats.of({ min: 5, max: 91 * day }, 'en'));
    assert.notEqual(formats.of({ min: 0, max: 90 * day }, 'en'), formats.of({ min: 0, max: 90 * day }, 'pl'));
  });
});
