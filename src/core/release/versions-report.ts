import { isoTimeOrNull, isoTimes } from './iso-time.ts';
import { eachInSteps, type Steps } from '../steps/steps.ts';
import type { ReleaseAction } from './model-state.ts';
import type { ModelState } from './model-state.ts';
import type { ServedVersion } from './serving-report.ts';
import { artifactOf, type RegistryId, type ReleaseConfig } from './release-config.ts';

/** A version in the report. Times are ISO 8601 UTC; what the registry does not keep is null. */
export interface ReportedVersion {
  readonly version: string;
  readonly ref: string;
  readonly commit: string | null;
  readonly active: boolean;
  readonly registeredAt: string | null;
  readonly author: string | null;
}

/** A stage's version in the report. */
export interface ReportedStage {
  readonly version: string;
  readonly since: string | null;
  readonly by: string | null;
}

/** An event in the report. */
export interface ReportedEvent {
  readonly action: ReleaseAction;
  readonly version: string | null;
  readonly stage: string | null;
  readonly at: string;
  readonly by: string;
  readonly ref: string;
}

/** One model in one registry. */
export type ReportedModel = RegistryModel | ServedReport;

/** A model that a serving manifest names. */
export interface ServedReport extends Omit<RegistryModel, 'registry' | 'stages'> {
  readonly registry: 'kubernetes';
  /** The versions that share a stage's traffic. */
  readonly stages: Readonly<Record<string, readonly ServedVersion[]>>;
}

/** A model in a registry that keeps one version a stage. */
export interface RegistryModel {
  /** The manifest's name for it, else its name in the registry; entries of several registries are joined by it. */
  readonly model: string;
  /** Its name in the registry. */
  readonly name: string;
  readonly registry: Exclude<RegistryId, 'kubernetes'>;
  readonly latest: string | null;
  readonly versions: readonly ReportedVersion[];
  readonly stages: Readonly<Record<string, ReportedStage>>;
  readonly history: readonly ReportedEvent[];
}

/** A place where registries and files disagree about a stage. */
export interface Disagreement {
  readonly model: string;
  readonly stage: string;
  readonly places: readonly {
    readonly registry: RegistryId;
    readonly version: string;
    readonly path: string | null;
    readonly line: number | null;
  }[];
}

/** A registry that could not be asked; `incomplete`: one that was, and does not have all of the past. */
export interface RegistryError {
  readonly registry: RegistryId;
  readonly code: 'offline' | 'unreachable' | 'unauthorized' | 'not-found' | 'conflict' | 'bad-answer' | 'unsupported' | 'incomplete';
  /** English, as all JSON is. */
  readonly message: string;
}

/** The JSON document of `airworthy versions`. */
export interface VersionsReport {
  readonly models: readonly ReportedModel[];
  readonly disagreements: readonly Disagreement[];
  readonly errors: readonly RegistryError[];
}

/**
 * Git's models: those with tags that are not deprecated, and those that a manifest declares. In order of the models' names.
 */
export function* reportGitModels(states: readonly ModelState[], config: ReleaseConfig): Steps<readonly RegistryModel[]> {
  const artifacts = new Set(states.map(({ artifact }) => artifact));
  const declared = new Map<string, string>();
  for (const model of config.models) {
    if (model.registry === 'git') declared.set(artifactOf(model, artifacts), model.name);
  }
  const models = [...declared]
    .filter(([artifact]) => !artifacts.has(artifact))
    .map(([artifact, model]) => emptyModel({ model, name: artifact, registry: 'git' }));
  for (const state of states) {
    if (!state.deprecated)
      models.push(yield* reportState(state, { model: declared.get(state.artifact) ?? state.artifact, registry: 'git' }));
  }
  return models.sort((one, other) => (one.model < other.model ? -1 : 1));
}

/** A model that is declared and of which nothing is known. */
export function emptyModel(names: Pick<RegistryModel, 'model' | 'name' | 'registry'>): RegistryModel {
  return { ...names, latest: null, versions: [], stages: {}, history: [] };
}

/** What a registry says of a model, for the report. */
export function* reportState(state: ModelState, { model, registry }: Pick<RegistryModel, 'model' | 'registry'>): Steps<RegistryModel> {
  const [versions, history]: [ReportedVersion[], ReportedEvent[]] = [[], []];
  // Events come in order of time, those of a day together.
  const timeOf = isoTimes();
  yield* eachInSteps(state.versions, ({ version, ref, commit, active, registeredAt, author }) => {
    versions.push({ version, ref, commit, active, registeredAt: registeredAt === null ? null : timeOf(registeredAt), author });
  });
  yield* eachInSteps(state.history, ({ action, version, stage, at, by, ref }) => {
    history.push({ action, version, stage, at: timeOf(at), by, ref });
  });
  const stages = [...state.stages].map(([stage, { version, since, by }]) => [stage, { version, since: isoTimeOrNull(since), by }] as const);
  return { model, name: state.artifact, registry, latest: state.latest, versions, stages: Object.fromEntries(stages), history };
}
