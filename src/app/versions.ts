import { format, message } from '../core/l10n/message.ts';
import {
  emptyModel,
  reportGitModels,
  type RegistryError,
  type ReportedModel,
  type VersionsReport,
} from '../core/release/versions-report.ts';
import type { ReleaseConfig } from '../core/release/release-config.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { loadReleaseConfig } from './release-config-loader.ts';
import { openReleases, type ReleaseContext, type ReleaseDependencies, type ReleasePlace } from './release-context.ts';

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

/** All models with their versions, stages and history, from Git's tags and from what manifests declare. */
export async function listVersions(
  deps: ReleaseDependencies,
  { place, online }: VersionsRequest,
  signal: AbortSignal,
): Promise<VersionsReport> {
  const { context, errors } = await openOrExplain(deps, place, signal);
  const config = context?.config ?? (await loadReleaseConfig({ tree: deps.openTree(place.directory), repository: null }, '', signal));
  const git = context === null ? [] : reportGitModels(context.snapshot.models, config);
  const others = otherRegistries(config, online);
  return {
    models: [...git, ...others.models].toSorted((one, other) => (one.model < other.model ? -1 : one.model > other.model ? 1 : 0)),
    disagreements: [],
    errors: [...errors, ...others.errors],
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

/** Declared models whose registry is not Git, empty, with the reason. */
export function otherRegistries(
  config: ReleaseConfig,
  online: boolean,
): { readonly models: readonly ReportedModel[]; readonly errors: readonly RegistryError[] } {
  const models: ReportedModel[] = [];
  const errors = new Map<string, RegistryError>();
  for (const { name: model, registryName: name, registry } of config.models) {
    if (registry === 'git') continue;
    models.push(emptyModel({ model, name, registry }));
    const isOffline = registry === 'mlflow' && !online;
    const title = registry === 'mlflow' ? 'MLflow' : 'Kubernetes';
    const why = format(message(isOffline ? texts.offline : texts.unsupported, { registry: title }), 'en');
    errors.set(registry, { registry, code: isOffline ? 'offline' : 'unsupported', message: why });
  }
  return { models, errors: [...errors.values()] };
}
