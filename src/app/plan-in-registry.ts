/** A release where the model has a registry: what Git tags or MLflow will say. */
import { planPromotion, planRegistration, planRollback, planUnassignment, type Planned } from '../core/release/release-plan.ts';
import { refused, type PlannedPart } from './plan-in-manifest.ts';
import type { PlanInput, ReleaseRequest } from './plan-release.ts';

const texts = {
  noCommit: { en: '{revision} is no commit of this repository.', pl: '{revision} nie jest commitem tego repozytorium.' },
} as const;

/** The registry's part of a release, or the refusal of it. */
export type Part = PlannedPart | Exclude<Planned, { kind: 'plan' }>;

/** A canary's share is nothing that a registry knows of. */
type RegistryInput = Omit<PlanInput, 'request'> & { readonly request: Exclude<ReleaseRequest, { action: 'canary' }> };

/** Plans the registry's change. Nothing is written. */
export async function planInRegistry(
  { context, opened, request }: RegistryInput,
  stage: string | null,
  signal: AbortSignal,
): Promise<Part> {
  const { model, state, counter, artifact } = opened;
  if (request.action === 'register') {
    const commit = await context.repository.resolveCommit(request.revision, signal);
    if (commit === null) return refused(texts.noCommit, { revision: JSON.stringify(request.revision) });
    return partOf(planRegistration(state, { model, artifact, version: request.version, commit }));
  }
  const asked = { model, counter, stage: stage ?? '' };
  if (request.action === 'rollback') return partOf(planRollback(state, { ...asked, to: request.to }));
  if (request.action === 'unassign') return partOf(planUnassignment(state, asked));
  return partOf(planPromotion(state, { ...asked, version: request.version }));
}

function partOf(planned: Planned): Part {
  if (planned.kind !== 'plan') return planned;
  const { change, warnings } = planned;
  return { kind: 'plan', change, from: change.holder?.version ?? null, to: change.to, warnings };
}
