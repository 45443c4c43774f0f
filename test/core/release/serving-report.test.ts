import assert from 'node:assert/strict';
import {
  type RegistryHolder,
  type ServedModel,
  canaryShare,
  servedPlaces,
  servingDisagreements,
  servingVersions,
} from '../../../src/core/release/serving-report.ts';
import { emptyModel, type ReportedModel } from '../../../src/core/release/versions-report.ts';
import { readServing } from '../../../src/core/release/serving/read-serving.ts';
import { canaryOf } from '../../support/manifest-edits.ts';
import { knative, seldonSplit, standard } from '../../support/serving-manifests.ts';

const model = (name: string, more: Partial<ServedModel> = {}): ServedModel => ({
  name,
  registryName: name,
  stages: ['shadow', 'canary', 'production'],
  targets: [],
  ...more,
});
const holder = (stage: string, version: string, registry: RegistryHolder['registry'] = 'git', name = 'fraud'): RegistryHolder => ({
  registry,
  model: name,
  stage,
  version,
});
const files = (texts: Readonly<Record<string, string>>): ReturnType<typeof readServing> =>
  Object.entries(texts).flatMap(([path, text]) => readServing(path, text));

describe('servingVersions', () => {
  it('lists the versions that share a stage’s traffic, the unnamed side as null', () => {
    const objects = files({ 'k8s/fraud.yaml': canaryOf(knative) });
    assert.deepEqual(servingVersions(servedPlaces(model('fraud'), objects)), {
      production: [
        { version: null, traffic: 90, since: null, by: null },
        { version: 'v1.5.0', traffic: 10, since: null, by: null },
      ],
    });
  });

  it('takes the stage whose deploy names the file, and the times that Git gives', () => {
    const objects = files({ 'k8s/a.yaml': knative, 'k8s/staging.yaml': standard.replaceAll('v1.4.0', 'v1.6.0') });
    const targets = [
      { path: 'k8s/a.yaml', stage: 'live' },
      { path: 'k8s/staging.yaml', object: 'fraud', stage: 'staging' },
      { path: 'k8s/gone.yaml', stage: 'gone' },
    ];
    const places = servedPlaces(model('card-fraud', { registryName: 'fraud', targets }), objects);
    assert.deepEqual(
      servingVersions(places, ({ object, slot }) => ({ since: `${object.path}:${String(slot.line)}`, by: 'Ana' })),
      {
        live: [{ version: 'v1.4.0', traffic: 100, since: 'k8s/a.yaml:28', by: 'Ana' }],
        staging: [{ version: 'v1.6.0', traffic: 100, since: 'k8s/staging.yaml:15', by: 'Ana' }],
      },
    );
  });

  it('keeps a shadow apart from what answers', () => {
    const stages = servingVersions(servedPlaces(model('churn', { stages: [] }), files({ 'a.yaml': seldonSplit })));
    assert.deepEqual(
      Object.entries(stages).map(([stage, versions]) => [
        stage,
        versions.map(({ version, traffic }) => `${String(version)} ${String(traffic)}`),
      ]),
      [
        ['production', ['v7 80', 'v8 20']],
        ['shadow', ['v9 50']],
      ],
    );
  });
});

