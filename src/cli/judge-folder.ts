/** Judges a folder for the commands that report on it. */
import { join } from 'node:path';
import { version as packageVersion } from '../../package.json';
import { changedSince } from '../app/changed-since.ts';
import { judgeRepository } from '../app/judge-repository.ts';
import { defaultJudgeOptions } from '../core/engine/judge-options.ts';
import type { ProjectReport } from '../core/engine/judge-project.ts';
import type { RunFacts } from '../core/report/check-json.ts';
import type { FailOn } from '../core/report/fail-on.ts';
import type { ReportFacts, writers } from '../core/report/writers.ts';
import { createReportCache } from '../node/report-cache.ts';
import { today } from '../node/today.ts';
import { format } from '../core/l10n/message.ts';
import type { Analyser } from '../ports/analyser.ts';
import type { FileTree } from '../ports/file-tree.ts';
import { createAnalysers } from './check-analysers.ts';
import type { CliIo } from './command.ts';
import type { OnlineOptions } from './online-servers.ts';
import { openFolder } from './open-folder.ts';
import { printable } from './table-text.ts';
import { toolBuild } from './tool-build.ts';
import { UsageError } from './usage-error.ts';

/** Parts of the program that are loaded when they are asked for. */
export interface CheckParts {
  /** An analyser in this thread. */
  analyser(): Promise<Analyser>;
  /** The writers of reports besides JSON. */
  writers(): Promise<typeof writers>;
}

/** What to judge. */
export interface FolderRequest {
  readonly directory: string;
  /** Whether earlier judgements are taken over and this one is kept. */
  readonly cache: boolean;
  /** Only findings in files that changed since a revision are kept; null keeps all. */
  readonly changedSince: string | null;
  /** Whether the servers that manifests declare are asked. */
  readonly online: OnlineOptions;
}

/** Reports of a folder's projects, and what the run knows. */
export interface JudgedFolder {
  readonly reports: readonly ProjectReport[];
  /** True where a server was to be asked and did not answer. */
  readonly hasSilentServer: boolean;
  readonly run: RunFacts;
}

/** Judges a folder's projects. `UsageError` where the folder cannot be read, or there is no such revision. */
export async function judgeFolder(
  parts: CheckParts,
  { request, io }: { readonly request: FolderRequest; readonly io: CliIo },
  signal: AbortSignal,
): Promise<JudgedFolder> {
  const started = performance.now();
  const startedAt = Date.now();
  const { tree, repository, facts, folder, folderName } = await openFolder(request.directory, io.cwd, signal);
  const cache = request.cache ? createReportCache({ root: tree.root, folder, tool: toolBuild(), environment: io.env, startedAt }) : null;
  const analysers = createAnalysers(join(__dirname, 'worker.js'), () => parts.analyser());
  const live = request.online.isOnline ? await liveAsker(io, { options: request.online, tree }) : null;
  const { reports, stats } = await judgeRepository(
    { tree, repository, cache, startAnalysers: analysers.start },
    { folder, folderName, facts, today: today(), options: defaultJudgeOptions, ...(live === null ? {} : { askLive: live.ask }) },
    signal,
  ).finally(() => analysers.end());
  for (const failure of reports.flatMap((report) => report.failures)) {
    io.stderr(`Internal error in ${failure.ruleId}: ${failure.error}\n`);
  }
  const shown =
    request.changedSince === null
      ? reports
      : await onlyChanged({ repository, tree }, { reports, revision: request.changedSince, directory: request.directory }, signal);
  return {
    reports: shown,
    hasSilentServer: live?.hasSilentServer() ?? false,
    run: { folder, folderName, stats: { ...stats, ms: Math.round(performance.now() - started) } },
  };
}

/** What a report says of its making. */
export function reportFacts(run: RunFacts, io: CliIo, failOn: FailOn): ReportFacts {
  const colour = io.isTerminal && io.env['NO_COLOR'] === undefined;
  return { ...run, language: io.language, colour, failOn, version: packageVersion, madeAt: Date.now() };
}

/** Most runs ask nobody and need nothing that talks to servers. */
async function liveAsker(io: CliIo, { options, tree }: { readonly options: OnlineOptions; readonly tree: FileTree }) {
  const [{ releaseDependencies }, { askLiveFacts, silentServers }] = await Promise.all([
    import('./release-dependencies.ts'),
    import('../app/live-facts.ts'),
  ]);
  const deps = await releaseDependencies(io, options);
  let isSilent = false;
  return {
    ask: async (roots: readonly string[], signal: AbortSignal) => {
      const facts = await askLiveFacts(deps, { tree, roots }, signal);
      for (const failure of silentServers(facts)) {
        isSilent = true;
        io.stderr(`${printable(format(failure, io.language))}\n`);
      }
      return facts;
    },
    hasSilentServer: () => isSilent,
  };
}

async function onlyChanged(
  { repository, tree }: Pick<Awaited<ReturnType<typeof openFolder>>, 'repository' | 'tree'>,
  { reports, revision, directory }: { readonly reports: readonly ProjectReport[]; readonly revision: string; readonly directory: string },
  signal: AbortSignal,
): Promise<readonly ProjectReport[]> {
  if (repository === null) throw new UsageError('noRepository', { path: directory });
  const paths = [
    ...new Set(reports.flatMap(({ findings, waived }) => [...findings, ...waived.map(({ finding }) => finding)].map(({ path }) => path))),
  ];
  const changed = await changedSince({ repository, tree }, { revision, paths }, signal);
  if (changed === null) throw new UsageError('noRevision', { revision });
  return reports.map((report) => ({
    ...report,
    findings: report.findings.filter(({ path }) => changed.has(path)),
    waived: report.waived.filter(({ finding: { path } }) => changed.has(path)),
  }));
}
