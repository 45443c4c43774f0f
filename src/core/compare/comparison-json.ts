import type { Json } from '../facts/format.ts';
import { isJsonList, isJsonMap } from '../facts/plain-json.ts';
import type { Change, Comparison } from './compare-snapshots.ts';

/** A comparison as JSON, in English. Numbers that JSON cannot hold are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`. */
export function comparisonJson(comparison: Comparison): object {
  return {
    ...comparison,
    metrics: comparison.metrics?.map((metric) => ({ ...metric, left: finite(metric.left), right: finite(metric.right) })) ?? null,
    params: comparison.params === null ? null : { ...comparison.params, changes: comparison.params.changes.map(withFiniteValues) },
  };
}

function withFiniteValues<Item extends Change<Json>>(item: Item): Item {
  return { ...item, left: finite(item.left), right: finite(item.right) };
}

function finite(value: Json): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (isJsonList(value)) return value.map(finite);
  return isJsonMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, finite(item)])) : value;
}
