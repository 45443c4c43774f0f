import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decimate, firstAtLeast, type Points } from '../../../webview/drift-panel/decimate.ts';

const points = (times: readonly number[], values: readonly number[]): Points => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

/** Points with ragged times, some at the same time, and gaps. */
const ragged = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 400 }),
      fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -50, max: 50 }) }, { weight: 1, arbitrary: fc.constant(Number.NaN) }),
    ),
    {
      maxLength: 300,
    },
  )
  .map((list) => list.sort(([one], [other]) => one - other))
  .map((list) =>
    points(
      list.map(([time]) => time),
      list.map(([, value]) => value),
    ),
  );
const windows = fc
  .record({ start: fc.integer({ min: -20, max: 420 }), length: fc.integer({ min: 1, max: 400 }), bucket: fc.integer({ min: 1, max: 60 }) })
  .map(({ start, length, bucket }) => ({ start, end: start + length, bucket }));

describe('decimate', () => {
  it('keeps the least and the greatest value of each bucket, and nothing else but gaps', () => {
    const [times, values] = [
      [0, 1, 2, 3, 4, 10, 11, 12, 13, 14],
      [5, 9, 1, 4, 6, 2, Number.NaN, 8, 7, 3],
    ];
    assert.deepEqual(decimate(points(times, values), { start: 0, end: 20, bucket: 10 / 3 }), [1, 2, 4, 5, 6, 7, 9]);
    assert.deepEqual(decimate(points(times, values), { start: 0, end: 20, bucket: 10 }), [1, 2, 5, 6, 7]);
  });

  it('keeps all where there is no more than a point a bucket', () => {
    assert.deepEqual(decimate(points([0, 1, 2], [5, 5, 5]), { start: 0, end: 3, bucket: 1 }), [0, 1, 2]);
  });

  it('takes one point beyond each end, so that lines leave the picture', () => {
    const line = points([0, 10, 20, 30, 40], [1, 2, 3, 4, 5]);
    assert.deepEqual(decimate(line, { start: 12, end: 28, bucket: 1 }), [1, 2, 3]);
    assert.deepEqual(decimate(line, { start: 21, end: 29, bucket: 1 }), [2, 3]);
    assert.deepEqual(decimate(line, { start: 50, end: 60, bucket: 1 }), [4]);
    assert.deepEqual(decimate(points([], []), { start: 0, end: 1, bucket: 1 }), []);
  });

  it('says the same of constant values and of values that are gaps alone', () => {
    const times = Array.from({ length: 100 }, (_, index) => index);
    assert.deepEqual(
      decimate(
        points(
          times,
          times.map(() => 7),
        ),
        { start: 0, end: 99, bucket: 50 },
      ),
      [0, 50],
    );
    assert.deepEqual(
      decimate(
        points(
          times,
          times.map(() => Number.NaN),
        ),
        { start: 0, end: 99, bucket: 50 },
      ),
      [0],
    );
  });

  it('never hides an extreme of a bucket that is seen', () => {
    fc.assert(
      fc.property(ragged, windows, (line, window) => {
        const kept = new Set(decimate(line, window));
        const buckets = new Map<number, number[]>();
        for (const [at, time] of line.times.entries()) {
          if (time < window.start || time > window.end || Number.isNaN(line.values[at])) continue;
          const place = Math.floor(time / window.bucket);
          buckets.set(place, [...(buckets.get(place) ?? []), at]);
        }
        for (const places of buckets.values()) {
          const values = places.map((at) => line.values[at] ?? 0);
          const drawn = places.filter((at) => kept.has(at)).map((at) => line.values[at] ?? 0);
          assert.equal(Math.min(...drawn), Math.min(...values));
          assert.equal(Math.max(...drawn), Math.max(...values));
        }
      }),
    );
  });

  it('keeps a gap wherever points that it draws next to each other have one between them', () => {
    fc.assert(
      fc.property(ragged, windows, (line, window) => {
        const kept = decimate(line, window);
        for (const [index, at] of kept.entries()) {
          const next = kept[index + 1];
          assert.ok(next === undefined || next > at, 'in order, each once');
          if (next === undefined || Number.isNaN(line.values[at]) || Number.isNaN(line.values[next])) continue;
          assert.ok(!line.values.slice(at, next).some(Number.isNaN));
        }
      }),
    );
  });

  it('draws at most two values and three gaps a bucket', () => {
    const times = Array.from({ length: 8333 }, (_, index) => index * 60_000);
    const line = points(
      times,
      times.map((_time, index) => Math.sin(index)),
    );
    assert.ok(decimate(line, { start: 0, end: 8333 * 60_000, bucket: (8333 * 60_000) / 500 }).length <= 1002);
  });

  it('finds the first place of a time', () => {
    const times = Float64Array.from([1, 3, 3, 5]);
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((time) => firstAtLeast(times, time)),
      [0, 0, 1, 1, 3, 3, 4],
    );
  });
});
