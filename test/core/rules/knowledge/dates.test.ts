import assert from 'node:assert/strict';
import { dateAfter, daysBetween, durationInDays } from '../../../../src/core/rules/knowledge/dates.ts';

describe('dates and durations', () => {
  it('counts durations in days as Prometheus does', () => {
    assert.equal(durationInDays('30d'), 30);
    assert.equal(durationInDays('1y1w1d'), 373);
    assert.equal(durationInDays('36h'), 1.5);
    for (const text of ['', 'd', '30', '30 d', 'monthly']) assert.equal(durationInDays(text), undefined, text);
  });

  it('counts days over leap years and refuses days that are none', () => {
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    assert.equal(daysBetween('2026-11-22', '2026-11-01T08:00:00Z'), -21);
    assert.equal(daysBetween('2026-02-30', '2026-03-01'), undefined);
    assert.equal(dateAfter('2026-12-31', 1.9), '2027-01-01');
    assert.equal(dateAfter('yesterday', 1), undefined);
  });
});
