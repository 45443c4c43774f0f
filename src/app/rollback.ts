import { planRollback } from '../core/release/release-plan.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';
import { prepareRelease, type PreparedRelease } from './prepared-release.ts';

/** A rollback that someone asks for. */
export interface RollbackRequest {
  readonly model: string;
  readonly stage: string;
  /** The version to go back to; null for the newest earlier holder of the stage that was not itself rolled back from. */
  readonly to: string | null;
  /** The remote to push to; null to push nothing. */
  readonly remote: string | null;
}

/** Plans a rollback; the gates of the version gone back to are judged so that they can be shown. Nothing is written. */
export async function prepareRollback(
  deps: ReleaseDependencies,
  { context, request }: { readonly context: ReleaseContext; readonly request: RollbackRequest },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { model, state } = findModel(context, request.model);
  const { stage, to, remote } = request;
  const counter = context.snapshot.nextCounter(state?.artifact ?? model.registryName);
  const planned = planRollback(state, { model, stage, to, remote, counter });
  return prepareRelease(deps, { context, model, planned }, signal);
}
