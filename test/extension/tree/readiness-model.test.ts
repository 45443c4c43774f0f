import assert from 'node:assert/strict';
import { judgeProject, type ProjectReport } from '../../../src/core/engine/judge-project.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { projectNode, projectNodes, verdictWords } from '../../../src/extension/tree/readiness-model.ts';
import { projectOf } from '../../support/project-of.ts';
import { allNodes, sayNodes } from './say-nodes.ts';

const all = { filter: { missingOnly: false }, drifting: [] };
const files = {
  'airworthy.yaml': 'version: 1\nproject: fraud\nstage: production\nmodels:\n  - name: fraud\n',
  'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    deps: [data.csv]\n    outs: [model.pkl]\n',
  'monitoring/rules.yml': 'groups:\n  - name: a\n    rules:\n      - alert: Slow\n        expr: latency > 1\n        # Kept.\n',
  'requirements.txt': 'scikit-learn\n',
};

function judged(changes: Partial<ProjectReport> = {}): ProjectReport {
  return { ...judgeProject(projectOf(files), { severities: {} }), ...changes };
}

describe('the readiness view of one project', () => {
  it('begins with verdict and score, then the next step, then the findings, then the groups and the problems', () => {
    const kinds = projectNodes(judged(), all).map(({ kind }) => kind);
    assert.deepEqual(
      kinds.slice(0, 3).map((kind) => kind.replace('fixableN', 'n')),
      ['verdict', 'nextStep', 'findings'],
    );
    assert.deepEqual([...new Set(kinds.slice(3))], ['group', 'problems']);
  });

  it('names the project, its verdict and its score', () => {
    const [line] = sayNodes(projectNodes(judged({ verdict: 'no-go', score: 12 }), all));
    assert.equal(line, 'fraud | not ready · score 12');
  });

  it('shows a prototype as one, not as a failure', () => {
    const nodes = projectNodes(judged({ stage: 'prototype', verdict: 'no-go', score: 12 }), all);
    assert.equal(nodes[0]?.icon.name, 'beaker');
    assert.equal(sayNodes(nodes, { language: 'pl' })[0], 'fraud | prototyp · wynik 12');
    assert.equal(verdictWords({ stage: 'production', verdict: 'go' }).en, 'ready');
  });

  it('gives the reasons under the verdict and opens the groups that hold them', () => {
    const report = judged();
    const [verdict, ...others] = projectNodes(report, all);
    assert.deepEqual(
      verdict?.children.map(({ about }) => about),
      report.reasons.map(({ check }) => check),
    );
    for (const group of others.filter(({ kind }) => kind === 'group')) {
      const holds = group.children.some(({ about }) => report.reasons.some(({ check }) => check === about));
      assert.equal(group.isOpen, holds, format(group.label, 'en'));
    }
  });

  it('has the three best steps, the first of them in sight', () => {
    const report = judged();
    const step = projectNodes(report, all).find(({ kind }) => kind === 'nextStep' || kind === 'fixableNextStep');
    assert.ok(step);
    assert.equal(format(step.label, 'en'), `Next: ${format(report.nextSteps[0]?.title ?? step.label, 'en')}`);
    assert.equal(step.children.length, 2);
  });

  it('offers a fix on a step and on a finding where there is one, by the finding’s fingerprint', () => {
    const report = judged();
    const fixable = report.findings.filter(({ fix }) => fix !== null);
    assert.notEqual(fixable.length, 0);
    const nodes = allNodes(projectNodes(report, all));
    assert.deepEqual(
      nodes
        .filter(({ kind }) => kind === 'fixableFinding')
        .map(({ fixes }) => fixes)
        .sort(),
      fixable.map(({ fingerprint }) => fingerprint).sort(),
    );
    for (const { kind, fixes } of nodes) assert.equal(fixes !== null, kind === 'fixableFinding' || kind === 'fixableNextStep');
  });

  it('lists the loudest findings first', () => {
    const report = judged();
    const [findings] = projectNodes(report, all).filter(({ kind }) => kind === 'findings');
    const order = ['error', 'warning', 'info', 'lightbulb'];
    const icons = findings?.children.map(({ icon }) => order.indexOf(icon.name)) ?? [];
    assert.deepEqual(icons, [...icons].sort());
    assert.equal(icons.length, report.findings.length);
  });

  it('has every check once, in its group, with all its evidence', () => {
    const report = judged();
    const checks = projectNodes(report, all)
      .filter(({ kind }) => kind === 'group')
      .flatMap(({ children }) => children);
    assert.deepEqual(checks.map(({ about }) => about).sort(), report.checks.map(({ id }) => id).sort());
    for (const check of checks) assert.equal(check.children.length, report.checks.find(({ id }) => id === check.about)?.evidence.length);
  });

  it('shows where a check is met, and why one is missing', () => {
    const base = judged();
    const evidence = [
      {
        path: 'a/b.yml',
        range: { start: { line: 7, column: 1 }, end: { line: 7, column: 2 } },
        ref: null,
        why: { en: 'Why.', pl: 'Czemu.', args: {} },
      },
    ];
    const reason = { en: 'Reason.', pl: 'Powód.', args: {} };
    const [first, second] = base.checks;
    assert.ok(first && second);
    const report = {
      ...base,
      checks: [
        { ...first, status: 'met' as const, reason, evidence },
        { ...second, status: 'missing' as const, reason, evidence },
      ],
    };
    const lines = sayNodes(projectNodes(report, all), { deep: true });
    assert.ok(
      lines.some((line) => line.endsWith(' | a/b.yml:7')),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) => line.endsWith(' | Reason.')),
      lines.join('\n'),
    );
  });

  it('can be narrowed to what is missing; groups without any go', () => {
    const report = judged();
    const groups = projectNodes(report, { ...all, filter: { missingOnly: true } }).filter(({ kind }) => kind === 'group');
    const shown = groups.flatMap(({ children }) => children).map(({ about }) => about);
    assert.deepEqual(
      shown.sort(),
      report.checks
        .filter(({ status }) => status === 'missing' || status === 'partial')
        .map(({ id }) => id)
        .sort(),
    );
    assert.ok(groups.every(({ isOpen, children }) => isOpen && children.length > 0));
  });

  it('has ids that are each there once and stay the same', () => {
    const ids = (): readonly string[] => allNodes(projectNodes(judged(), all)).map(({ id }) => id);
    assert.equal(new Set(ids()).size, ids().length);
    assert.deepEqual(ids(), ids());
  });

  it('says by a word what each icon means', () => {
    for (const node of allNodes(projectNodes(judged(), all))) {
      if (['verdict', 'group', 'check', 'finding', 'fixableFinding'].includes(node.kind)) assert.notEqual(node.status, null, node.id);
    }
  });

  it('leaves no argument unfilled in either language', () => {
    for (const language of ['en', 'pl'] as const) {
      for (const line of sayNodes(projectNodes(judged(), all), { language, deep: true })) assert.doesNotMatch(line, /\{\w+\}/);
    }
  });
});

describe('the readiness view of several projects', () => {
  it('names each with its verdict, its content below and no second verdict', () => {
    const node = projectNode(judged({ verdict: 'go', score: 90 }), { ...all, isOpen: false });
    assert.deepEqual(sayNodes([node]), ['fraud | ready · score 90']);
    assert.deepEqual(
      node.children.filter(({ kind }) => kind === 'verdict'),
      [],
    );
    assert.ok(node.children.some(({ kind }) => kind === 'group'));
  });
});
