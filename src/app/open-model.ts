import type { ModelState } from '../core/release/model-state.ts';
import { artifactOf, bareModel, type ReleaseModel } from '../core/release/release-config.ts';
import { servedState } from '../core/release/served-state.ts';
import { servedPlaces } from '../core/release/serving-report.ts';
import type { ServerRegistry, VersionRegistry } from '../ports/version-registry.ts';
import { registryOfServer } from './model-server.ts';
import { findModel, type ReleaseContext, type ReleaseDependencies } from './release-context.ts';
import { readManifestPasts } from './manifest-pasts.ts';
import { changesByObject, readServingObjects } from './serving-manifests.ts';
import { servedModelOf, servingPaths } from './serving-paths.ts';

/** A model with all that its registry says of it. */
export interface OpenedModel {
  readonly model: ReleaseModel;
  /** Null where the registry does not know the model. */
  readonly state: ModelState | null;
  /** Null for a model that only its serving manifest keeps. */
  readonly registry: VersionRegistry | null;
  /** The same registry where a server keeps it; null else. */
  readonly server: ServerRegistry | null;
  /** Its full name in the registry. */
  readonly artifact: string;
  /** The counter that a new tag would carry. */
  readonly counter: number;
}

/** Opens a model by the name that a person gave; `ProviderError` where its registry cannot be asked. */
export async function openModel(
  deps: ReleaseDependencies,
  { context, name }: { readonly context: ReleaseContext; readonly name: string },
  signal: AbortSignal,
): Promise<OpenedModel> {
  const found = findModel(context, name);
  const { state } = found;
  // A name that neither a manifest nor a tag knows may be a model of the server that the person named.
  const isServers = state === null && deps.trackingServer !== null && !context.config.models.includes(found.model);
  const model = isServers ? bareModel(name, 'mlflow') : found.model;
  if (model.registry === 'kubernetes') {
    return {
      model,
      state: await manifestState(context, model, signal),
      registry: null,
      server: null,
      artifact: model.registryName,
      counter: 1,
    };
  }
  if (model.registry === 'mlflow') {
    const server = await registryOfServer(deps, { context, model }, signal);
    const { models } = await server.read([model.registryName], signal);
    const known = models.find(({ artifact }) => artifact === model.registryName) ?? null;
    return { model, state: known, registry: server, server, artifact: model.registryName, counter: 1 };
  }
  const artifact = state?.artifact ?? artifactOf(model, new Set());
  return { model, state, registry: context.registry, server: null, artifact, counter: context.snapshot.nextCounter(artifact) };
}

/** What the Git history of a model's manifests says, as a registry would. Null where no manifest serves it. */
export async function manifestState(context: ReleaseContext, model: ReleaseModel, signal: AbortSignal): Promise<ModelState | null> {
  const objects = await readServingObjects(context, await servingPaths(context.repository, context.config, signal), signal);
  const served = servedModelOf(model);
  const own = [...new Set(servedPlaces(served, objects).map(({ object }) => object))];
  const pasts = await readManifestPasts(
    context.repository,
    own.map(({ path }) => path),
    signal,
  );
  return servedState(served, objects, changesByObject(own, pasts));
}
