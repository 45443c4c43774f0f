import assert from 'node:assert/strict';
import { manifestJsonSchema } from '../../../src/core/config/manifest-json-schema.ts';
import type { Json } from '../../../src/core/facts/format.ts';

describe('JSON Schema of the manifest', () => {
  const schema = manifestJsonSchema();

  it('is a strict draft-7 object that needs a version alone', () => {
    assert.equal(schema['$schema'], 'http://json-schema.org/draft-07/schema#');
    assert.equal(schema['additionalProperties'], false);
    assert.deepEqual(schema['required'], ['version']);
  });

  it('describes every key in a sentence', () => {
    const silent: string[] = [];
    const visit = (value: Json, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, item] of Object.entries(value)) {
        if (path.endsWith('/properties') && !/"description":"[^"\\]*(?:\\.[^"\\]*)*\."/.test(JSON.stringify(item)))
          silent.push(`${path}/${key}`);
        visit(item, `${path}/${key}`);
      }
    };
    visit(schema, '');
    assert.deepEqual(silent, []);
  });
});
