import type { ModelState } from '../core/release/model-state.ts';
import { artifactOf, type ReleaseModel } from '../core/release/release-config.ts';
import { servedState } from '../core/release/served-state.ts';
import { servedPlaces } from '../core/release/serving-report.ts';
import type { VersionRegistry } from '../ports/version-registry.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';
import { historyOfObject, readServingObjects, servedModelOf } from './serving-manifests.ts';

/** A model with all that its registry says of it. */
export interface OpenedModel {
  readonly model: ReleaseModel;
  /** Null where the registry does not know the model. */
  readonly state: ModelState | null;
  /** Null for a model that only its serving manifest keeps. */
  readonly registry: VersionRegistry | null;
  /** Its full name in the registry. */
  readonly artifact: string;
  /** The counter that a new tag would carry. */
  readonly counter: number;
}

/** Opens a model by the name that a person gave; `ProviderError` where its registry cannot be asked. */
export async function openModel(
  _deps: ReleaseDependencies,
  { context, name }: { readonly context: ReleaseContext; readonly name: string },
  signal: AbortSignal,
): Promise<OpenedModel> {
  const { model, state } = findModel(context, name);
  if (model.registry === 'kubernetes') {
    return { model, state: await manifestState(context, model, signal), registry: null, artifact: model.registryName, counter: 1 };
  }
  const artifact = state?.artifact ?? artifactOf(model, new Set());
  return { model, state, registry: context.registry, artifact, counter: context.snapshot.nextCounter(artifact) };
}

/** What the Git history of a model's manifests says, as a registry would. Null where no manifest serves it. */
async function manifestState(context: ReleaseContext, model: ReleaseModel, signal: AbortSignal): Promise<ModelState | null> {
  const objects = await readServingObjects(context, context.config, signal);
  const served = servedModelOf(model);
  const own = [...new Set(servedPlaces(served, objects).map(({ object }) => object))];
  const pasts = await Promise.all(own.map(async (object) => [object, await historyOfObject(context, object, signal)] as const));
  return servedState(served, objects, new Map(pasts));
}
