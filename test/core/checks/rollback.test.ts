import { message } from '../../../src/core/l10n/message.ts';
import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { tagOf } from '../../support/release-tags.ts';
import { workflowOn } from '../../support/model-project.ts';

const one = [tagOf('churn@v1.0.0', 'a', 1)];
const two = [...one, tagOf('churn@v1.1.0', 'b', 2)];
const ml = { 'train.py': 'import sklearn\n' };
const guide = (body: string): Record<string, string> => ({ ...ml, 'docs/rollback.md': `# Roll back\n\n${body}\n` });

describeCheck('rollback', [
  { name: 'two versions in tags', status: 'met', files: ml, options: { tags: two }, at: 'churn@v1.0.0' },
  { name: 'one version in tags', status: 'partial', files: ml, options: { tags: one }, at: 'churn@v1.0.0' },
  {
    name: 'a workflow that undoes a rollout',
    status: 'met',
    files: { ...ml, '.github/workflows/rollback.yml': workflowOn('workflow_dispatch', 'kubectl rollout undo deployment/churn') },
  },
  {
    name: 'a script',
    status: 'met',
    files: { ...ml, 'scripts/rollback.sh': '#!/bin/sh\nhelm rollback churn\n' },
    at: 'scripts/rollback.sh:2',
  },
  {
    name: 'a make target',
    status: 'met',
    files: { ...ml, Makefile: 'undo:\n\t@kubectl rollout undo deployment/churn\n' },
    at: 'Makefile:2',
  },
  { name: 'a commented-out command', status: 'missing', files: { ...ml, 'scripts/rollback.sh': '#!/bin/sh\n# helm rollback churn\n' } },
  {
    name: 'a document with the command and its trigger',
    status: 'met',
    files: guide(
      'When more than 5 % of answers are errors for ten minutes:\n\n    kubectl rollout undo deployment/churn\n\nThen tell marketing what happened.',
    ),
    at: 'docs/rollback.md:1',
  },
  {
    name: 'a document without a command',
    status: 'partial',
    files: guide('When something goes wrong we restore the previous model as fast as we can, and somebody tells marketing about it.'),
  },
  {
    name: 'a canary without a procedure',
    status: 'partial',
    files: {
      'k8s/churn.yaml':
        'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    canaryTrafficPercent: 10\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://m/1\n',
    },
  },
  {
    name: 'a Rollout that aborts by itself',
    status: 'met',
    files: {
      'k8s/rollout.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: churn }\nspec:\n  strategy:\n    canary:\n      steps:\n        - setWeight: 10\n        - analysis: { templates: [{ templateName: success }] }\n',
    },
  },
  {
    name: 'models registered in MLflow',
    status: 'partial',
    files: { 'train.py': 'import mlflow\nmlflow.register_model("runs:/1/model", "churn")\n' },
  },
  {
    name: 'lightweight tags',
    status: 'missing',
    files: ml,
    options: { tags: two.map((tag) => ({ ...tag, kind: 'lightweight', tagger: null, message: null, signed: false })) },
  },
  ...(
    [
      ['has two versions', 'met', { count: 2 }],
      ['has one version', 'partial', { count: 1 }],
      ['has none', 'missing', { count: 0 }],
      ['does not answer', 'unknown', { failure: message({ en: 'Nothing answers.', pl: 'Nic nie odpowiada.' }) }],
      ['was not asked', 'unknown', undefined],
    ] as const
  ).map(([name, status, answer]): CheckCase => ({
    name: `a model in MLflow, which ${name}`,
    status,
    files: { ...ml, 'airworthy.yaml': 'version: 1\nmodels:\n  - { name: churn, registry: mlflow }\n' },
    ...(answer === undefined ? {} : { live: { charts: {}, versions: { churn: answer } } }),
    ...(status === 'missing' ? {} : { at: 'airworthy.yaml:3' }),
  })),
  { name: 'a folder without Git', status: 'missing', files: ml, options: { git: 'none' } },
  { name: 'no answer from Git', status: 'unknown', files: ml, options: { git: 'unavailable' } },
  { name: 'a shallow clone', status: 'unknown', files: ml, options: { shallow: true } },
  {
    name: 'a promoting workflow',
    status: 'missing',
    files: { ...ml, '.github/workflows/release.yml': workflowOn('[push]', 'gto assign churn --version v1.0.0 --stage production') },
  },
]);
