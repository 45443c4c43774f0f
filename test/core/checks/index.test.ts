import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checks } from '../../../src/core/checks/index.ts';
import { checkGroups } from '../../../src/core/engine/define-check.ts';
import { runChecks } from '../../../src/core/engine/run-checks.ts';
import { blockers, pairedBlocker, shadowOnly } from '../../../src/core/readiness/blockers.ts';
import { applyDeclarations, judgeReadiness } from '../../../src/core/readiness/judge-readiness.ts';
import { problemTable } from '../../../src/core/readiness/problem-table.ts';
import { scenarios } from '../../../src/core/readiness/scenario.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { alertFile, dashboard, prometheusYml, serviceFiles, versionedFiles, workflow } from '../../support/model-project.ts';
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
      const { results, failures } = runChecks(projectOf({ 'train.py': 'import sklearn\n' }, { git }), checks, { findings: [], live: null });
      assert.deepEqual(failures, []);
      assert.deepEqual(
        results.filter((result) => result.status !== 'missing' && result.status !== 'unknown').map((result) => result.id),
        [],
      );
    }
  });

  it('is total: broken and half-written files give answers, never failures', () => {
    const texts: Readonly<Record<string, string>> = {
      ...versionedFiles,
      ...serviceFiles,
      'airworthy.yaml':
        'version: 1\nmodels:\n  - name: churn\n    gates:\n      - { metric: f1, from: metrics.json#/f1, min: 0.8 }\nowners: { business: a }\nwaive: [{ check: rollback, reason: x }]\n',
      'monitoring/prometheus.yml': prometheusYml,
      'monitoring/rules/a.yml': alertFile('Drift', 'max(feature_drift_psi{a="b"}) > 0.25'),
      'grafana/a.json': dashboard('rate(churn_score_bucket[$__rate_interval])'),
      '.github/workflows/ci.yml': workflow('make test', 'bash scripts/run.sh | tee log'),
      '.gitattributes': '*.[pP]kl filter=lfs\n** filter=lfs\n',
      'docs/incident.md': '# Incident\n\n- Owner: Ana\n\n```\nhelm rollback churn\n```\n',
      Makefile: 'P := python\ntest: a b\n\t@$(P) -m pytest $(X)\na:\n\tmake test\n',
      'scripts/run.sh': "if true; then\n  dvc repro || true\nfi\npython - <<'E'\nE\n",
      'metrics.json': '{"f1": NaN}',
    };
    const paths = Object.keys(texts);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            path: fc.constantFrom(...paths),
            keep: fc.double({ min: 0, max: 1, noNaN: true }),
            junk: fc.string({ maxLength: 6 }),
          }),
          { maxLength: 6 },
        ),
        (changes) => {
          const files: Record<string, string> = { ...texts };
          for (const { path, keep, junk } of changes) {
            const text = files[path] ?? '';
            const cut = Math.floor(text.length * keep);
            files[path] = text.slice(0, cut) + junk + text.slice(cut + 3);
          }
          const project = projectOf(files);
          const { results, failures } = runChecks(project, checks, { findings: [], live: null });
          assert.deepEqual(failures, []);
          judgeReadiness({ project, results: applyDeclarations(project, results), findings: [] });
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(20_000);

  it('calls unknown what stands in a file that could not be read', () => {
    const project = projectOf({ 'train.py': 'import sklearn\n' }, { binaries: { '.github/workflows/ci.yml': 10 } });
    const unread = {
      ...project,
      tree: new Map(
        [...project.tree].map(([path, file]) => [path, path.endsWith('ci.yml') ? { ...file, unread: 'not-text' as const } : file]),
      ),
    };
    const { results } = runChecks(unread, checks, { findings: [], live: null });
    for (const id of ['ci-cd', 'regression-tests', 'retraining'])
      assert.equal(results.find((result) => result.id === id)?.status, 'unknown', id);
    assert.equal(results.find((result) => result.id === 'model-card')?.status, 'missing');
  });
});
