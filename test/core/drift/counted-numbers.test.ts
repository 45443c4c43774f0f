// Columns with more numbers than are held one a row: counted, exactly as long as the distinct ones fit, and else a little rounded.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { compareTables } from '../../../src/core/drift/compare-tables.ts';
import { CountedNumbers } from '../../../src/core/drift/counted-numbers.ts';
import { driftJson } from '../../../src/core/drift/drift-json.ts';
import { openTable } from '../../../src/core/drift/open-table.ts';
import { mergedSamples, sampleOf, withoutBits } from '../../../src/core/drift/sample.ts';
import type { DriftTable } from '../../../src/core/drift/table.ts';
import { createDraws, memoryFile } from './sample.ts';

/** All columns of a file, with room for so many numbers one a row. */
function tableIn(room: number, text: string, name = 'rows.csv'): DriftTable {
  const opened = openTable(memoryFile(Buffer.from(text)), name, room);
  const read = opened.kind === 'problem' ? opened : opened.file.read(null);
  if (read.kind === 'problem') assert.fail(read.message.en);
  return read.table;
}

function csv(rows: readonly (readonly (number | string)[])[]): string {
  return `${['a', 'b', 'c'].slice(0, rows[0]?.length).join(',')}\n${rows.map((row) => row.join(',')).join('\n')}\n`;
}

function jsonLines(rows: readonly (readonly (number | string)[])[]): string {
  return rows
    .map((row) => JSON.stringify(Object.fromEntries(row.flatMap((cell, at) => (cell === '' ? [] : [['abc'[at], cell]])))))
    .join('\n');
}

describe('numbers beyond what is held one a row', function () {
  this.timeout(60_000);

  it('give the very same results as long as the distinct ones fit', () => {
    const cell = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(''));
    const rows = fc.array(fc.tuple(cell, cell, fc.constantFrom('x', 'y', 'ż', '')), { minLength: 40, maxLength: 80 });
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 60 }), (reference, current, room) => {
        for (const [write, name] of [
          [csv, 'rows.csv'],
          [jsonLines, 'rows.jsonl'],
        ] as const) {
          const whole = compareTables({ reference: tableIn(1e9, write(reference), name), current: tableIn(1e9, write(current), name) });
          const counted = compareTables({ reference: tableIn(room, write(reference), name), current: tableIn(1e9, write(current), name) });
          assert.deepEqual(near(driftJson(counted)), near(driftJson(whole)));
        }
      }),
    );
  });

  it('are rounded by a known share where too many are distinct, on both sides alike, and the note says so', () => {
    const next = createDraws(5);
    const draw = (count: number, shift: number): (readonly number[])[] =>
      // Half of the values are one number: it must stay equal to itself although one side is rounded and the other is not.
      Array.from({ length: count }, (_, row) => [row % 2 === 0 ? 0.1 : next() * 100 + shift]);
    const [reference, current] = [csv(draw(120_000, 0)), csv(draw(30_000, 8))];
    const exact = compareTables({ reference: tableIn(1e9, reference), current: tableIn(1e9, current) }).columns[0];
    const rounded = compareTables({ reference: tableIn(40_000, reference), current: tableIn(1e9, current) }).columns[0];
    assert.ok(exact !== undefined && rounded !== undefined);
    assert.deepEqual(exact.notes, []);
    assert.match(rounded.notes.map(({ en }) => en).join(), /each was rounded by at most \{share\} % of its size/);
    const share = Number(rounded.notes[0]?.args['share']) / 100;
    assert.ok(share > 0 && share < 0.01, String(share));
    const [one, other] = [exact.statistics, rounded.statistics];
    assert.ok(Math.abs((one.ks?.statistic ?? 0) - (other.ks?.statistic ?? 1)) < 0.001, JSON.stringify([one.ks, other.ks]));
    // No value moved by more than the share of its size, and none is larger than 108.
    assert.ok(Math.abs((one.wasserstein ?? 0) - (other.wasserstein ?? 1)) <= 2 * 108 * share);
    for (const method of ['psi', 'jensenShannon', 'hellinger', 'wassersteinNormed'] as const) {
      // Hellinger's bins are as many as the distinct values say, of which there are fewer now.
      const tolerance = method === 'hellinger' ? 0.03 : 0.01;
      assert.ok(
        Math.abs((one[method] ?? 0) - (other[method] ?? 1)) < tolerance,
        `${method} ${String(one[method])} ${String(other[method])}`,
      );
    }
    assert.equal(rounded.drifted, exact.drifted);
    assert.deepEqual(rounded.missing, exact.missing);
  });

  it('need no more room however many come, and count every one', () => {
    const next = createDraws(9);
    const numbers = new CountedNumbers(10_000);
    const rows = 400_000;
    for (let row = 0; row < rows; row += 1) numbers.add((next() - 0.5) * 10 ** (next() * 12));
    const { values, counts } = numbers.sorted();
    assert.ok(values.length <= 10_000, String(values.length));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      rows,
    );
    assert.ok(values.every((value, at) => at === 0 || value > (values[at - 1] ?? Infinity)));
  });

  it('lose their lowest bits towards zero, the same bits whether at once or in steps', () => {
    fc.assert(
      // Numbers too small to be normal have fewer bits to lose.
      fc.property(
        fc.double({ noNaN: true }).filter((value) => value === 0 || Math.abs(value) >= 2 ** -1022),
        fc.integer({ min: 0, max: 52 }),
        fc.integer({ min: 0, max: 52 }),
        (value, one, other) => {
          const [few, many] = [Math.min(one, other), Math.max(one, other)];
          const cut = withoutBits(value, many);
          assert.equal(withoutBits(withoutBits(value, few), many), cut);
          if (!Number.isFinite(value)) assert.equal(cut, value);
          else
            assert.ok(
              Math.abs(cut) <= Math.abs(value) && Math.abs(value) - Math.abs(cut) <= Math.abs(value) * 2 ** (many - 52),
              String(cut),
            );
        },
      ),
    );
  });

  it('are one sample out of several, whichever of them are counted', () => {
    const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const sample = (values: readonly number[]) => sampleOf(Float64Array.from(values).sort());
        const whole = mergedSamples([sample(one), sample(other)]);
        const counted = mergedSamples([mergedSamples([sample(one)], 1), sample(other)]);
        assert.equal(counted.size, whole.size);
        assert.deepEqual(
          Array.from(counted.values).flatMap((value, at) => Array.from({ length: counted.weights?.[at] ?? 0 }, () => value)),
          Array.from(whole.values),
        );
      }),
    );
  });
});

/** Sums over counted and over single numbers are rounded otherwise in their last digits. */
function near(json: object): unknown {
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value));
}
