import type { ModelState } from '../core/release/model-state.ts';
import type { ReleaseConfig } from '../core/release/release-config.ts';
import { changeOfSlot, type ServedChange } from '../core/release/serving/manifest-history.ts';
import { servedState } from '../core/release/served-state.ts';
import {
  servedPlaces,
  servingDisagreements,
  servingVersions,
  type RegistryHolder,
  type ServedModel,
} from '../core/release/serving-report.ts';
import type { ServingObject } from '../core/release/serving/serving-object.ts';
import { isoTime } from '../core/release/iso-time.ts';
import {
  reportState,
  type Disagreement,
  type RegistryError,
  type RegistryModel,
  type ServedReport,
} from '../core/release/versions-report.ts';
import { allAtOnce } from '../core/steps/steps.ts';
import { readManifestPasts, unknownPasts } from './manifest-pasts.ts';
import { changesByObject, readServingObjects, type ManifestPlace } from './serving-manifests.ts';
import { servedModelOf } from './serving-paths.ts';

/** What manifests add to the report of versions. */
export interface ServedReports {
  readonly models: readonly ServedReport[];
  readonly disagreements: readonly Disagreement[];
  readonly errors: readonly RegistryError[];
}

/** What is known beside the manifests, and where these are. */
export interface ServedRequest {
  readonly config: ReleaseConfig;
  readonly registries: readonly RegistryModel[];
  readonly paths: readonly string[];
}

/**
 * What the serving manifests of a repository serve, model by model, and where they disagree with what registries keep. Objects that
 * serve no known model are models of their own.
 */
export async function reportServedModels(
  place: ManifestPlace,
  { config, registries, paths }: ServedRequest,
  signal: AbortSignal,
): Promise<ServedReports> {
  const objects = await readServingObjects(place, paths, signal);
  const declared = config.models.map((model) => ({ ...servedModelOf(model), isExpected: model.registry === 'kubernetes' }));
  const names = new Set(declared.map(({ name }) => name));
  const known = [...declared, ...registries.filter(({ model }) => !names.has(model)).map(undeclared)];
  const matched = new Set(known.flatMap((model) => servedPlaces(model, objects).map(({ object }) => object)));
  const others = objects.filter((object) => !matched.has(object) && object.name !== null).map(ofObject);
  const files = await readManifestPasts(
    place.repository,
    objects.map(({ path }) => path),
    signal,
  );
  const pasts = changesByObject(objects, files);
  return {
    errors: unknownPasts(files),
    models: [...known, ...others].flatMap((model) => servedReport(model, { objects, pasts })),
    disagreements: servingDisagreements(known, holdersOf(registries), objects),
  };
}

interface KnownModel extends ServedModel {
  /** True for a model that is listed even where no manifest serves it. */
  readonly isExpected: boolean;
}

function undeclared({ model, name, stages }: RegistryModel): KnownModel {
  const registryName = name.slice(name.lastIndexOf(':') + 1);
  return { name: model, registryName, stages: Object.keys(stages), targets: [], isExpected: false };
}

function ofObject({ name, path }: ServingObject): KnownModel {
  const own = name ?? '';
  return { name: own, registryName: own, stages: [], targets: [{ path, object: own, stage: null }], isExpected: false };
}

function holdersOf(registries: readonly RegistryModel[]): readonly RegistryHolder[] {
  return registries.flatMap(({ model, registry, stages }) =>
    Object.entries(stages).map(([stage, { version }]) => ({ registry, model, stage, version })),
  );
}

function servedReport(
  model: KnownModel,
  { objects, pasts }: { readonly objects: readonly ServingObject[]; readonly pasts: ReadonlyMap<ServingObject, readonly ServedChange[]> },
): readonly ServedReport[] {
  const state = servedState(model, objects, pasts);
  const names = { model: model.name, registry: 'kubernetes' } as const;
  if (state === null) {
    return model.isExpected ? [{ ...names, name: model.registryName, latest: null, versions: [], stages: {}, history: [] }] : [];
  }
  const stages = servingVersions(servedPlaces(model, objects), ({ object, slot }) => {
    const change = changeOfSlot(pasts.get(object) ?? [], slot);
    return change === null || change.isOlder ? null : { since: isoTime(change.revision.at), by: change.revision.by };
  });
  const { name, latest, versions, history } = allAtOnce(reportState(withoutOlder(state, pasts), { model: model.name, registry: 'git' }));
  return [{ ...names, name, latest, versions, stages, history }];
}

/** One can go back to what was there when our knowledge begins, but the commit that it is known from is not the one that brought it. */
function withoutOlder(state: ModelState, pasts: ReadonlyMap<ServingObject, readonly ServedChange[]>): ModelState {
  const older = new Set([...pasts.values()].flat().flatMap(({ isOlder, revision }) => (isOlder ? [revision.commit] : [])));
  return { ...state, history: state.history.filter(({ object }) => !older.has(object)) };
}
