import type { ModelState } from '../core/release/model-state.ts';
import { reportGitModels, type RegistryError, type VersionsReport } from '../core/release/versions-report.ts';
import { GitError } from '../ports/git.ts';
import { unhurried } from '../ports/pace.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { loadReleaseConfig } from './release-config-loader.ts';
import { noRepository } from './no-repository.ts';
import { openReleases, type ReleaseContext, type ReleaseDependencies, type ReleasePlace } from './release-context.ts';
import { offlineModels, readServerModels } from './server-models.ts';
import type { ServedReports, ServedRequest } from './served-models.ts';
import type { ManifestPlace } from './serving-manifests.ts';
import { servingPaths } from './serving-paths.ts';

/** A listing that someone asks for. */
export interface VersionsRequest {
  readonly place: ReleasePlace;
  /** Whether registries on servers may be asked. */
  readonly online: boolean;
}

/** A report with what registries on servers answered, in full. */
export interface VersionsListing {
  readonly report: VersionsReport;
  readonly serverModels: readonly ModelState[];
}

/** All models with their versions, stages and history: from Git's tags, serving manifests, and the servers that may be asked. */
export async function listVersions(
  deps: ReleaseDependencies,
  { place, online }: VersionsRequest,
  signal: AbortSignal,
): Promise<VersionsListing> {
  const { context, errors } = await openOrExplain(deps, place, signal);
  const tree = context?.tree ?? deps.openTree(place.directory);
  const config = context?.config ?? (await loadReleaseConfig({ tree, repository: null }, '', signal));
  const repository = context?.repository ?? noRepository(place.directory);
  const [git, servers, paths] = await Promise.all([
    // Without Git there are no entries of it, not even empty ones.
    context?.hasGit !== true ? [] : unhurried(reportGitModels(context.snapshot.models, config), signal),
    context === null ? offlineModels(config.models) : readServerModels(deps, { context, online }, signal),
    servingPaths(repository, config, signal),
  ]);
  const registries = [...git, ...servers.models];
  const served = await servedReports({ repository, tree }, { config, registries, paths }, signal);
  const report: VersionsReport = {
    models: [...registries, ...served.models].toSorted((one, other) => (one.model < other.model ? -1 : one.model > other.model ? 1 : 0)),
    disagreements: served.disagreements,
    errors: [...errors, ...servers.errors, ...served.errors],
  };
  return { report, serverModels: servers.states.map(({ state }) => state) };
}

/** What reads manifests is loaded where there are some. */
async function servedReports(place: ManifestPlace, request: ServedRequest, signal: AbortSignal): Promise<ServedReports> {
  const isServed = request.paths.length > 0 || request.config.models.some(({ registry }) => registry === 'kubernetes');
  if (!isServed) return { models: [], disagreements: [], errors: [] };
  const { reportServedModels } = await import('./served-models.ts');
  return reportServedModels(place, request, signal);
}

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
