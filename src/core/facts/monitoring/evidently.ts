/**
 * Evidently's reports: what `save_json` wrote from the first releases up to 0.6 (a `result` a metric), what it writes since 0.7 (a `value` a
 * metric, in 0.6 under `evidently.future`), and test suites of the old kind. Its `save` and `dumps` write whole pages with pictures, and
 * HTML is for people: both are left alone.
 */
import { type JsonNode, jsonItems, parseJson, parseJsonWithoutPlaces } from '../json/parse-json.ts';
import type { Parsed, TextFormat } from '../format.ts';
import { driftTestKey } from './drift-test.ts';
import { type EvidentlyMetric, driftResults, isNewMetric, newMetric, newTests } from './evidently-new.ts';
import { isOldMetric, oldMetric, suiteColumns, suiteTests } from './evidently-old.ts';
import { type EvidentlyFacts, type ReportColumn, mostReportValues } from './report-facts.ts';
import { nodeAt, numberOf, timeOf } from './report-json.ts';
import { reportValues } from './report-values.ts';

/** Words of which a report of each kind has all, so that no other file is parsed twice. */
const ownWords = [
  ['"metrics"', '"metric"', '"result"'],
  ['"metrics"', '"metric_name"'],
  ['"metrics"', '"metric_id"'],
  ['"all_passed"', '"by_status"'],
];
/** The beginning of a report as Evidently itself writes it, so that one that is cut off is still known. */
const beginning =
  /^\s*\{\s*(?:"version"\s*:\s*"[^"]*"\s*,\s*)?"metrics"\s*:\s*\[\s*\{\s*(?:"metric"\s*:\s*"\w+"\s*,\s*"result"\s*:\s*\{|"id"\s*:\s*"[^"]*"\s*,\s*"metric_(?:id|name)"\s*:\s*"\w+\()/;

/** A report of Evidently, known by its keys. */
export const evidently: TextFormat<'evidently', EvidentlyFacts> = {
  kind: 'text',
  id: 'evidently',
  recognise: (path, text) => /\.json$/i.test(path) && text !== undefined && isEvidently(text),
  parse: (source) => readEvidently(source.text),
  inspect: ({ columns }) => ({
    columns: columns.map(({ name, method, score, threshold, drifted }) => ({
      name: name.value,
      method,
      score: jsonNumber(score),
      threshold: jsonNumber(threshold),
      drifted,
    })),
  }),
};

function isEvidently(text: string): boolean {
  if (beginning.test(text.slice(0, 2000))) return true;
  if (!ownWords.some((words) => words.every((word) => text.includes(word)))) return false;
  return isEvidentlyReport(parseJsonWithoutPlaces(text).root);
}

/** Whether a document is a report or a test suite of Evidently. */
export function isEvidentlyReport(root: JsonNode | undefined): boolean {
  const metrics = jsonItems(nodeAt(root, 'metrics'));
  return metrics.some((metric) => isOldMetric(metric) || isNewMetric(metric)) || suiteTests(root) !== null;
}

function readEvidently(text: string): Parsed<EvidentlyFacts> {
  const { root, problems } = parseJson(text);
  return { facts: evidentlyFacts(root), problems };
}

/** What a report says; empty for all else. */
export function evidentlyFacts(root: JsonNode | undefined): EvidentlyFacts {
  const drifts = driftResults(root);
  const metrics = jsonItems(nodeAt(root, 'metrics')).flatMap((item): readonly EvidentlyMetric[] =>
    isOldMetric(item) ? [oldMetric(item)] : isNewMetric(item) ? [newMetric(item, drifts)] : [],
  );
  return {
    time: timeOf(nodeAt(root, 'timestamp')),
    columns: withoutDoubles([...metrics.flatMap(({ columns }) => columns), ...suiteColumns(root)]),
    dataset: datasetOf(metrics),
    rows: rowsOf(metrics),
    tests: suiteTests(root) ?? newTests(root),
    values: metrics.flatMap((metric) => reportValues(metric)).slice(0, mostReportValues),
  };
}

/** The same test of the same column stands in several metrics and tests; the first, which is not rounded, counts. */
function withoutDoubles(columns: readonly ReportColumn[]): readonly ReportColumn[] {
  const first = new Map<string, ReportColumn>();
  for (const column of columns) {
    const key = JSON.stringify([column.name.value, column.method === null ? null : driftTestKey(column.method)]);
    if (!first.has(key)) first.set(key, column);
  }
  return [...first.values()];
}

/** The old table does not say its threshold, and so the metric that does comes first where a report has both, as the preset makes them. */
function datasetOf(metrics: readonly EvidentlyMetric[]): EvidentlyFacts['dataset'] {
  const count = metrics.find(({ type }) => type === 'DriftedColumnsCount');
  if (count !== undefined) return { share: numberOf(nodeAt(count.value, 'share')), threshold: count.driftShare };
  const old = metrics.find(({ type }) => type === 'DatasetDriftMetric') ?? metrics.find(({ type }) => type === 'DataDriftTable');
  return old === undefined ? null : { share: numberOf(nodeAt(old.value, 'share_of_drifted_columns')), threshold: old.driftShare };
}

function rowsOf(metrics: readonly EvidentlyMetric[]): EvidentlyFacts['rows'] {
  const [count, summary] = [
    metrics.find(({ type }) => type === 'RowCount'),
    metrics.find(({ type }) => type === 'DatasetSummaryMetric' || type === 'DatasetMissingValuesMetric'),
  ];
  return {
    reference: numberOf(nodeAt(summary?.value, 'reference', 'number_of_rows')),
    current: numberOf(count?.value) ?? numberOf(nodeAt(summary?.value, 'current', 'number_of_rows')),
  };
}

/** JSON has no words for three numbers. */
function jsonNumber(value: number | null): number | string | null {
  return value === null || Number.isFinite(value) ? value : String(value);
}
