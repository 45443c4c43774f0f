import type { ChartAnswer, ChartPoint, ChartSpec } from '../../src/core/charts/chart.ts';

/** A chart of a Prometheus source with thresholds 0.1 and 0.25; what is given stands in place of that. */
export function chartSpec(over: Partial<ChartSpec> = {}): ChartSpec {
  return {
    id: 'drift/0',
    group: 'drift',
    title: 'Amount',
    source: 'live',
    type: 'prometheus',
    query: 'feature_drift_psi',
    column: null,
    metric: null,
    unit: '',
    method: null,
    warn: 0.1,
    alert: 0.25,
    direction: null,
    forMs: 0,
    minRows: null,
    model: null,
    ...over,
  };
}

/** An answer of lines of values, a minute apart and ending at `end`. */
export function chartAnswer(
  lines: readonly (readonly (number | null)[])[],
  over: Partial<ChartAnswer> & { readonly end?: number } = {},
): ChartAnswer {
  const { end = 1_700_000_000_000, ...rest } = over;
  return {
    lines: lines.map((values, index) => ({
      name: lines.length === 1 ? '' : `line ${index}`,
      version: null,
      points: values.map((value, place): ChartPoint => ({ time: end - (values.length - 1 - place) * 60_000, value })),
    })),
    method: null,
    defaults: { alert: null, direction: 'above', inclusive: true },
    pace: 60_000,
    warnings: [],
    ...rest,
  };
}
