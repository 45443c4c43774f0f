import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/engine/apply-edits.ts';
import { format } from '../../src/core/l10n/message.ts';
import type { ManifestIntent } from '../../src/core/release/serving/manifest-intent.ts';
import { planManifestEdit } from '../../src/core/release/serving/plan-manifest-edit.ts';

/** A request for an edit. */
export interface Asked {
  readonly text: string;
  readonly intent: ManifestIntent;
  readonly model?: string;
  readonly object?: string;
}

/** The text after the edit; fails where it is refused. */
export function edited({ text, intent, model = 'fraud', object }: Asked): string {
  const plan = planManifestEdit(text, 'k8s/model.yaml', { model, object, intent });
  if (plan.kind === 'refused') assert.fail(format(plan.reason, 'en'));
  assert.equal(plan.kind, 'edit');
  const applied = applyEdits(plan.edits, () => text);
  assert.equal(applied.ok ? applied.files.get('k8s/model.yaml') : applied.reason, plan.newText);
  for (const { line } of plan.changes) assert.ok(line >= 1 && line <= text.split('\n').length);
  return plan.newText;
}

/** Why an edit is refused, in English; else the kind of the answer. */
export function refusal({ text, intent, model = 'fraud', object }: Asked): string {
  const plan = planManifestEdit(text, 'k8s/model.yaml', { model, object, intent });
  if (plan.kind !== 'refused') return plan.kind;
  assert.doesNotMatch(format(plan.reason, 'pl'), /\{\w+\}/);
  return format(plan.reason, 'en');
}

/** A text with a canary of 10 percent. */
export const canaryOf = (text: string, version = 'v1.5.0', model = 'fraud'): string =>
  edited({ text, model, intent: { kind: 'start-canary', version, percent: 10 } });

/** An InferenceService with these lines below its predictor. */
export const inference = (predictor: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: fraud}\nspec:\n  predictor:\n${predictor}`;
