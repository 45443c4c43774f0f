import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareTables } from '../../../src/core/drift/compare-tables.ts';
import { countValues } from '../../../src/core/drift/count-pair.ts';
import { driftJson } from '../../../src/core/drift/drift-json.ts';
import { hellinger } from '../../../src/core/drift/hellinger.ts';
import { jensenShannon } from '../../../src/core/drift/jensen-shannon.ts';
import { kolmogorovSmirnov } from '../../../src/core/drift/kolmogorov-smirnov.ts';
import { kolmogorovTail, smirnovTail } from '../../../src/core/drift/kolmogorov-distribution.ts';
import { psi } from '../../../src/core/drift/psi.ts';
import { binomialProbability, deviance, normalDistribution, stirlingError, upperGamma } from '../../../src/core/drift/special-functions.ts';
import { type Sample, sampleOf } from '../../../src/core/drift/sample.ts';
import { sortFinite } from '../../../src/core/drift/sort-finite.ts';
import { sturgesEdges } from '../../../src/core/drift/sturges-edges.ts';
import { wasserstein, wassersteinNormed } from '../../../src/core/drift/wasserstein.ts';
import { assertClose } from './close-to.ts';
import { createDraws, tableOf } from './sample.ts';

const column = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
  minLength: 1,
  maxLength: 80,
});
const hostile = fc.array(fc.double(), { maxLength: 60 });
const cell = fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constantFrom('', 'NA', 'x', 'ż'));
const sorted = (values: readonly number[]): Sample => sampleOf(sortFinite(Float64Array.from(values)));

function statisticsOf(reference: readonly (number | string | boolean)[], current: readonly (number | string | boolean)[]) {
  const drift = compareTables({ reference: tableOf({ x: reference }), current: tableOf({ x: current }) });
  const [judged] = drift.columns;
  assert.ok(judged !== undefined);
  return judged.statistics;
}

describe('properties of the drift statistics', () => {
  it('equal samples do not drift', () => {
    fc.assert(
      fc.property(column, (values) => {
        const { psi: index, ks, chiSquare, zTest, ...distances } = statisticsOf(values, values.toReversed());
        assert.equal(index, 0);
        assert.deepEqual(distances, { jensenShannon: 0, wasserstein: 0, wassersteinNormed: 0, hellinger: 0 });
        assert.deepEqual(ks, { statistic: 0, pValue: 1 });
        assert.ok(chiSquare === null || chiSquare.statistic < 1e-9);
        assert.ok(zTest === null || zTest.pValue === 1);
      }),
    );
  });

  it('distances do not depend on which side is the reference', () => {
    fc.assert(
      fc.property(column, column, (first, second) => {
        const [a, b] = [sorted(first), sorted(second)];
        const [there, back] = [countValues(a, b), countValues(b, a)];
        assertClose(wasserstein(a, b), wasserstein(b, a), 'wasserstein', { floor: 1 });
        assertClose(jensenShannon(there), jensenShannon(back), 'jensenShannon', { floor: 1 });
        assertClose(hellinger(there), hellinger(back), 'hellinger', { floor: 1 });
        assertClose(psi(there), psi(back), 'psi', { floor: 1 });
        const [forth, again] = [kolmogorovSmirnov(a, b), kolmogorovSmirnov(b, a)];
        assertClose(forth.statistic, again.statistic, 'D', { floor: 1 });
        assertClose(forth.pValue, again.pValue, 'p');
      }),
    );
  });

  it('a shift of the whole column moves the Wasserstein distance by as much', () => {
    fc.assert(
      fc.property(column, fc.double({ min: 0, max: 1e3, noNaN: true }), (values, shift) => {
        const moved = values.map((value) => value + shift);
        assertClose(wasserstein(sorted(values), sorted(moved)), shift, 'shift', { floor: 1 });
      }),
    );
  });

  it('every statistic stays in its range, or is NaN where it has no value', () => {
    const within = (value: number | null | undefined, low: number, high: number): void => {
      if (value === null || value === undefined || Number.isNaN(value)) return;
      assert.ok(value >= low && value <= high, `${String(value)} is not between ${String(low)} and ${String(high)}`);
    };
    fc.assert(
      fc.property(hostile, hostile, (reference, current) => {
        const judged = statisticsOf([...reference, 1], [...current, 2]);
        within(judged.psi, 0, Infinity);
        within(judged.ks?.statistic, 0, 1);
        within(judged.ks?.pValue, 0, 1);
        within(judged.chiSquare?.statistic, 0, Infinity);
        within(judged.chiSquare?.pValue, 0, 1);
        within(judged.zTest?.pValue, 0, 1);
        within(judged.jensenShannon, 0, Math.sqrt(Math.LN2));
        within(judged.wasserstein, 0, Infinity);
        within(judged.wassersteinNormed, 0, Infinity);
        within(judged.hellinger, 0, 1);
      }),
    );
  });

  it('a whole comparison is total, and every number of its JSON is one that JSON has', () => {
    const cells = fc.array(cell, { maxLength: 40 });
    fc.assert(
      fc.property(cells, cells, fc.constantFrom(undefined, 'numeric', 'categorical', 'boolean'), (reference, current, type) => {
        const tables = { reference: tableOf({ x: reference }), current: tableOf({ x: current }) };
        const drift = compareTables(type === undefined ? tables : { ...tables, types: new Map([['x', type]]) });
        const [judged] = drift.columns;
        assert.ok(judged !== undefined);
        assert.equal(judged.method === null, judged.score === null);
        if (judged.drifted === null) assert.ok(judged.notes.length > 0);
        // Infinity and NaN would print as null, so none may reach the printer; what is null there was null before.
        JSON.stringify(driftJson(drift), (key, value: unknown) => {
          assert.ok(typeof value !== 'number' || Number.isFinite(value), key);
          return value;
        });
      }),
    );
  });
});

