import type { JsonNode } from '../json/parse-json.ts';
import type { EvidentlyMetric } from './evidently-new.ts';
import { type ReportValue, mostReportValues } from './report-facts.ts';
import { entriesOf } from './report-json.ts';

/** What a report says of each column's drift stands among its columns. */
const leftOut: ReadonlySet<string> = new Set(['drift_by_columns', 'small_distribution']);
const deepest = 5;

/** The numbers of a metric, with the keys that lead to each. Lists, which are curves and histograms, are left out. */
export function reportValues({ type, column, value }: EvidentlyMetric): readonly ReportValue[] {
  const values: ReportValue[] = [];
  const walk = (node: JsonNode | undefined, path: readonly string[]): void => {
    if (node?.kind === 'number' && typeof node.value === 'number' && values.length < mostReportValues)
      values.push({ metric: type, column, path: path.join('.'), value: node.value });
    if (path.length >= deepest) return;
    for (const [key, inner] of entriesOf(node)) if (!leftOut.has(key)) walk(inner, [...path, key]);
  };
  walk(value, []);
  return values;
}
