import type { ReleaseDependencies } from '../../src/app/release-context.ts';
import { offlineReason } from '../../src/core/release/gate-source.ts';
import { createLocalDvcCache } from '../../src/node/dvc/local-dvc-cache.ts';
import { createFileTree } from '../../src/node/file-tree.ts';
import { createGit } from '../../src/node/git/git-repository.ts';
import { createReleaseJournal, journalFile } from '../../src/node/release-journal.ts';
import { gitTagsRegistry } from '../../src/providers/registries/git-tags.ts';
import { gitWriters } from '../../src/providers/writers/git-writers.ts';
import { noGitWriters, noServerWriters } from '../../src/providers/writers/refusing-writers.ts';

/** What releases stand on in tests: the real thing, without servers; readiness is not asked. */
export function localReleases(environment: Readonly<Record<string, string | undefined>>): ReleaseDependencies {
  return {
    git: createGit({ environment }),
    openTree: createFileTree,
    gitTags: (repository, tree) => gitTagsRegistry({ repository, tree }),
    dvcCache: createLocalDvcCache(),
    readiness: () => Promise.resolve('unknown'),
    writers: (repository) => ({ ...(repository === null ? noGitWriters : gitWriters(repository)), ...noServerWriters }),
    journal: (place) => createReleaseJournal(journalFile(place, environment)),
    runsHooks: true,
    now: () => Date.now(),
    modelServer: (server) => ({ failure: offlineReason(server) }),
    trackingServer: null,
    userName: null,
    metricSource: (source) => ({ failure: offlineReason(source) }),
    versionMetric: ({ source }) => Promise.resolve({ failure: offlineReason(source) }),
  };
}
