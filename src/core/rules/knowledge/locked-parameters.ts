import { isList, valueAt } from '../../facts/data-file.ts';
import type { DvcLockStage, DvcLockedParameter, DvcParameter } from '../../facts/dvc/dvc-facts.ts';
import type { Json } from '../../facts/format.ts';

/** A parameter that is not what the stage last ran with. */
interface ParameterDifference {
  readonly key: string;
  readonly kind: 'new' | 'gone' | 'changed';
  readonly current: Json | undefined;
  readonly locked: DvcLockedParameter | undefined;
}

/**
 * Compares a stage's declared parameters with dvc.lock, as `dvc status` does: a single key by its dotted path, a whole file by its top-level keys.
 * @param data the parameter file's present contents.
 */
export function parameterDifferences(declared: DvcParameter, lock: DvcLockStage, data: Json): readonly ParameterDifference[] {
  const locked = lock.params.filter((parameter) => parameter.file === declared.file);
  const keys = declared.key === null ? topLevelKeys(data, locked) : [declared.key.value];
  return keys.flatMap((key) => difference(key, declared.key === null ? ownValue(data, key) : parameterAt(data, key), locked) ?? []);
}

function difference(key: string, current: Json | undefined, locked: readonly DvcLockedParameter[]): ParameterDifference | undefined {
  const before = locked.find((parameter) => parameter.key.value === key);
  if (current === undefined && before === undefined) return undefined;
  if (before === undefined) return { key, kind: 'new', current, locked: before };
  if (current === undefined) return { key, kind: 'gone', current, locked: before };
  return isSameValue(current, before.value) ? undefined : { key, kind: 'changed', current, locked: before };
}

function topLevelKeys(data: Json, locked: readonly DvcLockedParameter[]): readonly string[] {
  const present = typeof data === 'object' && data !== null && !isList(data) ? Object.keys(data) : [];
  return [...new Set([...present, ...locked.map((parameter) => parameter.key.value)])];
}

function parameterAt(data: Json, key: string): Json | undefined {
  return ownValue(data, key) ?? valueAt(data, key);
}

function ownValue(data: Json, key: string): Json | undefined {
  if (typeof data !== 'object' || data === null || isList(data)) return undefined;
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

/**
 * Equality as Python has it for values read from YAML: 1 equals 1.0. Numbers that only DVC's YAML reader knows (`1_000`) reach us as text
 * in the one file and as a number in the other; they count as equal where their digits agree.
 */
function isSameValue(left: Json, right: Json): boolean {
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) return isSameStructure(left, right);
  if (left === right || (typeof left === 'number' && typeof right === 'number' && Number.isNaN(left) && Number.isNaN(right))) return true;
  const [text, number] = typeof left === 'string' ? [left, right] : [right, left];
  return typeof text === 'string' && typeof number === 'number' && text.includes('_') && Number(text.replaceAll('_', '')) === number;
}

function isSameStructure(left: Json & object, right: Json & object): boolean {
  if (isList(left) || isList(right)) {
    return (
      isList(left) && isList(right) && left.length === right.length && left.every((item, index) => isSameValue(item, right[index] ?? null))
    );
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameValue(left[key] ?? null, right[key] ?? null))
  );
}
