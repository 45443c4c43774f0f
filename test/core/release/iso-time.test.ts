import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isoTime, isoTimes } from '../../../src/core/release/iso-time.ts';

describe('isoTime', () => {
  it('writes UTC in whole seconds, whatever the number', () => {
    assert.equal(isoTime(1_700_000_000_000), '2023-11-14T22:13:20Z');
    assert.equal(isoTime(1e300), '+275760-09-13T00:00:00Z');
    assert.equal(isoTime(-1), '1969-12-31T23:59:59Z');
  });

  it('is the time that a date writes, one after another too', () => {
    const timeOf = isoTimes();
    fc.assert(
      fc.property(fc.integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }), (second) => {
        assert.equal(timeOf(second * 1000), new Date(second * 1000).toISOString().replace('.000Z', 'Z'));
      }),
    );
    const first = timeOf(1_700_000_000_000);
    assert.notEqual(timeOf(1_700_000_001_000), first);
  });
});
