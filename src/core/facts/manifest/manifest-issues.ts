import type * as z from 'zod';
import { deployByStageSchema, isSingleDeployTarget } from '../../config/manifest-schema.ts';
import type { Json } from '../format.ts';
import { isJsonList, isJsonMap } from '../plain-json.ts';
import type { ManifestPath } from './manifest-place.ts';

/** What one violation of the schema is, in terms of ours, with the way to the value as it was checked. */
export type ManifestIssue =
  | { readonly kind: 'unknown-key'; readonly path: ManifestPath; readonly key: string }
  | { readonly kind: 'missing'; readonly path: ManifestPath; readonly key: string }
  | { readonly kind: 'one-of-missing'; readonly path: ManifestPath; readonly keys: readonly string[] }
  | { readonly kind: 'type'; readonly path: ManifestPath; readonly expected: string }
  | { readonly kind: 'choice'; readonly path: ManifestPath; readonly choices: readonly string[] }
  | { readonly kind: 'format'; readonly path: ManifestPath; readonly format: string }
  | { readonly kind: 'key-format'; readonly path: ManifestPath; readonly format: string }
  | { readonly kind: 'empty'; readonly path: ManifestPath }
  | { readonly kind: 'least'; readonly path: ManifestPath; readonly limit: number }
  | { readonly kind: 'greatest'; readonly path: ManifestPath; readonly limit: number };

type Raw = z.core.$ZodIssue;

/** Translates zod's issues. Of a union's forms the one that was most probably meant speaks; the rest are silent. */
export function manifestIssues(raw: readonly Raw[], checked: Json): readonly ManifestIssue[] {
  return raw.flatMap((issue) => translate(issue, [], checked));
}

function translate(issue: Raw, base: ManifestPath, checked: Json): readonly ManifestIssue[] {
  const path: ManifestPath = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return deployByStage(path, checked) ?? issue.keys.map((key) => ({ kind: 'unknown-key', path, key }));
    case 'invalid_union':
      return deployByStage(path, checked) ?? fromUnion(issue.errors, path, checked);
    case 'invalid_type':
      return [missingOr(path, checked, { kind: 'type', path, expected: issue.expected })];
    case 'invalid_value':
      return [missingOr(path, checked, { kind: 'choice', path, choices: issue.values.map(String) })];
    case 'invalid_format':
      return [{ kind: 'format', path, format: issue.message }];
    case 'invalid_key':
      return [{ kind: 'key-format', path, format: issue.issues[0]?.message ?? '' }];
    case 'too_small':
      return [issue.origin === 'string' ? { kind: 'empty', path } : { kind: 'least', path, limit: Number(issue.minimum) }];
    case 'too_big':
      return [{ kind: 'greatest', path, limit: Number(issue.maximum) }];
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
      return [{ kind: 'type', path, expected: issue.code }];
  }
}

function missingOr(path: ManifestPath, checked: Json, issue: ManifestIssue): ManifestIssue {
  const last = path.at(-1);
  return typeof last === 'string' && plainAt(checked, path) === undefined ? { kind: 'missing', path: path.slice(0, -1), key: last } : issue;
}

/** Judges a `deploy` whose values are maps as targets by stage, whatever form zod found nearer; undefined for all else. */
function deployByStage(path: ManifestPath, checked: Json): readonly ManifestIssue[] | undefined {
  const value = plainAt(checked, path);
  if (path.at(-1) !== 'deploy' || !isJsonMap(value) || isSingleDeployTarget(value)) return undefined;
  if (!Object.values(value).some((target) => target === null || typeof target === 'object')) return undefined;
  return deployByStageSchema.safeParse(value).error?.issues.flatMap((issue) => translate(issue, path, checked));
}

function fromUnion(errors: readonly (readonly Raw[])[], path: ManifestPath, checked: Json): readonly ManifestIssue[] {
  const value = plainAt(checked, path);
  const forms = errors.map((form) => form.flatMap((issue) => translate(issue, path, checked)));
  if (path.at(-1) === 'deploy') return forms[0] ?? [];
  const isOwn = (issue: ManifestIssue): boolean => issue.path.length === path.length;
  const missing = forms.map((form) => form.flatMap((issue) => (issue.kind === 'missing' && isOwn(issue) ? [issue.key] : [])));
  const keys = isJsonMap(value) ? Object.keys(value) : undefined;
  // A map without the first key of any form does not say which form it wants to be.
  if (keys !== undefined && forms.every((form) => !isNearly(form, path, keys))) {
    return [{ kind: 'one-of-missing', path, keys: [...new Set(missing.flatMap((form) => form.slice(0, 1)))] }];
  }
  const costs = forms.map((form) => form.length);
  return forms[costs.indexOf(Math.min(...costs))] ?? [];
}

/** Whether a form's own key is there, or the map has so many of its keys that only a mistyped one can be meant. */
function isNearly(form: readonly ManifestIssue[], path: ManifestPath, keys: readonly string[]): boolean {
  const own = form.filter((issue) => issue.path.length === path.length);
  const absent = own.filter((issue) => issue.kind === 'missing').length;
  const unknown = own.filter((issue) => issue.kind === 'unknown-key').length;
  return absent === 0 || (absent <= 1 && keys.length - unknown >= 1 && unknown <= 1);
}

function plainAt(data: Json, path: ManifestPath): Json | undefined {
  let current: Json | undefined = data;
  for (const step of path) {
    if (typeof step === 'number') current = isJsonList(current) ? current[step] : undefined;
    else current = isJsonMap(current) && Object.hasOwn(current, step) ? current[step] : undefined;
  }
  return current;
}
