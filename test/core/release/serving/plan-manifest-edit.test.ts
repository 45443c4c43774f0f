import assert from 'node:assert/strict';
import { format } from '../../../../src/core/l10n/message.ts';
import type { ManifestIntent } from '../../../../src/core/release/serving/manifest-intent.ts';
import { planManifestEdit } from '../../../../src/core/release/serving/plan-manifest-edit.ts';
import { lineChanges } from '../../../support/line-changes.ts';
import { type Asked, canaryOf, edited, inference, refusal } from '../../../support/manifest-edits.ts';
import { knative, seldon, seldonModel, seldonSplit, standard } from '../../../support/serving-manifests.ts';

const golden: readonly (readonly [says: string, asked: Asked, changes: readonly string[]])[] = [
  [
    'a direct promotion moves the URI and every label of the version, each in its spelling',
    { text: knative, intent: { kind: 'set-main', version: 'v1.5.0' } },
    [
      '-    app.kubernetes.io/version: "1.4.0"   # keep in step with storageUri',
      '-    model-version: v1.4.0',
      '+    app.kubernetes.io/version: "1.5.0"   # keep in step with storageUri',
      '+    model-version: v1.5.0',
      '-      storageUri: "s3://ml-prod/fraud/v1.4.0/model.joblib"   # from the release of 3 November',
      '+      storageUri: "s3://ml-prod/fraud/v1.5.0/model.joblib"   # from the release of 3 November',
    ],
  ],
  [
    'a Knative canary gets its share above the comment of the next key',
    { text: knative, intent: { kind: 'start-canary', version: '1.5.0', percent: 10 } },
    [
      '-    app.kubernetes.io/version: "1.4.0"   # keep in step with storageUri',
      '-    model-version: v1.4.0',
      '+    app.kubernetes.io/version: "1.5.0"   # keep in step with storageUri',
      '+    model-version: v1.5.0',
      '+    canaryTrafficPercent: 10',
      '-      storageUri: "s3://ml-prod/fraud/v1.4.0/model.joblib"   # from the release of 3 November',
      '+      storageUri: "s3://ml-prod/fraud/v1.5.0/model.joblib"   # from the release of 3 November',
    ],
  ],
  [
    'a Knative canary is shifted',
    { text: canaryOf(knative), intent: { kind: 'shift-canary', percent: 50 } },
    ['-    canaryTrafficPercent: 10', '+    canaryTrafficPercent: 50'],
  ],
  [
    'a Knative canary is promoted',
    { text: canaryOf(knative), intent: { kind: 'shift-canary', percent: 100 } },
    ['-    canaryTrafficPercent: 10'],
  ],
  [
    'a Knative canary is promoted by its version',
    { text: canaryOf(knative), intent: { kind: 'set-main', version: 'v1.5.0' } },
    ['-    canaryTrafficPercent: 10'],
  ],
  [
    'a Knative canary is ended',
    { text: canaryOf(knative), intent: { kind: 'shift-canary', percent: 0 } },
    ['-    canaryTrafficPercent: 10', '+    canaryTrafficPercent: 0'],
  ],
  [
    'a rollback while a Knative canary runs restores the URI and takes the share away',
    { text: canaryOf(standard.replace('RawDeployment', 'Knative')), intent: { kind: 'set-main', version: 'v1.4.0' } },
    [
      '-    canaryTrafficPercent: 10',
      '-      version: v1.5.0',
      '+      version: v1.4.0',
      '-      storageUri: gs://ml-prod/fraud/v1.5.0',
      '+      storageUri: gs://ml-prod/fraud/v1.4.0',
    ],
  ],
  [
    'a canary in Standard mode is an entry of the list',
    { text: standard, intent: { kind: 'start-canary', version: 'v1.5.0', percent: 10 } },
    [
      '+  canary:',
      '+    - predictor:',
      '+        name: canary',
      '+        labels:',
      '+          version: v1.5.0',
      '+        model:',
      '+          modelFormat:',
      '+            name: mlflow',
      '+          args: [--workers, "2"] # measured',
      '+          storageUri: gs://ml-prod/fraud/v1.5.0',
      '+      trafficPercent: 10',
    ],
  ],
  [
    'it is shifted there',
    { text: canaryOf(standard), intent: { kind: 'shift-canary', percent: 50 } },
    ['-      trafficPercent: 10', '+      trafficPercent: 50'],
  ],
  [
    'a predictor in brackets is copied as one',
    {
      text: 'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: fraud, annotations: {serving.kserve.io/deploymentMode: Standard}}\nspec:\n  predictor: {canaryTrafficPercent: 5, sklearn: {storageUri: "s3://m/v1"}}\n',
      intent: { kind: 'start-canary', version: 'v2', percent: 10 },
    },
    ['+  canary:', '+    - predictor: { name: canary, sklearn: {storageUri: "s3://m/v2"}}', '+      trafficPercent: 10'],
  ],
  [
    'a Seldon canary is a copy of the predictor that answers',
    { text: seldon, model: 'churn', intent: { kind: 'start-canary', version: '8', percent: 10 } },
    [
      '+      traffic: 90',
      '+    - name: canary',
      '+      traffic: 10',
      '+      replicas: 2',
      '+      graph:',
      '+        name: classifier',
      '+        implementation: MLFLOW_SERVER',
      "+        modelUri: s3://ml-prod/churn/8 # MLflow's number",
      '+        envSecretRefName: bucket',
      '+      componentSpecs:',
      '+        - spec:',
      '+            containers:',
      '+              - name: classifier',
      '+                resources:',
      '+                  requests: { memory: 1Gi }',
      '+      labels: { version: canary }',
    ],
  ],
  [
    'a Seldon canary is promoted: the main predictor takes its version and its share',
    { text: seldonSplit, model: 'churn', intent: { kind: 'shift-canary', percent: 100 } },
    [
      "-    { name: main, traffic: 80, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v7' } },",
      "-    { name: canary, traffic: 20, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v8' } }, # since Monday",
      "+    { name: main, traffic: 100, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v8' } },",
    ],
  ],
  [
    'a Seldon shadow',
    { text: seldon, model: 'churn', intent: { kind: 'start-shadow', version: 'v8', percent: 30 } },
    [
      '+    - name: shadow',
      '+      shadow: true',
      '+      traffic: 30',
      '+      replicas: 2',
      '+      graph:',
      '+        name: classifier',
      '+        implementation: MLFLOW_SERVER',
      "+        modelUri: s3://ml-prod/churn/8 # MLflow's number",
      '+        envSecretRefName: bucket',
      '+      componentSpecs:',
      '+        - spec:',
      '+            containers:',
      '+              - name: classifier',
      '+                resources:',
      '+                  requests: { memory: 1Gi }',
      '+      labels: { version: shadow }',
    ],
  ],
  [
    'a Seldon shadow is ended in a list in brackets',
    { text: seldonSplit, model: 'churn', intent: { kind: 'end-shadow' } },
    [
      "-    { name: canary, traffic: 20, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v8' } }, # since Monday",
      "-    { name: next, shadow: true, traffic: 50, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v9' } }",
      "+    { name: canary, traffic: 20, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v8' } }",
    ],
  ],
  [
    'a Seldon v2 model moves its version folder and its label',
    { text: seldonModel, model: 'churn', intent: { kind: 'set-main', version: 'v8' } },
    [
      '-    model-version: "7"',
      '+    model-version: "8"',
      '-  artifactVersion: 7 # the folder below',
      '+  artifactVersion: 8 # the folder below',
    ],
  ],
  [
    'a Seldon v2 canary is a second model and an experiment that takes over the first one’s endpoint',
    { text: seldonModel, model: 'churn', intent: { kind: 'start-canary', version: '8', percent: 25 } },
    [
      '+---',
      '+apiVersion: mlops.seldon.io/v1alpha1',
      '+kind: Model',
      '+metadata:',
      '+  name: churn-v8',
      '+  labels:',
      '+    model-version: "8"',
      '+spec:',
      '+  storageUri: "gs://ml-prod/churn"',
      '+  artifactVersion: 8 # the folder below',
      '+  requirements:',
      '+    - sklearn',
      '+---',
      '+apiVersion: mlops.seldon.io/v1alpha1',
      '+kind: Experiment',
      '+metadata:',
      '+  name: churn-canary',
      '+spec:',
      '+  default: churn',
      '+  candidates:',
      '+    - name: churn',
      '+      weight: 75',
      '+    - name: churn-v8',
      '+      weight: 25',
    ],
  ],
  [
    'its weights are shifted',
    { text: canaryOf(seldonModel, '8', 'churn'), model: 'churn', intent: { kind: 'shift-canary', percent: 50 } },
    ['-      weight: 90', '+      weight: 50', '-      weight: 10', '+      weight: 50'],
  ],
];

