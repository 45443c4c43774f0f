import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readColumnSide } from '../../../src/core/drift/column-pair.ts';
import { distributionOfColumn } from '../../../src/core/drift/distribution.ts';
import { createDraws, tableOf } from './sample.ts';

const sideOf = (values: readonly (number | string | boolean)[]) =>
  readColumnSide(tableOf({ x: values, row: values.map((_, row) => row) }), 0);

describe('distributionOfColumn', () => {
  it('has the bins of numpy.histogram_bin_edges(reference + current, "sturges") for many numbers', () => {
    const next = createDraws(7);
    const reference = Array.from({ length: 600 }, () => next());
    const current = Array.from({ length: 424 }, () => next() + 0.25);
    const found = distributionOfColumn(sideOf(reference), [sideOf(current)]);
    assert.ok(found.type === 'numeric');
    // 1024 rows make log2(1024) + 1 bins, or one more where the division rounds up.
    assert.ok(found.bins.length === 11 || found.bins.length === 12);
    assert.equal(found.bins[0]?.from, Math.min(...reference, ...current));
    assert.equal(found.bins.at(-1)?.to, Math.max(...reference, ...current));
    for (const [index, bin] of found.bins.entries()) {
      const isLast = index === found.bins.length - 1;
      const inBin = (value: number): boolean => value >= bin.from && (value < bin.to || (isLast && value === bin.to));
      assert.deepEqual([bin.reference, bin.current], [reference.filter(inBin).length, current.filter(inBin).length]);
    }
  });

  it('has one bin a value for up to 20 numbers, missing and infinite values beside them', () => {
    const found = distributionOfColumn(sideOf([1, 2, 2, 'NA', 3, 'inf']), [sideOf([2, 5, '']), sideOf([5, 'nan'])]);
    assert.deepEqual(found, {
      type: 'numeric',
      rows: { reference: 4, current: 3 },
      missing: { reference: 1, current: 2 },
      infinite: { reference: 1, current: 0 },
      bins: [
        { from: 1, to: 1, reference: 1, current: 0 },
        { from: 2, to: 2, reference: 2, current: 1 },
        { from: 3, to: 3, reference: 1, current: 0 },
        { from: 5, to: 5, reference: 0, current: 2 },
      ],
    });
  });

  it('has the most frequent categories of both sides, and all the others in one', () => {
    const reference = ['Łódź', 'Łódź', 'Łódź', 'a', 'a', 'b', 'c', 'NA'];
    const found = distributionOfColumn(sideOf(reference), [sideOf(['new', 'new', 'a']), sideOf(['new', 'd', ''])], { categories: 3 });
    assert.deepEqual(found, {
      type: 'categorical',
      rows: { reference: 7, current: 5 },
      missing: { reference: 1, current: 1 },
      infinite: { reference: 0, current: 0 },
      bins: [
        { value: 'new', reference: 0, current: 3, categories: 1 },
        { value: 'a', reference: 2, current: 1, categories: 1 },
        { value: 'Łódź', reference: 3, current: 0, categories: 1 },
        { value: null, reference: 2, current: 1, categories: 3 },
      ],
    });
  });

  it('reads numbers as categories where another batch has texts, as they are written', () => {
    const found = distributionOfColumn(sideOf(['1.0', '2']), [sideOf(['1.0', 2]), sideOf(['x'])]);
    assert.deepEqual(found.type === 'categorical' && found.bins.map(({ value, reference, current }) => [value, reference, current]), [
      ['1.0', 1, 1],
      ['2', 1, 1],
      ['x', 0, 1],
    ]);
    const flags = distributionOfColumn(sideOf(['True', 'False']), [sideOf(['TRUE'])]);
    assert.deepEqual([flags.type, flags.bins.length], ['boolean', 2]);
  });

  it('counts every value once, whatever the data and however they are divided into batches', () => {
    const cells = fc.array(
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.constantFrom('NA', 'x', '🐢')),
      {
        maxLength: 70,
      },
    );
    fc.assert(
      fc.property(cells, cells, fc.nat(70), (reference, current, cut) => {
        const whole = distributionOfColumn(sideOf(reference), [sideOf(current)]);
        const parts = distributionOfColumn(sideOf(reference), [sideOf(current.slice(0, cut)), sideOf(current.slice(cut))]);
        assert.deepEqual(parts, whole);
        for (const side of ['reference', 'current'] as const) {
          const all = [...whole.bins].reduce((sum, bin) => sum + bin[side], 0);
          assert.equal(all, whole.rows[side]);
          const given = side === 'reference' ? reference : current;
          assert.equal(whole.rows[side] + whole.missing[side] + whole.infinite[side], given.length);
        }
      }),
    );
  });
});
