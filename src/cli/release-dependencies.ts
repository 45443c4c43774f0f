import { basename, relative, resolve, sep } from 'node:path';
import { createLocalAnalyser } from '../app/local-analyser.ts';
import type { ReleaseDependencies, ReleasePlace } from '../app/release-context.ts';
import { loadRepository } from '../app/repository-session.ts';
import { defaultJudgeOptions } from '../core/engine/judge-project.ts';
import { createLocalDvcCache } from '../node/dvc/local-dvc-cache.ts';
import { createFileTree } from '../node/file-tree.ts';
import { createGit } from '../node/git/git-repository.ts';
import { today } from '../node/today.ts';
import { gitTagsRegistry } from '../providers/registries/git-tags.ts';
import type { CliIo } from './command.ts';
import { openFolder, realFolder } from './open-folder.ts';

/** What release commands stand on, on this machine. */
export function releaseDependencies(io: CliIo): ReleaseDependencies {
  return {
    git: createGit({ environment: io.env }),
    openTree: createFileTree,
    gitTags: (repository, tree) => gitTagsRegistry({ repository, tree }),
    dvcCache: createLocalDvcCache(),
    readiness,
  };
}

/** The place that a DIR argument names; `UsageError` where there is none. */
export async function releasePlace(directory: string, io: CliIo): Promise<ReleasePlace> {
  const place = await realFolder(resolve(io.cwd, directory), directory);
  return { directory: place, folderIn: (root) => relative(root, place).split(sep).join('/') };
}

/** Judges the project in a folder for the sake of one check; only gates on checks pay for it. */
async function readiness(check: string, folder: string, signal: AbortSignal): Promise<string> {
  const { tree, repository, facts, folder: inside } = await openFolder(folder, folder, signal);
  const analyser = createLocalAnalyser();
  await loadRepository({ tree, repository, analyser }, { folder: inside, folderName: basename(folder), facts, today: today() }, signal);
  const { reports } = await analyser.judge(defaultJudgeOptions);
  const report = reports.find(({ root }) => root === inside) ?? reports[0];
  return report?.checks.find(({ id }) => id === check)?.status ?? 'unknown';
}
