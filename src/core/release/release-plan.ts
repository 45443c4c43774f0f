/** Requests to a registry as pure changes: what a version's promotion, return, departure or registration will write, on which state. */
import { message, type Message } from '../l10n/message.ts';
import { formatGtoTag, isArtifactName, isStageName, normaliseVersion, type GtoAction } from './gto-tag.ts';
import type { ModelState, StageHolder, VersionState } from './model-state.ts';
import type { ReleaseModel } from './release-config.ts';
import { isSemver } from './semver.ts';
import { formerHolders, holderBelow, rollbackCandidates, type EarlierHolder } from './stage-line.ts';

/** What a registry is asked to do. */
export type RegistryAction = 'promote' | 'rollback' | 'unassign' | 'register';

/** One change of a registry, and the state it was planned on. */
export interface RegistryChange {
  readonly registry: 'git' | 'mlflow';
  readonly action: RegistryAction;
  /** The manifest's name, else the artifact's. */
  readonly model: string;
  readonly artifact: string;
  /** Null for a registration. */
  readonly stage: string | null;
  /** Who holds the stage now; null where nobody does. */
  readonly holder: StageHolder | null;
  /** The version that the stage holds afterwards; null where it is left empty. */
  readonly to: string | null;
  /** The commit to point at: of `to`, of the version that leaves, or of the one to register. Null where the registry keeps none. */
  readonly commit: string | null;
  /** The name that is written: Git's tag, MLflow's alias. */
  readonly name: string;
}

/** The answer to a request: a change, nothing to do, or why it cannot be. */
export type Planned =
  | { readonly kind: 'plan'; readonly change: RegistryChange; readonly state: ModelState; readonly warnings: readonly Message[] }
  | { readonly kind: 'already'; readonly stage: string; readonly holder: StageHolder }
  | { readonly kind: 'refused'; readonly reason: Message };

/** What every action on a stage is asked with. */
export interface StageRequest {
  readonly model: ReleaseModel;
  readonly stage: string;
  /** The counter for a new tag: one more than the greatest of the artifact's tags. MLflow has none and passes it over. */
  readonly counter: number;
}

const texts = {
  badStage: { en: '{stage} cannot be the name of a stage.', pl: '{stage} nie może być nazwą etapu.' },
  badAlias: {
    en: 'MLflow does not take {alias} for an alias: latest and v with digits are its own words.',
    pl: 'MLflow nie przyjmie aliasu {alias}: latest oraz v z cyframi to jego własne słowa.',
  },
  unknownStage: {
    en: 'There is no stage {stage}. Stages of {model}: {stages}.',
    pl: 'Nie ma etapu {stage}. Etapy modelu {model}: {stages}.',
  },
  unknownModel: { en: 'There is no model {model}.', pl: 'Nie ma modelu {model}.' },
  deprecated: { en: '{model} is deprecated.', pl: 'Model {model} jest wycofany z użycia.' },
  unknownVersion: { en: '{model} has no version {version}.', pl: 'Model {model} nie ma wersji {version}.' },
  deregistered: { en: '{version} of {model} is deregistered.', pl: 'Wersja {version} modelu {model} jest wyrejestrowana.' },
  neverHeld: {
    en: '{version} was never in {stage}, so it cannot be gone back to.',
    pl: 'Wersja {version} nigdy nie była w etapie {stage}, więc nie można do niej wrócić.',
  },
  notRecorded: {
    en: 'Nothing is recorded of {version} having been in {stage}: MLflow keeps no history of aliases.',
    pl: 'Nie ma zapisu, że wersja {version} była w etapie {stage}: MLflow nie przechowuje historii aliasów.',
  },
  nothingEarlier: {
    en: 'There is no earlier version of {model} in {stage} to roll back to.',
    pl: 'W etapie {stage} nie ma wcześniejszej wersji modelu {model}, do której można wrócić.',
  },
  empty: { en: 'No version of {model} is in {stage}.', pl: 'W etapie {stage} nie ma wersji modelu {model}.' },
  comesBack: {
    en: '{version} was never unassigned from {stage}, so it holds the stage again. Unassign it too to leave the stage empty.',
    pl: 'Wersji {version} nigdy nie usunięto z etapu {stage}, więc znowu go zajmie. Usuń ją także, aby etap był pusty.',
  },
  unversioned: {
    en: '{version} in {stage} has no registered version, and GTO does not let such an assignment end. Register it first.',
    pl: '{version} w etapie {stage} nie ma zarejestrowanej wersji, a GTO nie pozwala zakończyć takiego przypisania. Najpierw ją zarejestruj.',
  },
  notSemver: {
    en: '{version} is no semantic version such as v1.2.0.',
    pl: '{version} nie jest wersją semantyczną, taką jak v1.2.0.',
  },
  registered: {
    en: '{version} of {model} is registered already, at commit {commit}.',
    pl: 'Wersja {version} modelu {model} jest już zarejestrowana, w commicie {commit}.',
  },
  commitTaken: {
    en: 'Commit {commit} is registered as {version} already, and GTO takes one version a commit.',
    pl: 'Commit {commit} jest już zarejestrowany jako {version}, a GTO przyjmuje jedną wersję na commit.',
  },
  sharedCommit: {
    en: '{version} is at the same commit as {others}, and GTO reads no stage tag where two versions are. Register the version at a commit of its own.',
    pl: 'Wersja {version} jest w tym samym commicie co {others}, a GTO nie odczyta tagu etapu tam, gdzie są dwie wersje. Zarejestruj wersję w osobnym commicie.',
  },
  badModel: { en: '{model} cannot be the name of a model.', pl: '{model} nie może być nazwą modelu.' },
  serverRegisters: {
    en: 'Versions of {model} are registered by MLflow itself, where a run logs the model.',
    pl: 'Wersje modelu {model} rejestruje sam MLflow, gdy przebieg zapisuje model.',
  },
} as const;

