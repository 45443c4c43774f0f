import type { ProjectReport } from '../core/engine/judge-project.ts';
import type { JudgeOptions } from '../core/engine/judge-options.ts';
import { isShared } from '../core/project/discover.ts';
import type { GitRepository } from '../ports/git.ts';
import type { ListedFile } from '../ports/file-tree.ts';
import type { NamedState, ReportCache, StoredProject, StoredRun } from '../ports/report-cache.ts';
import { type ListedScope, isLookedAt } from './repository-files.ts';
import type { LoadRequest } from './repository-session.ts';

/** What a judgement learned of one project, beside its report. */
export interface JudgedProject {
  readonly report: ProjectReport;
  readonly parsed: number;
  /** Every path that its files name. */
  readonly named: readonly { readonly path: string; readonly state: NamedState }[];
}

/** Reports of an earlier run that still hold, by root; and the keeping of this run's. */
export interface KnownReports {
  readonly known: ReadonlyMap<string, JudgedProject>;
  /** Keeps the reports of this run for the next one; what changed while it ran, or just before, is left out. */
  readonly keep: (projects: ReadonlyMap<string, JudgedProject>) => void;
}

/** What known reports are looked up for. */
export interface KnownReportsRequest {
  readonly scope: ListedScope;
  readonly load: LoadRequest & { readonly options: JudgeOptions };
  readonly repository: GitRepository | null;
}

/** File systems count changes in steps of up to two seconds (FAT); a file that was just changed could change again within its step. */
const step = 2000;

/** Looks up what an earlier run left behind. A report holds while everything that it was made from is as it was. */
export async function findKnownReports(
  cache: ReportCache | null,
  request: KnownReportsRequest,
  signal: AbortSignal,
): Promise<KnownReports> {
  if (cache === null) return { known: new Map(), keep: () => undefined };
  const files = filesByProject(request.scope);
  const base = baseOf(cache, request);
  const stored = cache.load();
  const own = new Map([...files].map(([root, listed]) => [root, ownOf(cache, request.scope, listed)]));
  const candidates =
    stored === null || stored.base !== base ? [] : [...stored.projects].filter(([root, project]) => own.get(root)?.text === project.own);
  const known = new Map<string, JudgedProject>();
  const ignored = await ignoredAmong(candidates, request, signal);
  for (const [root, project] of candidates) {
    const isSame = project.named.every(({ path, stamp, state }) => {
      const now = cache.stamp(path).text;
      return now === stamp && (state === 'absent' || ignored.has(path) === (state === 'ignored'));
    });
    if (isSame) known.set(root, project);
  }
  const keep = (projects: ReadonlyMap<string, JudgedProject>): void => {
    // Nothing new, nothing gone: what is kept already says it.
    if (projects.size === known.size && stored?.projects.size === known.size) return;
    const kept = new Map<string, StoredProject>();
    for (const [root, project] of projects) {
      const before = own.get(root);
      const entry = known.has(root)
        ? stored?.projects.get(root)
        : before === undefined
          ? undefined
          : storedProject(cache, { before, project });
      // A file that changed while it was being read has another stamp now.
      if (entry !== undefined && ownOf(cache, request.scope, files.get(root) ?? []).text === entry.own) kept.set(root, entry);
    }
    const run: StoredRun = { base, projects: kept };
    if (baseOf(cache, request) === base && !isFresh(cache, sharedOf(cache, request.scope).changedAt)) cache.save(run);
  };
  return { known, keep };
}

interface Stamped {
  readonly text: string;
  readonly changedAt: number;
}

function isFresh(cache: ReportCache, changedAt: number): boolean {
  return changedAt >= cache.startedAt - step;
}

function filesByProject({ listed, roots, ownerOf }: ListedScope): ReadonlyMap<string, readonly ListedFile[]> {
  const files = new Map<string, ListedFile[]>(roots.map((root) => [root, []]));
  for (const file of listed.values()) {
    const owner = ownerOf(file.path);
    if (owner !== undefined) files.get(owner)?.push(file);
  }
  return files;
}

/** What listed files are, without reading them. */
function ownOf(cache: ReportCache, scope: ListedScope, files: readonly ListedFile[]): Stamped {
  let changedAt = 0;
  const lines = files.map(({ path, tracked }) => {
    const stamp = isLookedAt(scope, path) ? cache.stamp(path) : null;
    changedAt = Math.max(changedAt, stamp?.changedAt ?? 0);
    return `${path}\0${String(tracked)}\0${stamp?.text ?? ''}\n`;
  });
  return { text: lines.join(''), changedAt };
}

function sharedOf(cache: ReportCache, scope: ListedScope): Stamped {
  return ownOf(
    cache,
    scope,
    [...scope.listed.values()].filter(({ path }) => isShared(path)),
  );
}

function baseOf(cache: ReportCache, { scope, load }: KnownReportsRequest): string {
  const { folder, folderName, today, facts, options } = load;
  return JSON.stringify([cache.tool, folder, folderName, today, facts, options, scope.roots, sharedOf(cache, scope).text]);
}

/** One process tells which of the files that are named but not listed Git ignores. */
async function ignoredAmong(
  candidates: readonly (readonly [string, StoredProject])[],
  { scope, repository }: KnownReportsRequest,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (const [, { named }] of candidates)
    for (const { path, state } of named) if (state !== 'absent' && !scope.listed.has(path)) paths.add(path);
  return repository === null || paths.size === 0 ? new Set() : repository.ignored([...paths], signal);
}

/** Undefined for what must not be kept: an error of ours, or files that are still changing. */
function storedProject(
  cache: ReportCache,
  { before, project }: { readonly before: Stamped; readonly project: JudgedProject },
): StoredProject | undefined {
  if (project.report.failures.length > 0 || isFresh(cache, before.changedAt)) return undefined;
  const named: StoredProject['named'][number][] = [];
  for (const { path, state } of project.named) {
    const stamp = cache.stamp(path);
    if (isFresh(cache, stamp.changedAt)) return undefined;
    // It was there when it was read, and is gone.
    if (state !== 'absent' && stamp.text === absentStamp) return undefined;
    named.push({ path, stamp: stamp.text, state });
  }
  return { own: before.text, named, parsed: project.parsed, report: project.report };
}

/** The stamp of what is not there. */
export const absentStamp = 'absent';
