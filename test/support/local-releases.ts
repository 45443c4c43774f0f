import { gateCharts } from '../../src/app/gate-charts.ts';
import type { ReleaseDependencies } from '../../src/app/release-context.ts';
import { driftComputer } from '../../src/cli/drift-computer.ts';
import { onlineServers } from '../../src/cli/online-servers.ts';
import { createLocalDvcCache } from '../../src/node/dvc/local-dvc-cache.ts';
import { createFileTree } from '../../src/node/file-tree.ts';
import { createGit } from '../../src/node/git/git-repository.ts';
import { createWholeFiles } from '../../src/node/whole-files.ts';
import { createReleaseJournal, journalFile } from '../../src/node/release-journal.ts';
import { gitTagsRegistry } from '../../src/providers/registries/git-tags.ts';
import { gitWriters } from '../../src/providers/writers/git-writers.ts';
import { noGitWriters } from '../../src/providers/writers/refusing-writers.ts';

/** What releases stand on in tests: the real thing, without servers unless they may be asked; readiness is not asked. */
export async function localReleases(
  environment: Readonly<Record<string, string | undefined>>,
  { isOnline = false }: { readonly isOnline?: boolean } = {},
): Promise<ReleaseDependencies> {
  const { serverWriters, serverCharts, ...servers } = await onlineServers(
    { env: environment },
    { isOnline, allowedVariables: [], trackingUri: null },
  );
  return {
    ...servers,
    git: createGit({ environment }),
    openTree: createFileTree,
    gitTags: (repository, tree) => gitTagsRegistry({ repository, tree, cache: null }),
    dvcCache: createLocalDvcCache(),
    readiness: () => Promise.resolve('unknown'),
    writers: (repository, named) => ({ ...(repository === null ? noGitWriters : gitWriters(repository)), ...serverWriters(named) }),
    journal: (place) => createReleaseJournal(journalFile(place, environment)),
    driftChart: gateCharts({ serverCharts, wholeFiles: createWholeFiles, computer: () => driftComputer }),
    runsHooks: true,
    now: () => Date.now(),
  };
}