/** Plans to put a registered version into a stage. */
export function planPromotion(state: ModelState | null, request: StageRequest & { readonly version: string }): Planned {
  const model = request.model.name;
  const refusal = refuse(state, request);
  if (refusal !== null) return { kind: 'refused', reason: refusal };
  const wanted = spelled(request.model, request.version);
  const known = state?.versions.filter(({ version }) => version === wanted) ?? [];
  const version = known.find(({ active }) => active);
  if (state === null || version === undefined) {
    const text = known.length > 0 ? texts.deregistered : texts.unknownVersion;
    return { kind: 'refused', reason: message(text, { model, version: request.version }) };
  }
  const others = request.model.registry === 'git' ? neighbours(state, version) : [];
  if (others.length > 0 && state.stages.get(request.stage)?.version !== wanted) {
    return { kind: 'refused', reason: message(texts.sharedCommit, { version: wanted, others: others.join(', ') }) };
  }
  return planTo(state, request, { action: 'promote', to: version, warnings: [] });
}

/**
 * Other versions at a version's commit, deregistered ones too. A stage's tag names a commit: there it would be read as one of them, and
 * GTO 1.10 stops at it with "Multiple versions are not allowed on the same Git commit".
 */
function neighbours({ versions }: ModelState, { version, commit }: VersionState): readonly string[] {
  return commit === null
    ? []
    : versions.filter((other) => other.commit === commit && other.version !== version).map((other) => other.version);
}

/** Plans to bring an earlier version back into a stage: a new assignment, never the removal of a tag. `to` null: the best candidate. */
export function planRollback(state: ModelState | null, request: StageRequest & { readonly to: string | null }): Planned {
  const { stage } = request;
  const model = request.model.name;
  const refusal = refuse(state, request);
  if (refusal !== null || state === null) return { kind: 'refused', reason: refusal ?? message(texts.unknownModel, { model }) };
  if (request.to === null) {
    const [best] = rollbackCandidates(state, stage);
    if (best === undefined) return { kind: 'refused', reason: message(texts.nothingEarlier, { model, stage }) };
    return planTo(state, request, { action: 'rollback', to: best, warnings: [] });
  }
  const wanted = spelled(request.model, request.to);
  const to = formerHolders(state, stage).find(({ version }) => version === wanted);
  if (to !== undefined) return planTo(state, request, { action: 'rollback', to, warnings: [] });
  const known = state.versions.find(({ version }) => version === wanted);
  if (known?.active === true && request.model.registry === 'mlflow') {
    const warnings = [message(texts.notRecorded, { version: wanted, stage })];
    return planTo(state, request, { action: 'rollback', to: known, warnings });
  }
  const text = known === undefined ? texts.unknownVersion : known.active ? texts.neverHeld : texts.deregistered;
  return { kind: 'refused', reason: message(text, { model, stage, version: request.to }) };
}

/** Plans to take the holder out of a stage; where it followed on another version, GTO brings that one back, and the plan says so. */
export function planUnassignment(state: ModelState | null, request: StageRequest): Planned {
  const { model, stage } = request;
  const refusal = refuse(state, request);
  if (refusal !== null || state === null) {
    return { kind: 'refused', reason: refusal ?? message(texts.unknownModel, { model: model.name }) };
  }
  const holder = state.stages.get(stage);
  if (holder === undefined) return { kind: 'refused', reason: message(texts.empty, { model: model.name, stage }) };
  if (model.registry === 'git' && holder.version === holder.commit) {
    return { kind: 'refused', reason: message(texts.unversioned, { stage, version: holder.version.slice(0, 10) }) };
  }
  const name = nameOf(state.artifact, request, { action: 'unassign', stage });
  const next = model.registry === 'git' ? holderBelow(state, stage) : null;
  const to = next?.version ?? null;
  return {
    kind: 'plan',
    state,
    warnings: next === null ? [] : [message(texts.comesBack, { stage, version: next.version })],
    change: { ...base(state.artifact, request), action: 'unassign', holder, to, commit: holder.commit, name },
  };
}

