/** Reading the JSON of reports: what is not there, or is of another kind, is null. */
import { timeFromText } from '../../drift/batch-time.ts';
import type { Located } from '../../model/span.ts';
import { type JsonNode, jsonAt, jsonText } from '../json/parse-json.ts';

/** The value under keys, one inside the other. */
export function nodeAt(node: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  let found = node;
  for (const key of keys) found = jsonAt(found, key);
  return found;
}

/** A number. */
export function numberOf(node: JsonNode | undefined): number | null {
  return node?.kind === 'number' && typeof node.value === 'number' ? node.value : null;
}

/** True or false. */
export function booleanOf(node: JsonNode | undefined): boolean | null {
  return node?.kind === 'boolean' && typeof node.value === 'boolean' ? node.value : null;
}

/** A text. */
export function textOf(node: JsonNode | undefined): string | null {
  return jsonText(node) ?? null;
}

/** A text and where it stands. */
export function locatedText(node: JsonNode | undefined): Located<string> | null {
  const value = jsonText(node);
  return value === undefined || node === undefined ? null : { value, span: node.span };
}

/** The entries of an object; of equal keys the last one, as JSON readers have it. */
export function entriesOf(
  node: JsonNode | undefined,
): readonly (readonly [key: string, value: JsonNode, keySpan: Located<string>['span']])[] {
  if (node?.kind !== 'object') return [];
  return [...new Map(node.entries.map(({ key, value, keySpan }) => [key, [key, value, keySpan] as const])).values()];
}

/** A time as ISO 8601 has it, or as `20261005T123000.000000Z`; without a zone: UTC. Null for all else. */
export function timeOf(node: JsonNode | undefined): number | null {
  const text = textOf(node)?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6') ?? '';
  const time = timeFromText(text);
  return Number.isNaN(time) ? null : time;
}
