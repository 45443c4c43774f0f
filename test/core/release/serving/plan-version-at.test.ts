import assert from 'node:assert/strict';
import { format } from '../../../../src/core/l10n/message.ts';
import { planVersionAt } from '../../../../src/core/release/serving/plan-manifest-edit.ts';
import { readServing } from '../../../../src/core/release/serving/read-serving.ts';
import type { ServingSlot } from '../../../../src/core/release/serving/serving-object.ts';
import { lineChanges } from '../../../support/line-changes.ts';
import { canaryOf } from '../../../support/manifest-edits.ts';
import { knative, mlflowManifest, seldon, seldonModel, seldonSplit, standard } from '../../../support/serving-manifests.ts';

const path = 'k8s/model.yaml';
const slots = (text: string): readonly ServingSlot[] => readServing(path, text).flatMap((object) => object.slots);
const lineOf = (text: string, role: ServingSlot['role']): number => slots(text).find((slot) => slot.role === role)?.line ?? 0;
const shares = (text: string): unknown => slots(text).map(({ role, traffic }) => [role, traffic]);

function written(text: string, role: ServingSlot['role'], version: string): string {
  const plan = planVersionAt(text, path, { line: lineOf(text, role), version });
  if (plan.kind === 'refused') assert.fail(format(plan.reason, 'en'));
  assert.ok(plan.kind === 'edit');
  assert.deepEqual(shares(plan.newText), shares(text));
  return plan.newText;
}

function refusal(text: string, line: number, version: string): string {
  const plan = planVersionAt(text, path, { line, version });
  return plan.kind === 'refused' ? format(plan.reason, 'en') : plan.kind;
}

describe('planVersionAt', () => {
  it('names another version with all labels that go with it, and nothing else', () => {
    assert.deepEqual(lineChanges(knative, written(knative, 'main', 'v1.5.0')), [
      '-    app.kubernetes.io/version: "1.4.0"   # keep in step with storageUri',
      '-    model-version: v1.4.0',
      '+    app.kubernetes.io/version: "1.5.0"   # keep in step with storageUri',
      '+    model-version: v1.5.0',
      '-      storageUri: "s3://ml-prod/fraud/v1.4.0/model.joblib"   # from the release of 3 November',
      '+      storageUri: "s3://ml-prod/fraud/v1.5.0/model.joblib"   # from the release of 3 November',
    ]);
  });

  it('leaves a canary its share, also while it runs', () => {
    for (const text of [knative, standard.replace('RawDeployment', 'Knative')]) {
      const after = written(canaryOf(text), 'canary', 'v1.6.0');
      assert.match(after, /canaryTrafficPercent: 10/);
      assert.match(after, /fraud\/v1\.6\.0/);
      assert.doesNotMatch(after, /1\.5\.0/);
    }
    const split = canaryOf(standard);
    assert.match(written(split, 'canary', 'v1.6.0'), /fraud\/v1\.4\.0[^]*fraud\/v1\.6\.0/);
    assert.match(written(split, 'main', 'v1.3.0'), /fraud\/v1\.3\.0[^]*fraud\/v1\.5\.0/);
  });

  it('spells the version as the place does, in MLflow’s numbers and in Seldon too', () => {
    assert.equal(written(mlflowManifest('1'), 'main', '2'), mlflowManifest('2'));
    assert.equal(written(seldon, 'main', '8'), seldon.replace('churn/7', 'churn/8'));
    for (const text of [seldonSplit, seldonModel]) {
      const [main] = slots(text);
      assert.ok(main?.version);
      const next = main.version.value.replace(/\d+/, (digits) => String(Number(digits) + 1));
      assert.equal(slots(written(text, 'main', next))[0]?.version?.value, next);
    }
  });

  it('has nothing to do where the version stands there already', () => {
    assert.equal(refusal(knative, lineOf(knative, 'main'), 'v1.4.0'), 'already');
  });

  it('refuses another line, a version that could write more, and one of another kind', () => {
    assert.match(refusal(knative, 1, 'v1.5.0'), /k8s\/model\.yaml/);
    assert.match(refusal('a: [', 1, 'v1.5.0'), /k8s\/model\.yaml/);
    for (const version of ['v1"\nx: 1', '../../evil', '-v1', 'a b'])
      assert.notEqual(refusal(knative, lineOf(knative, 'main'), version), 'edit');
    assert.notEqual(refusal(knative, lineOf(knative, 'main'), 'f'.repeat(40)), 'edit');
  });
});
