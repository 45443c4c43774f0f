import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

describe('generated files', () => {
  for (const [path, text] of Object.entries(generatedFiles())) {
    it(`${path} is what the code says (else: npm run generate)`, () => {
      assert.ok(existsSync(path));
      assert.equal(readFileSync(path, 'utf8'), text);
    });
  }
});
