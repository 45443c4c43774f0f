import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checks } from '../../src/core/checks/index.ts';
import { runChecks } from '../../src/core/engine/run-checks.ts';
import { runRules } from '../../src/core/engine/run-rules.ts';
import { format } from '../../src/core/l10n/message.ts';
import type { Message } from '../../src/core/l10n/message.ts';
import type { CheckResult } from '../../src/core/model/check-result.ts';
import type { LiveFacts } from '../../src/core/project/live-facts.ts';
import { rules } from '../../src/core/rules/index.ts';
import { type ProjectOptions, projectOf } from './project-of.ts';

/** One project and the answer that it deserves. */
export interface CheckCase {
  readonly name: string;
  readonly status: CheckResult['status'];
  readonly files: Readonly<Record<string, string>>;
  readonly options?: ProjectOptions;
  /** What servers answered; none was asked where it is left out. */
  readonly live?: LiveFacts;
  /** A place that the evidence must name: `path`, or `path:line`; of a tag, its name. */
  readonly at?: string;
}

/** A check's answer on a project of texts, read by the real parsers and with the findings of all rules. */
export function checkReadiness(
  id: string,
  files: Readonly<Record<string, string>>,
  options?: ProjectOptions,
  live: LiveFacts | null = null,
): CheckResult {
  const check = checks.find((candidate) => candidate.id === id);
  assert.ok(check !== undefined, `no check ${id}`);
  const project = projectOf(files, options);
  const { results, failures } = runChecks(project, [check], { findings: runRules(project, rules).findings, live });
  assert.deepEqual(failures, []);
  const [result] = results;
  assert.ok(result !== undefined);
  for (const item of result.evidence) {
    assert.ok(item.path === null ? item.ref !== null : project.exists(item.path), `evidence at ${String(item.path)} that is not there`);
    checkWords(item.why);
  }
  checkWords(result.reason);
  return result;
}

/** Every argument is given, in both languages, and the sentence ends. */
function checkWords(text: Message): void {
  for (const language of ['en', 'pl'] as const) {
    const words = format(text, language);
    assert.doesNotMatch(words, /\{[A-Za-z]\w*(?:\||\})/, words);
    assert.match(words, /[.!?)]$/, words);
  }
}

/** A table of projects for one check. */
export function describeCheck(id: string, cases: readonly CheckCase[]): void {
  describe(`check ${id}`, () => {
    for (const { name, status, files, options, live, at } of cases) {
      it(`${status}: ${name}`, () => {
        const result = checkReadiness(id, files, options, live);
        assert.equal(result.status, status, format(result.reason, 'en'));
        if (at === undefined) return;
        const places = result.evidence.flatMap(({ path, range, ref }) =>
          path === null ? [ref] : [path, `${path}:${String(range?.start.line ?? 1)}`],
        );
        assert.ok(places.includes(at), `${at} is not among ${places.join(', ')}`);
      });
    }
  });
}
