import { relative, resolve, sep } from 'node:path';
import { gateCharts } from '../app/gate-charts.ts';
import type { ReleaseDependencies, ReleasePlace } from '../app/release-context.ts';
import { createLocalDvcCache } from '../node/dvc/local-dvc-cache.ts';
import { createFileTree } from '../node/file-tree.ts';
import { createGit } from '../node/git/git-repository.ts';
import { createRegistryCache } from '../node/registry-cache.ts';
import { createWholeFiles } from '../node/whole-files.ts';
import { createReleaseJournal, journalFile } from '../node/release-journal.ts';
import { gitTagsRegistry } from '../providers/registries/git-tags.ts';
import { gitWriters } from '../providers/writers/git-writers.ts';
import { noGitWriters } from '../providers/writers/refusing-writers.ts';
import type { CliIo } from './command.ts';
import { onlineServers, type OnlineOptions } from './online-servers.ts';
import { realFolder } from './open-folder.ts';
import { toolBuild } from './tool-build.ts';

const offline: OnlineOptions = { isOnline: false, allowedVariables: [], trackingUri: null };

/** What release commands stand on, on this machine. */
export async function releaseDependencies(io: CliIo, online: OnlineOptions = offline): Promise<ReleaseDependencies> {
  const { serverWriters, serverCharts, ...servers } = await onlineServers(io, online);
  const deps: ReleaseDependencies = {
    ...servers,
    git: createGit({ environment: io.env }),
    openTree: createFileTree,
    gitTags: (repository, tree) =>
      gitTagsRegistry({
        repository,
        tree,
        cache: createRegistryCache({ root: repository.root, tool: toolBuild(), environment: io.env }),
      }),
    dvcCache: createLocalDvcCache(),
    writers: (repository, named) => ({ ...(repository === null ? noGitWriters : gitWriters(repository)), ...serverWriters(named) }),
    journal: (at) => createReleaseJournal(journalFile(at, io.env)),
    // Who runs this in a terminal could run `git commit` there as well.
    runsHooks: true,
    now: () => Date.now(),
    driftChart: gateCharts({
      serverCharts,
      wholeFiles: createWholeFiles,
      computer: async () => (await import('./drift-computer.ts')).driftComputer,
    }),
    // Loaded only for gates on checks: judging a project is most of the program.
    async readiness(check, folder, signal) {
      const { readinessStatus } = await import('./readiness-status.ts');
      return readinessStatus({ check, folder, servers: online.isOnline ? deps : null }, signal);
    },
  };
  return deps;
}

/** The place that a DIR argument names; `UsageError` where there is none. */
export async function releasePlace(directory: string, io: CliIo): Promise<ReleasePlace> {
  const place = await realFolder(resolve(io.cwd, directory), directory);
  return { directory: place, folderIn: (root) => relative(root, place).split(sep).join('/') };
}
