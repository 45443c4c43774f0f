import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { reportGitModels, type VersionsReport } from '../../../src/core/release/versions-report.ts';
import { allAtOnce } from '../../../src/core/steps/steps.ts';
import { menuWords } from '../../../src/extension/tree/version-node.ts';
import { pageSize, versionNodes } from '../../../src/extension/tree/versions-model.ts';
import { type ShownNode, shownNodes } from './shown-nodes.ts';
import { plain } from '../../../src/extension/tree/view-node.ts';
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
  return { models: allAtOnce(reportGitModels(states, releaseConfigOf({}, ''))), disagreements: [], errors: [] };
}

/** What is shown of a report that nobody filtered. */
function shown(report: VersionsReport, now: number): readonly ShownNode[] {
  return shownNodes(versionNodes({ report, interrupted: null, offers: [], isFiltered: false, now }));
}

describe('the versions view', () => {
  it('shows who holds each stage and since when, then versions and history', () => {
    const report = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 10], ['fraud@v1.1.0', 20, later], ['fraud#canary#2', 30, later]);
    assert.deepEqual(sayNodes(shown(report, 40 * minute), { deep: true }), [
      'fraud | v1.1.0',
      '  production  v1.0.0 | 30 min · Ana',
      '  canary  v1.1.0 | 10 min · Ana',
      '  All versions | 2',
      '    v1.1.0 | canary · 20 min · Ana',
      '    v1.0.0 | production · 40 min · Ana',
      '  Release history | 4',
      '    v1.1.0 to canary | 10 min · Ana',
      '    Registered v1.1.0 | 20 min · Ana',
      '    v1.0.0 to production | 30 min · Ana',
      '    Registered v1.0.0 | 40 min · Ana',
    ]);
  });

  it('says it in Polish', () => {
    const report = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 10]);
    assert.deepEqual(sayNodes(shown(report, 3 * 60 * minute), { language: 'pl', deep: true }), [
      'fraud | v1.0.0',
      '  production  v1.0.0 | 3 godz. · Ana',
      '  Wszystkie wersje | 1',
      '    v1.0.0 | production · 3 godz. · Ana',
      '  Historia wydań | 2',
      '    v1.0.0 do production | 3 godz. · Ana',
      '    Zarejestrowano v1.0.0 | 3 godz. · Ana',
    ]);
  });

  it('counts in minutes, then hours, then days, and never below nothing', () => {
    const age = (now: number): string | undefined =>
      sayNodes(shown(listed(['m@v1.0.0', 1000], ['m#dev#1', 1000]), now * minute))[1]?.trim();
    assert.equal(age(900), 'dev  v1.0.0 | 0 min · Ana');
    assert.equal(age(1059), 'dev  v1.0.0 | 59 min · Ana');
    assert.equal(age(1060), 'dev  v1.0.0 | 1 h · Ana');
    assert.equal(age(1000 + 47 * 60), 'dev  v1.0.0 | 47 h · Ana');
    assert.equal(age(1000 + 48 * 60), 'dev  v1.0.0 | 2 d · Ana');
  });

  it('marks versions that were deregistered', () => {
    const report = listed(['m@v1.0.0', 0], ['m@v1.0.0!', 1]);
    const [version] = allNodes(shown(report, 2 * minute)).filter(({ kind }) => kind === 'version');
    assert.equal(version?.icon.name, 'circle-slash');
  });

  it('shows a commit in a stage by its first characters', () => {
    const lines = sayNodes(shown(listed(['m#dev#1', 0]), 0));
    assert.ok(
      lines.every((line) => !line.includes(commit)),
      lines.join('\n'),
    );
  });

  it('names only what is known in Restricted Mode', () => {
    const version = { version: 'v1.0.0', ref: 'm@v1.0.0', commit, active: true, registeredAt: null, author: null };
    const model = { model: 'm', name: 'm', registry: 'git' as const, latest: null, stages: {}, history: [], versions: [version] };
    const nodes = shown({ models: [model], disagreements: [], errors: [] }, 0);
    assert.deepEqual(sayNodes(nodes, { deep: true }), ['m', '  All versions | 1', '    v1.0.0']);
  });

  it('leaves out models without anything, and says what could not be asked', () => {
    const empty = { model: 'm', name: 'm', registry: 'git' as const, latest: null, stages: {}, history: [], versions: [] };
    const errors = [
      { registry: 'git' as const, code: 'unreachable' as const, message: 'Git is not there.' },
      { registry: 'mlflow' as const, code: 'offline' as const, message: 'Not asked.' },
    ];
    assert.deepEqual(sayNodes(shown({ models: [empty], disagreements: [], errors }, 0)), [
      'Git does not answer | Git is not there.',
      'MLflow was not asked',
    ]);
  });

  it('gives the commands what they act on', () => {
    const nodes = allNodes(shown(listed(['fraud@v1.0.0', 0], ['fraud#production#1', 1]), 0));
    const stage = nodes.find(({ kind }) => kind === 'stage');
    assert.deepEqual([stage?.model, stage?.version, stage?.stage], ['fraud', 'v1.0.0', 'production']);
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
  });

  it('shows how versions share a stage’s traffic, and the registry where there are several', () => {
    const served = {
      ...{ model: 'fraud', name: 'fraud', registry: 'kubernetes' as const, latest: null, versions: [], history: [] },
      stages: {
        production: [
          { version: 'v1.0.0', traffic: 10, since: null, by: null },
          { version: null, traffic: 90, since: '1970-01-01T00:00:00Z', by: 'Ana' },
        ],
      },
    };
    const { models } = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 10]);
    const nodes = shown({ models: [...models, served], disagreements: [], errors: [] }, 20 * minute);
    assert.deepEqual(
      sayNodes(nodes).filter((line) => !line.includes('history') && !line.includes('All')),
      [
        'fraud | v1.0.0 · Git',
        '  production  v1.0.0 | 10 min · Ana',
        'fraud | Kubernetes',
        '  production  unnamed | 90 % · 20 min · Ana',
        '  production  v1.0.0 | 10 %',
      ],
    );
    const icons = nodes[1]?.children.map(({ icon }) => icon.name);
    assert.deepEqual(icons, ['color-mode', 'color-mode']);
  });

  it('tells menus what can be done with a node', () => {
    const report = listed(['fraud@v1.0.0', 0], ['fraud#production#1', 1], ['fraud@v0.9.0', 2, later], ['fraud@v0.9.0!', 3, later]);
    const words = new Map(allNodes(shown(report, 0)).map((node) => [node.id, menuWords({ ...node, children: () => [] })]));
    assert.equal(words.get('git:fraud'), 'model git named');
    assert.equal(words.get('git:fraud:stage:production'), 'stage git active committed named');
    assert.equal(words.get('git:fraud:version:v1.0.0'), 'version git active committed named');
    assert.equal(words.get('git:fraud:version:v0.9.0'), 'version git committed named');
  });

  it('shows long lists by pages, whose nodes are made only when they are asked for', () => {
    const versions = Array.from({ length: 5000 }, (_, index) => ({
      version: `v1.${String(4999 - index)}.0`,
      ref: `fraud@v1.${String(4999 - index)}.0`,
      commit,
      active: true,
      registeredAt: '2026-01-01T00:00:00Z',
      author: 'Ana',
    }));
    const [reported] = listed(['fraud@v1.0.0', 0]).models;
    assert.ok(reported);
    const report = { models: [{ ...reported, versions }], disagreements: [], errors: [] };
    const [model] = versionNodes({ report, interrupted: null, offers: [], isFiltered: false, now: 0 });
    const list = model?.children(200).find(({ kind }) => kind === 'versions');
    assert.ok(list);
    const first = list.children(200);
    assert.equal(first.length, 201);
    assert.deepEqual(sayNodes(shownNodes(first.slice(-1))), ['Show more (4800)']);
    assert.equal(list.children(400).length, 401);
    assert.equal(list.children(5000).length, 5000);
  });
});

