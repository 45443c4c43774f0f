import * as z from 'zod';
import type { Json } from '../facts/format.ts';
import { isJsonMap } from '../facts/plain-json.ts';
import { manifestSchema } from './manifest-schema.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [key: string]: Json };

const plain: z.ZodType<Json> = z.json();

/**
 * The JSON Schema (draft 7, which editors' YAML support reads) of `airworthy.yaml`.
 * What it cannot say (paths inside the repository, which keys a gate needs together) the reader checks.
 */
export function manifestJsonSchema(): JsonSchema {
  const generated = plain.parse(JSON.parse(JSON.stringify(z.toJSONSchema(manifestSchema, { target: 'draft-7', io: 'input' }))));
  return {
    ...(isJsonMap(generated) ? generated : {}),
    title: 'Airworthy manifest',
    description: 'What a model project declares because its files cannot show it. Every key but version is optional.',
  };
}
