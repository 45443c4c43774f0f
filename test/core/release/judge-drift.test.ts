import assert from 'node:assert/strict';
import type { ChartAnswer, ChartPoint } from '../../../src/core/charts/chart.ts';
import { format, message } from '../../../src/core/l10n/message.ts';
import { judgeDrift } from '../../../src/core/release/judge-drift.ts';
import { chartAnswer, chartSpec } from '../../support/charts.ts';

const now = Date.UTC(2026, 10, 25, 12);

describe('gate on drift', () => {
  function judged(answer: ChartAnswer, over = {}): string {
    const outcome = judgeDrift('Amount', { spec: chartSpec(over), answer }, now);
    return `${String(outcome.passed)} ${String(outcome.value)}/${String(outcome.limit)}: ${format(outcome.why, 'en')}`;
  }
  const newest = (...values: (number | null)[]): ChartAnswer =>
    chartAnswer(
      values.map((value) => [value]),
      { end: now },
    );
  const points = (...given: ChartPoint[]): ChartAnswer => ({ ...newest(), lines: [{ name: '', version: null, points: given }] });

  it('passes below the alert, a warning too', () => {
    assert.equal(judged(newest(0.2)), 'true 0.2/0.25: 0.2 of 2026-11-25T12:00:00Z does not reach the alert of 0.25.');
    assert.equal(
      judged(newest(0.9), { direction: 'below' }),
      'true 0.9/0.25: 0.9 of 2026-11-25T12:00:00Z does not reach the alert of 0.25.',
    );
  });

  it('fails at the alert, though `for` has not passed, and says since when', () => {
    const answer = chartAnswer([[0.1, 0.25, 0.3]], { end: now });
    assert.equal(judged(answer, { forMs: 3_600_000 }), 'false 0.3/0.25: 0.3 reaches the alert of 0.25 since 2026-11-25T11:59:00Z.');
    assert.match(judged(chartAnswer([[0.15, 0.25]], { end: now })), /since 2026-11-25T12:00:00Z/, 'a warning before is no alert');
  });

  it('wants every line to pass and names the one that decided', () => {
    assert.equal(judged(newest(0.1, 0.3, 0.2)), 'false 0.3/0.25: line 1: 0.3 reaches the alert of 0.25 since 2026-11-25T12:00:00Z.');
    assert.match(judged(newest(0.1, 0.2, 0.05)), /^true 0.2\/0.25: line 1: 0.2/);
    assert.match(judged(newest(0.9, 0.6), { direction: 'below' }), /^true 0.6\/0.25: line 1/);
  });

  it('fails what is unknown, with that reason', () => {
    assert.equal(judged(newest()), 'false null/0.25: There is no value.');
    assert.equal(judged(points()), 'false null/0.25: There is no value.');
    assert.equal(judged(newest(Number.NaN)), 'false NaN/0.25: The newest value, of 2026-11-25T12:00:00Z, is no number.');
    assert.equal(judged(points({ time: now, value: null, note: message({ en: 'Gone.', pl: 'Nie ma.' }) })), 'false null/0.25: Gone.');
    assert.match(
      judged(points({ time: now, value: 0, rows: { reference: 500, current: 12 } })),
      /^false 0\/0.25: Too few rows for a verdict: 12 against 500/,
    );
    assert.match(
      judged(chartAnswer([[0.1]], { end: now - 3_600_000 })),
      /^false 0.1\/0.25: The newest value is of 2026-11-25T11:00:00Z, which is too long ago/,
    );
    assert.match(judged(newest(0), { alert: null }), /^false null\/null: The drift entry has no alert/);
  });
});
