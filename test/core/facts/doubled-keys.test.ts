import assert from 'node:assert/strict';
import { inspectFile, readFile } from '../../../src/core/facts/read-file.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';

const read = (path: string, text: string) => readFile(createSourceText(path, text), { read: () => undefined });

describe('doubled keys', () => {
  it('are taken, the last one counting, where PyYAML loads the file', () => {
    const inspection = inspectFile(read('m/MLmodel', 'flavors:\n  sklearn: {}\nrun_id: first\nrun_id: second\n'), 'm/MLmodel');
    assert.deepEqual([inspection.valid, inspection.facts['runId']], [true, 'second']);
  });

  it('are refused where the owning tool refuses them, and told in either language', () => {
    const file = read('dvc.yaml', 'stages: {}\nstages: {}\n');
    assert.deepEqual(
      file.problems.map(({ message }) => format(message, 'pl')),
      ['Błąd składni YAML: powtórzony klucz.'],
    );
  });
});
