import { planPromotion } from '../core/release/release-plan.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';
import { prepareRelease, type PreparedRelease } from './prepared-release.ts';

/** A promotion that someone asks for. */
export interface PromoteRequest {
  readonly model: string;
  readonly version: string;
  readonly stage: string;
  /** The remote to push to; null to push nothing. */
  readonly remote: string | null;
}

/** Plans a promotion and judges the version by the stage's gates. Nothing is written. */
export async function preparePromotion(
  deps: ReleaseDependencies,
  { context, request }: { readonly context: ReleaseContext; readonly request: PromoteRequest },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { model, state } = findModel(context, request.model);
  const { stage, version, remote } = request;
  const counter = context.snapshot.nextCounter(state?.artifact ?? model.registryName);
  const planned = planPromotion(state, { model, stage, version, remote, counter });
  return prepareRelease(deps, { context, model, planned }, signal);
}
