/** Which edit of a serving manifest a release asks for. */
import type { DeployTarget } from '../config/manifest-schema.ts';
import type { ReleaseModel } from './release-config.ts';
import type { ManifestIntent } from './serving/manifest-intent.ts';
import type { ServingObject, ServingSlot } from './serving/serving-object.ts';
import { isSameVersion } from './serving/version-name.ts';

/** Which side of an object stands for a stage. */
export type StageRole = ServingSlot['role'];

/** The first step of a canary where the manifest names none, in percent. */
const firstStep = 10;

/** The target that serves a stage: its own, else the bare one. Null where the model declares none. */
export function deployTargetOf(model: Pick<ReleaseModel, 'deploy'>, stage: string): DeployTarget | null {
  return model.deploy.find((target) => target.stage === stage) ?? model.deploy.find((target) => target.stage === null) ?? null;
}

/** The side of a manifest that a stage means. A manifest of the stage's own has its main side for it; one for all stages goes by names. */
export function roleOfStage(model: Pick<ReleaseModel, 'deploy'>, stage: string): StageRole {
  if (model.deploy.some((target) => target.stage === stage)) return 'main';
  if (/canary/i.test(stage)) return 'canary';
  return /shadow/i.test(stage) ? 'shadow' : 'main';
}

/** The stage that everybody meets: the one of a manifest's main side. */
export function mainStageOf(model: Pick<ReleaseModel, 'deploy' | 'stages'>): string {
  const mains = model.stages.filter((stage) => roleOfStage(model, stage) === 'main');
  return mains.find((stage) => /^(?:prod|production|live)$/i.test(stage)) ?? mains.at(-1) ?? 'production';
}

/** What is asked of a deployment. */
export interface Deployment {
  readonly stage: string;
  readonly version: string;
  readonly target: DeployTarget;
  readonly object: ServingObject | null;
  /** All of the traffic at once, whatever the target's strategy: the last step of a canary. */
  readonly isWhole: boolean;
}

/**
 * What a deployment asks of the manifest, by the stage, the target's strategy and what the object serves now. Null where the version runs
 * as a canary already: deploying it again must neither jump to all of the traffic nor fall back to the first step.
 */
export function deployIntent(model: ReleaseModel, { stage, version, target, object, isWhole }: Deployment): ManifestIntent | null {
  const role = roleOfStage(model, stage);
  const percent = target.steps?.find((step) => step > 0 && step < 100) ?? firstStep;
  if (role === 'shadow') return { kind: 'start-shadow', version };
  // A canary or shadow that is a stage of its own is deployed to by its own name; then this one takes all of the traffic.
  const isByCanary = role === 'canary' || (target.strategy === 'canary' && !isWhole && !hasStageFor(model, 'canary'));
  if (isByCanary && !serves(object, 'main', version)) {
    return runningCanary(object, version) === null ? { kind: 'start-canary', version, percent } : null;
  }
  if (role === 'canary') return { kind: 'start-canary', version, percent };
  if (target.strategy === 'shadow' && !serves(object, 'shadow', version) && !hasStageFor(model, 'shadow'))
    return { kind: 'start-shadow', version };
  return { kind: 'set-main', version };
}

/** The side on which a version runs as a canary; null where it does not. One without traffic has ended: Knative's stays in the file. */
export function runningCanary(object: ServingObject | null, version: string): ServingSlot | null {
  return object?.slots.find((slot) => slot.role === 'canary' && slot.traffic !== 0 && isOf(slot, version)) ?? null;
}

/**
 * What a rollback asks of the manifest: nothing unless the stage's side serves the version that is left. A manifest that says something
 * else already disagreed before, and moving it could as well be a step forward.
 */
export function returnIntent(
  model: Pick<ReleaseModel, 'deploy' | 'stages'>,
  {
    stage,
    object,
    from,
    to,
  }: { readonly stage: string; readonly object: ServingObject; readonly from: string | null; readonly to: string | null },
): ManifestIntent | null {
  const role = roleOfStage(model, stage);
  if (from === null) return null;
  // A canary without a stage of its own is how a version comes into this one; leaving the stage ends it before it meets everybody.
  const isOnTheWay = role === 'main' && !hasStageFor(model, 'canary') && serves(object, 'canary', from) && !serves(object, 'main', from);
  if (isOnTheWay) return to === null || mayServe(object, 'main', to) ? { kind: 'shift-canary', percent: 0 } : null;
  if (!serves(object, role, from)) return null;
  if (role === 'main') return to === null ? null : { kind: 'set-main', version: to };
  // A file has room for one of a kind, so that an earlier one cannot take the place of the one that runs: leaving only ends it, and is
  // never held up.
  return role === 'canary' ? { kind: 'shift-canary', percent: 0 } : { kind: 'end-shadow' };
}

/** Whether a side of manifests has a stage of its own, to be deployed to by its name. */
function hasStageFor(model: Pick<ReleaseModel, 'deploy' | 'stages'>, role: StageRole): boolean {
  return model.stages.some((stage) => roleOfStage(model, stage) === role);
}

/** Also where the file does not name the side's version, as beside a Knative canary. */
function mayServe(object: ServingObject, role: StageRole, version: string): boolean {
  return object.slots.some((slot) => slot.role === role && (slot.version === null || isSameVersion(slot.version.value, version)));
}

function serves(object: ServingObject | null, role: StageRole, version: string): boolean {
  return object?.slots.some((slot) => slot.role === role && isOf(slot, version)) === true;
}

function isOf(slot: ServingSlot, version: string): boolean {
  return slot.version !== null && isSameVersion(slot.version.value, version);
}
