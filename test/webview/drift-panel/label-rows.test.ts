import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { labelRows } from '../../../webview/drift-panel/label-rows.ts';

describe('labelRows', () => {
  const space = { rows: 2, left: 0, right: 200, gap: 2 };
  const label = (centre: number, width = 40) => ({ centre, width });

  it('leaves labels with room where they want to be, in the lowest row', () => {
    assert.deepEqual(labelRows([label(30), label(100)], space), [
      { row: 0, centre: 30 },
      { row: 0, centre: 100 },
    ]);
  });

  it('moves labels in from the edges', () => {
    assert.deepEqual(labelRows([label(0), label(200)], space), [
      { row: 0, centre: 20 },
      { row: 0, centre: 180 },
    ]);
  });

  it('puts an older neighbour a row higher, and leaves out the oldest where all rows are full', () => {
    assert.deepEqual(labelRows([label(80), label(90), label(100)], space), [null, { row: 1, centre: 90 }, { row: 0, centre: 100 }]);
  });

  it('leaves out what is wider than the chart', () => {
    assert.deepEqual(labelRows([label(100, 300)], space), [null]);
  });

  it('never lets two labels cover each other, and never leaves the chart', () => {
    const labels = fc.array(
      fc.record({ centre: fc.double({ min: -50, max: 250, noNaN: true }), width: fc.double({ min: 1, max: 120, noNaN: true }) }),
    );
    fc.assert(
      fc.property(labels, (wanted) => {
        const drawn = labelRows(wanted, space).flatMap((place, index) => {
          const width = wanted[index]?.width ?? 0;
          return place === null ? [] : [{ row: place.row, from: place.centre - width / 2, to: place.centre + width / 2 }];
        });
        for (const one of drawn) assert.ok(one.from >= space.left - 1e-9 && one.to <= space.right + 1e-9);
        for (const [index, one] of drawn.entries()) {
          for (const other of drawn.slice(index + 1)) assert.ok(one.row !== other.row || one.to <= other.from || other.to <= one.from);
        }
      }),
    );
  });
});
