import assert from 'node:assert/strict';
import { judgeProject } from '../../../src/core/engine/judge-project.ts';
import { commandIds } from '../../../src/core/config/ids.ts';
import { problemNodeId, problemNodes, problemsNodeId } from '../../../src/extension/tree/problem-nodes.ts';
import { projectOf } from '../../support/project-of.ts';
import { allNodes, sayNodes } from './say-nodes.ts';

const report = judgeProject(
  projectOf({
    'airworthy.yaml': 'version: 1\nproject: fraud\nstage: production\nmodels:\n  - name: fraud\n',
    'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    deps: [data.csv]\n    outs: [model.pkl]\n',
  }),
  { severities: {} },
);
const quiet = { drifting: [], missingOnly: false };

describe('the problem table in the readiness view', () => {
  it('has a row for each problem that applies, with causes as checks and actions as commands', () => {
    const [top] = problemNodes(report, quiet);
    assert.ok(top !== undefined);
    assert.equal(top.id, problemsNodeId(report.root));
    assert.match(sayNodes([top])[0] ?? '', /^What may go wrong \| \d of 9 not prevented$/);
    const drift = top.children.find(({ id }) => id === problemNodeId(report.root, 'input-drift'));
    assert.ok(drift !== undefined);
    assert.deepEqual(
      drift.children.map(({ kind, about, runs }) => [kind, about ?? runs]),
      [
        ['check', 'drift-monitoring'],
        ['check', 'online-monitoring'],
        ['check', 'data-freshness'],
        ['action', commandIds.openDriftPanel],
        ['action', null],
      ],
    );
  });

  it('shows what drifts now on top, in red', () => {
    const [top] = problemNodes(report, { ...quiet, drifting: ['Amount', 'Channel'] });
    const [line] = sayNodes([top].filter((node) => node !== undefined));
    assert.match(line ?? '', /1 seen now/);
    const drift = top?.children.find(({ id }) => id === problemNodeId(report.root, 'input-drift'));
    assert.equal(drift?.icon.name, 'flame');
    assert.deepEqual(sayNodes(drift.children.slice(0, 2)), ['Drifts now: Amount', 'Drifts now: Channel']);
    assert.deepEqual(
      drift.children.slice(0, 2).map(({ runs }) => runs),
      [commandIds.openDriftPanel, commandIds.openDriftPanel],
    );
  });

  it('leaves out what is prevented where only what is missing is wanted', () => {
    const met = { ...report, findings: [], checks: report.checks.map((check) => ({ ...check, status: 'met' as const })) };
    assert.equal(problemNodes(met, quiet)[0]?.children.length, 9);
    assert.deepEqual(problemNodes(met, { ...quiet, missingOnly: true }), []);
  });

  it('has every id once, and no gap in any language', () => {
    const nodes = allNodes(problemNodes(report, { ...quiet, drifting: ['a', 'a'] }));
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
    for (const language of ['en', 'pl'] as const)
      for (const line of sayNodes(problemNodes(report, quiet), { language, deep: true })) assert.doesNotMatch(line, /\{\w+\}/);
  });
});
