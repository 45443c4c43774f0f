import { valueAt } from '../facts/data-file.ts';
import type { Json } from '../facts/format.ts';
import { isJsonMap } from '../facts/plain-json.ts';
import { type MetricPlace, pointerOf } from './metric-direction.ts';
import type { MetricValue, ParameterValue } from './version-snapshot.ts';

/** The leaves of nested maps with the keys that lead to them, in file order; lists and empty maps are leaves. */
function leavesOf(data: Json, keys: readonly string[] = []): readonly { readonly keys: readonly string[]; readonly value: Json }[] {
  if (!isJsonMap(data) || (keys.length > 0 && Object.keys(data).length === 0)) return [{ keys, value: data }];
  return Object.entries(data).flatMap(([key, value]) => leavesOf(value, [...keys, key]));
}

/** The numbers of a metrics file as DVC shows them (lists left out), and those in lists that a gate points at. */
export function metricValues({
  file,
  data,
  gated,
}: {
  readonly file: string;
  readonly data: Json | undefined;
  readonly gated: readonly MetricPlace[];
}): readonly MetricValue[] {
  if (data === undefined) return [];
  const listed = leavesOf(data).flatMap(({ keys, value }) =>
    typeof value === 'number' ? [{ file, pointer: pointerOf(keys), value }] : [],
  );
  const known = new Set(listed.map(({ pointer }) => pointer));
  const pointed = gated.flatMap(({ file: at, pointer }) => {
    if (at !== file || known.has(pointer)) return [];
    known.add(pointer);
    const value = valueAt(data, pointer);
    return typeof value === 'number' ? [{ file, pointer, value }] : [];
  });
  return [...listed, ...pointed];
}

/** The parameters of a file by their dotted keys. */
export function parameterValues(file: string, data: Json | undefined): readonly ParameterValue[] {
  return data === undefined || data === null ? [] : leavesOf(data).map(({ keys, value }) => ({ file, key: keys.join('.'), value }));
}
