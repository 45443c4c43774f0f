import type { Json } from '../../facts/format.ts';
import { isJsonList, isJsonMap } from '../../facts/plain-json.ts';

/** What a report says it is, and the columns that it judges. */
export interface ReportShape {
  readonly tool: 'Evidently' | 'Great Expectations';
  /** Each once, in the report's order; empty where it names none. */
  readonly columns: readonly string[];
}

/**
 * Knows a report by its shape: Evidently's with `metrics` of `metric` and `result` (to 0.6) or of `metric_name` or `metric_id` and `value`
 * (from 0.7); Great Expectations' validation result with `statistics` and `results` of `expectation_config`. Null for any other JSON.
 */
export function reportOf(data: Json | undefined): ReportShape | null {
  if (!isJsonMap(data)) return null;
  const { metrics, results, statistics } = data;
  if (isJsonMap(statistics) && 'evaluated_expectations' in statistics && isJsonList(results))
    return { tool: 'Great Expectations', columns: unique(results.flatMap(expectedColumn)) };
  if (!isJsonList(metrics) || metrics.length === 0) return null;
  const isEvidently = metrics.every(
    (metric) =>
      isJsonMap(metric) &&
      (('metric' in metric && 'result' in metric) || (('metric_name' in metric || 'metric_id' in metric) && 'value' in metric)),
  );
  return isEvidently ? { tool: 'Evidently', columns: unique(metrics.flatMap(driftColumns)) } : null;
}

function expectedColumn(result: Json): readonly string[] {
  const config = isJsonMap(result) ? result['expectation_config'] : undefined;
  const settings = isJsonMap(config) ? config['kwargs'] : undefined;
  const column = isJsonMap(settings) ? settings['column'] : undefined;
  return typeof column === 'string' ? [column] : [];
}

/** `drift_by_columns` of the older layout, `ValueDrift(column=…)` of the newer one. */
function driftColumns(metric: Json): readonly string[] {
  if (!isJsonMap(metric)) return [];
  const { result, config, metric_name: name } = metric;
  const byColumn = isJsonMap(result) ? result['drift_by_columns'] : undefined;
  if (isJsonMap(byColumn)) return Object.keys(byColumn);
  if (metric['metric'] === 'ColumnDriftMetric' && isJsonMap(result) && typeof result['column_name'] === 'string')
    return [result['column_name']];
  if (
    isJsonMap(config) &&
    typeof config['column'] === 'string' &&
    typeof config['type'] === 'string' &&
    config['type'].endsWith(':ValueDrift')
  )
    return [config['column']];
  const [, column] = /^ValueDrift\(column=([^,)]+)/.exec(typeof name === 'string' ? name : '') ?? [];
  return column === undefined ? [] : [column];
}

function unique(columns: readonly string[]): readonly string[] {
  return [...new Set(columns)];
}
