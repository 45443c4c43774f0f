/** MLflow's model registry, over its REST API: aliases are stages, tags on versions are the trail. */
import { message, type Message } from '../../core/l10n/message.ts';
import type { ModelState, StageHolder } from '../../core/release/model-state.ts';
import type { RegistryChange } from '../../core/release/release-plan.ts';
import type { Write } from '../../core/release/write.ts';
import {
  ProviderError,
  type PreparedChange,
  type RegistryOrder,
  type RegistrySnapshot,
  type VersionRegistry,
} from '../../ports/version-registry.ts';
import { groupBy } from '../mlflow/group-by.ts';
import { inParallel } from '../mlflow/in-parallel.ts';
import type { ModelVersion, RegisteredModel } from '../mlflow/mlflow-answers.ts';
import type { MlflowClient } from '../mlflow/mlflow-client.ts';
import { readModel, type ReadModel } from '../mlflow/model-state.ts';
import { fitRecord, largestTag, recordKey } from '../mlflow/record-tags.ts';
import { commitsOf } from '../mlflow/version-commits.ts';

/** What the registry needs. */
export interface MlflowRegistryDependencies {
  readonly client: MlflowClient;
  /** The manifest's aliases of a model, by stage. */
  readonly aliasesOf: (artifact: string) => Readonly<Record<string, string>>;
  /** Who is recorded, `Name <e-mail>`; MLflow itself knows nobody. Null where nobody is known. */
  readonly actor: string | null;
  /** Milliseconds since 1970-01-01T00:00Z, by this machine's clock. */
  readonly now: () => number;
}

/** A snapshot with what a person should know of it: deprecated stages, aliases that a manifest hides. */
export interface MlflowSnapshot extends RegistrySnapshot {
  readonly notes: readonly Message[];
}

/** The registry, and what only MLflow has. */
export interface MlflowRegistry extends VersionRegistry {
  /** What a plan should say of MLflow before a person agrees to it. */
  readonly caveat: Message;
  /**
   * Commits are asked for where they are shown or gone back to: versions in stages and in the trail, and the newest of models that were
   * asked for by name. The rest is null; `commitOf` finds it.
   */
  read(names: readonly string[] | 'all', signal: AbortSignal): Promise<MlflowSnapshot>;
  /** The commit that a version's run was tagged with; null where there is none. */
  commitOf(artifact: string, version: string, signal: AbortSignal): Promise<string | null>;
}

const texts = {
  holderMoved: {
    en: '{stage} of {model} has changed: planned on {before}, now {now}.',
    pl: 'Etap {stage} modelu {model} się zmienił: plan zakładał {before}, teraz jest {now}.',
  },
  versionGone: {
    en: 'Version {version} of {model} is no longer there, or no longer ready.',
    pl: 'Wersji {version} modelu {model} już nie ma albo nie jest już gotowa.',
  },
  lookAgain: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
  noActor: { en: 'Nobody is known who could be recorded.', pl: 'Nie wiadomo, kogo zapisać jako autora zmiany.' },
  setActor: {
    en: 'Set user.name and user.email with git config.',
    pl: 'Ustaw user.name i user.email poleceniem git config.',
  },
  registers: {
    en: 'Versions are registered by MLflow itself, where a run logs the model.',
    pl: 'Wersje rejestruje sam MLflow, gdy przebieg zapisuje model.',
  },
  logModel: { en: 'Log the model with its registered name.', pl: 'Zapisz model, podając jego nazwę w rejestrze.' },
  deprecatedStage: {
    en: '{stage} of {model} is one of MLflow’s deprecated stages, not an alias, and cannot be emptied here.',
    pl: '{stage} modelu {model} to przestarzały etap MLflow, a nie alias, i nie można go tu opróżnić.',
  },
  transition: {
    en: 'Move the version out of the stage in MLflow, and use aliases from then on.',
    pl: 'Przenieś wersję z etapu w MLflow, a potem używaj aliasów.',
  },
  reasonTooLong: {
    en: 'The record is too long for a tag in MLflow ({limit} characters), even without its gates.',
    pl: 'Zapis jest za długi na tag w MLflow ({limit} znaków), nawet bez progów.',
  },
  shorten: { en: 'Give a shorter reason.', pl: 'Podaj krótsze uzasadnienie.' },
  notAtomic: {
    en: 'MLflow cannot set an alias on the condition that nobody has moved it: it is read just before and just after, and a move in between is told, not prevented.',
    pl: 'MLflow nie potrafi ustawić aliasu pod warunkiem, że nikt go nie przesunął: jest czytany tuż przed i tuż po, a przesunięcie pomiędzy zostanie zgłoszone, nie powstrzymane.',
  },
} as const;

