import assert from 'node:assert/strict';
import type { FormatId } from '../../../src/core/facts/facts.ts';
import { readFile } from '../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';
import { growingFiles, growingText } from '../../bench/growing-files.ts';

describe('long files', () => {
  for (const format of Object.keys(growingFiles) as FormatId[]) {
    // The manifest at a length where nodes were once no longer counted, all else at one that is quickly read.
    const lines = format === 'airworthy' ? 100_000 : 5_000;

    it(`of ${format} are read whole, without a problem`, () => {
      const text = growingText(format, lines);
      const file = readFile(createSourceText(growingFiles[format].path, text), { read: () => undefined });
      assert.equal(file.format, format);
      assert.deepEqual(file.problems, []);
      const [document] = file.documents;
      if (document?.format === 'airworthy') assert.equal(document.facts.manifest.models?.length, lines / 2);
    });
  }

  it('are checked to their end', () => {
    const text = `${growingText('compose', 60_000)}  last:\n    image: redis:7.2\n    ports: 6379\n`;
    const { problems } = readFile(createSourceText('compose.yaml', text), { read: () => undefined });
    assert.deepEqual(
      problems.map(({ span }) => text.slice(span.start, span.end)),
      ['6379'],
    );
  });

  it('with a mistake in each part are read with all that is right, and a bounded number of problems', () => {
    const models = Array.from({ length: 3_000 }, (_, index) => `  - name: m${String(index)}\n    registri: git\n`).join('');
    const { problems, documents } = readFile(createSourceText('airworthy.yaml', `version: 1\nmodels:\n${models}`), {
      read: () => undefined,
    });
    assert.equal(problems.length, 200);
    const [document] = documents;
    assert.ok(document?.format === 'airworthy');
    assert.equal(document.facts.manifest.models?.at(-1)?.name, 'm2999');
  });
});