describe('servingDisagreements', () => {
  const cases: readonly (readonly [
    says: string,
    asked: { readonly text: string; readonly model?: ServedModel; readonly holders: readonly RegistryHolder[] },
    found: readonly string[],
  ])[] = [
    ['the same version, without v', { text: knative, holders: [holder('production', '1.4.0')] }, []],
    [
      'another version in production',
      { text: knative, holders: [holder('production', 'v1.3.0'), holder('production', '7', 'mlflow')] },
      ['production: git v1.3.0 -, kubernetes v1.4.0 k8s/a.yaml:28'],
    ],
    ['a number beside a release', { text: knative, holders: [holder('production', '7', 'mlflow')] }, []],
    [
      'two registries of which one agrees',
      { text: knative, holders: [holder('production', 'v1.4.0'), holder('production', 'v1.3.0', 'mlflow')] },
      ['production: git v1.4.0 -, mlflow v1.3.0 -, kubernetes v1.4.0 k8s/a.yaml:28'],
    ],
    [
      'the side of a Knative canary that is not named',
      { text: canaryOf(knative), holders: [holder('production', 'v1.4.0'), holder('canary', 'v1.5.0')] },
      [],
    ],
    [
      'a canary',
      { text: canaryOf(knative), holders: [holder('canary', 'v1.6.0')] },
      ['canary: git v1.6.0 -, kubernetes v1.5.0 k8s/a.yaml:29'],
    ],
    [
      'a canary of a model that has no such stage',
      { text: canaryOf(knative), model: model('fraud', { stages: ['production'] }), holders: [holder('production', 'v1.3.0')] },
      [],
    ],
    [
      'each role with its stage',
      {
        text: seldonSplit,
        model: model('churn'),
        holders: [
          holder('production', 'v6', 'git', 'churn'),
          holder('canary', 'v8', 'git', 'churn'),
          holder('shadow', 'v8', 'git', 'churn'),
        ],
      },
      ['production: git v6 -, kubernetes v7 k8s/a.yaml:6', 'shadow: git v8 -, kubernetes v9 k8s/a.yaml:8'],
    ],
    [
      'a file of another stage with that stage alone',
      {
        text: canaryOf(standard),
        model: model('fraud', { targets: [{ path: 'k8s/a.yaml', stage: 'staging' }] }),
        holders: [holder('staging', 'v1.3.0'), holder('production', 'v1.2.0'), holder('canary', 'v1.0.0')],
      },
      ['staging: git v1.3.0 -, kubernetes v1.4.0 k8s/a.yaml:15'],
    ],
    ['a file of another model', { text: knative, model: model('churn'), holders: [holder('production', 'v1.3.0', 'git', 'churn')] }, []],
  ];
  for (const [says, { text, model: about = model('fraud'), holders }, found] of cases) {
    it(`compares ${says}`, () => {
      assert.deepEqual(
        servingDisagreements([about], holders, files({ 'k8s/a.yaml': text })).map(({ stage, places }) => {
          const words = places.map(
            ({ registry, version, path, line }) => `${registry} ${version} ${path === null ? '-' : `${path}:${String(line)}`}`,
          );
          return `${stage}: ${words.join(', ')}`;
        }),
        found,
      );
    });
  }
});

describe('the share of a canary', () => {
  const side = (version: string | null, traffic: number | null) => ({ version, traffic, since: null, by: null });
  const inGit = (version: string): ReportedModel => ({
    ...emptyModel({ model: 'fraud', name: 'fraud', registry: 'git' }),
    stages: { canary: { version, since: null, by: null } },
  });
  const served = (...sides: readonly ReturnType<typeof side>[]): ReportedModel => ({
    ...emptyModel({ model: 'fraud', name: 'fraud', registry: 'git' }),
    registry: 'kubernetes',
    stages: { production: sides },
  });

  it('is that of the side with the version that the registry calls the canary', () => {
    assert.equal(canaryShare([inGit('v1.5.0'), served(side(null, 90), side('v1.5.0', 10))]), 10);
    assert.equal(canaryShare([inGit('v1.5.0'), served(side('1.4.1', 50), side('1.5.0', 50))]), 50);
    assert.equal(canaryShare([inGit('v1.5.0'), served(side('v1.4.1', 100), side('v1.5.0', 0))]), 0);
  });

  it('is not known where one version serves all, where another runs, or where several could be meant', () => {
    assert.equal(canaryShare([inGit('v1.5.0'), served(side('v1.5.0', 100))]), null);
    assert.equal(canaryShare([inGit('v1.5.0'), served(side(null, 90), side('v1.3.0', 10))]), null);
    assert.equal(canaryShare([served(side(null, 90), side('v1.5.0', 10))]), null);
    const one = served(side(null, 90), side('v1.5.0', 10));
    assert.equal(canaryShare([inGit('v1.5.0'), one, one]), null);
    assert.equal(canaryShare([inGit('v1.5.0'), served(side(null, null), side('v1.5.0', null))]), null);
  });
});
