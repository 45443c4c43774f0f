/** What serving manifests say of stages, for the report of versions, and where they disagree with the registries. */
import type { RegistryId } from './release-config.ts';
import { chooseObject, servesModel } from './serving/read-serving.ts';
import type { ServingObject, ServingSlot } from './serving/serving-object.ts';
import { isSameScheme, isSameVersion } from './serving/version-name.ts';
import type { Disagreement, ReportedModel } from './versions-report.ts';

/** A version that takes a share of a stage's traffic. Times are ISO 8601 UTC; both are null until Git was asked. */
export interface ServedVersion {
  /** Null for the side of a Knative canary that the file does not name, and where nothing names a version. */
  readonly version: string | null;
  /** Percent; null where the file does not say it. */
  readonly traffic: number | null;
  readonly since: string | null;
  readonly by: string | null;
}

/** A slot that stands for a model's stage. */
export interface ServedPlace {
  readonly stage: string;
  readonly object: ServingObject;
  readonly slot: ServingSlot;
}

/** Where a manifest is said to deploy a model, `stage` null for a bare `deploy`. */
export interface ServingTarget {
  /** The manifest's path, relative to the repository. */
  readonly path: string;
  readonly object?: string | undefined;
  readonly stage: string | null;
}

/** What is declared of a model, as far as manifests concern it. */
export interface ServedModel {
  readonly name: string;
  /** Its name in the registry, without a folder. */
  readonly registryName: string;
  /** Empty where none are declared. */
  readonly stages: readonly string[];
  readonly targets: readonly ServingTarget[];
}

const production = /^(?:prod|production|live)$/i;

/** The stage of a model's main side: the one whose `deploy` names the file, else its production. */
function stageOfTarget(model: ServedModel, target: ServingTarget | undefined): string {
  return target?.stage ?? model.stages.find((stage) => production.test(stage)) ?? 'production';
}

interface ModelObject {
  readonly object: ServingObject;
  readonly target: ServingTarget | undefined;
}

/** The objects that serve a model: those that its `deploy` names, else those with its name or with it in their URIs. */
function objectsOf(model: ServedModel, objects: readonly ServingObject[]): readonly ModelObject[] {
  if (model.targets.length === 0) {
    const names = [model.name, model.registryName];
    return objects.filter((object) => names.some((name) => servesModel(object, name))).map((object) => ({ object, target: undefined }));
  }
  return model.targets.flatMap((target) => {
    const inFile = objects.filter(({ path }) => path === target.path);
    const object =
      chooseObject(inFile, { object: target.object, model: model.name }) ??
      chooseObject(inFile, { object: target.object, model: model.registryName });
    return object === null ? [] : [{ object, target }];
  });
}

/**
 * The slots of a model with the stage that each is reported under: main and canary share the stage of the file, since they share its
 * traffic; a shadow answers nobody and has a stage of its own.
 */
export function servedPlaces(model: ServedModel, objects: readonly ServingObject[]): readonly ServedPlace[] {
  return objectsOf(model, objects).flatMap(({ object, target }) =>
    object.slots.map((slot) => ({ stage: slot.role === 'shadow' ? 'shadow' : stageOfTarget(model, target), object, slot })),
  );
}

/**
 * The stages of the report's `kubernetes` entry: for each the versions that share its traffic, in file order.
 * @param changeOf what Git knows of the last change of a slot's version; null where it was not asked.
 */
export function servingVersions(
  places: readonly ServedPlace[],
  changeOf: (place: ServedPlace) => Pick<ServedVersion, 'since' | 'by'> | null = () => null,
): Readonly<Record<string, readonly ServedVersion[]>> {
  const stages = new Map<string, ServedVersion[]>();
  for (const place of places) {
    const { version, traffic } = place.slot;
    const { since, by } = changeOf(place) ?? { since: null, by: null };
    stages.set(place.stage, [...(stages.get(place.stage) ?? []), { version: version?.value ?? null, traffic, since, by }]);
  }
  return Object.fromEntries(stages);
}

