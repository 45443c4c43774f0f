import assert from 'node:assert/strict';
import { type ProjectReport, judgeProject } from '../../../src/core/engine/judge-project.ts';
import type { CheckStatus } from '../../../src/core/model/check-result.ts';
import { judgeProblems, problemOfRule, problemsOf } from '../../../src/core/readiness/judge-problems.ts';
import { problemTable } from '../../../src/core/readiness/problem-table.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { projectOf } from '../../support/project-of.ts';

const report = judgeProject(projectOf({ 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    outs: [model.pkl]\n' }), {
  severities: {},
});

/** The report with these answers to checks, and no findings. */
function answered(statuses: Readonly<Record<string, CheckStatus>>): ProjectReport {
  return {
    ...report,
    findings: [],
    checks: report.checks.map((check) => ({ ...check, status: statuses[check.id] ?? 'not-applicable' })),
  };
}

const stateOf = (statuses: Readonly<Record<string, CheckStatus>>, drifting: readonly string[] = []): string | undefined =>
  judgeProblems(answered(statuses), drifting).find(({ problem }) => problem.id === 'input-drift')?.state;

describe('the problem table, judged', () => {
  it('calls a problem open where what prevents it most is missing, and half prevented where anything else is', () => {
    assert.equal(stateOf({ 'drift-monitoring': 'missing', 'online-monitoring': 'met' }), 'open');
    assert.equal(stateOf({ 'drift-monitoring': 'met', 'online-monitoring': 'missing' }), 'half');
    assert.equal(stateOf({ 'drift-monitoring': 'partial' }), 'half');
    assert.equal(stateOf({ 'drift-monitoring': 'unknown', 'online-monitoring': 'met' }), 'unknown');
    assert.equal(stateOf({ 'drift-monitoring': 'met', 'online-monitoring': 'waived' }), 'prevented');
  });

  it('leaves out a problem none of whose checks applies', () => {
    assert.equal(stateOf({ rollback: 'missing' }), undefined);
    assert.deepEqual(
      judgeProblems(answered({ rollback: 'missing' }), []).map(({ problem }) => problem.id),
      ['no-recovery'],
    );
  });

  it('sees drift only in charts that drift now, whatever the checks say', () => {
    const met = { 'drift-monitoring': 'met', 'data-freshness': 'met' } as const;
    assert.equal(stateOf(met), 'prevented');
    assert.equal(stateOf(met, ['Amount']), 'seen');
    const others = judgeProblems(answered({ ...met, rollback: 'met' }), ['Amount']).filter(({ problem }) => problem.id !== 'input-drift');
    for (const { state, drifting } of others) assert.deepEqual([state, drifting], ['prevented', []]);
  });

  it('sees a problem in the findings that are signs of it', () => {
    const [finding] = report.findings;
    assert.ok(finding !== undefined);
    const withSign = { ...answered({ 'data-versioned': 'met' }), findings: [{ ...finding, ruleId: 'version-mismatch' }] };
    const judged = judgeProblems(withSign, []).find(({ problem }) => problem.id === 'inconsistent-versions');
    assert.deepEqual([judged?.state, judged?.signs.length], ['seen', 1]);
  });

  it('names rules that there are', () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      problemTable.flatMap((problem) => [...problem.signs, ...problem.rules]).filter((id) => !ids.has(id)),
      [],
    );
  });

  it('puts the problem first that a check causes most', () => {
    assert.deepEqual(
      problemsOf('data-freshness').map(({ id }) => id),
      ['input-drift', 'integration'],
    );
    assert.deepEqual(
      problemsOf('quality-gates').map(({ id }) => id),
      ['no-retraining'],
    );
    assert.deepEqual(problemsOf('no-such-check'), []);
  });

  it('leads from a rule, and from a check, to the problem that applies', () => {
    assert.equal(problemOfRule(answered({ rollback: 'missing' }), 'no-rollback-target')?.id, 'no-recovery');
    assert.equal(problemOfRule(answered({ rollback: 'missing' }), 'rollback')?.id, 'no-recovery');
    assert.equal(problemOfRule(answered({}), 'no-rollback-target'), undefined);
  });

  it('is reached from every rule, and reaches every problem from one', () => {
    assert.deepEqual(
      rules.filter(({ id }) => problemsOf(id).length === 0).map(({ id }) => id),
      [],
    );
    const reached = new Set(rules.flatMap(({ id }) => problemsOf(id).map((problem) => problem.id)));
    assert.equal(reached.size, problemTable.length);
  });
});
