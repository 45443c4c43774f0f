import assert from 'node:assert/strict';
import { format, message } from '../../../src/core/l10n/message.ts';
import { planPromotion, planRegistration, planRollback, planUnassignment, type Planned } from '../../../src/core/release/release-plan.ts';
import { bareModel, type ReleaseModel } from '../../../src/core/release/release-config.ts';
import { modelIn, story, tagOf } from '../../support/release-tags.ts';

const model: ReleaseModel = { ...bareModel('fraud', 'git'), registryName: 'm' };
const request = { model, stage: 'production', counter: 9 };
const state = modelIn(story('v1', 'v2', 'v3', '!v3', '>v1', '>v2'));

function promotion(version: string, more: Partial<typeof request> = {}): Planned {
  return planPromotion(state, { ...request, ...more, version });
}

function refusal(planned: Planned): string {
  return planned.kind === 'refused' ? format(planned.reason, 'en') : planned.kind;
}

describe('planPromotion', () => {
  it('makes one tag with the next counter, on the version’s commit', () => {
    const planned = promotion('1.0.0');
    assert.equal(planned.kind, 'plan');
    const { commit, name, holder } = planned.change;
    assert.deepEqual([commit, name, holder?.version], ['v1', 'm#production#9', 'v2.0.0']);
  });

  it('writes a model in a folder as GTO does', () => {
    const inFolder = modelIn([tagOf('a/b=m@v1.0.0', 'c', 1)]);
    const planned = planPromotion(inFolder, { ...request, version: 'v1.0.0' });
    assert.equal(planned.kind === 'plan' ? planned.change.name : '', 'a/b=m#production#9');
  });

  it('has nothing to do where the version is already there', () => {
    assert.equal(promotion('v2.0.0').kind, 'already');
  });

  const refusals: readonly (readonly [string, Planned, RegExp])[] = [
    ['an unknown version', promotion('v9.0.0'), /no version v9\.0\.0/],
    ['a deregistered version', promotion('v3.0.0'), /deregistered/],
    ['an unknown model', planPromotion(null, { ...request, version: 'v1.0.0' }), /no model fraud/],
    ['a bad stage name', promotion('v1.0.0', { stage: '-x' }), /cannot be the name/],
    [
      'a stage that is not declared',
      promotion('v1.0.0', { stage: 'prod', model: { ...model, stages: ['dev'] } }),
      /There is no stage prod/,
    ],
    [
      'a version whose commit holds another one, deregistered or not',
      planPromotion(modelIn([tagOf('m@v1.0.0', 'c', 1), tagOf('m@v1.1.0', 'c', 2), tagOf('m@v1.1.0!', 'c', 3)]), {
        ...request,
        version: 'v1.0.0',
      }),
      /v1\.0\.0 is at the same commit as v1\.1\.0/,
    ],
    ['a deprecated model', planPromotion({ ...state, deprecated: true }, { ...request, version: 'v1.0.0' }), /deprecated/],
  ];
  for (const [what, planned, words] of refusals) it(`refuses ${what}`, () => assert.match(refusal(planned), words));

  it('takes a stage that is in use though it is not declared', () => {
    assert.equal(promotion('v1.0.0', { model: { ...model, stages: ['dev'] } }).kind, 'plan');
  });
});

describe('planRollback', () => {
  it('goes to the best candidate by a new assignment', () => {
    const planned = planRollback(state, { ...request, to: null });
    assert.equal(planned.kind, 'plan');
    assert.deepEqual([planned.change.action, planned.change.to, planned.change.name], ['rollback', 'v1.0.0', 'm#production#9']);
  });

  it('goes to a named earlier holder, never to one that never was there', () => {
    const planned = planRollback(state, { ...request, to: '1.0.0' });
    assert.equal(planned.kind === 'plan' ? planned.change.to : '', 'v1.0.0');
    const fresh = modelIn(story('v1', 'v2', 'v4', '>v1', '>v2'));
    assert.match(refusal(planRollback(fresh, { ...request, to: 'v4.0.0' })), /never in production/);
    assert.match(refusal(planRollback(state, { ...request, to: 'v3.0.0' })), /deregistered/);
    assert.match(refusal(planRollback(state, { ...request, to: 'v9.0.0' })), /no version/);
  });

  it('refuses where there is nothing to go back to', () => {
    assert.match(refusal(planRollback(modelIn(story('v1', '>v1')), { ...request, to: null })), /no earlier version/);
    assert.match(refusal(planRollback(null, { ...request, to: null })), /no model/);
  });

  it('undoes a promotion: plan, then its inverse, is the start', () => {
    const before = story('v1', 'v2', '>v1');
    const promoted = modelIn([...before, ...story('v1', 'v2', '>v1', '>v2').slice(3)]);
    const planned = planRollback(promoted, { ...request, to: null });
    assert.equal(planned.kind === 'plan' ? planned.change.to : '', modelIn(before).stages.get('production')?.version);
  });
});

