import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { planPromotion, planRollback, type Planned } from '../../../src/core/release/release-plan.ts';
import type { ReleaseModel } from '../../../src/core/release/release-config.ts';
import { modelIn, story, tagOf } from '../../support/release-tags.ts';

const model: ReleaseModel = {
  name: 'fraud',
  registry: 'git',
  registryName: 'm',
  folder: '',
  path: null,
  stages: [],
  protectedStages: [],
  gates: [],
};
const request = { model, stage: 'production', remote: null, counter: 9 };
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
    assert.deepEqual(planned.plan.steps, [{ step: 'create-tag', target: 'm#production#9', before: 'v2.0.0', after: 'v1.0.0' }]);
    assert.deepEqual([planned.plan.commit, planned.plan.tag, planned.plan.holder?.version], ['v1', 'm#production#9', 'v2.0.0']);
  });

  it('says what is pushed', () => {
    const planned = planPromotion(state, { ...request, remote: 'origin', version: 'v1.0.0', stage: 'canary' });
    assert.equal(planned.kind, 'plan');
    assert.deepEqual(
      planned.plan.steps.map(({ step, target, before }) => [step, target, before]),
      [
        ['create-tag', 'm#canary#9', null],
        ['push-tag', 'origin m#canary#9', null],
      ],
    );
  });

  it('writes a model in a folder as GTO does', () => {
    const inFolder = modelIn([tagOf('a/b=m@v1.0.0', 'c', 1)]);
    const planned = planPromotion(inFolder, { ...request, version: 'v1.0.0' });
    assert.equal(planned.kind === 'plan' ? planned.plan.tag : '', 'a/b=m#production#9');
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
    assert.deepEqual([planned.plan.action, planned.plan.to, planned.plan.tag], ['rollback', 'v1.0.0', 'm#production#9']);
  });

  it('goes to a named earlier holder, never to one that never was there', () => {
    const planned = planRollback(state, { ...request, to: '1.0.0' });
    assert.equal(planned.kind === 'plan' ? planned.plan.to : '', 'v1.0.0');
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
    assert.equal(planned.kind === 'plan' ? planned.plan.to : '', modelIn(before).stages.get('production')?.version);
  });
});
