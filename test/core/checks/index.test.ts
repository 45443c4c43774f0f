import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'mocha';
import { checks } from '../../../src/core/checks/index.ts';
import { checkGroups } from '../../../src/core/engine/define-check.ts';
import { runChecks } from '../../../src/core/engine/run-checks.ts';
import { blockers, pairedBlocker, shadowOnly } from '../../../src/core/readiness/blockers.ts';
import { problemTable } from '../../../src/core/readiness/problem-table.ts';
import { scenarios } from '../../../src/core/readiness/scenario.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { projectOf } from '../../support/project-of.ts';

const ids = checks.map((check) => check.id);

describe('the checklist', () => {
  it("is the catalogue's, in its order", () =>
    assert.deepEqual(ids, [
      ...[
        'business-goal',
        'shared-ownership',
        'pipeline-automation',
        'ci-cd',
        'reproducible-environment',
        'data-versioned',
        'model-versioned',
      ],
      ...[
        'version-consistency',
        'quality-validation',
        'quality-gates',
        'regression-tests',
        'dirty-data-tests',
        'serving-integration',
        'failure-handling',
      ],
      ...[
        'online-monitoring',
        'operational-metrics',
        'drift-monitoring',
        'alert-response',
        'rollback',
        'soft-launch',
        'retraining',
        'incident-playbook',
      ],
      ...[
        'decision-log',
        'explainability',
        'compliance',
        'audit-trail',
        'iteration-review',
        'unusual-predictions',
        'online-offline-gap',
        'data-freshness',
        'model-card',
      ],
    ]));

  it('has a file and a test for each check', () => {
    const expected = [...ids, 'index'].sort();
    assert.deepEqual(
      readdirSync('src/core/checks')
        .map((name) => name.replace(/\.ts$/, ''))
        .sort(),
      expected,
    );
    assert.deepEqual(
      readdirSync('test/core/checks')
        .filter((name) => name !== 'samples.test.ts')
        .map((name) => name.replace(/\.test\.ts$/, ''))
        .sort(),
      expected,
    );
  });

  it('weighs blockers three times', () => {
    const heavy = checks.filter((check) => check.weight === 3).map((check) => check.id);
    assert.deepEqual(heavy.toSorted(), [...blockers, ...pairedBlocker].toSorted());
    assert.ok(checks.every((check) => check.weight === 1 || check.weight === 3));
  });

  it('belongs to known groups, each with a check', () =>
    assert.deepEqual([...new Set(checks.map((check) => check.group))].toSorted(), [...checkGroups].toSorted()));

  it('names rules that exist as fixes', () => {
    const known = new Set(rules.map((rule) => rule.id));
    for (const check of checks) if (check.step.fix !== null) assert.ok(known.has(check.step.fix), `${check.id}: ${check.step.fix}`);
  });

  it('says everything in both languages', () => {
    for (const check of checks) {
      const texts = [check.title, check.question, check.step.title, ...Object.values(check.evidence)];
      for (const text of texts) assert.ok(text.en !== '' && text.pl !== '' && (text.en !== text.pl || text.en === 'CI/CD'), check.id);
      for (const text of [check.question]) assert.match(text.en + text.pl, /\?.*\?$/s, check.id);
      for (const text of Object.values(check.evidence)) assert.ok(text.en.endsWith('.') && text.pl.endsWith('.'), check.id);
    }
  });

  it('is named rightly by the verdict, the profiles and the problem table', () => {
    const named = [
      ...blockers,
      ...pairedBlocker,
      ...shadowOnly,
      ...scenarios.flatMap((scenario) => Object.keys(scenario.weights)),
      ...problemTable.flatMap((problem) => problem.causes),
    ];
    assert.deepEqual(
      named.filter((id) => !ids.includes(id)),
      [],
    );
    assert.equal(problemTable.length, 9);
  });

  it('answers on an empty project without failing, and praises nothing', () => {
    for (const git of ['ok', 'none', 'unavailable'] as const) {
      const { results, failures } = runChecks(projectOf({ 'train.py': 'import sklearn\n' }, { git }), checks, []);
      assert.deepEqual(failures, []);
      assert.deepEqual(
        results.filter((result) => result.status !== 'missing' && result.status !== 'unknown').map((result) => result.id),
        [],
      );
    }
  });

  it('calls unknown what stands in a file that could not be read', () => {
    const project = projectOf({ 'train.py': 'import sklearn\n' }, { binaries: { '.github/workflows/ci.yml': 10 } });
    const unread = {
      ...project,
      tree: new Map(
        [...project.tree].map(([path, file]) => [path, path.endsWith('ci.yml') ? { ...file, unread: 'not-text' as const } : file]),
      ),
    };
    const { results } = runChecks(unread, checks, []);
    for (const id of ['ci-cd', 'regression-tests', 'retraining'])
      assert.equal(results.find((result) => result.id === id)?.status, 'unknown', id);
    assert.equal(results.find((result) => result.id === 'model-card')?.status, 'missing');
  });
});
