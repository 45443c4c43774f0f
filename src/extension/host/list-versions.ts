import * as vscode from 'vscode';
import { listVersions } from '../../app/versions.ts';
import { modelsByName } from '../../core/release/registry.ts';
import type { VersionsReport } from '../../core/release/versions-report.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { releaseDependencies, releasePlace } from './release-dependencies.ts';

/**
 * The versions of a folder's repository; in Restricted Mode, where no process may start, only what its refs name.
 * What cannot be asked is told only where there is a model project: elsewhere nobody expects versions.
 */
export async function listFolderVersions(state: FolderState, signal: AbortSignal): Promise<VersionsReport> {
  if (!vscode.workspace.isTrusted) return { models: namedModels(state), disagreements: [], errors: [] };
  const report = await listVersions(releaseDependencies(state), { place: releasePlace(state), online: false }, signal);
  return state.reports.some(({ machineLearning }) => machineLearning) ? report : { ...report, errors: [] };
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