describe('planUnassignment', () => {
  it('takes the holder out by a tag on its commit', () => {
    const planned = planUnassignment(state, request);
    assert.equal(planned.kind, 'plan');
    assert.deepEqual([planned.change.name, planned.change.commit, planned.change.to], ['m#production!#9', 'v2', 'v1.0.0']);
    assert.match(format(planned.warnings[0] ?? message({ en: '', pl: '' }), 'en'), /v1\.0\.0 was never unassigned/);
  });

  it('leaves the stage empty where nothing was there before, or all of it left', () => {
    for (const steps of [
      ['v1', '>v1'],
      ['v1', 'v2', '>v1', '-v1', '>v2'],
      ['v1', 'v2', '>v1', '!v1', '>v2'],
    ]) {
      const known = modelIn(story(...steps));
      const planned = planUnassignment(known, request);
      assert.equal(planned.kind, 'plan');
      assert.deepEqual([planned.change.to, planned.warnings], [null, []]);
    }
  });

  it('refuses an empty stage, and a commit without a version, whose assignment GTO does not end', () => {
    assert.match(refusal(planUnassignment(state, { ...request, stage: 'canary' })), /No version of fraud is in canary/);
    assert.match(refusal(planUnassignment(modelIn([tagOf('m#production#1', 'c', 1)]), request)), /no registered version/);
  });
});

describe('planRegistration', () => {
  const wanted = { model, artifact: 'm', version: '3.1.0', commit: 'c9' };

  it('makes one tag without a counter, also for a new model', () => {
    for (const known of [state, null]) {
      const planned = planRegistration(known, wanted);
      assert.equal(planned.kind, 'plan');
      assert.deepEqual([planned.change.name, planned.change.commit, planned.change.stage], ['m@v3.1.0', 'c9', null]);
    }
  });

  const refusals: readonly (readonly [string, Planned, RegExp])[] = [
    ['what is no semantic version', planRegistration(state, { ...wanted, version: 'v3' }), /no semantic version/],
    ['a version that is there', planRegistration(state, { ...wanted, version: 'v1.0.0' }), /registered already, at commit v1/],
    ['a commit that has a version', planRegistration(state, { ...wanted, commit: 'v2' }), /registered as v2\.0\.0 already/],
    ['a model that MLflow keeps', planRegistration(null, { ...wanted, model: bareModel('m', 'mlflow') }), /by MLflow itself/],
  ];
  for (const [what, planned, words] of refusals) it(`refuses ${what}`, () => assert.match(refusal(planned), words));
});

describe('plans for MLflow', () => {
  const server: ReleaseModel = { ...bareModel('fraud', 'mlflow'), aliases: { production: 'champion' } };
  const version = (name: string) => ({
    version: name,
    commit: null,
    ref: `models:/fraud/${name}`,
    active: true,
    registeredAt: 1,
    author: null,
  });
  const holder = { version: '2', commit: null, since: null, by: null, ref: 'champion', object: '2' };
  const known = {
    artifact: 'fraud',
    deprecated: false,
    latest: '2',
    versions: ['2', '1'].map(version),
    stages: new Map([['production', holder]]),
    history: [],
  };

  it('name the alias that stands for the stage, and take v1 for 1', () => {
    const planned = planPromotion(known, { ...request, model: server, version: 'v1' });
    assert.equal(planned.kind, 'plan');
    assert.deepEqual(
      [planned.change.registry, planned.change.name, planned.change.to, planned.change.commit],
      ['mlflow', 'champion', '1', null],
    );
  });

  it('go back to a version that no record names only when it is named, and say so', () => {
    assert.match(refusal(planRollback(known, { ...request, model: server, to: null })), /no earlier version/);
    const planned = planRollback(known, { ...request, model: server, to: '1' });
    assert.equal(
      planned.kind === 'plan' ? format(planned.warnings[0] ?? { en: '', pl: '', args: {} }, 'en').slice(0, 19) : '',
      'Nothing is recorded',
    );
  });

  it('refuse an alias that MLflow reads as a version', () => {
    const model = { ...server, aliases: { production: 'v2' } };
    assert.match(refusal(planPromotion(known, { ...request, model, version: '1' })), /does not take "v2"/);
  });
});
