import { message, type Message } from '../core/l10n/message.ts';
import type { GateOutcome } from '../core/release/gate-outcome.ts';
import type { ModelState, StageHolder } from '../core/release/model-state.ts';
import { artifactOf, type ReleaseModel } from '../core/release/release-config.ts';
import {
  planPromotion,
  planRegistration,
  planRollback,
  planUnassignment,
  type Planned,
  type RegistryChange,
} from '../core/release/release-plan.ts';
import type { ReleasePlan } from '../core/release/release-steps.ts';
import { evaluateGates } from './release-gates.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';

/** What someone asks for. `remote` is the remote to push to; null to push nothing. */
export type ReleaseRequest = { readonly model: string; readonly remote: string | null } & (
  | { readonly action: 'promote'; readonly version: string; readonly stage: string }
  /** `to` null: the newest earlier holder of the stage that was not itself rolled back from. */
  | { readonly action: 'rollback'; readonly stage: string; readonly to: string | null }
  | { readonly action: 'unassign'; readonly stage: string }
  /** `revision` is anything that Git takes for a commit. */
  | { readonly action: 'register'; readonly version: string; readonly revision: string }
);

/** A release that can be shown, confirmed and carried out. */
export interface ReadyRelease {
  readonly kind: 'ready';
  readonly context: ReleaseContext;
  readonly plan: ReleasePlan;
  readonly gates: readonly GateOutcome[];
  /** True where the stage wants the model's name typed. */
  readonly isProtected: boolean;
  /** True where a gate fails and the action is one that gates can stop. */
  readonly isBlocked: boolean;
}

/** What a request came to. */
export type PreparedRelease =
  | ReadyRelease
  | { readonly kind: 'already'; readonly model: string; readonly stage: string; readonly holder: StageHolder }
  | { readonly kind: 'refused'; readonly reason: Message };

const texts = {
  noCommit: { en: '{revision} is no commit of this repository.', pl: '{revision} nie jest commitem tego repozytorium.' },
} as const;

/** Plans a release and judges the version by the stage's gates, which can stop a promotion and never a rollback. Nothing is written. */
export async function prepareRelease(
  deps: ReleaseDependencies,
  { context, request }: { readonly context: ReleaseContext; readonly request: ReleaseRequest },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { model, state } = findModel(context, request.model);
  const planned = await planRegistryChange({ context, request, model, state }, signal);
  if (planned.kind === 'refused') return planned;
  if (planned.kind === 'already') return { kind: 'already', model: model.name, stage: planned.stage, holder: planned.holder };
  const { change, warnings } = planned;
  const plan: ReleasePlan = {
    action: request.action,
    model: model.name,
    stage: change.stage,
    from: change.holder?.version ?? null,
    to: change.to,
    traffic: null,
    commit: change.commit,
    change,
    manifest: null,
    remote: request.remote,
    commands: [],
    warnings,
  };
  const gates = await gatesOfChange(deps, { context, model, state: planned.state, change }, signal);
  return {
    kind: 'ready',
    context,
    plan,
    gates,
    isProtected: plan.stage !== null && model.protectedStages.includes(plan.stage),
    isBlocked: request.action === 'promote' && gates.some(({ passed }) => !passed),
  };
}

interface PlanInput {
  readonly context: ReleaseContext;
  readonly request: ReleaseRequest;
  readonly model: ReleaseModel;
  readonly state: ModelState | null;
}

async function planRegistryChange({ context, request, model, state }: PlanInput, signal: AbortSignal): Promise<Planned> {
  const artifact = state?.artifact ?? artifactOf(model, new Set());
  const counter = context.snapshot.nextCounter(artifact);
  switch (request.action) {
    case 'promote':
      return planPromotion(state, { ...request, model, counter });
    case 'rollback':
      return planRollback(state, { ...request, model, counter });
    case 'unassign':
      return planUnassignment(state, { ...request, model, counter });
    case 'register': {
      const commit = await context.repository.resolveCommit(request.revision, signal);
      if (commit === null) return { kind: 'refused', reason: message(texts.noCommit, { revision: JSON.stringify(request.revision) }) };
      return planRegistration(state, { model, artifact, version: request.version, commit });
    }
  }
}

/** A stage that is left empty and a registration are judged by no gate: gates guard what comes into a stage. */
async function gatesOfChange(
  deps: ReleaseDependencies,
  {
    context,
    model,
    state,
    change,
  }: { readonly context: ReleaseContext; readonly model: ReleaseModel; readonly state: ModelState; readonly change: RegistryChange },
  signal: AbortSignal,
): Promise<readonly GateOutcome[]> {
  const { stage, to, commit } = change;
  if (stage === null || to === null || change.action === 'unassign') return [];
  return evaluateGates(deps, { context, request: { model, state, stage, version: to, commit } }, signal);
}
