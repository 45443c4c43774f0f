import * as vscode from 'vscode';
import { noRepository } from '../../app/no-repository.ts';
import { trackingOffers } from '../../app/tracking-offers.ts';
import { readVersionDetails, type VersionDetails } from '../../app/version-details.ts';
import { listVersions } from '../../app/versions.ts';
import type { TrackingCandidate } from '../../core/project/tracking-candidates.ts';
import { modelsByName } from '../../core/release/registry.ts';
import type { VersionsReport } from '../../core/release/versions-report.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import type { JournalEntry } from '../../ports/release-journal.ts';
import type { FolderVersions } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { AskedServers } from './asked-servers.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';
import { trackingUri } from './settings.ts';

/**
 * The versions of a folder's repository; in Restricted Mode, where no process may start, only what its refs name.
 * What cannot be asked is told only where there is a model project: elsewhere nobody expects versions.
 */
export async function listFolderVersions(
  servers: AskedServers,
  state: FolderState,
  { online }: { readonly online: boolean },
  signal: AbortSignal,
): Promise<FolderVersions> {
  if (!vscode.workspace.isTrusted)
    return { report: { models: namedModels(state), disagreements: [], errors: [] }, serverModels: [], interrupted: null, offers: [] };
  const dependencies = releaseDependencies(state, servers);
  // Consent counts until the window closes: what a server was asked once does not vanish when a file changes.
  const [{ report, serverModels }, interrupted] = await Promise.all([
    listVersions(dependencies, { place: releasePlace(state), online: online || servers.allowsAny() }, signal),
    interruptedRelease(state),
  ]);
  const isExpected = state.reports.some(({ machineLearning }) => machineLearning);
  const offers = isExpected && !report.models.some(({ registry }) => registry === 'mlflow') ? await offersOf(state, signal) : [];
  return { report: isExpected ? report : { ...report, errors: [] }, serverModels, interrupted, offers };
}

/** What was recorded with a version; null in Restricted Mode, where no process may start. */
export async function folderVersionDetails(
  servers: AskedServers,
  state: FolderState,
  { model, version }: { readonly model: string; readonly version: string },
): Promise<VersionDetails | null> {
  if (!vscode.workspace.isTrusted) return null;
  return readVersionDetails(
    releaseDependencies(state, servers),
    { place: releasePlace(state), model, version },
    new AbortController().signal,
  );
}

/** Servers to choose from, where none was chosen in the settings. */
async function offersOf({ root, repository, folder }: FolderState, signal: AbortSignal): Promise<readonly TrackingCandidate[]> {
  if (trackingUri(folder.uri) !== null) return [];
  const place = { repository: repository ?? noRepository(root), tree: createFileTree(root) };
  return trackingOffers(place, { folder: '', environment: process.env }, signal);
}

async function interruptedRelease(state: FolderState): Promise<JournalEntry | null> {
  const { repository } = state;
  if (repository === null) return null;
  const journal = releaseDependencies(state).journal({ gitDirectory: repository.gitDirectory, directory: state.root });
  const left = await journal.read();
  return left.kind === 'left' ? left.entry : null;
}

function namedModels(state: FolderState): VersionsReport['models'] {
  const tags = readRepositoryFiles(state.root)?.tags ?? [];
  return modelsByName(tags).map(({ artifact, versions }) => ({
    model: artifact,
    name: artifact,
    registry: 'git',
    latest: null,
    stages: {},
    history: [],
    versions: versions.map(({ version, ref, commit, active }) => ({
      version,
      ref,
      commit,
      active: active !== false,
      registeredAt: null,
      author: null,
    })),
  }));
}