describe('what needs attention in the versions view', () => {
  const entry = {
    id: '1',
    startedAt: 0,
    action: 'rollback' as const,
    model: 'fraud',
    stage: 'production',
    from: 'v1.1.0',
    to: 'v1.0.0',
    reason: '',
    writes: [],
    state: 'running' as const,
  };

  it('comes first: a release left in the middle, then disagreements with their places, then registries', () => {
    const report: VersionsReport = {
      ...listed(['fraud@v1.0.0', 0]),
      disagreements: [
        {
          model: 'fraud',
          stage: 'production',
          places: [
            { registry: 'git', version: 'v1.4.1', path: null, line: null },
            { registry: 'kubernetes', version: 'v1.3.0', path: 'k8s/fraud.yaml', line: 12 },
          ],
        },
      ],
      errors: [{ registry: 'mlflow', code: 'unauthorized', message: 'MLflow said 401.' }],
    };
    const offers = [{ url: 'http://127.0.0.1:5000', from: { kind: 'file' as const, path: '.env', line: 3 } }];
    const nodes = versionNodes({ report, interrupted: entry, offers, isFiltered: false, now: 3 * minute });
    assert.deepEqual(sayNodes(shownNodes(nodes)).slice(0, 6), [
      'Interrupted: fraud in production back to v1.0.0 | 3 min',
      'fraud production  v1.4.1 ≠ v1.3.0 | places disagree',
      '  Git: v1.4.1',
      '  k8s/fraud.yaml:12: v1.3.0',
      'MLflow wants other credentials | MLflow said 401.',
      'MLflow at http://127.0.0.1:5000 | named in .env:3',
    ]);
    assert.equal(nodes.find(({ kind }) => kind === 'offer')?.reference, 'http://127.0.0.1:5000');
    const places = nodes[1]?.children(pageSize) ?? [];
    assert.deepEqual(places.map(menuWords), ['place git', 'place fixable kubernetes']);
    assert.deepEqual(
      places.map(({ place }) => place),
      [null, { path: 'k8s/fraud.yaml', line: 12 }],
    );
  });

  it('says in Polish what was not asked and why', () => {
    const errors = [{ registry: 'mlflow' as const, code: 'offline' as const, message: 'Not asked.' }];
    const nodes = shown({ models: [], disagreements: [], errors }, 0);
    assert.deepEqual(sayNodes(nodes, { language: 'pl' }), ['Nie zapytano MLflow']);
    assert.match(format(nodes[0]?.tooltip ?? plain(''), 'pl'), /nic nie jest wysyłane bez Twojej zgody/);
  });
});
