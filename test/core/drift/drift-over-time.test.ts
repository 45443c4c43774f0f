import assert from 'node:assert/strict';
import { type DriftSeries, type WatchedFeature, driftOverTime } from '../../../src/core/drift/drift-over-time.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { createDraws, tableOf } from './sample.ts';

function amounts({ rows, shift, seed }: { rows: number; shift: number; seed: number }) {
  const next = createDraws(seed);
  return tableOf({
    amount: Array.from({ length: rows }, () => next() + shift),
    city: Array.from({ length: rows }, () => (next() < 0.5 ? 'Gdynia' : 'Łódź')),
  });
}

const reference = amounts({ rows: 500, shift: 0, seed: 1 });
const batches = [
  { label: 'c.csv', time: 3, table: amounts({ rows: 300, shift: 0.5, seed: 4 }) },
  { label: 'a.csv', time: 1, table: amounts({ rows: 300, shift: 0, seed: 2 }) },
  { label: 'b.csv', time: 2, table: amounts({ rows: 300, shift: 0.08, seed: 3 }) },
  { label: 'd.csv', time: 4, table: amounts({ rows: 20, shift: 0.5, seed: 5 }) },
  { label: 'e.csv', time: 5, table: tableOf({ city: ['Gdynia'] }) },
];

function seriesOf(feature: Omit<WatchedFeature, 'title' | 'column'> & { column?: string }): DriftSeries {
  const [series] = driftOverTime({ reference, batches, features: [{ title: 'T', column: 'amount', ...feature }] });
  assert.ok(series !== undefined);
  return series;
}
const states = ({ points }: DriftSeries) => points.map(({ batch, state }) => `${batch} ${state}`);

describe('driftOverTime', () => {
  it('orders the points by time, with thresholds, sizes and reasons', () => {
    const series = seriesOf({ method: 'psi', warn: 0.05, alert: 0.25 });
    assert.deepEqual(states(series), ['a.csv ok', 'b.csv warn', 'c.csv alert', 'd.csv not-enough-data', 'e.csv not-enough-data']);
    assert.deepEqual([series.warn, series.alert, series.direction, series.minRows], [0.05, 0.25, 'above', 30]);
    const [, , alert, few, absent] = series.points;
    assert.ok(alert !== undefined && few !== undefined && absent !== undefined);
    assert.deepEqual([alert.threshold, alert.rowsReference, alert.rowsCurrent, alert.note], [0.25, 500, 300, null]);
    assert.ok((alert.score ?? 0) > 0.25);
    assert.equal(typeof few.score, 'number');
    assert.match(format(few.note ?? assert.fail(), 'en'), /^Not enough data to say: 500 reference and 20 current values/);
    assert.equal(absent.score, null);
    assert.equal(format(absent.note ?? assert.fail(), 'en'), "There is no column 'amount' on both sides.");
  });

  it('takes the usual test, threshold and direction where nothing is declared', () => {
    const series = seriesOf({});
    assert.deepEqual([series.method, series.alert, series.warn, series.direction], ['ks', 0.05, null, 'below']);
    assert.deepEqual(states(series).slice(0, 3), ['a.csv ok', 'b.csv ok', 'c.csv alert']);
  });

  it('has no alert where only a warning is declared', () => {
    const series = seriesOf({ method: 'psi', warn: 0.05 });
    assert.deepEqual(states(series).slice(0, 3), ['a.csv ok', 'b.csv warn', 'c.csv warn']);
    assert.equal(series.points[2]?.threshold, 0.05);
  });

  it('reaches a declared threshold when it is equalled, on the side declared', () => {
    const score = seriesOf({ method: 'chiSquare', column: 'city' }).points[0]?.score ?? assert.fail();
    assert.equal(seriesOf({ method: 'chiSquare', column: 'city', alert: score }).points[0]?.state, 'alert');
    assert.equal(seriesOf({ method: 'chiSquare', column: 'city', alert: score, direction: 'above' }).points[0]?.state, 'alert');
    assert.equal(seriesOf({ method: 'chiSquare', column: 'city', alert: score * 0.99 }).points[0]?.state, 'ok');
    assert.equal(seriesOf({ method: 'chiSquare', column: 'city', alert: score * 1.01, direction: 'above' }).points[0]?.state, 'ok');
  });

  it('asks for as many rows as declared, never for fewer than 30', () => {
    assert.equal(seriesOf({ method: 'psi', minRows: 301 }).points[0]?.state, 'not-enough-data');
    assert.equal(seriesOf({ method: 'psi', minRows: 5 }).points[3]?.state, 'not-enough-data');
  });

  it('says where a method does not fit, or has no value', () => {
    const words = seriesOf({ method: 'ks', column: 'city' }).points[0];
    assert.deepEqual([words?.score, words?.state], [null, 'not-enough-data']);
    assert.equal(format(words?.note ?? assert.fail(), 'en'), "The method ks does not fit the column 'city'.");
    const constant = tableOf({ x: Array.from({ length: 50 }, () => 'a') });
    const [single] = driftOverTime({
      reference: constant,
      batches: [{ label: 'a', time: 1, table: constant }],
      features: [{ title: 'T', column: 'x', method: 'chiSquare' }],
    });
    assert.deepEqual([single?.points[0]?.score, single?.points[0]?.state], [NaN, 'not-enough-data']);
  });

  it('gives empty series where there are no batches', () => {
    const [series] = driftOverTime({ reference, batches: [], features: [{ title: 'T', column: 'amount' }] });
    assert.deepEqual([series?.points, series?.method, series?.alert], [[], null, null]);
  });
});
