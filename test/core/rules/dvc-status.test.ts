import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runRules } from '../../../src/core/engine/run-rules.ts';
import { dvcLockStale } from '../../../src/core/rules/dvc-lock-stale.ts';
import { projectOf } from '../../support/project-of.ts';

interface Recorded {
  /** DVC's version. */
  readonly dvc: string;
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly name: string;
    readonly change: readonly [path: string, before: string, after: string] | null;
    readonly stages: readonly string[];
  }[];
}

// Made by record.py beside it, with the real DVC.
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/dvc-status/recorded.json'), 'utf8')) as Recorded;

describe(`dvc-lock-stale against \`dvc status\` of DVC ${recorded.dvc}`, () => {
  for (const { name, change, stages } of recorded.cases) {
    it(`names the same stages after a change of ${name}`, () => {
      const files = { ...recorded.files };
      if (change !== null) {
        const [path, before, after] = change;
        files[path] = (files[path] ?? '').replace(before, () => after);
        assert.notEqual(files[path], recorded.files[path]);
      }
      const run = runRules(projectOf(files), [dvcLockStale]);
      assert.deepEqual(run.failures, []);
      const named = run.findings.flatMap(({ finding }) => String(finding.message.args['stage']).split(', '));
      assert.deepEqual([...new Set(named)].sort(), stages);
    });
  }
});
