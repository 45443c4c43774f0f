import { format, message } from '../core/l10n/message.ts';
import {
  emptyModel,
  reportGitModels,
  type RegistryError,
  type RegistryModel,
  type VersionsReport,
} from '../core/release/versions-report.ts';
import type { ReleaseConfig } from '../core/release/release-config.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { loadReleaseConfig } from './release-config-loader.ts';
import { noRepository } from './no-repository.ts';
import { openReleases, type ReleaseContext, type ReleaseDependencies, type ReleasePlace } from './release-context.ts';
import { reportServedModels } from './served-models.ts';

/** A listing that someone asks for. */
export interface VersionsRequest {
  readonly place: ReleasePlace;
  /** Whether registries on servers may be asked. */
  readonly online: boolean;
}

const texts = {
  offline: {
    en: '{registry} was not asked: it is on a server, and only files and tags were read.',
    pl: 'Nie zapytano {registry}: działa na serwerze, a odczytano tylko pliki i tagi.',
  },
  unsupported: { en: 'Versions in {registry} cannot be read yet.', pl: 'Wersji z {registry} nie można jeszcze odczytać.' },
} as const;

/** All models with their versions, stages and history, from Git's tags, from serving manifests and from what `airworthy.yaml` declares. */
export async function listVersions(
  deps: ReleaseDependencies,
  { place, online }: VersionsRequest,
  signal: AbortSignal,
): Promise<VersionsReport> {
  const { context, errors } = await openOrExplain(deps, place, signal);
  const tree = context?.tree ?? deps.openTree(place.directory);
  const config = context?.config ?? (await loadReleaseConfig({ tree, repository: null }, '', signal));
  const git = context === null ? [] : reportGitModels(context.snapshot.models, config);
  const servers = otherRegistries(config, online);
  const registries = [...git, ...servers.models];
  const repository = context?.repository ?? noRepository(place.directory);
  const served = await reportServedModels({ repository, tree }, { config, registries }, signal);
  return {
    models: [...registries, ...served.models].toSorted((one, other) => (one.model < other.model ? -1 : one.model > other.model ? 1 : 0)),
    disagreements: served.disagreements,
    errors: [...errors, ...servers.errors],
  };
}

/** Opens the repository, or says why it cannot be read. */
export async function openOrExplain(
  deps: ReleaseDependencies,
  place: ReleasePlace,
  signal: AbortSignal,
): Promise<{ readonly context: ReleaseContext | null; readonly errors: readonly RegistryError[] }> {
  try {
    return { context: await openReleases(deps, place, signal), errors: [] };
  } catch (error) {
    if (error instanceof ProviderError) return { context: null, errors: [{ registry: 'git', code: error.code, message: error.message }] };
    if (error instanceof GitError) return { context: null, errors: [{ registry: 'git', code: 'unsupported', message: error.message }] };
    throw error;
  }
}

/** Declared models that a server keeps, empty, with the reason. */
export function otherRegistries(
  config: ReleaseConfig,
  online: boolean,
): { readonly models: readonly RegistryModel[]; readonly errors: readonly RegistryError[] } {
  const models = config.models.flatMap(({ name: model, registryName: name, registry }) =>
    registry === 'mlflow' ? [emptyModel({ model, name, registry })] : [],
  );
  if (models.length === 0) return { models, errors: [] };
  const why = format(message(online ? texts.unsupported : texts.offline, { registry: 'MLflow' }), 'en');
  return { models, errors: [{ registry: 'mlflow', code: online ? 'unsupported' : 'offline', message: why }] };
}
