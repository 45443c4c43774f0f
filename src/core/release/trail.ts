/**
 * The trail of releases: who brought which version where, when, why and on which gates, rebuilt from what the registries and the history of
 * serving manifests keep. Nothing is stored beside them, so nothing can disagree with them.
 */
import { artifactOf, type RegistryId, type ReleaseConfig } from './release-config.ts';
import type { ModelState } from './model-state.ts';
import type { StageNow, TrailEntry } from './trail-entry.ts';
import { stageFigures, type StageFigures } from './trail-figures.ts';
import { stagesNow } from './stages-now.ts';
import { manifestEntries, type ManifestRevision } from './trail-manifest.ts';
import { mergePlaces } from './trail-merge.ts';
import { registryEntries, type TrailModel } from './trail-registry.ts';

/** What a trail is made from. */
export interface TrailInputs {
  readonly models: readonly TrailModel[];
  /** Of each manifest and model newest first. */
  readonly revisions: readonly ManifestRevision[];
}

/** What of a trail is wanted. */
export interface TrailFilter {
  /** The manifest's name of a model or the registry's. */
  readonly model?: string | undefined;
  readonly stage?: string | undefined;
  /** Milliseconds since 1970-01-01T00:00Z: what happened earlier is left out, though it still explains what came later. */
  readonly since?: number | undefined;
}

/** A trail with what it comes to. */
export interface Trail {
  /** Newest first. */
  readonly entries: readonly TrailEntry[];
  readonly stages: readonly StageNow[];
  readonly figures: readonly StageFigures[];
}

/** All that happened, newest first; of the same moment in the order of the inputs. Each event is looked at a few times at most. */
export function releaseTrail({ models, revisions }: TrailInputs): readonly TrailEntry[] {
  const names = new Set([...models.map(({ model }) => model), ...revisions.map(({ model }) => model)]);
  const entries = [
    ...models.flatMap((model) => registryEntries(model, names)),
    ...manifestsIn(revisions).flatMap((manifest) => manifestEntries(manifest).entries.toReversed()),
  ];
  return mergePlaces(entries.toSorted((one, other) => other.at - one.at));
}

/** The trail of some models and stages. What is left out still counts for what the rest is compared with. */
export function trailOf({ models, revisions }: TrailInputs, filter: TrailFilter = {}): Trail {
  const { model, stage, since = Number.NEGATIVE_INFINITY } = filter;
  const artifacts = new Set(models.filter(({ state }) => state.artifact === model).map((one) => one.model));
  const isWanted = (one: { readonly model: string; readonly stage: string | null }): boolean =>
    (model === undefined || one.model === model || artifacts.has(one.model)) && (stage === undefined || one.stage === stage);
  const all = releaseTrail({ models, revisions });
  const entries = all.filter(isWanted);
  return {
    entries: entries.filter(({ at }) => at >= since),
    stages: [...stagesNow(models, all), ...manifestsIn(revisions).flatMap((one) => manifestEntries(one).now)]
      .filter(isWanted)
      .toSorted((one, other) => compare(one.model, other.model) || compare(one.stage, other.stage)),
    figures: stageFigures(entries, { since }),
  };
}

/** The models of registries by the names that manifests give them, deprecated ones included: what has happened stays in the trail. */
export function trailModels(
  states: readonly { readonly registry: RegistryId; readonly state: ModelState }[],
  config: ReleaseConfig,
): readonly TrailModel[] {
  const artifacts = new Set(states.filter(({ registry }) => registry === 'git').map(({ state }) => state.artifact));
  const names = new Map<string, string>();
  for (const model of config.models) {
    const name = model.registry === 'git' ? artifactOf(model, artifacts) : model.registryName;
    if (!names.has(`${model.registry} ${name}`)) names.set(`${model.registry} ${name}`, model.name);
  }
  return states.map(({ registry, state }) => ({ registry, state, model: names.get(`${registry} ${state.artifact}`) ?? state.artifact }));
}

/** Revisions by manifest, model and stage. */
function manifestsIn(revisions: readonly ManifestRevision[]): readonly (readonly ManifestRevision[])[] {
  const manifests = new Map<string, ManifestRevision[]>();
  for (const revision of revisions) {
    const key = JSON.stringify([revision.path, revision.model, revision.stage]);
    const manifest = manifests.get(key);
    if (manifest === undefined) manifests.set(key, [revision]);
    else manifest.push(revision);
  }
  return [...manifests.values()];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
