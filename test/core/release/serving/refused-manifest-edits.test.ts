import assert from 'node:assert/strict';
import type { ManifestIntent } from '../../../../src/core/release/serving/manifest-intent.ts';
import { type Asked, canaryOf, inference, refusal } from '../../../support/manifest-edits.ts';
import { knative, seldon, seldonSplit, standard } from '../../../support/serving-manifests.ts';

const setMain = (version: string): ManifestIntent => ({ kind: 'set-main', version });
const refused: readonly (readonly [says: string, asked: Asked, words: RegExp])[] = [
  ['a shadow in KServe', { text: knative, intent: { kind: 'start-shadow', version: 'v1.5.0' } }, /^KServe cannot copy requests/],
  ['the end of a shadow that is not there', { text: seldon, model: 'churn', intent: { kind: 'end-shadow' } }, /^churn has no shadow/],
  [
    'a second shadow',
    { text: seldonSplit, model: 'churn', intent: { kind: 'start-shadow', version: 'v10' } },
    /has a shadow already \(v9\)/,
  ],
  ['a shift without a canary', { text: knative, intent: { kind: 'shift-canary', percent: 50 } }, /^fraud has no canary/],
  [
    'a second canary',
    { text: canaryOf(knative), intent: { kind: 'start-canary', version: 'v1.6.0', percent: 5 } },
    /has a canary already \(v1.5.0\)/,
  ],
  [
    'a canary of what is served',
    { text: standard, intent: { kind: 'start-canary', version: '1.4.0', percent: 5 } },
    /is what fraud serves already/,
  ],
  [
    'a canary of all',
    { text: knative, intent: { kind: 'start-canary', version: 'v1.5.0', percent: 100 } },
    /between 1 and 99 percent, not 100/,
  ],
  ['a share of more than all', { text: canaryOf(knative), intent: { kind: 'shift-canary', percent: 101 } }, /between 0 and 100, not 101/],
  ['a version that could write YAML', { text: knative, intent: setMain('v1"\nx: y') }, /cannot stand in a manifest/],
  ['a registry’s number where a release stands', { text: knative, intent: setMain('7') }, /one is a number, the other a release/],
  [
    'a place without a version',
    { text: inference('    sklearn: {storageUri: "s3://m/fraud"}\n'), intent: setMain('v2') },
    /names a version, so nothing here/,
  ],
  [
    'two versions in one place',
    { text: inference('    sklearn: {storageUri: "s3://m/v1/fraud/v2"}\n'), intent: setMain('v3') },
    /not clear which part/,
  ],
  [
    'a value that Kustomize fills in',
    { text: inference('    sklearn: {storageUri: "s3://m/$(MODEL_VERSION)/v1"}\n'), intent: setMain('v3') },
    /filled in by another tool/,
  ],
  [
    'an alias',
    { text: inference('    annotations: {uri: &uri s3://m/v1}\n    sklearn:\n      storageUri: *uri\n'), intent: setMain('v3') },
    /storageUri comes from an anchor/,
  ],
  [
    'an anchor that others use',
    { text: inference('    sklearn:\n      storageUri: &uri s3://m/v1\n    annotations: {uri: *uri}\n'), intent: setMain('v3') },
    /shared with other places/,
  ],
  [
    'a predictor that is an alias',
    {
      text: inference('    sklearn: {storageUri: s3://m/v1}\n')
        .replace('spec:\n  predictor:\n', 'x-base: &p\n')
        .replace(/$/, 'spec: {predictor: *p}\n'),
      intent: { kind: 'start-canary', version: 'v3', percent: 5 },
    },
    /comes from an anchor|in a form that cannot|shared/,
  ],
  [
    'the share of a canary that was merged in',
    {
      text: inference('    <<: *p\n    sklearn: {storageUri: s3://m/v1}\n').replace(
        'spec:\n',
        'x-base: &p {canaryTrafficPercent: 5}\nspec:\n',
      ),
      intent: { kind: 'shift-canary', percent: 100 },
    },
    /canaryTrafficPercent comes from an anchor/,
  ],
  [
    'a copy of what was merged in',
    {
      text: seldon.replace('replicas: 2', '<<: *p').replace('spec:\n', 'x-base: &p {replicas: 2}\nspec:\n'),
      model: 'churn',
      intent: { kind: 'start-canary', version: '8', percent: 5 },
    },
    /predictors.0 comes from an anchor/,
  ],
  [
    'folded text',
    { text: inference('    sklearn:\n      storageUri: >-\n        s3://m/v1\n'), intent: setMain('v3') },
    /in a form that cannot/,
  ],
  [
    'the old API',
    { text: inference('    sklearn: {storageUri: s3://m/v1}\n').replace('  predictor', '  default:\n   predictor'), intent: setMain('v3') },
    /v1alpha2/,
  ],
  ['broken YAML', { text: `${knative}  }\n`, intent: setMain('v3') }, /has mistakes/],
  [
    'a file that serves nothing',
    { text: 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n', intent: setMain('v3') },
    /serves no model/,
  ],
  [
    'several objects, none of them meant',
    { text: `${knative}---\n${standard.replaceAll('fraud', 'other')}`, model: 'churn', intent: setMain('v3') },
    /none of them is clearly churn: fraud, other/,
  ],
  [
    'a model in another file',
    {
      text: 'apiVersion: mlops.seldon.io/v1alpha1\nkind: Experiment\nmetadata: {name: ab}\nspec: {candidates: [{name: a, weight: 1}, {name: b, weight: 1}]}\n',
      intent: setMain('v3'),
    },
    /The Model a is in another file/,
  ],
];

describe('planManifestEdit', () => {
  for (const [says, asked, words] of refused) it(`refuses ${says}`, () => assert.match(refusal(asked), words));
});
