import type { Message } from '../core/l10n/message.ts';
import { reportGate, type GateOutcome } from '../core/release/gate-outcome.ts';
import type { StageHolder } from '../core/release/registry-state.ts';
import { formatReleaseMessage } from '../core/release/release-message.ts';
import type { Planned, ReleasePlan } from '../core/release/release-plan.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { Receipt } from '../ports/version-registry.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';
import { evaluateGates } from './release-gates.ts';

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

/** Judges a plan by its gates. A rollback is never blocked by one; what failed is shown all the same. */
export async function prepareRelease(
  deps: ReleaseDependencies,
  { context, model, planned }: { readonly context: ReleaseContext; readonly model: ReleaseModel; readonly planned: Planned },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  if (planned.kind === 'refused') return planned;
  if (planned.kind === 'already') return { kind: 'already', model: model.name, stage: planned.stage, holder: planned.holder };
  const { plan, state } = planned;
  const gates = await evaluateGates(deps, { context, request: { model, state, stage: plan.stage, commit: plan.commit } }, signal);
  return {
    kind: 'ready',
    context,
    plan,
    gates,
    isProtected: model.protectedStages.includes(plan.stage),
    isBlocked: plan.action === 'promote' && gates.some(({ passed }) => !passed),
  };
}

/** What the person says beside the plan. */
export interface ReleaseWords {
  /** Empty where none was given. */
  readonly reason: string;
}

/** Carries a prepared release out, its reason, gates and actor recorded in the tag. A blocked one is carried out too: asking is the caller's. */
export async function applyRelease(release: ReadyRelease, { reason }: ReleaseWords, signal: AbortSignal): Promise<Receipt> {
  const { plan, gates, context } = release;
  const record = formatReleaseMessage({
    action: plan.action,
    model: plan.model,
    stage: plan.stage,
    from: plan.holder?.version ?? null,
    to: plan.to,
    reason,
    actor: await context.registry.actor(signal),
    overridden: release.isBlocked,
    gates: gates.map(reportGate),
  });
  return context.registry.apply({ plan, record }, signal);
}
