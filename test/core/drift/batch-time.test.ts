import assert from 'node:assert/strict';
import { batchTimeFromColumn, batchTimeFromPath } from '../../../src/core/drift/batch-time.ts';
import { tableFromCsv } from './sample.ts';

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString().replace(':00.000Z', 'Z'));

describe('the time of a batch', () => {
  const names: readonly (readonly [string, string | null])[] = [
    ['data/batches/2026-10-05.csv', '2026-10-05T00:00Z'],
    ['data/batches/batch_20261005.csv', '2026-10-05T00:00Z'],
    ['2026_10_05_scores.jsonl', '2026-10-05T00:00Z'],
    ['scores-2026.10.05.csv', '2026-10-05T00:00Z'],
    ['2026-10-05T13.csv', '2026-10-05T13:00Z'],
    ['20261005T1345.csv', '2026-10-05T13:45Z'],
    ['2026-10-05T13-45-00.csv', '2026-10-05T13:45Z'],
    ['2026_W40.csv', '2026-09-28T00:00Z'],
    ['week-2026-W01.csv', '2025-12-29T00:00Z'],
    ['2026W53.csv', '2026-12-28T00:00Z'],
    ['2025-W53.csv', null],
    ['2026-10.csv', '2026-10-01T00:00Z'],
    ['month_2026_02.csv', '2026-02-01T00:00Z'],
    ['2026-13.csv', null],
    ['2026-02-30.csv', null],
    ['v2-2026-02-30-2026-03-01.csv', '2026-03-01T00:00Z'],
    ['day=2026-10-05/part-0.csv', '2026-10-05T00:00Z'],
    ['2025-01-01/2026-10-05.csv', '2026-10-05T00:00Z'],
    ['1234202610059.csv', null],
    ['current.csv', null],
    ['', null],
  ];
  for (const [path, expected] of names) it(`${path} is ${String(expected)}`, () => assert.equal(iso(batchTimeFromPath(path)), expected));

  it('is the earliest in a column of dates, seconds or milliseconds', () => {
    const table = tableFromCsv(
      'day,time,zone,seconds,milliseconds,words,empty\n' +
        '2026-10-06,2026-10-06 12:30:00,2026-10-05T00:30+0200,1791158400,1791158400000,soon,\n' +
        '2026-10-05,2026-10-06T07:15,2026-10-05T00:30Z,1791072000,1791072000000,later,\n',
    );
    const times = table.names.map((name) => iso(batchTimeFromColumn(table, name)));
    assert.deepEqual(times, [
      '2026-10-05T00:00Z',
      '2026-10-06T07:15Z',
      '2026-10-04T22:30Z',
      '2026-10-04T00:00Z',
      '2026-10-04T00:00Z',
      null,
      null,
    ]);
    assert.equal(batchTimeFromColumn(table, 'nothing'), null);
  });
});
