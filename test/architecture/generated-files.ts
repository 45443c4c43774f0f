import { manifestJsonSchema } from '../../src/core/config/manifest-json-schema.ts';

/** The generated files of the repository with what they must hold now. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return { 'schemas/airworthy.schema.json': `${JSON.stringify(manifestJsonSchema(), null, 2)}\n` };
}
