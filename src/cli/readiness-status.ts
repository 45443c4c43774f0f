import { basename } from 'node:path';
import { createLocalAnalyser } from '../app/local-analyser.ts';
import { loadRepository } from '../app/repository-session.ts';
import { defaultJudgeOptions } from '../core/engine/judge-options.ts';
import { today } from '../node/today.ts';
import { openFolder } from './open-folder.ts';

/** The status of one readiness check for the project in a folder (absolute), judged from the work tree now; `unknown` for an unknown check. */
export async function readinessStatus(check: string, folder: string, signal: AbortSignal): Promise<string> {
  const { tree, repository, facts, folder: inside } = await openFolder(folder, folder, signal);
  const analyser = createLocalAnalyser();
  await loadRepository(
    { tree, repository, analyser },
    { folder: inside, folderName: basename(folder), facts: await facts, today: today() },
    signal,
  );
  const { reports } = await analyser.judge(defaultJudgeOptions);
  const report = reports.find(({ root }) => root === inside) ?? reports[0];
  return report?.checks.find(({ id }) => id === check)?.status ?? 'unknown';
}
