import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checks } from '../../../src/core/checks/index.ts';
import { type JudgeOptions, defaultJudgeOptions } from '../../../src/core/engine/judge-options.ts';
import { judgeProject } from '../../../src/core/engine/judge-project.ts';
import { message } from '../../../src/core/l10n/message.ts';
import type { CheckResult, CheckStatus } from '../../../src/core/model/check-result.ts';
import { applyDeclarations, judgeReadiness } from '../../../src/core/readiness/judge-readiness.ts';
import { projectOf } from '../../support/project-of.ts';

/** Results that are all met but for some. */
function results(changes: Readonly<Record<string, CheckStatus>> = {}): readonly CheckResult[] {
  return checks.map(({ id }) => ({ id, status: changes[id] ?? 'met', reason: message({ en: 'So.', pl: 'Tak.' }), evidence: [] }));
}

const manifestOf = (text = ''): ReturnType<typeof projectOf> => projectOf({ 'airworthy.yaml': `version: 1\n${text}` });
const judge = (changes: Readonly<Record<string, CheckStatus>>, manifest = ''): ReturnType<typeof judgeReadiness> =>
  judgeReadiness({ project: manifestOf(manifest), results: results(changes), findings: [] });

describe('the verdict', () => {
  const table: readonly (readonly [string, Readonly<Record<string, CheckStatus>>, string, readonly string[]])[] = [
    ['all met', {}, 'go', []],
    ['data not versioned', { 'data-versioned': 'missing' }, 'no-go', ['data-versioned']],
    ['no online monitoring', { 'online-monitoring': 'missing' }, 'no-go', ['online-monitoring']],
    ['no rollback', { rollback: 'missing' }, 'no-go', ['rollback']],
    ['a partial blocker', { rollback: 'partial', 'data-versioned': 'partial', 'online-monitoring': 'partial' }, 'go', []],
    ['an unknown blocker', { rollback: 'unknown' }, 'shadow-only', ['rollback']],
    ['a waived blocker', { rollback: 'waived' }, 'shadow-only', ['rollback']],
    [
      'both of the pair missing',
      { 'business-goal': 'missing', 'shared-ownership': 'missing' },
      'no-go',
      ['business-goal', 'shared-ownership'],
    ],
    ['one of the pair missing, the other met', { 'business-goal': 'missing' }, 'go', []],
    ['one of the pair missing, the other partial', { 'business-goal': 'missing', 'shared-ownership': 'partial' }, 'go', []],
    [
      'one of the pair missing, the other unknown',
      { 'business-goal': 'missing', 'shared-ownership': 'unknown' },
      'shadow-only',
      ['business-goal', 'shared-ownership'],
    ],
    [
      'both of the pair unknown',
      { 'business-goal': 'unknown', 'shared-ownership': 'unknown' },
      'shadow-only',
      ['business-goal', 'shared-ownership'],
    ],
    [
      'both of the pair waived',
      { 'business-goal': 'waived', 'shared-ownership': 'waived' },
      'shadow-only',
      ['business-goal', 'shared-ownership'],
    ],
    ['no soft launch', { 'soft-launch': 'missing' }, 'shadow-only', ['soft-launch']],
    ['no gates', { 'quality-gates': 'missing' }, 'shadow-only', ['quality-gates']],
    ['no drift monitoring', { 'drift-monitoring': 'missing' }, 'shadow-only', ['drift-monitoring']],
    ['no alert response', { 'alert-response': 'missing' }, 'shadow-only', ['alert-response']],
    ['no regression tests', { 'regression-tests': 'missing' }, 'shadow-only', ['regression-tests']],
    ['unknown and waived in the second list', { 'soft-launch': 'unknown', 'quality-gates': 'waived' }, 'go', []],
    ['anything else missing', { 'model-card': 'missing', compliance: 'missing', 'ci-cd': 'missing' }, 'go', []],
    [
      'a missing blocker and an unknown one',
      { rollback: 'unknown', 'data-versioned': 'missing', 'soft-launch': 'missing' },
      'no-go',
      ['data-versioned', 'rollback'],
    ],
  ];
  for (const [name, changes, verdict, reasons] of table) {
    it(`${name}: ${verdict}`, () => {
      const judged = judge(changes);
      assert.equal(judged.verdict, verdict);
      assert.deepEqual(
        judged.reasons.map((reason) => reason.check),
        reasons,
      );
    });
  }

  it('says nothing of what is no machine-learning project', () => {
    const project = projectOf({ 'README.md': '# Shop\n' });
    assert.deepEqual(judgeReadiness({ project, results: results({ rollback: 'missing' }), findings: [] }), {
      verdict: 'not-applicable',
      score: 0,
      reasons: [],
      nextSteps: [],
    });
  });
});