const mostRequests = 4;
/** Of a model asked for by name, as many of its newest versions get their commits. */
const newestWithCommit = 50;

/** The registry of an MLflow server. */
export function mlflowRegistry({ client, aliasesOf, actor, now }: MlflowRegistryDependencies): MlflowRegistry {
  async function readOne(model: RegisteredModel, { versions, newest }: Versions, signal: AbortSignal): Promise<ReadModel> {
    const aliases = aliasesOf(model.name);
    const answers = { model, versions, aliases };
    const first = readModel({ ...answers, commits: new Map() });
    const commits = await commitsOf(client, wantedCommits(first.state, { versions, newest }), signal);
    return readModel({ ...answers, commits });
  }

  async function readAll(signal: AbortSignal): Promise<readonly ReadModel[]> {
    const [models, versions] = await Promise.all([client.models(signal), client.versions(null, signal)]);
    const byName = groupBy(versions, ({ name }) => name);
    return inParallel(models, mostRequests, (model) => readOne(model, { versions: byName.get(model.name) ?? [], newest: 0 }, signal));
  }

  async function readNamed(names: readonly string[], newest: number, signal: AbortSignal): Promise<readonly ReadModel[]> {
    const found = await inParallel([...new Set(names)], mostRequests, async (name) => {
      const model = await client.model(name, signal);
      // A server that answers with another model is not believed.
      if (model?.name !== name) return [];
      return [await readOne(model, { versions: await client.versions(name, signal), newest }, signal)];
    });
    return found.flat();
  }

  async function checkedState(
    change: RegistryChange,
    signal: AbortSignal,
  ): Promise<{ readonly state: ModelState; readonly alias: string | null }> {
    // Without commits: that nothing has moved is told by versions alone.
    const model = await client.model(change.artifact, signal);
    const versions = model === null ? [] : await client.versions(change.artifact, signal);
    const state = model === null ? null : readModel({ model, versions, aliases: aliasesOf(model.name), commits: new Map() }).state;
    checkUnchanged(change, state);
    return { state, alias: model?.aliases.find(({ alias }) => alias === change.name)?.version ?? null };
  }

  function writesOf({ change, record }: RegistryOrder, { alias, newest }: Standing): PreparedChange {
    const value = fitRecord(record, largestTag.value);
    if (value === null) throw unsupported(texts.reasonTooLong, texts.shorten, { limit: largestTag.value });
    const today = now();
    const at = Math.max(today, newest + 1);
    const shared = { server: client.url, model: change.artifact };
    const version = change.to ?? change.holder?.version ?? '';
    const key = recordKey(at, crypto.randomUUID().slice(0, 8));
    const writes: readonly Write[] = [
      { kind: 'version-tag', ...shared, version, key, before: null, after: value },
      { kind: 'alias', ...shared, alias: change.name, before: alias, after: change.to },
    ];
    return { writes, datedAfter: at === today ? null : at };
  }

  return {
    id: 'mlflow',
    caveat: message(texts.notAtomic),

    async read(names, signal) {
      const read = names === 'all' ? await readAll(signal) : await readNamed(names, newestWithCommit, signal);
      // MLflow's aliases carry no counters.
      return { models: read.map(({ state }) => state), notes: read.flatMap(({ notes }) => notes), nextCounter: () => 1 };
    },

    actor: () =>
      actor === null
        ? Promise.reject(new ProviderError('unauthorized', { text: message(texts.noActor), hint: message(texts.setActor) }))
        : Promise.resolve(actor),

    async commitOf(name, version, signal) {
      const found = await client.version({ name, version }, signal);
      return found === null ? null : ((await commitsOf(client, [found], signal)).get(version) ?? null);
    },

    async prepare(order: RegistryOrder, signal): Promise<PreparedChange> {
      const { change } = order;
      checkKind(change);
      const { state, alias } = await checkedState(change, signal);
      if (change.to === null && alias === null)
        throw unsupported(texts.deprecatedStage, texts.transition, { stage: change.stage ?? '', model: change.model });
      return writesOf(order, { alias, newest: newestChange(state) });
    },

    prepareUnseen(order) {
      checkKind(order.change);
      const { holder, name } = order.change;
      const alias = holder?.ref === name ? holder.version : null;
      return Promise.resolve(writesOf(order, { alias, newest: Number.NEGATIVE_INFINITY }));
    },

    async verify(change, signal) {
      const model = await client.model(change.artifact, signal);
      return model !== null && (model.aliases.find(({ alias }) => alias === change.name)?.version ?? null) === change.to;
    },
  };
}

