import type { ChartAnswer, ChartPoint, ChartSpec } from '../../src/core/charts/chart.ts';
import { format } from '../../src/core/l10n/message.ts';

/** A chart of no declared thresholds, which asks for nothing but what a test adds. */
export function bareChart(over: Partial<ChartSpec>): ChartSpec {
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
    ...over,
  };
}

/** A chart of a Prometheus source with thresholds 0.1 and 0.25; what is given stands in place of that. */
export function chartSpec(over: Partial<ChartSpec> = {}): ChartSpec {
  const asked = { id: 'drift/0', group: 'drift', title: 'Amount', source: 'live', type: 'prometheus', query: 'feature_drift_psi' } as const;
  return bareChart({ ...asked, warn: 0.1, alert: 0.25, ...over });
}

/** The words of an answer's warnings, in English. */
export function warningsOf({ warnings }: Pick<ChartAnswer, 'warnings'>): readonly string[] {
  return warnings.map((one) => format(one, 'en'));
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