describe('the score', () => {
  const total = 26 + 5 * 3;
  const table: readonly (readonly [string, Readonly<Record<string, CheckStatus>>, string, number])[] = [
    ['all met', {}, '', 100],
    ['a common check missing', { 'model-card': 'missing' }, '', (100 * (total - 1)) / total],
    ['a common check partial', { 'model-card': 'partial' }, '', (100 * (total - 0.5)) / total],
    ['unknown counts as missing', { 'model-card': 'unknown' }, '', (100 * (total - 1)) / total],
    ['a blocker missing', { rollback: 'missing' }, '', (100 * (total - 3)) / total],
    ['waived is left out', { rollback: 'waived', 'model-card': 'missing' }, '', (100 * (total - 4)) / (total - 3)],
    ['a weight of the manifest', { 'model-card': 'missing' }, 'weights: { model-card: 9 }\n', (100 * (total - 1)) / (total + 8)],
    ['a weight of the scenario', { retraining: 'missing' }, 'scenario: demand-forecasting\n', (100 * (total + 4 - 2)) / (total + 4)],
    ['the manifest over the scenario', { retraining: 'missing' }, 'scenario: demand-forecasting\nweights: { retraining: 0 }\n', 100],
    ['everything waived', Object.fromEntries(checks.map(({ id }) => [id, 'waived'])), '', 0],
    ['everything missing', Object.fromEntries(checks.map(({ id }) => [id, 'missing'])), '', 0],
  ];
  for (const [name, changes, manifest, score] of table) it(name, () => assert.equal(judge(changes, manifest).score, Math.round(score)));
});

describe('the next steps', () => {
  it('begin with what holds the verdict, the cheapest first', () => {
    const steps = judge({
      'online-monitoring': 'missing',
      rollback: 'missing',
      'ci-cd': 'missing',
      'shared-ownership': 'partial',
    }).nextSteps;
    assert.deepEqual(
      steps.map((step) => step.check),
      ['rollback', 'online-monitoring', 'shared-ownership', 'ci-cd'],
    );
  });

  it('then gain most for least work', () => {
    const steps = judge({ explainability: 'missing', 'model-card': 'missing', 'reproducible-environment': 'partial' }).nextSteps;
    assert.deepEqual(
      steps.map((step) => step.check),
      ['reproducible-environment', 'model-card', 'explainability'],
    );
  });

  describe('offer the fix of a finding that stands', () => {
    const links = 'runbooks: { incident: docs/incident.md }\nreviews: [{ what: errors, every: 30d }]\n';
    const fixes = (files: Readonly<Record<string, string>>, options: JudgeOptions = defaultJudgeOptions) => {
      const { nextSteps, findings } = judgeProject(projectOf(files), options);
      const offered = nextSteps.filter(({ fix }) => fix !== null);
      for (const { fix, mends } of offered)
        assert.ok(findings.some((finding) => finding.ruleId === fix && finding.fingerprint === mends && finding.fix !== null));
      return offered.map(({ check, fix }) => [check, fix]);
    };

    it('and none where the rule has no finding, or one without a fix', () => {
      const { nextSteps, findings } = judgeProject(
        projectOf({ 'airworthy.yaml': 'version: 1\nmodels: [{ name: fraud }]\n' }),
        defaultJudgeOptions,
      );
      assert.equal(findings.find(({ ruleId }) => ruleId === 'gate-missing')?.fix, null);
      assert.equal(nextSteps.find(({ check }) => check === 'quality-gates')?.fix, null);
      assert.equal(nextSteps.find(({ check }) => check === 'alert-response')?.fix, null);
    });

    it('a broken link’s only for the check that it declares', () => {
      const files = { 'airworthy.yaml': `version: 1\n${links}`, 'dvc.yaml': 'stages: {}\n' };
      assert.deepEqual(
        fixes(files).filter(([, fix]) => fix === 'link-broken'),
        [['incident-playbook', 'link-broken']],
      );
    });

    it('not that of a rule which is switched off', () => {
      const files = { 'airworthy.yaml': `version: 1\n${links}`, 'dvc.yaml': 'stages: {}\n' };
      assert.deepEqual(
        fixes(files, { severities: { 'link-broken': 'off' } }).filter(([, fix]) => fix === 'link-broken'),
        [],
      );
    });
  });

  it('leave out what is met or waived', () => assert.deepEqual(judge({ 'model-card': 'waived' }).nextSteps, []));
});

