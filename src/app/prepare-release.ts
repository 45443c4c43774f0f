import type { Message } from '../core/l10n/message.ts';
import type { GateOutcome } from '../core/release/gate-outcome.ts';
import type { StageHolder } from '../core/release/model-state.ts';
import { emptyState } from '../core/release/release-plan.ts';
import type { ReleasePlan } from '../core/release/release-steps.ts';
import { ProviderError, type VersionRegistry } from '../ports/version-registry.ts';
import { openModel, type OpenedModel } from './open-model.ts';
import { openUnreached, unreachedWarning, withWayOn } from './open-unreached.ts';
import { planRelease, type ReleaseRequest } from './plan-release.ts';
import { evaluateGates } from './release-gates.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';

/** A release that can be shown, confirmed and carried out. */
export interface ReadyRelease {
  readonly kind: 'ready';
  readonly context: ReleaseContext;
  /** The registry that changes; null where only a manifest does. */
  readonly registry: VersionRegistry | null;
  readonly plan: ReleasePlan;
  readonly gates: readonly GateOutcome[];
  /** True where the model's name is to be typed and a reason given: the stage is protected, and this is no way back. */
  readonly isProtected: boolean;
  /** True where a gate fails and the action is one that gates can stop. */
  readonly isBlocked: boolean;
  /** True where the registry could not be reached and the plan stands on the serving manifest alone. */
  readonly isUnreached: boolean;
}

/** What a request came to. */
export type PreparedRelease =
  | ReadyRelease
  | { readonly kind: 'already'; readonly model: string; readonly stage: string; readonly holder: StageHolder; readonly note?: Message }
  | { readonly kind: 'refused'; readonly reason: Message };

/** Plans a release and judges the version by the stage's gates, which can stop what comes in and never a rollback. Nothing is written. */
export async function prepareRelease(
  deps: ReleaseDependencies,
  { context, request }: { readonly context: ReleaseContext; readonly request: ReleaseRequest },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  let opened: OpenedModel;
  try {
    opened = await openModel(deps, { context, name: request.model }, signal);
  } catch (error) {
    return prepareUnreached(deps, { context, request, error }, signal);
  }
  const planned = await planRelease({ context, opened, request }, signal);
  if (planned.kind === 'refused') return planned;
  if (planned.kind === 'already') return { ...planned, model: opened.model.name };
  const plan = await withServerFacts(planned.plan, opened, signal);
  return judged(deps, { context, opened, plan, isUnreached: false }, signal);
}

/** A rollback whose server cannot be reached goes on with the manifest if the person says so; everything else ends with the failure. */
async function prepareUnreached(
  deps: ReleaseDependencies,
  { context, request, error }: { readonly context: ReleaseContext; readonly request: ReleaseRequest; readonly error: unknown },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  if (!(error instanceof ProviderError) || error.code !== 'unreachable' || request.action !== 'rollback') throw error;
  const { model: name, to, stage } = request;
  const opened = await openUnreached(deps, { context, name, to }, signal);
  if (opened === null) throw error;
  const planned = await planRelease({ context, opened, request }, signal);
  if (planned.kind === 'refused' && request.goesOnWithout === true)
    return { kind: 'refused', reason: bothReasons(error.text, planned.reason) };
  // Only what a manifest can take part in goes on: that nothing is to be done, only the server could say.
  if (planned.kind !== 'plan' || planned.plan.manifest === null) throw error;
  if (request.goesOnWithout !== true) throw withWayOn(error);
  const { plan } = planned;
  const warning = unreachedWarning({ stage, from: plan.from ?? '–', path: planned.plan.manifest.path });
  return judged(deps, { context, opened, plan: { ...plan, warnings: [warning, ...plan.warnings] }, isUnreached: true }, signal);
}

/** That nothing can be done without the server is only half of it: the server is the other half. */
function bothReasons(first: Message, second: Message): Message {
  return { en: `${first.en} ${second.en}`, pl: `${first.pl} ${second.pl}`, args: { ...first.args, ...second.args } };
}

async function judged(
  deps: ReleaseDependencies,
  {
    context,
    opened,
    plan,
    isUnreached,
  }: { readonly context: ReleaseContext; readonly opened: OpenedModel; readonly plan: ReleasePlan; readonly isUnreached: boolean },
  signal: AbortSignal,
): Promise<ReadyRelease> {
  const gates = await gatesOfPlan(deps, { context, opened, plan }, signal);
  return {
    kind: 'ready',
    context,
    registry: opened.registry,
    plan,
    gates,
    isProtected: plan.stage !== null && !goesBack(plan) && opened.model.protectedStages.includes(plan.stage),
    isBlocked: comesIn(plan) && gates.some(({ passed }) => !passed),
    isUnreached,
  };
}

/** What only the server can add: the version's commit, by which gates read files, and what to know of it before agreeing. */
async function withServerFacts(plan: ReleasePlan, { server, artifact }: OpenedModel, signal: AbortSignal): Promise<ReleasePlan> {
  if (server === null || plan.change === null) return plan;
  const commit = plan.commit ?? (plan.to === null ? null : await server.commitOf(artifact, plan.to, signal));
  return { ...plan, commit, warnings: [...plan.warnings, server.caveat] };
}

/** Whether a plan takes back what a version was given, which someone in a crisis must not be held up in. */
function goesBack(plan: ReleasePlan): boolean {
  return plan.action === 'rollback' || (plan.action === 'canary' && !comesIn(plan));
}

/** Whether a plan gives a version more than it has. Going back, leaving, and less traffic are never stopped. */
function comesIn({ action, traffic }: ReleasePlan): boolean {
  if (action === 'canary') return traffic !== null && traffic.after > (traffic.before ?? 0);
  return action === 'promote' || action === 'deploy' || action === 'shadow';
}

/** A stage that is left empty and a registration are judged by no gate: gates guard what comes into a stage. */
async function gatesOfPlan(
  deps: ReleaseDependencies,
  { context, opened, plan }: { readonly context: ReleaseContext; readonly opened: OpenedModel; readonly plan: ReleasePlan },
  signal: AbortSignal,
): Promise<readonly GateOutcome[]> {
  const { stage, to, commit, action } = plan;
  if (stage === null || to === null || action === 'unassign') return [];
  const { model, artifact } = opened;
  const state = opened.state ?? emptyState(artifact);
  return evaluateGates(deps, { context, request: { model, state, stage, version: to, commit } }, signal);
}
