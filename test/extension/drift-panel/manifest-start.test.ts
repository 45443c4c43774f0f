import assert from 'node:assert/strict';
import { readFile } from '../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';
import { manifestStart } from '../../../src/extension/drift-panel/manifest-start.ts';

describe('manifestStart', () => {
  for (const language of ['en', 'pl'] as const) {
    it(`is a manifest without problems that declares drift from files (${language})`, () => {
      const { documents, problems } = readFile(createSourceText('airworthy.yaml', manifestStart(language)), { read: () => undefined });
      assert.deepEqual(problems, []);
      const [document] = documents;
      assert.equal(document?.format, 'airworthy');
      assert.equal(document.facts.manifest.drift?.[0]?.source, 'batches');
      assert.equal(document.facts.manifest.sources?.['batches']?.current, 'data/batches/*.csv');
    });
  }
});
