import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { applyEdits } from '../../../src/core/engine/apply-edits.ts';
import { runRules } from '../../../src/core/engine/run-rules.ts';
import { offsetAt } from '../../../src/core/model/source-text.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { projectOf } from '../../support/project-of.ts';
import { ruleFixtures } from '../../support/rule-fixture.ts';

const folder = join(import.meta.dirname, '../../fixtures/rules');
const projects = ['_quiet', ...rules.map(({ id }) => id)].flatMap((id) => ruleFixtures(join(folder, id)));

describe('rules on broken projects', () => {
  it('never fail, mark places inside their files and offer edits that apply', () => {
    fc.assert(
      fc.property(fc.constantFrom(...projects), fc.nat(), fc.nat(), ({ files, options }, which, where) => {
        const paths = Object.keys(files);
        const path = paths[which % Math.max(1, paths.length)] ?? '';
        const text = files[path] ?? '';
        const broken = { ...files, [path]: text.slice(0, where % (text.length + 1)) };
        const project = projectOf(broken, options);
        const run = runRules(project, rules);
        assert.deepEqual(run.failures, []);
        for (const { finding, span } of run.findings) {
          const source = project.file(finding.path)?.source;
          if (source === undefined) assert.equal(span.start, 0);
          else
            assert.ok(
              span.start <= span.end && span.end <= source.text.length && offsetAt(source, finding.range.start) === span.start,
              finding.ruleId,
            );
          if (finding.fix !== null) assert.ok(applyEdits(finding.fix.edits, (name) => broken[name]).ok, finding.ruleId);
        }
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);
});