describe('declarations of the manifest', () => {
  const apply = (manifest: string, changes: Readonly<Record<string, CheckStatus>>, id: string): CheckResult | undefined =>
    applyDeclarations(manifestOf(manifest), results(changes)).find((result) => result.id === id);

  const table: readonly (readonly [string, string, CheckStatus, CheckStatus])[] = [
    ['an attestation lifts missing', 'attest: { model-card: { by: Ana, until: 2027-01-01 } }', 'missing', 'partial'],
    ['an attestation lifts unknown', 'attest: { model-card: { by: Ana } }', 'unknown', 'partial'],
    ['an attestation counts on its last day', 'attest: { model-card: { by: Ana, until: 2026-11-22 } }', 'missing', 'partial'],
    ['an attestation that ended lifts nothing', 'attest: { model-card: { by: Ana, until: 2026-11-21 } }', 'missing', 'missing'],
    ['an attestation never makes met', 'attest: { model-card: { by: Ana } }', 'partial', 'partial'],
    ['a waiver', 'waive: [{ check: model-card, reason: Later, until: 2027-01-01 }]', 'missing', 'waived'],
    ['a waiver on its last day', 'waive: [{ check: model-card, reason: Later, until: 2026-11-22 }]', 'missing', 'waived'],
    ['a waiver that ended', 'waive: [{ check: model-card, reason: Later, until: 2026-11-21 }]', 'missing', 'missing'],
    ['a waiver of what is met', 'waive: [{ check: model-card, reason: Later }]', 'met', 'met'],
    ['a waiver of another check', 'waive: [{ check: rollback, reason: Later }]', 'missing', 'missing'],
    ['a waiver of a rule', 'waive: [{ rule: model-card, reason: Later }]', 'missing', 'missing'],
    [
      'a waiver over an attestation',
      'attest: { model-card: { by: Ana } }\nwaive: [{ check: model-card, reason: Later }]',
      'missing',
      'waived',
    ],
  ];
  for (const [name, manifest, before, after] of table) {
    it(`${name}: ${after}`, () => assert.equal(apply(manifest, { 'model-card': before }, 'model-card')?.status, after));
  }

  it('name the place that declares', () => {
    const waived = apply('waive:\n  - check: model-card\n    reason: Later\n', { 'model-card': 'missing' }, 'model-card');
    assert.deepEqual([waived?.evidence[0]?.path, waived?.evidence[0]?.range?.start], ['airworthy.yaml', { line: 3, column: 5 }]);
  });
});
