import { basename } from 'node:path';
import { askLiveFacts, type LiveDependencies } from '../app/live-facts.ts';
import { createLocalAnalyser } from '../app/local-analyser.ts';
import { loadRepository } from '../app/repository-session.ts';
import { defaultJudgeOptions } from '../core/engine/judge-options.ts';
import { today } from '../node/today.ts';
import { openFolder } from './open-folder.ts';

/** Whose status is asked. */
export interface StatusRequest {
  readonly check: string;
  /** Absolute; the project's. */
  readonly folder: string;
  /** Asks the servers that the manifest declares; null where they may not be asked. */
  readonly servers: LiveDependencies | null;
}

/** The status of one readiness check for the project in a folder, judged from the work tree now; `unknown` for an unknown check. */
export async function readinessStatus({ check, folder, servers }: StatusRequest, signal: AbortSignal): Promise<string> {
  const { tree, repository, facts, folder: inside } = await openFolder(folder, folder, signal);
  const analyser = createLocalAnalyser();
  await loadRepository(
    { tree, repository, analyser },
    { folder: inside, folderName: basename(folder), facts: await facts, today: today() },
    signal,
  );
  const live = servers === null ? {} : await askLiveFacts(servers, { tree, roots: [inside] }, signal);
  const { reports } = await analyser.judge({ ...defaultJudgeOptions, live });
  const report = reports.find(({ root }) => root === inside) ?? reports[0];
  return report?.checks.find(({ id }) => id === check)?.status ?? 'unknown';
}
