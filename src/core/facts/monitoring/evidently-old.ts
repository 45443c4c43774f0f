/** Metrics and test suites as Evidently wrote them up to 0.6, and since 0.7 under `evidently.legacy`. */
import { type JsonNode, jsonItems, jsonText } from '../json/parse-json.ts';
import type { EvidentlyMetric } from './evidently-new.ts';
import type { EvidentlyFacts, ReportColumn } from './report-facts.ts';
import { booleanOf, entriesOf, locatedText, nodeAt, numberOf, textOf } from './report-json.ts';

/** Whether an item of `metrics` is of the old kind: its class and its result. */
export function isOldMetric(node: JsonNode): boolean {
  return jsonText(nodeAt(node, 'metric')) !== undefined && nodeAt(node, 'result')?.kind === 'object';
}

/** Such an item. */
export function oldMetric(node: JsonNode): EvidentlyMetric {
  const value = nodeAt(node, 'result');
  return {
    type: textOf(nodeAt(node, 'metric')) ?? '',
    column: textOf(nodeAt(value, 'column_name')),
    value,
    driftShare: numberOf(nodeAt(value, 'drift_share')),
    columns: oldColumns(value),
  };
}

/** Columns of a drift table, or the column of a metric that is about one. */
function oldColumns(result: JsonNode | undefined): readonly ReportColumn[] {
  const table = entriesOf(nodeAt(result, 'drift_by_columns'));
  const own = nodeAt(result, 'drift_score') === undefined ? [] : [['', result, undefined] as const];
  return [...table, ...own].flatMap(([key, column, keySpan]) => {
    const name = locatedText(nodeAt(column, 'column_name')) ?? (keySpan === undefined ? null : { value: key, span: keySpan });
    if (name === null || nodeAt(column, 'drift_score') === undefined) return [];
    return [
      {
        name,
        method: textOf(nodeAt(column, 'stattest_name')),
        score: numberOf(nodeAt(column, 'drift_score')),
        threshold: numberOf(nodeAt(column, 'stattest_threshold')),
        drifted: booleanOf(nodeAt(column, 'drift_detected')),
      },
    ];
  });
}

/** How many tests of a suite ran and passed; null where the document is no suite. Skipped tests did not run. */
export function suiteTests(root: JsonNode | undefined): EvidentlyFacts['tests'] {
  const summary = nodeAt(root, 'summary');
  const total = numberOf(nodeAt(summary, 'total_tests'));
  if (total === null || nodeAt(summary, 'by_status') === undefined || nodeAt(root, 'tests')?.kind !== 'array') return null;
  return {
    total: Math.max(0, total - (numberOf(nodeAt(summary, 'by_status', 'SKIPPED')) ?? 0)),
    passed: numberOf(nodeAt(summary, 'success_tests')) ?? 0,
  };
}

/** Columns of a suite's drift tests, whose scores Evidently has rounded to three digits. */
export function suiteColumns(root: JsonNode | undefined): readonly ReportColumn[] {
  if (suiteTests(root) === null) return [];
  const tests = jsonItems(nodeAt(root, 'tests')).map((test) => nodeAt(test, 'parameters'));
  const single = tests.flatMap((test) => suiteColumn(test, locatedText(nodeAt(test, 'column_name'))));
  const together = tests.flatMap((test) =>
    entriesOf(nodeAt(test, 'features')).flatMap(([value, feature, span]) => suiteColumn(feature, { value, span })),
  );
  return [...single, ...together];
}

function suiteColumn(node: JsonNode | undefined, name: ReportColumn['name'] | null): readonly ReportColumn[] {
  const method = textOf(nodeAt(node, 'stattest'));
  if (name === null || method === null) return [];
  return [
    {
      name,
      method,
      score: numberOf(nodeAt(node, 'score')),
      threshold: numberOf(nodeAt(node, 'threshold')),
      drifted: booleanOf(nodeAt(node, 'detected')),
    },
  ];
}
