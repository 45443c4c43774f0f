import type { ModelState } from '../core/release/model-state.ts';
import type { RegistryId, ReleaseConfig } from '../core/release/release-config.ts';
import { trailModels, trailOf, type Trail, type TrailFilter, type TrailInputs } from '../core/release/trail.ts';
import { servedRevisions } from '../core/release/serving/manifest-history.ts';
import type { ManifestRevision } from '../core/release/trail-manifest.ts';
import type { RegistryError } from '../core/release/versions-report.ts';
import type { GitRepository } from '../ports/git.ts';
import { readManifestPasts, unknownPasts } from './manifest-pasts.ts';
import { noRepository } from './no-repository.ts';
import { loadReleaseConfig } from './release-config-loader.ts';
import type { ReleaseDependencies, ReleasePlace } from './release-context.ts';
import { offlineModels, readServerModels } from './server-models.ts';
import { servedModelOf } from './serving-paths.ts';
import { openOrExplain } from './versions.ts';

/** A trail that someone asks for. */
export interface TrailRequest extends TrailFilter {
  readonly place: ReleasePlace;
  /** Whether registries on servers may be asked. */
  readonly online: boolean;
}

/** A trail with what could not be asked, and the names it could be asked for by. */
export interface TrailAnswer extends Trail {
  readonly errors: readonly RegistryError[];
  /** Whether the errors of a registry leave a gap in what was asked for. */
  isConcerned(registry: RegistryId): boolean;
  /** Models that are declared or have a history, by the manifest's names and the registries'. */
  readonly models: ReadonlySet<string>;
  /** Stages that are declared or have a history, of all models. */
  readonly knownStages: ReadonlySet<string>;
}

/** Rebuilds the trail of releases from the tags, the registries that answered, and the history of the manifests that `deploy` names. */
export async function readTrail(deps: ReleaseDependencies, request: TrailRequest, signal: AbortSignal): Promise<TrailAnswer> {
  const { place, online } = request;
  const { context, errors } = await openOrExplain(deps, place, signal);
  const config = context?.config ?? (await loadReleaseConfig({ tree: deps.openTree(place.directory), repository: null }, '', signal));
  const git = (context?.snapshot.models ?? []).map((state) => ({ registry: 'git' as const, state }));
  const servers = context === null ? offlineModels(config.models) : await readServerModels(deps, { context, online }, signal);
  const models = trailModels([...git, ...servers.states], config);
  const { revisions, incomplete } = await manifestRevisions(context?.repository ?? noRepository(place.directory), config, signal);
  return {
    ...trailOf({ models, revisions }, request),
    errors: [...errors, ...servers.errors, ...incomplete],
    isConcerned: (registry) => registry !== 'mlflow' || mayBeOnServer(request.model, config, git),
    ...namesIn({ models, revisions }, config),
  };
}

/** Whether a model may be in MLflow: it is declared there, or neither a manifest nor a tag knows it. */
function mayBeOnServer(name: string | undefined, { models }: ReleaseConfig, git: readonly { readonly state: ModelState }[]): boolean {
  const declared = models.filter((model) => model.name === name || model.registryName === name);
  if (name === undefined || declared.some(({ registry }) => registry === 'mlflow')) return true;
  return declared.length === 0 && !git.some(({ state }) => state.artifact === name);
}

function namesIn({ models, revisions }: TrailInputs, config: ReleaseConfig): Pick<TrailAnswer, 'models' | 'knownStages'> {
  const states = models.map(({ state }) => state);
  return {
    models: new Set([
      ...config.models.map(({ name }) => name),
      ...models.flatMap(({ model, state }) => [model, state.artifact]),
      ...revisions.map(({ model }) => model),
    ]),
    knownStages: new Set([
      ...config.models.flatMap(({ stages, deploy }) => [...stages, ...deploy.flatMap(({ stage }) => stage ?? [])]),
      ...states.flatMap(({ stages, history }) => [...stages.keys(), ...history.flatMap(({ stage }) => stage ?? [])]),
    ]),
  };
}

/** The commits that changed the manifests of declared models, of each manifest and model newest first. */
async function manifestRevisions(
  repository: GitRepository,
  config: ReleaseConfig,
  signal: AbortSignal,
): Promise<{ readonly revisions: readonly ManifestRevision[]; readonly incomplete: readonly RegistryError[] }> {
  const targets = config.models.flatMap((model) => servedModelOf(model).targets.map((target) => ({ ...target, model: model.name })));
  const pasts = await readManifestPasts(
    repository,
    targets.map(({ path }) => path),
    signal,
  );
  const revisions = targets.flatMap(({ model, path, object, stage }) => {
    const past = pasts.get(path);
    return past === undefined ? [] : servedRevisions(past, { object, model }).map((revision) => ({ ...revision, path, model, stage }));
  });
  return { revisions, incomplete: unknownPasts(pasts) };
}
