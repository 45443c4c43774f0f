import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { gateCharts } from '../../app/gate-charts.ts';
import type { ReleaseDependencies, ReleasePlace } from '../../app/release-context.ts';
import { createLocalDvcCache } from '../../node/dvc/local-dvc-cache.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { createGit } from '../../node/git/git-repository.ts';
import { createWholeFiles } from '../../node/whole-files.ts';
import { createReleaseJournal, journalFile } from '../../node/release-journal.ts';
import { gitTagsRegistry } from '../../providers/registries/git-tags.ts';
import { gitWriters } from '../../providers/writers/git-writers.ts';
import { noGitWriters } from '../../providers/writers/refusing-writers.ts';
import { driftComputer } from './drift-computer.ts';
import { AskedServers } from './asked-servers.ts';
import type { FolderState } from '../workspace/folder-session.ts';

/** For what only looks: no server is asked, so nothing is ever sent. */
const noCredentials = { authorization: () => Promise.resolve(null) };

/** What releases of a folder stand on in the editor: gates on checks are answered from its last judgement. */
export function releaseDependencies(state: FolderState, servers: AskedServers = new AskedServers(noCredentials)): ReleaseDependencies {
  const { serverWriters, serverCharts, ...asked } = servers.dependencies(state.folder.uri);
  return {
    ...asked,
    git: createGit(),
    openTree: createFileTree,
    gitTags: (repository, tree) => gitTagsRegistry({ repository, tree, cache: null }),
    dvcCache: createLocalDvcCache(),
    writers: (repository, named) => ({ ...(repository === null ? noGitWriters : gitWriters(repository)), ...serverWriters(named) }),
    journal: (place) => createReleaseJournal(journalFile(place, process.env)),
    runsHooks: vscode.workspace.isTrusted,
    now: () => Date.now(),
    driftChart: gateCharts({ serverCharts, wholeFiles: createWholeFiles, computer: () => driftComputer }),
    readiness: (check, folder) => {
      const inside = relative(state.root, folder).split(sep).join('/');
      const report = state.reports.find(({ root }) => root === inside);
      return Promise.resolve(report?.checks.find(({ id }) => id === check)?.status ?? 'unknown');
    },
  };
}

/** The place that a folder's releases are about: its repository's root, so that every project's models are found. */
export function releasePlace(state: FolderState): ReleasePlace {
  return { directory: state.root, folderIn: (root) => relative(root, state.root).split(sep).join('/') };
}
