import { describeCheck } from '../../support/check-readiness.ts';
import { tagOf } from '../../support/release-tags.ts';

const kserve = (line: string): Record<string, string> => ({
  'k8s/churn.yaml': `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n${line}    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://m/1\n`,
});
const ml = { 'train.py': 'import sklearn\n' };
const seldon = (second: string): Record<string, string> => ({
  'k8s/churn.yaml': `apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: { name: churn }\nspec:\n  predictors:\n    - name: main\n      graph: { name: m, implementation: SKLEARN_SERVER, modelUri: "gs://m/1" }\n      traffic: 100\n    - name: next\n      graph: { name: n, implementation: SKLEARN_SERVER, modelUri: "gs://m/2" }\n${second}`,
});
const virtualService = (route: string): Record<string, string> => ({
  ...ml,
  'k8s/route.yaml': `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: churn }\nspec:\n  hosts: [churn]\n  http:\n    - ${route}\n`,
});

const rollout = (steps: string): Record<string, string> => ({
  ...ml,
  'k8s/rollout.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: churn }\nspec:\n  strategy:\n    canary:\n      steps: ${steps}\n`,
});

describeCheck('soft-launch', [
  { name: 'a share of the traffic', status: 'met', files: kserve('    canaryTrafficPercent: 10\n'), at: 'k8s/churn.yaml:6' },
  { name: 'a canary with all the traffic', status: 'partial', files: kserve('    canaryTrafficPercent: 100\n') },
  { name: 'a Seldon shadow', status: 'met', files: seldon('      shadow: true\n') },
  { name: 'two Seldon predictors without a split', status: 'missing', files: seldon('      traffic: 0\n') },
  { name: 'an Istio mirror', status: 'met', files: virtualService('{ route: [{ destination: { host: a } }], mirror: { host: b } }') },
  {
    name: 'an Istio split',
    status: 'met',
    files: virtualService('{ route: [{ destination: { host: a }, weight: 90 }, { destination: { host: b }, weight: 10 }] }'),
  },
  { name: 'an Istio route without a split', status: 'missing', files: virtualService('{ route: [{ destination: { host: a } }] }') },
  {
    name: 'a version that went through canary',
    status: 'met',
    files: ml,
    options: { tags: [tagOf('churn@v1.0.0', 'a', 1), tagOf('churn#canary#1', 'a', 2), tagOf('churn#production#2', 'a', 3)] },
    at: 'churn#canary#1',
  },
  {
    name: 'a version in shadow only',
    status: 'partial',
    files: ml,
    options: { tags: [tagOf('churn@v1.0.0', 'a', 1), tagOf('churn#shadow#1', 'a', 2)] },
  },
  {
    name: 'production first, canary later',
    status: 'partial',
    files: ml,
    options: { tags: [tagOf('churn@v1.0.0', 'a', 1), tagOf('churn#production#1', 'a', 2), tagOf('churn#canary#2', 'a', 3)] },
  },
  {
    name: 'declared stages',
    status: 'partial',
    files: { 'airworthy.yaml': 'version: 1\nmodels:\n  - { name: churn, stages: [shadow, production] }\n' },
  },
  {
    name: 'a Rollout that waits on its way',
    status: 'met',
    files: rollout('[{ setWeight: 10 }, { pause: {} }, { setWeight: 100 }]'),
    at: 'k8s/rollout.yaml:7',
  },
  {
    name: 'a Rollout that is analysed on its way',
    status: 'met',
    files: rollout('[{ setWeight: 10 }, { analysis: { templates: [{ templateName: a }] } }]'),
  },
  { name: 'a Rollout with one step to everything', status: 'missing', files: rollout('[{ setWeight: 100 }]') },
  { name: 'a Rollout that waits before everything at once', status: 'missing', files: rollout('[{ pause: {} }]') },
  { name: 'a Rollout that waits for nothing', status: 'missing', files: rollout('[{ setWeight: 20 }, { setWeight: 60 }]') },
  { name: 'all traffic at once', status: 'missing', files: kserve('') },
  { name: 'no answer from Git', status: 'unknown', files: ml, options: { git: 'unavailable' } },
]);
