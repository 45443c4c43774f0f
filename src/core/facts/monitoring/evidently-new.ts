/** Metrics and tests as Evidently writes them since 0.7 (since 0.6 under `evidently.future`). */
import { type JsonNode, jsonItems, jsonText } from '../json/parse-json.ts';
import { driftTestSide, isDriftScore } from './drift-test.ts';
import type { EvidentlyFacts, ReportColumn } from './report-facts.ts';
import { locatedText, nodeAt, numberOf, textOf } from './report-json.ts';

/** A metric, old or new. */
export interface EvidentlyMetric {
  /** Its class. */
  readonly type: string;
  readonly column: string | null;
  readonly value: JsonNode | undefined;
  /** The share of drifted columns at which the data set counts as drifted; null where the metric has none. */
  readonly driftShare: number | null;
  /** The columns whose drift it tells. */
  readonly columns: readonly ReportColumn[];
}

/** Whether an item of `metrics` is of the new kind: an id, a name with its parameters, and a value. */
export function isNewMetric(node: JsonNode): boolean {
  return /^\w+\(/.test(nameOf(node) ?? '') && jsonText(nodeAt(node, 'id')) !== undefined && nodeAt(node, 'value') !== undefined;
}

/** The name is `metric_name` since 0.7.16, where `config` says the same again, and `metric_id` before. */
function nameOf(node: JsonNode): string | undefined {
  return jsonText(nodeAt(node, 'metric_name')) ?? jsonText(nodeAt(node, 'metric_id'));
}

/** Such an item; `drifts` are the results of the report's drift tests, see `driftResults`. */
export function newMetric(node: JsonNode, drifts: ReadonlyMap<string, DriftResult>): EvidentlyMetric {
  const { type: typeInName, params } = named(nameOf(node) ?? '');
  const config = nodeAt(node, 'config');
  const nameNode = nodeAt(node, 'metric_name') ?? nodeAt(node, 'metric_id') ?? node;
  const inName = params.get('column');
  const column = locatedText(nodeAt(config, 'column')) ?? (inName === undefined ? null : { value: inName, span: nameNode.span });
  const ownType = /([^:]*)$/.exec(textOf(nodeAt(config, 'type')) ?? '')?.[1] ?? '';
  const type = ownType === '' ? typeInName : ownType;
  const value = nodeAt(node, 'value');
  const result = drifts.get(textOf(nodeAt(node, 'id')) ?? '');
  const method = textOf(nodeAt(config, 'method')) ?? params.get('method') ?? result?.method ?? null;
  const given = numberOf(nodeAt(config, 'threshold')) ?? numberIn(params.get('threshold')) ?? result?.threshold;
  const threshold = given ?? (method === null ? null : (driftTestSide(method)?.threshold ?? null));
  const score = numberOf(value);
  const drifted = result?.drifted ?? isDriftScore(method, score, threshold);
  return {
    type,
    column: column?.value ?? null,
    value,
    driftShare: numberOf(nodeAt(config, 'drift_share')) ?? numberIn(params.get('drift_share')),
    columns: type === 'ValueDrift' && column !== null ? [{ name: column, method, score, threshold, drifted }] : [],
  };
}

function numberIn(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? null : value;
}

/** Parameters that the name of a metric can hold and that matter here; the value of one ends where the next one begins. */
const parameter = /(?:^|,)(column|method|threshold|drift_share|tests|quantile)=/g;

/** `Type(key=value,…)`: a column's name may itself hold commas and parentheses. */
function named(name: string): { readonly type: string; readonly params: ReadonlyMap<string, string> } {
  const open = name.indexOf('(');
  if (open < 0 || !name.endsWith(')')) return { type: name, params: new Map() };
  const inner = name.slice(open + 1, -1);
  const found = [...inner.matchAll(parameter)];
  const params = found.map(({ 0: whole, 1: key = '', index }, at): readonly [string, string] => [
    key,
    inner.slice(index + whole.length, found[at + 1]?.index),
  ]);
  return { type: name.slice(0, open), params: new Map(params) };
}

/** What a drift test of a report says. */
interface DriftResult {
  readonly drifted: boolean;
  /** From the test's words, for 0.6 says it nowhere else; null where they say something else. */
  readonly method: string | null;
  readonly threshold: number | null;
}

const testWords = /The drift detection method is (.+)\. The drift threshold is ([\d.]+?)\.?$/;

/** The results of the report's own drift tests, by the id of their metric. */
export function driftResults(root: JsonNode | undefined): ReadonlyMap<string, DriftResult> {
  return new Map(
    testsOf(root).flatMap((test): readonly (readonly [string, DriftResult])[] => {
      const [id, status, metric] = [textOf(nodeAt(test, 'id')), textOf(nodeAt(test, 'status')), metricOf(test)];
      if (id !== 'drift' || metric === null || (status !== 'FAIL' && status !== 'SUCCESS')) return [];
      const [, method = null, threshold] = testWords.exec((textOf(nodeAt(test, 'description')) ?? '').slice(0, 500)) ?? [];
      return [[metric, { drifted: status === 'FAIL', method, threshold: numberIn(threshold) }]];
    }),
  );
}

function testsOf(root: JsonNode | undefined): readonly JsonNode[] {
  return jsonItems(nodeAt(root, 'tests'));
}

function metricOf(test: JsonNode): string | null {
  return textOf(nodeAt(test, 'metric_config', 'metric_id')) ?? textOf(nodeAt(test, 'bound_test', 'metric_fingerprint'));
}

/** How many tests ran and passed; null where the report has none. Skipped tests did not run. */
export function newTests(root: JsonNode | undefined): EvidentlyFacts['tests'] {
  const statuses = testsOf(root).map((test) => textOf(nodeAt(test, 'status')));
  const total = statuses.filter((status) => status !== null && status !== 'SKIPPED').length;
  return total === 0 ? null : { total, passed: statuses.filter((status) => status === 'SUCCESS').length };
}