/** Plans to register a version at a commit. `state` null: the first version of a new model. */
export function planRegistration(
  state: ModelState | null,
  request: { readonly model: ReleaseModel; readonly artifact: string; readonly version: string; readonly commit: string },
): Planned {
  const { model, artifact, commit } = request;
  const refused = (text: { readonly en: string; readonly pl: string }, args: Readonly<Record<string, string>> = {}): Planned => ({
    kind: 'refused',
    reason: message(text, { model: model.name, commit: commit.slice(0, 10), ...args }),
  });
  if (model.registry !== 'git') return refused(texts.serverRegisters);
  if (!isArtifactName(artifact)) return refused(texts.badModel, { model: JSON.stringify(model.name) });
  const version = normaliseVersion(request.version);
  if (!isSemver(version)) return refused(texts.notSemver, { version: JSON.stringify(request.version) });
  const same = state?.versions.find((known) => known.version === version);
  if (same !== undefined) return refused(texts.registered, { version, commit: same.commit?.slice(0, 10) ?? '–' });
  const here = state?.versions.find((known) => known.commit === commit && known.active);
  if (here !== undefined) return refused(texts.commitTaken, { version: here.version });
  const name = formatGtoTag(artifact, { action: 'register', version }, null);
  const change: RegistryChange = {
    registry: 'git',
    action: 'register',
    model: model.name,
    artifact,
    stage: null,
    holder: null,
    to: version,
    commit,
    name,
  };
  return { kind: 'plan', state: state ?? emptyState(artifact), warnings: [], change };
}

/** A model of which a registry knows nothing yet. */
export function emptyState(artifact: string): ModelState {
  return { artifact, deprecated: false, latest: null, versions: [], stages: new Map(), history: [] };
}

/** MLflow's versions are whole numbers, GTO's begin with `v`. */
function spelled(model: ReleaseModel, version: string): string {
  return model.registry === 'mlflow' ? version.replace(/^v(?=\d+$)/, '') : normaliseVersion(version);
}

function refuse(state: ModelState | null, { model, stage }: StageRequest): Message | null {
  if (!isStageName(stage)) return message(texts.badStage, { stage: JSON.stringify(stage) });
  const alias = aliasOf(model, stage);
  if (model.registry === 'mlflow' && !isAlias(alias)) return message(texts.badAlias, { alias: JSON.stringify(alias) });
  if (state === null) return message(texts.unknownModel, { model: model.name });
  if (state.deprecated) return message(texts.deprecated, { model: model.name });
  // A stage that is in use is one, whatever the manifest says: a rollback must not fail over a list.
  if (model.stages.length > 0 && !model.stages.includes(stage) && !state.stages.has(stage)) {
    return message(texts.unknownStage, { stage, model: model.name, stages: model.stages.join(', ') });
  }
  return null;
}

/** The MLflow alias that stands for a stage. */
export function aliasOf(model: Pick<ReleaseModel, 'aliases'>, stage: string): string {
  return Object.hasOwn(model.aliases, stage) ? (model.aliases[stage] ?? stage) : stage;
}

/** MLflow's rule for aliases: word characters and dashes, at most 255, and not what it reads as a version. */
function isAlias(alias: string): boolean {
  return /^[\w-]{1,255}$/.test(alias) && !/^(?:latest|v\d+)$/i.test(alias);
}

function planTo(
  state: ModelState,
  request: StageRequest,
  target: { readonly action: 'promote' | 'rollback'; readonly to: EarlierHolder; readonly warnings: readonly Message[] },
): Planned {
  const { stage } = request;
  const { version, commit } = target.to;
  const holder = state.stages.get(stage) ?? null;
  if (holder?.version === version && holder.commit === commit) return { kind: 'already', stage, holder };
  const name = nameOf(state.artifact, request, { action: 'assign', stage });
  return {
    kind: 'plan',
    state,
    warnings: target.warnings,
    change: { ...base(state.artifact, request), action: target.action, holder, to: version, commit, name },
  };
}

function base(artifact: string, { model, stage }: StageRequest): Pick<RegistryChange, 'registry' | 'model' | 'artifact' | 'stage'> {
  return { registry: model.registry === 'mlflow' ? 'mlflow' : 'git', model: model.name, artifact, stage };
}

function nameOf(artifact: string, { model, stage, counter }: StageRequest, action: GtoAction): string {
  return model.registry === 'mlflow' ? aliasOf(model, stage) : formatGtoTag(artifact, action, counter);
}
