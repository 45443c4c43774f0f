import { metricNames } from '../../facts/monitoring/promql.ts';

/** The metric names in a PromQL expression, each once, in order. Grafana's variables such as `$__rate_interval` are taken for five minutes. */
export function promqlMetrics(expression: string): readonly string[] {
  return metricNames(expression.replaceAll(/\[\s*\$\{?\w+\}?\s*\]/g, '[5m]').replaceAll(/\$\{?\w+\}?/g, 'x'));
}