describe('the functions below are total', () => {
  const numbers = [NaN, -Infinity, -1, -0, 0, 5e-324, 0.3, 1, 1e308, Infinity];
  it('special functions end on any number', () => {
    for (const a of numbers) {
      for (const b of numbers) {
        assert.equal(typeof upperGamma(a, b), 'number');
        assert.equal(typeof deviance(a, b), 'number');
        assert.equal(typeof kolmogorovTail(a, Math.min(b, 1e4)), 'number');
        assert.equal(typeof smirnovTail(a, Math.min(b, 1e4)), 'number');
        assert.equal(typeof binomialProbability({ successes: a, trials: b, p: 0.5, q: 0.5 }), 'number');
      }
      assert.equal(typeof normalDistribution(a), 'number');
      assert.equal(typeof stirlingError(a), 'number');
    }
  });

  it('statistics of nothing are NaN', () => {
    const [none, some] = [sampleOf(new Float64Array(0)), sampleOf(Float64Array.of(1, 2))];
    for (const [a, b] of [
      [none, some],
      [some, none],
      [none, none],
    ] as const) {
      const counts = countValues(a, b);
      const { statistic, pValue } = kolmogorovSmirnov(a, b);
      const all = [statistic, pValue, wasserstein(a, b), wassersteinNormed(a, b), psi(counts), jensenShannon(counts), hellinger(counts)];
      assert.deepEqual(
        all,
        all.map(() => NaN),
      );
    }
  });

  it('sorted columns with values that were not cleaned do not hang', () => {
    const dirty = sampleOf(Float64Array.of(-Infinity, 1, Infinity, NaN, NaN));
    assert.equal(typeof kolmogorovSmirnov(dirty, dirty).pValue, 'number');
    assert.equal(typeof wasserstein(dirty, sampleOf(Float64Array.of(1))), 'number');
    assert.ok(countValues(dirty, sampleOf(Float64Array.of(0))).reference.length > 0);
  });

  it('the radix sort of long columns is the host’s own, without what is not finite', () => {
    const next = createDraws(3);
    const odd = [NaN, Infinity, -Infinity, -0, 0, 5e-324, -5e-324, 1.7e308, -1.7e308];
    for (const make of [
      () => next() - 0.5,
      () => Math.floor(next() * 40) - 20,
      () => (next() - 0.5) * 10 ** (next() * 600 - 300),
      () => 7,
      () => odd[Math.floor(next() * odd.length)] ?? 0,
    ]) {
      const values = Float64Array.from({ length: 30_000 }, make);
      const expected = values
        .filter(Number.isFinite)
        .map((value) => value + 0)
        .sort();
      assert.deepEqual(sortFinite(values), expected);
    }
  });

  it('edges of a range beyond a double are none', () => {
    assert.equal(sturgesEdges({ min: -1.7e308, max: 1.7e308, count: 50, integers: false }), null);
    assert.equal(sturgesEdges({ min: NaN, max: 1, count: 50, integers: false }), null);
    assert.equal(sturgesEdges({ min: 0, max: 1, count: 0, integers: false }), null);
    assert.deepEqual(sturgesEdges({ min: 0, max: 5e-324, count: 50, integers: false })?.at(-1), 5e-324);
  });
});
