import type { ProjectReport } from '../../src/core/engine/judge-project.ts';
import { message } from '../../src/core/l10n/message.ts';
import type { Finding } from '../../src/core/model/finding.ts';

/** A finding of a rule at a line of a file; its fingerprint says all three. */
export function reportedFinding(ruleId: string, path: string, line: number, over: Partial<Finding> = {}): Finding {
  return {
    ruleId,
    severity: 'warning',
    message: message({ en: 'Something is {what}.', pl: 'Coś jest {what}.' }, { what: 'wrong' }),
    path,
    range: { start: { line, column: 3 }, end: { line, column: 9 } },
    fix: null,
    related: [],
    fingerprint: `${ruleId}:${path}:${line}`,
    ...over,
  };
}

/** A project that is fit for nothing yet; what is given stands in place of that. */
export function projectReport(over: Partial<ProjectReport> = {}): ProjectReport {
  return {
    root: '',
    name: 'card-fraud',
    machineLearning: true,
    stage: 'production',
    stageGuessed: false,
    verdict: 'no-go',
    score: 12,
    reasons: [{ check: 'rollback', status: 'missing', why: message({ en: 'Nothing to go back to.', pl: 'Nie ma do czego wracać.' }) }],
    checks: [
      { id: 'rollback', status: 'missing', reason: message({ en: 'Nothing found.', pl: 'Nic nie znaleziono.' }), evidence: [] },
      { id: 'ci-cd', status: 'met', reason: message({ en: 'Found.', pl: 'Znaleziono.' }), evidence: [] },
    ],
    findings: [],
    checklist: [],
    nextSteps: [],
    waivers: [],
    waived: [],
    failures: [],
    ...over,
  };
}
