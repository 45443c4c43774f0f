import assert from 'node:assert/strict';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import type { LiveAlert } from '../../../src/core/charts/live-alert.ts';
import { message } from '../../../src/core/l10n/message.ts';
import { causeOfAlert, causeOfChart, type MeantPoint } from '../../../src/extension/drift-panel/chart-cause.ts';
import type { ChartView } from '../../../src/extension/drift-panel/chart-view.ts';
import { bareChart } from '../../support/charts.ts';

const start = Date.UTC(2026, 10, 1);
const minute = 60_000;

describe('the cause of a rollback', () => {
  const spec = bareChart({ title: 'Latency', group: 'operations', type: 'prometheus', query: 'q', unit: 'ms', warn: 100, alert: 300 });
  const answer = {
    lines: [
      { name: 'v1', version: 'v1', points: [50, 50, 50, 50].map((value, index) => ({ time: start + index * minute, value })) },
      { name: 'v2', version: 'v2', points: [50, 150, 400, 500].map((value, index) => ({ time: start + index * minute, value })) },
    ],
    method: null,
    defaults: { alert: null, direction: 'above' as const, inclusive: true },
    pace: minute,
    warnings: [],
  };
  const view: ChartView = { spec, source: message({ en: '', pl: '' }), given: { answer, at: start }, compared: null, failure: null };
  const now = start + 4 * minute;
  const cause = (point: MeantPoint) => causeOfChart(view, judgeChart(spec, answer, now), { point, language: 'en', now });

  it('is the newest value of the worst line, of an alert that began with its run of alerts', () => {
    assert.deepEqual(cause(null), {
      reason: 'Latency, v2: 500 ms at 2026-11-01T00:03:00Z (warning ≥ 100, alert ≥ 300), Alert',
      alert: { name: 'Latency', since: start + 2 * minute },
    });
  });

  it('is the point that the person selected, of the episode that the point is in', () => {
    assert.deepEqual(cause({ line: 'v2', time: start + minute })?.alert, { name: 'Latency', since: start + minute });
    const fine = cause({ line: 'v1', time: start });
    assert.deepEqual(
      [fine?.reason, fine?.alert],
      ['Latency, v1: 50 ms at 2026-11-01T00:00:00Z (warning ≥ 100, alert ≥ 300), Within limits', null],
    );
  });

  it('is none where the point is not there, or nothing was answered', () => {
    assert.equal(cause({ line: 'v3', time: start }), null);
    assert.equal(cause({ line: 'v1', time: 1 }), null);
    assert.equal(causeOfChart({ ...view, given: null }, null, { point: null, language: 'en', now }), null);
  });

  it('is an alert since it is', () => {
    const alert: LiveAlert = {
      name: 'Slow',
      state: 'firing',
      since: start,
      value: 400.123456,
      labels: {},
      annotations: {},
      silenced: null,
      rule: null,
      source: 'live',
    };
    assert.deepEqual(causeOfAlert(alert, 'en'), {
      reason: 'Alert Slow since 2026-11-01T00:00:00Z, value 400.1',
      alert: { name: 'Slow', since: start },
    });
    assert.equal(causeOfAlert({ ...alert, value: null }, 'pl').reason, 'Alert Slow od 2026-11-01T00:00:00Z');
  });
});
