import type { ChartSpec } from '../../src/core/charts/chart.ts';

/** A chart that asks for nothing but what a test adds. */
export function chartSpec(extra: Partial<ChartSpec>): ChartSpec {
  return {
    id: 'charts/0',
    group: 'quality',
    title: 'A chart',
    source: 'source',
    type: 'reports',
    query: null,
    column: null,
    metric: null,
    unit: '',
    method: null,
    warn: null,
    alert: null,
    direction: null,
    forMs: 0,
    minRows: null,
    model: null,
    ...extra,
  };
}
