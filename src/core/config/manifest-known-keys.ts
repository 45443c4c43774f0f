import * as z from 'zod';
import { manifestSchema } from './manifest-schema.ts';

/**
 * The keys that the schema of `airworthy.yaml` knows at a place such as `['models', 0]`; list indexes are numbers.
 * All that any form of the place may hold; empty where keys are free or the place is unknown.
 */
export function knownManifestKeys(path: readonly (string | number)[]): readonly string[] {
  let places: readonly unknown[] = [manifestSchema];
  for (const step of path) places = places.flatMap(forms).flatMap((place) => below(place, step));
  return [...new Set(places.flatMap(forms).flatMap((place) => (place instanceof z.ZodObject ? Object.keys(place.shape) : [])))];
}

function forms(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodOptional) return forms(schema.unwrap());
  return schema instanceof z.ZodUnion ? schema.options.flatMap(forms) : [schema];
}

function below(schema: unknown, step: string | number): readonly unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return Object.hasOwn(shape, step) ? [shape[step]] : [];
}
