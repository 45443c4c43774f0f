import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { chartRange } from '../../../src/core/charts/time-range.ts';
import { mostSteps } from '../../../src/core/model/series.ts';

const hour = 3_600_000;

describe('times of a chart', () => {
  it('are round, and as many as the chart is wide', () => {
    const end = 1_700_000_012_345;
    assert.deepEqual(chartRange({ start: end - hour, end }, 600), { start: 1_699_996_410_000, end: 1_700_000_010_000, step: 10_000 });
    assert.equal(chartRange({ start: end - 90 * 24 * hour, end }, 400).step, 6 * hour);
  });

  it('are never more than pixels or than a server gives, and never none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4e11 }), fc.integer({ min: -5, max: 100_000 }), (length, width) => {
        const end = 1_700_000_000_000;
        const range = chartRange({ start: end - length, end }, width);
        const steps = (range.end - range.start) / range.step;
        assert.ok(Number.isInteger(steps) && steps >= 0 && steps <= Math.min(mostSteps, Math.max(61, width + 1)), `${steps} steps`);
        assert.ok(range.end <= end && end - range.end < range.step);
      }),
    );
  });
});
