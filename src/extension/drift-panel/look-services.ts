import * as vscode from 'vscode';
import { batchStates } from '../../app/batch-states.ts';
import type { LoadedManifest } from '../../app/read-manifest.ts';
import { reportCharts } from '../../app/report-charts.ts';
import { releaseConfigOf } from '../../core/release/release-config.ts';
import { readTrail } from '../../app/release-trail.ts';
import { message } from '../../core/l10n/message.ts';
import { createBatchListing } from '../../node/batch-listing.ts';
import { createWholeFiles } from '../../node/whole-files.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import type { ChartSource } from '../../ports/chart-source.ts';
import type { DriftComputer, ProjectDrift } from '../../ports/drift-computer.ts';
import { GitError } from '../../ports/git.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { AskedServers } from '../host/asked-servers.ts';
import { allowedCharts, serverAlerts } from '../host/chart-servers.ts';
import { originOf } from '../host/credentials.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say } from '../host/words.ts';
import { driftWords } from './drift-words.ts';
import { type DriftProject, manifestOf } from './drift-projects.ts';
import type { KnownReleases, LookServices } from './project-look.ts';

/** What answers. */
export interface LookDeps {
  readonly servers: AskedServers;
  readonly computer: DriftComputer;
}

/** What a project's look asks of the window: files, Git, and the servers that the person allowed. `project` gives its newest state. */
export function lookServices({ servers, computer }: LookDeps, project: () => DriftProject): LookServices {
  const drift = keptWhile<ProjectDrift>();
  const releases = keptWhile<KnownReleases>();
  const reports = keptNow<ChartSource>();
  return {
    manifest: (signal) => manifestOf(project(), signal),
    monitoring: () => project().state.analyser.monitoring(project().root, { files: [] }),
    async drift(manifest, signal) {
      const { state, root } = project();
      const files = createBatchListing(state.root, root);
      const { sources, drift: entries, charts } = manifest.facts.manifest;
      const key = JSON.stringify([sources, entries, charts, await batchStates(files, manifest.facts.manifest, signal)]);
      const place = { root: state.root, folder: root, manifest: manifest.facts.manifest };
      return drift(key, () => computer.driftOfProject(place, { signal }));
    },
    chartSource: (source, models) => allowedCharts(servers, source, models),
    // What reports say is kept with their source until they change.
    reports: ({
      facts: {
        manifest: { sources = {} },
      },
    }) => reports(JSON.stringify(sources), () => reportCharts(createWholeFiles(project().state.root, project().root), { sources })),
    alertSource: (source) => serverAlerts(servers, source),
    placeOf: ({ url, name }) => originOf(url ?? '') ?? name,
    releases: (manifest, signal) => {
      const { state } = project();
      return releases(JSON.stringify([vscode.workspace.isTrusted, state.loads, asksRegistries(servers, manifest)]), () =>
        readReleases(servers, project(), manifest, signal),
      );
    },
    now: () => Date.now(),
  };
}

/** Keeps the newest value as long as what it was made from stays the same. A failure is not kept. */
function keptWhile<Value>(): (key: string, make: () => Promise<Value>) => Promise<Value> {
  let kept: { readonly key: string; readonly value: Value } | null = null;
  return async (key, make) => {
    if (kept?.key === key) return kept.value;
    const value = await make();
    kept = { key, value };
    return value;
  };
}

/** The same for what is made at once. */
function keptNow<Value>(): (key: string, make: () => Value) => Value {
  let kept: { readonly key: string; readonly value: Value } | null = null;
  return (key, make) => (kept = kept?.key === key ? kept : { key, value: make() }).value;
}

const nothing: KnownReleases = { entries: [], stages: [], notes: [] };

/** Whether all registries on servers that a manifest names may be asked, and there are any. */
function asksRegistries(servers: AskedServers, { facts: { manifest } }: LoadedManifest): boolean {
  const registries = Object.values(manifest.sources ?? {}).filter(({ type }) => type === 'mlflow');
  return registries.length > 0 && registries.every(({ url }) => servers.mayAsk(url ?? ''));
}

/** What Git and the serving manifests say, and the registries that may be asked; what keeps them from being known is said, and the charts go on without. */
async function readReleases(
  servers: AskedServers,
  { state, root }: DriftProject,
  loaded: LoadedManifest,
  signal: AbortSignal,
): Promise<KnownReleases> {
  if (!vscode.workspace.isTrusted) {
    const isRepository = readRepositoryFiles(state.root) !== null;
    return isRepository ? { ...nothing, notes: [message(driftWords.releasesRestricted)] } : nothing;
  }
  const online = asksRegistries(servers, loaded);
  const isLeftOut = !online && releaseConfigOf(loaded.facts.manifest, root).models.some(({ registry }) => registry === 'mlflow');
  try {
    const request = { place: releasePlace(state), online };
    const { entries, stages } = await readTrail(releaseDependencies(state, servers), request, signal);
    return { entries, stages, notes: isLeftOut ? [message(driftWords.releasesNotAsked)] : [] };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof GitError) && !(error instanceof ProviderError)) throw error;
    return { ...nothing, notes: [message(driftWords.releasesUnknown, { why: say(error.text) })] };
  }
}
