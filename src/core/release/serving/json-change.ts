/** Changes of plain data: what a file must say after its text was edited. */
import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import type { NodePath } from './serving-object.ts';

/** One change; paths are those before all changes. `insert` puts a value before the item at its path. */
export type JsonChange =
  | { readonly kind: 'set'; readonly path: NodePath; readonly value: Json }
  | { readonly kind: 'remove'; readonly path: NodePath }
  | { readonly kind: 'insert'; readonly path: NodePath; readonly value: Json };

/** The data after all changes: inner ones first, of one list the later items first, so that no path is moved by another change. */
export function changedJson(data: Json, changes: readonly JsonChange[]): Json {
  return changes.toSorted(compare).reduce(applied, data);
}

function compare(one: JsonChange, other: JsonChange): number {
  const isMoved = (change: JsonChange): number => (change.kind !== 'set' && typeof change.path.at(-1) === 'number' ? 1 : 0);
  if (isMoved(one) !== isMoved(other)) return isMoved(one) - isMoved(other);
  if (isMoved(one) === 0) return 0;
  return other.path.length - one.path.length || Number(other.path.at(-1)) - Number(one.path.at(-1));
}

function applied(data: Json, change: JsonChange): Json {
  return at(data, change.path, change);
}

function at(data: Json, [step, ...rest]: NodePath, change: JsonChange): Json {
  if (step === undefined || data === null || typeof data !== 'object') return data;
  if (isList(data)) {
    const index = Number(step);
    if (rest.length > 0) return data.map((item, position) => (position === index ? at(item, rest, change) : item));
    if (change.kind === 'remove') return data.filter((_, position) => position !== index);
    if (change.kind === 'insert') return [...data.slice(0, index), change.value, ...data.slice(index)];
    return data.map((item, position) => (position === index ? change.value : item));
  }
  const entries = new Map(Object.entries(data));
  const key = String(step);
  const present = entries.get(key);
  if (rest.length > 0) {
    if (present !== undefined) entries.set(key, at(present, rest, change));
  } else if (change.kind === 'remove') entries.delete(key);
  else entries.set(key, change.value);
  return Object.fromEntries(entries);
}

/** The value at a path; undefined where there is none. */
export function jsonAt(data: Json, path: NodePath): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (value === undefined || value === null || typeof value !== 'object') return undefined;
    if (isList(value)) return value[Number(step)];
    return Object.hasOwn(value, step) ? value[step] : undefined;
  }, data);
}

/** Whether two data are the same, the order of keys apart. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return Object.is(one, other);
  if (isList(one) || isList(other)) {
    return isList(one) && isList(other) && one.length === other.length && one.every((item, index) => isSameJson(item, other[index]));
  }
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]));
}