/** What stands on the server. */
interface Standing {
  /** The version that the alias is at; null where it is not there. */
  readonly alias: string | null;
  /** When the model changed last. */
  readonly newest: number;
}

function checkKind({ registry, action, stage }: RegistryChange): void {
  if (registry !== 'mlflow' || action === 'register' || stage === null) throw unsupported(texts.registers, texts.logModel);
}

interface Versions {
  readonly versions: readonly ModelVersion[];
  readonly newest: number;
}

/** Versions whose commits are looked up: those in stages and in the trail, and the newest. */
function wantedCommits(state: ModelState, { versions, newest }: Versions): readonly ModelVersion[] {
  const wanted = new Set([
    ...[...state.stages.values()].map(({ version }) => version),
    ...state.history.filter(({ stage }) => stage !== null).map(({ version }) => version),
    ...state.versions.slice(0, newest).map(({ version }) => version),
  ]);
  return versions.filter(({ version }) => wanted.has(version));
}

/** When the model changed last: a record that is dated before would not count. */
function newestChange({ history }: ModelState): number {
  return history[0]?.at ?? Number.NEGATIVE_INFINITY;
}

/** The plan's base must still be there: the same version in the stage, and the one that comes ready. */
function checkUnchanged(change: RegistryChange, state: ModelState | null): asserts state is ModelState {
  const holder = change.stage === null ? null : (state?.stages.get(change.stage) ?? null);
  const shown = (one: StageHolder | null): string =>
    one === null ? '–' : `${one.version} (${one.ref}${one.by === null ? '' : `, ${one.by}`})`;
  if (state === null || (holder?.object ?? null) !== (change.holder?.object ?? null)) {
    const args = { model: change.model, stage: change.stage ?? '–', before: shown(change.holder), now: shown(holder) };
    throw new ProviderError('conflict', { text: message(texts.holderMoved, args), hint: message(texts.lookAgain) });
  }
  const version = change.to ?? change.holder?.version ?? '';
  if (state.versions.some((known) => known.version === version && (known.active || change.to === null))) return;
  throw new ProviderError('conflict', {
    text: message(texts.versionGone, { model: change.model, version }),
    hint: message(texts.lookAgain),
  });
}

function unsupported(
  text: (typeof texts)[keyof typeof texts],
  hint: (typeof texts)[keyof typeof texts],
  args: Readonly<Record<string, string | number>> = {},
): ProviderError {
  return new ProviderError('unsupported', { text: message(text, args), hint: message(hint) });
}
