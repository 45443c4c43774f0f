import { format, message } from '../core/l10n/message.ts';
import { serverAddress } from '../core/project/tracking-address.ts';
import type { DeclaredServer } from '../core/release/gate-source.ts';
import type { ModelState } from '../core/release/model-state.ts';
import { serverOf } from '../core/release/model-servers.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { emptyModel, reportState, type RegistryError, type RegistryModel } from '../core/release/versions-report.ts';
import type { Steps } from '../core/steps/steps.ts';
import { unhurried } from '../ports/pace.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { openServer } from './model-server.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';

/** What MLflow servers say of models. */
export interface ServerModels {
  readonly models: readonly RegistryModel[];
  /** The same models, as far as their servers answered. */
  readonly states: readonly { readonly registry: 'mlflow'; readonly state: ModelState }[];
  readonly errors: readonly RegistryError[];
}

const texts = {
  offline: {
    en: 'MLflow was not asked: it is on a server, and only files and tags were read.',
    pl: 'Nie zapytano MLflow: działa na serwerze, a odczytano tylko pliki i tagi.',
  },
} as const;

/**
 * The models that MLflow servers keep: those that manifests declare, and all models of the server that the person named. One that could
 * not be asked is listed empty, with the reason.
 */
export async function readServerModels(
  deps: ReleaseDependencies,
  { context, online }: { readonly context: ReleaseContext; readonly online: boolean },
  signal: AbortSignal,
): Promise<ServerModels> {
  const declared = context.config.models.filter(({ registry }) => registry === 'mlflow');
  if (!online) return offlineModels(declared, deps.trackingServer);
  const groups = byServer(declared, deps.trackingServer);
  const parts = await Promise.all(groups.map((group) => readServer(deps, { context, group }, signal)));
  return {
    models: parts.flatMap(({ models }) => models),
    states: parts.flatMap(({ states }) => states),
    errors: parts.flatMap(({ errors }) => errors),
  };
}

/** Declared models as they are listed where nobody was asked, neither their servers nor the one that the person named. */
export function offlineModels(models: readonly ReleaseModel[], named: DeclaredServer | null = null): ServerModels {
  const declared = models.filter(({ registry }) => registry === 'mlflow');
  if (declared.length === 0 && named === null) return { models: [], states: [], errors: [] };
  const why = format(message(texts.offline), 'en');
  return { models: declared.map(listedEmpty), states: [], errors: [{ registry: 'mlflow', code: 'offline', message: why }] };
}

interface ServerGroup {
  /** Null for models of which no server is declared. */
  readonly server: DeclaredServer | null;
  readonly models: readonly ReleaseModel[];
  /** Whether all of the server's models are listed. */
  readonly isWhole: boolean;
  readonly why: string;
}

function byServer(models: readonly ReleaseModel[], named: DeclaredServer | null): readonly ServerGroup[] {
  const groups = new Map<string, ServerGroup>();
  const add = (key: string, group: ServerGroup): void => {
    const known = groups.get(key);
    const merged =
      known === undefined ? group : { ...known, models: [...known.models, ...group.models], isWhole: known.isWhole || group.isWhole };
    groups.set(key, merged);
  };
  const keyOf = ({ url, auth }: DeclaredServer): string => JSON.stringify([serverAddress(url), auth]);
  if (named !== null) add(keyOf(named), { server: named, models: [], isWhole: true, why: '' });
  for (const model of models) {
    const server = serverOf(model, named);
    if ('failure' in server) add(model.name, { server: null, models: [model], isWhole: false, why: format(server.failure, 'en') });
    else add(keyOf(server), { server, models: [model], isWhole: false, why: '' });
  }
  return [...groups.values()];
}

async function readServer(
  deps: ReleaseDependencies,
  { context, group }: { readonly context: ReleaseContext; readonly group: ServerGroup },
  signal: AbortSignal,
): Promise<ServerModels> {
  const { server, models, isWhole, why } = group;
  const failed = (code: RegistryError['code'], words: string): ServerModels => ({
    models: models.map(listedEmpty),
    states: [],
    errors: [{ registry: 'mlflow', code, message: words }],
  });
  if (server === null) return failed('not-found', why);
  try {
    const refusal = refusalOf(deps, server);
    if (refusal !== null) return failed('offline', refusal);
    const registry = await openServer(deps, { context, server }, signal);
    const snapshot = await registry.read(isWhole ? 'all' : models.map(({ registryName }) => registryName), signal);
    const known = new Map(snapshot.models.map((state) => [state.artifact, state]));
    const names = new Map(models.map(({ name, registryName }) => [registryName, name]));
    const absent = models.filter(({ registryName }) => !known.has(registryName));
    return {
      models: [...(await unhurried(reportAll(snapshot.models, names), signal)), ...absent.map(listedEmpty)],
      states: snapshot.models.map((state) => ({ registry: 'mlflow', state })),
      errors: absent.map(({ registryName }) => ({
        registry: 'mlflow',
        code: 'not-found',
        message: `${server.name} has no registered model ${JSON.stringify(registryName)}.`,
      })),
    };
  } catch (error) {
    if (error instanceof ProviderError) return failed(error.code, `${server.name}: ${error.message}`);
    throw error;
  }
}

function* reportAll(states: readonly ModelState[], names: ReadonlyMap<string, string>): Steps<readonly RegistryModel[]> {
  const models: RegistryModel[] = [];
  for (const state of states)
    models.push(yield* reportState(state, { model: names.get(state.artifact) ?? state.artifact, registry: 'mlflow' }));
  return models;
}

function listedEmpty({ name: model, registryName: name }: ReleaseModel): RegistryModel {
  return emptyModel({ model, name, registry: 'mlflow' });
}

/** Why a server may not be asked; null where it may. */
function refusalOf(deps: ReleaseDependencies, server: DeclaredServer): string | null {
  const opened = deps.modelServer(server, { aliasesOf: () => ({}), actor: null });
  return 'failure' in opened ? format(opened.failure, 'en') : null;
}
