import assert from 'node:assert/strict';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { reportGitModels, type VersionsReport } from '../../../src/core/release/versions-report.ts';
import { versionNodes } from '../../../src/extension/tree/versions-model.ts';
import { tagOf } from '../../support/release-tags.ts';
import { allNodes, sayNodes } from './say-nodes.ts';

const minute = 60_000;
const [commit, later] = ['c'.repeat(40), 'd'.repeat(40)];

/** Tags by name, minute and commit, listed as the view gets them. */
function listed(...tags: readonly (readonly [string, number, string?])[]): VersionsReport {
  const states = registryState(
    tags.map(([name, minutes, at = commit]) => tagOf(name, at, minutes * 60)),
    tagsAlone,
  );
  return { models: reportGitModels(states, releaseConfigOf({}, '')), disagreements: [], errors: [] };
}

describe('the versions view', () => {
  it('shows who holds each stage and since when, then versions and history', () => {
    const report = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 10], ['fraud@v1.1.0', 20, later], ['fraud#canary#2', 30, later]);
    assert.deepEqual(sayNodes(versionNodes(report, 40 * minute), { deep: true }), [
      'fraud | v1.1.0',
      '  production  v1.0.0 | 30 min · Ana',
      '  canary  v1.1.0 | 10 min · Ana',
      '  All versions | 2',
      '    v1.1.0 | 20 min · Ana',
      '    v1.0.0 | 40 min · Ana',
      '  Release history | 4',
      '    v1.1.0 to canary | 10 min · Ana',
      '    Registered v1.1.0 | 20 min · Ana',
      '    v1.0.0 to production | 30 min · Ana',
      '    Registered v1.0.0 | 40 min · Ana',
    ]);
  });

  it('says it in Polish', () => {
    const report = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 10]);
    assert.deepEqual(sayNodes(versionNodes(report, 3 * 60 * minute), { language: 'pl', deep: true }), [
      'fraud | v1.0.0',
      '  production  v1.0.0 | 3 godz. · Ana',
      '  Wszystkie wersje | 1',
      '    v1.0.0 | 3 godz. · Ana',
      '  Historia wydań | 2',
      '    v1.0.0 do production | 3 godz. · Ana',
      '    Zarejestrowano v1.0.0 | 3 godz. · Ana',
    ]);
  });

  it('counts in minutes, then hours, then days, and never below nothing', () => {
    const age = (now: number): string | undefined =>
      sayNodes(versionNodes(listed(['m@v1.0.0', 1000], ['m#dev#1', 1000]), now * minute))[1]?.trim();
    assert.equal(age(900), 'dev  v1.0.0 | 0 min · Ana');
    assert.equal(age(1059), 'dev  v1.0.0 | 59 min · Ana');
    assert.equal(age(1060), 'dev  v1.0.0 | 1 h · Ana');
    assert.equal(age(1000 + 47 * 60), 'dev  v1.0.0 | 47 h · Ana');
    assert.equal(age(1000 + 48 * 60), 'dev  v1.0.0 | 2 d · Ana');
  });

  it('marks versions that were deregistered', () => {
    const report = listed(['m@v1.0.0', 0], ['m@v1.0.0!', 1]);
    const [version] = allNodes(versionNodes(report, 2 * minute)).filter(({ kind }) => kind === 'version');
    assert.equal(version?.icon.name, 'circle-slash');
  });

  it('shows a commit in a stage by its first characters', () => {
    const lines = sayNodes(versionNodes(listed(['m#dev#1', 0]), 0));
    assert.ok(
      lines.every((line) => !line.includes(commit)),
      lines.join('\n'),
    );
  });

  it('names only what is known in Restricted Mode', () => {
    const version = { version: 'v1.0.0', ref: 'm@v1.0.0', commit, active: true, registeredAt: '', author: '' };
    const model = { model: 'm', name: 'm', registry: 'git' as const, latest: null, stages: {}, history: [], versions: [version] };
    const nodes = versionNodes({ models: [model], disagreements: [], errors: [] }, 0);
    assert.deepEqual(sayNodes(nodes, { deep: true }), ['m', '  All versions | 1', '    v1.0.0']);
  });

  it('leaves out models without anything, and says what could not be asked', () => {
    const empty = { model: 'm', name: 'm', registry: 'git' as const, latest: null, stages: {}, history: [], versions: [] };
    const errors = [
      { registry: 'git' as const, code: 'unreachable' as const, message: 'Git is not there.' },
      { registry: 'mlflow' as const, code: 'offline' as const, message: 'Not asked.' },
    ];
    assert.deepEqual(sayNodes(versionNodes({ models: [empty], disagreements: [], errors }, 0)), ['Git is not there.']);
  });

  it('gives the commands what they act on', () => {
    const nodes = allNodes(versionNodes(listed(['fraud@v1.0.0', 0], ['fraud#production#1', 1]), 0));
    const stage = nodes.find(({ kind }) => kind === 'stage');
    assert.deepEqual([stage?.model, stage?.version, stage?.stage], ['fraud', 'v1.0.0', 'production']);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
  });
});
