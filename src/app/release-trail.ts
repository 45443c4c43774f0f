import { joinPath } from '../core/project/paths.ts';
import type { ModelState } from '../core/release/model-state.ts';
import type { RegistryId, ReleaseConfig, ReleaseModel } from '../core/release/release-config.ts';
import { trailModels, trailOf, type Trail, type TrailFilter, type TrailInputs } from '../core/release/trail.ts';
import type { ManifestRevision, ServedVersion } from '../core/release/trail-manifest.ts';
import type { RegistryError } from '../core/release/versions-report.ts';
import type { FileRevision, GitRepository } from '../ports/git.ts';
import { mapLimited } from './map-limited.ts';
import { loadReleaseConfig } from './release-config-loader.ts';
import type { ReleaseDependencies, ReleasePlace } from './release-context.ts';
import { offlineModels, readServerModels } from './server-models.ts';
import { openOrExplain } from './versions.ts';

/** Which of the objects in a manifest is a model's: the one that its `deploy` names, else the one that its name fits. */
export interface ServedObject {
  readonly model: string;
  readonly object: string | undefined;
}

/** Reads what a manifest's text serves for a model; null where that cannot be told. */
export type VersionsIn = (text: string, path: string, choice: ServedObject) => readonly ServedVersion[] | null;

/** A trail that someone asks for. */
export interface TrailRequest extends TrailFilter {
  readonly place: ReleasePlace;
  /** Whether registries on servers may be asked. */
  readonly online: boolean;
  readonly versionsIn: VersionsIn;
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

/** Manifests changed more often than this show their newest changes only. */
const mostRevisions = 1000;

/** Rebuilds the trail of releases from the tags, the registries that answered, and the history of the manifests that `deploy` names. */
export async function readTrail(deps: ReleaseDependencies, request: TrailRequest, signal: AbortSignal): Promise<TrailAnswer> {
  const { place, online, versionsIn } = request;
  const { context, errors } = await openOrExplain(deps, place, signal);
  const config = context?.config ?? (await loadReleaseConfig({ tree: deps.openTree(place.directory), repository: null }, '', signal));
  const git = (context?.snapshot.models ?? []).map((state) => ({ registry: 'git' as const, state }));
  const servers = context === null ? offlineModels(config.models) : await readServerModels(deps, { context, online }, signal);
  const models = trailModels([...git, ...servers.states], config);
  const revisions = context === null ? [] : await manifestRevisions(context.repository, { config, versionsIn }, signal);
  return {
    ...trailOf({ models, revisions }, request),
    errors: [...errors, ...servers.errors],
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
  { config, versionsIn }: { readonly config: ReleaseConfig; readonly versionsIn: VersionsIn },
  signal: AbortSignal,
): Promise<readonly ManifestRevision[]> {
  const targets = config.models.flatMap((model) => targetsOf(model));
  const paths = [...new Set(targets.map(({ path }) => path))];
  const histories = await mapLimited(paths, 4, (path) => repository.fileHistory(path, { limit: mostRevisions }, signal));
  const byPath = new Map(paths.map((path, index) => [path, histories[index] ?? []]));
  return targets.flatMap((target) => revisionsOf(target, byPath.get(target.path) ?? [], versionsIn));
}

interface ManifestTarget extends ServedObject {
  readonly path: string;
  readonly stage: string | null;
}

function targetsOf({ name, folder, deploy }: ReleaseModel): readonly ManifestTarget[] {
  return deploy.flatMap(({ manifest, object, stage }) => {
    const path = manifest === undefined ? null : joinPath(folder, manifest);
    return path === null ? [] : [{ model: name, path, object, stage }];
  });
}

function revisionsOf(target: ManifestTarget, history: readonly FileRevision[], versionsIn: VersionsIn): readonly ManifestRevision[] {
  const { path, model, stage } = target;
  const decoder = new TextDecoder();
  const served = history.map(({ bytes }) => (bytes === null ? [] : versionsIn(decoder.decode(bytes), path, target)));
  // What a file held before the oldest commit that was read is nothing only where that commit is the first one.
  const isWhole = history.length < mostRevisions;
  return history.map(({ commit, by, at, message, signed }, index) => ({
    path,
    model,
    stage,
    commit,
    by,
    at,
    message,
    signed,
    before: index + 1 < history.length ? (served[index + 1] ?? null) : isWhole ? [] : null,
    after: served[index] ?? null,
  }));
}