const undone: readonly (readonly [says: string, text: string, model: string, there: ManifestIntent, back: ManifestIntent])[] = [
  [
    'a canary in Standard mode',
    standard,
    'fraud',
    { kind: 'start-canary', version: 'v1.5.0', percent: 10 },
    { kind: 'shift-canary', percent: 0 },
  ],
  ['a Seldon shadow', seldon, 'churn', { kind: 'start-shadow', version: '8' }, { kind: 'end-shadow' }],
  ['a Seldon v2 canary', seldonModel, 'churn', { kind: 'start-canary', version: '8', percent: 10 }, { kind: 'shift-canary', percent: 0 }],
  ['a Seldon v2 shadow', seldonModel, 'churn', { kind: 'start-shadow', version: '8' }, { kind: 'end-shadow' }],
  [
    'a Seldon v2 shadow beside a canary',
    canaryOf(seldonModel, '8', 'churn'),
    'churn',
    { kind: 'start-shadow', version: '9', percent: 40 },
    { kind: 'end-shadow' },
  ],
];

const setMain = (version: string): ManifestIntent => ({ kind: 'set-main', version });

describe('planManifestEdit', () => {
  for (const [says, asked, changes] of golden) {
    it(says, () => {
      assert.deepEqual(lineChanges(asked.text, edited(asked)), changes);
    });
  }

  for (const [says, text, model, there, back] of undone) {
    it(`takes ${says} back to the very text`, () => {
      const between = edited({ text, model, intent: there });
      assert.notEqual(between, text);
      assert.equal(edited({ text: between, model, intent: back }), text);
    });
  }

  it('says that there is nothing to do', () => {
    assert.equal(refusal({ text: knative, intent: setMain('v1.4.0') }), 'already');
    assert.equal(refusal({ text: canaryOf(knative), intent: { kind: 'start-canary', version: 'v1.5.0', percent: 10 } }), 'already');
  });

  it('warns where the cluster may ignore a percentage, and where a file keeps a version without traffic', () => {
    const notes = (text: string, intent: ManifestIntent): readonly string[] => {
      const plan = planManifestEdit(text, 'a.yaml', { model: 'fraud', intent });
      return plan.kind === 'edit' ? plan.notes.map((note) => format(note, 'en').split('. ')[0] ?? '') : [];
    };
    const unsaid = inference('    sklearn: {storageUri: s3://m/v1}\n');
    assert.deepEqual(notes(unsaid, { kind: 'start-canary', version: 'v2', percent: 5 }), ['fraud does not say its deployment mode']);
    assert.deepEqual(notes(knative, { kind: 'start-canary', version: 'v1.5.0', percent: 5 }), []);
    assert.deepEqual(notes(canaryOf(knative), { kind: 'shift-canary', percent: 0 }), ['The file still names v1.5.0, now without traffic']);
  });

  it('names each change with its line', () => {
    const plan = planManifestEdit(seldonModel, 'a.yaml', { model: 'churn', intent: setMain('8') });
    assert.deepEqual(plan.kind === 'edit' ? plan.changes : plan, [
      { what: 'set', target: 'spec.artifactVersion', line: 10, before: '7', after: '8' },
      { what: 'set', target: 'metadata.labels.model-version', line: 7, before: '7', after: '8' },
    ]);
  });

  it('keeps a version of two numbers a text', () => {
    const text = inference('    labels: {model-version: v1.4}\n    sklearn: {storageUri: s3://m/v1.4}\n').replace(
      'v1.4}\n    sk',
      '"1.4"}\n    sk',
    );
    assert.ok(edited({ text, intent: setMain('1.5') }).includes('{model-version: "1.5"}'));
    const plain = inference('    labels:\n      model-version: 1.4.0\n    sklearn: {storageUri: s3://m/1.4.0}\n');
    assert.ok(edited({ text: plain, intent: setMain('1.5') }).includes('model-version: "1.5"'));
  });

  it('keeps a model that something besides the experiment uses', () => {
    const text = canaryOf(seldonModel, '8', 'churn').replace('steps: [churn]', 'steps: [churn-v8]');
    const after = edited({ text, model: 'churn', intent: { kind: 'shift-canary', percent: 0 } });
    assert.ok(after.includes('name: churn-v8') && !after.includes('Experiment'));
  });

  it('keeps line ends and the byte-order mark', () => {
    for (const [text, model, version] of [
      [knative, 'fraud', 'v1.5.0'],
      [standard, 'fraud', 'v1.5.0'],
      [seldon, 'churn', '8'],
      [seldonModel, 'churn', '8'],
    ] as const) {
      const windows = `\ufeff${text.replaceAll('\n', '\r\n')}`;
      const after = canaryOf(windows, version, model);
      assert.ok(after.startsWith('\ufeff'));
      assert.equal(after.slice(1), canaryOf(text, version, model).replaceAll('\n', '\r\n'));
    }
  });

  it('ends the last line before it adds documents', () => {
    const after = canaryOf(seldonModel.trimEnd(), '8', 'churn');
    assert.equal(after, canaryOf(seldonModel, '8', 'churn'));
  });
});
