import type { ChartAnswer, ChartSpec } from '../../src/core/charts/chart.ts';
import { format } from '../../src/core/l10n/message.ts';

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

/** The words of an answer's warnings, in English. */
export function warningsOf({ warnings }: ChartAnswer): readonly string[] {
  return warnings.map((one) => format(one, 'en'));
}