/** The version that a registry keeps for a stage. */
export interface RegistryHolder {
  readonly registry: RegistryId;
  /** The manifest's name of the model. */
  readonly model: string;
  readonly stage: string;
  readonly version: string;
}

/**
 * Where manifests serve another version than a registry keeps for the stage. Like is compared with like: a release with a release, a
 * number with a number, a leading `v` aside. A canary is compared with the stage `canary` and a shadow with `shadow`, where the model has
 * those; the side of a Knative canary that the file does not name is not compared, nor is a canary that was ended and left without traffic.
 */
export function servingDisagreements(
  models: readonly ServedModel[],
  holders: readonly RegistryHolder[],
  objects: readonly ServingObject[],
): readonly Disagreement[] {
  return models.flatMap((model) => {
    const own = holders.filter((holder) => holder.model === model.name);
    const stages = new Set([...model.stages, ...own.map(({ stage }) => stage)]);
    const compared = new Map<string, ComparedSlot[]>();
    for (const { object, target } of objectsOf(model, objects)) {
      for (const slot of object.slots) {
        const stage = comparedStage(slot, stageOfTarget(model, target), stages);
        if (stage === null || slot.version === null || (slot.role === 'canary' && slot.traffic === 0)) continue;
        const place = { version: slot.version.value, path: object.path, line: slot.line };
        compared.set(stage, [...(compared.get(stage) ?? []), place]);
      }
    }
    return [...compared].flatMap(([stage, slots]) =>
      disagreement(
        { model: model.name, stage },
        own.filter((holder) => holder.stage === stage),
        slots,
      ),
    );
  });
}

interface ComparedSlot {
  readonly version: string;
  readonly path: string;
  readonly line: number | null;
}

/** A file of another stage than production has its own rules: only its main side says something of that stage. */
function comparedStage({ role }: ServingSlot, stage: string, stages: ReadonlySet<string>): string | null {
  if (role === 'main') return stage;
  const name = [...stages].find((one) => one.toLowerCase() === role);
  return production.test(stage) && name !== undefined ? name : null;
}

function disagreement(
  about: Pick<Disagreement, 'model' | 'stage'>,
  holders: readonly RegistryHolder[],
  slots: readonly ComparedSlot[],
): readonly Disagreement[] {
  const pairs = slots.flatMap((slot) =>
    holders.filter(({ version }) => isSameScheme(version, slot.version)).map((holder) => ({ slot, holder })),
  );
  if (pairs.every(({ slot, holder }) => isSameVersion(slot.version, holder.version))) return [];
  const registries = holders.filter((holder) => pairs.some((pair) => pair.holder === holder));
  const manifests = slots.filter((slot) => pairs.some((pair) => pair.slot === slot));
  return [
    {
      ...about,
      places: [
        ...registries.map(({ registry, version }) => ({ registry, version, path: null, line: null })),
        ...manifests.map((slot) => ({ registry: 'kubernetes' as const, ...slot })),
      ],
    },
  ];
}

/**
 * The percent of the traffic that a model's canary gets, by the entries of one model: of two sides that a manifest names, the one with the
 * version that the registries hold in the stage `canary`. Null where nothing runs beside another version, or where that is not plain.
 */
export function canaryShare(entries: readonly ReportedModel[]): number | null {
  const held = entries.flatMap((entry) => (entry.registry === 'kubernetes' ? [] : (entry.stages['canary']?.version ?? [])));
  const shared = entries.flatMap((entry) => (entry.registry === 'kubernetes' ? Object.values(entry.stages) : []));
  const canaries = shared
    .filter((sides) => sides.length === 2)
    .flatMap((sides) => sides.filter(({ version }) => version !== null && held.some((one) => isSameVersion(one, version))));
  const [canary, ...others] = canaries;
  return canary === undefined || others.length > 0 ? null : canary.traffic;
}
