import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { type CellNumber, numberFromText, readCellNumber } from '../../../src/core/drift/cell-number.ts';

function read(text: string): CellNumber {
  const cell: CellNumber = { value: 0, integer: false };
  readCellNumber(Buffer.from(`,${text},`), 1, 1 + Buffer.byteLength(text), cell);
  return cell;
}

describe('readCellNumber', () => {
  it('rounds as JavaScript does, however many digits are written', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 1, maxLength: 22 });
    const written = fc.tuple(fc.constantFrom('', '-', '+'), digits, fc.option(digits), fc.option(fc.integer({ min: -330, max: 330 })));
    fc.assert(
      fc.property(written, ([sign, whole, part, exponent]) => {
        const text = `${sign}${whole}${part === null ? '' : `.${part}`}${exponent === null ? '' : `e${String(exponent)}`}`;
        assert.equal(read(text).value, Number(text), text);
        assert.equal(numberFromText(text), Number(text), text);
        assert.equal(read(text).integer, part === null && exponent === null, text);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads back what programs write: the shortest digits of a double, and seventeen', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        for (const text of [String(value), value.toPrecision(17), value.toPrecision(16)])
          assert.equal(read(text).value, Number(text), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('breaks ties to even', () => {
    for (const text of [
      '9007199254740993',
      '9007199254740995',
      '900719925474099.30',
      '90071992547409.93',
      '0.5000000000000000555',
      '1.0000000000000001110',
    ]) {
      assert.equal(read(text).value, Number(text), text);
    }
  });
});
