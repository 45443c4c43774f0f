/** What MLflow's answers say of a model, in the words of all registries. */
import { message, type Message } from '../../core/l10n/message.ts';
import type { ModelState, ReleaseEvent, StageHolder, VersionState } from '../../core/release/model-state.ts';
import { parseReleaseMessage } from '../../core/release/release-message.ts';
import type { ModelVersion, RegisteredModel } from './mlflow-answers.ts';
import { timeOfKey } from './record-tags.ts';

/** All that is known of a model. */
export interface ModelAnswers {
  readonly model: RegisteredModel;
  readonly versions: readonly ModelVersion[];
  /** MLflow's alias by stage, where a manifest gives it another name. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Commits by version, of those that were looked up. */
  readonly commits: ReadonlyMap<string, string>;
}

/** A model's state, and what a person should know of how it was read. */
export interface ReadModel {
  readonly state: ModelState;
  readonly notes: readonly Message[];
}

const texts = {
  deprecatedStages: {
    en: '{model} uses MLflow’s deprecated stages ({stages}): they are shown, but promoting sets an alias of that name.',
    pl: 'Model {model} używa przestarzałych etapów MLflow ({stages}): są pokazane, ale promocja ustawi alias o tej nazwie.',
  },
  hiddenAlias: {
    en: 'The alias {alias} of {model} is not shown: the manifest names {other} for the stage {alias}.',
    pl: 'Alias {alias} modelu {model} nie jest pokazany: manifest wskazuje dla etapu {alias} alias {other}.',
  },
} as const;

/** Stages of MLflow that said what runs; `None` and `Archived` say that a version does not. */
const deprecatedStages = ['Production', 'Staging'];

/** Puts a model together. Versions that are no longer there have taken their records along. */
export function readModel(answers: ModelAnswers): ReadModel {
  const { model, commits } = answers;
  const sorted = answers.versions.toSorted((one, other) => compareVersions(other.version, one.version));
  const versions = sorted.map((version) => versionState(version, commits.get(version.version) ?? null));
  const history = sorted
    .flatMap((version) => eventsOf(version, commits.get(version.version) ?? null))
    .toSorted((one, other) => other.at - one.at);
  const byAlias = aliasHolders(answers, history);
  const old = deprecatedHolders(sorted, commits, new Set([...byAlias.stages.keys()].map((stage) => stage.toLowerCase())));
  const latest = versions.find(({ active }) => active)?.version ?? null;
  const notes = [...byAlias.notes];
  if (old.size > 0) notes.push(message(texts.deprecatedStages, { model: model.name, stages: [...old.keys()].join(', ') }));
  return {
    state: { artifact: model.name, deprecated: false, latest, versions, stages: new Map([...byAlias.stages, ...old]), history },
    notes,
  };
}

/** The reference under which MLflow itself knows a version. */
export function versionReference(name: string, version: string): string {
  return `models:/${name}/${version}`;
}

/** Whole numbers of any length, without a leading zero. */
function compareVersions(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

function versionState(version: ModelVersion, commit: string | null): VersionState {
  return {
    version: version.version,
    commit,
    ref: versionReference(version.name, version.version),
    active: (version.status ?? 'READY') === 'READY',
    registeredAt: version.creation_timestamp ?? null,
    author: version.user_id === undefined || version.user_id === '' ? null : version.user_id,
  };
}

function eventsOf(version: ModelVersion, commit: string | null): readonly ReleaseEvent[] {
  const shared = { version: version.version, commit, signed: false };
  const ref = versionReference(version.name, version.version);
  const registered: readonly ReleaseEvent[] =
    version.creation_timestamp === undefined
      ? []
      : [
          {
            ...shared,
            action: 'register',
            stage: null,
            at: version.creation_timestamp,
            by: version.user_id ?? '',
            ref,
            object: '',
            message: '',
          },
        ];
  return [...version.tags.flatMap((tag) => recordEvents(version, tag, shared)), ...registered];
}

/**
 * The release that a tag records, if it is of this version. MLflow copies tags along when a version is copied to another model, so that a
 * record of before the version was registered is another one's.
 */
function recordEvents(
  version: ModelVersion,
  { key, value }: ModelVersion['tags'][number],
  shared: Pick<ReleaseEvent, 'version' | 'commit' | 'signed'>,
): readonly ReleaseEvent[] {
  const at = timeOfKey(key);
  const record = at === null ? null : parseReleaseMessage(value);
  if (at === null || record === null || record.stage === null || at < (version.creation_timestamp ?? 0)) return [];
  const isEnd = record.action === 'unassign';
  if ((isEnd ? record.from : record.to) !== version.version) return [];
  const by = record.actor.replace(/\s*<[^<>]*>\s*$/, '');
  return [{ ...shared, action: isEnd ? 'unassign' : 'assign', stage: record.stage, at, by, ref: key, object: key, message: value }];
}

/** Aliases as stages, under the manifest's names where it gives some. */
function aliasHolders(
  { model, aliases, commits }: ModelAnswers,
  history: readonly ReleaseEvent[],
): { readonly stages: ReadonlyMap<string, StageHolder>; readonly notes: readonly Message[] } {
  const stages = new Map<string, StageHolder>();
  const notes: Message[] = [];
  const renamed = new Map(Object.entries(aliases));
  for (const { alias, version } of model.aliases) {
    const names = [...renamed].filter(([, of]) => of === alias).map(([stage]) => stage);
    const other = renamed.get(alias);
    if (names.length === 0 && other !== undefined) notes.push(message(texts.hiddenAlias, { alias, model: model.name, other }));
    const shown = names.length > 0 ? names : other === undefined ? [alias] : [];
    for (const stage of shown) {
      const event = history.find((one) => one.stage === stage);
      const isOurs = event?.action === 'assign' && event.version === version;
      const [since, by] = isOurs ? [event.at, event.by] : [null, null];
      stages.set(stage, { version, commit: commits.get(version) ?? null, since, by, ref: alias, object: version });
    }
  }
  return { stages, notes };
}

/** MLflow's deprecated stages that no alias of the same name has taken over; of several versions in one the greatest, as MLflow serves it. */
function deprecatedHolders(
  sorted: readonly ModelVersion[],
  commits: ReadonlyMap<string, string>,
  covered: ReadonlySet<string>,
): ReadonlyMap<string, StageHolder> {
  const stages = new Map<string, StageHolder>();
  for (const stage of deprecatedStages) {
    const holder = covered.has(stage.toLowerCase()) ? undefined : sorted.find(({ current_stage: current }) => current === stage);
    if (holder === undefined) continue;
    const { name, version } = holder;
    stages.set(stage, {
      version,
      commit: commits.get(version) ?? null,
      since: null,
      by: null,
      ref: `models:/${name}/${stage}`,
      object: version,
    });
  }
  return stages;
}
