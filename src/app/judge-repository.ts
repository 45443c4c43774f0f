import type { JudgeOptions } from '../core/engine/judge-options.ts';
import { isShared } from '../core/project/discover.ts';
import type { RepositoryFacts } from '../core/project/project.ts';
import type { Analyser, Judgement } from '../ports/analyser.ts';
import type { ListedFile } from '../ports/file-tree.ts';
import type { ReportCache } from '../ports/report-cache.ts';
import { type JudgedProject, findKnownReports } from './known-reports.ts';
import { type FileSources, type ListedScope, type NamedFiles, isLookedAt, listScope, readListed, settle } from './repository-files.ts';
import type { LoadRequest } from './repository-session.ts';

/** What a judgement stands on. */
export interface JudgeDeps extends FileSources {
  /** Starts analysers for this much work: one file that is looked at is a unit. They work side by side, each on projects of its own. */
  readonly startAnalysers: (work: number) => readonly Analyser[] | Promise<readonly Analyser[]>;
  /** Null where reports are neither looked up nor kept. */
  readonly cache: ReportCache | null;
}

/** What to judge and how. */
export interface JudgeRequest extends Omit<LoadRequest, 'facts'> {
  /** May still be on their way while the files are listed. */
  readonly facts: RepositoryFacts | Promise<RepositoryFacts>;
  readonly options: JudgeOptions;
  /** Asks declared servers, by the roots of the projects; left out where none is asked. What they answer holds for this run alone. */
  readonly askLive?: (roots: readonly string[], signal: AbortSignal) => Promise<JudgeOptions['live']>;
}

/** Projects that are analysed at once: enough that what they share is spread, few enough that memory stays small. */
const mostProjects = 25;
/** Parts an analyser gets in all, so that none is left with much when the others have finished. */
const partsEach = 6;

/** Judges all projects of a folder once, several at a time, holding no more than a part of the files in memory. Nothing is written but the cache. */
export async function judgeRepository(deps: JudgeDeps, asked: JudgeRequest, signal: AbortSignal): Promise<Judgement> {
  const [scope, facts] = await Promise.all([listScope(deps, asked.folder, signal), asked.facts]);
  const live = await asked.askLive?.(scope.roots, signal);
  const options = live === undefined ? asked.options : { ...asked.options, live };
  const request = { ...asked, facts, options };
  // What servers said a while ago is no fact.
  const cache = live === undefined ? deps.cache : null;
  const { known, keep } = await findKnownReports(cache, { scope, load: request, repository: deps.repository }, signal);
  const projects = new Map(known);
  const unknown = scope.roots.filter((root) => !known.has(root));
  if (unknown.length > 0) {
    for (const [root, project] of await judgeProjects(deps, { ...request, scope, unknown }, signal)) projects.set(root, project);
    keep(projects);
  }
  const judged = scope.roots.flatMap((root) => projects.get(root) ?? []);
  const named = new Set(
    judged.flatMap((project) => project.named.flatMap(({ path, state }) => (state === 'absent' || scope.listed.has(path) ? [] : [path]))),
  );
  return {
    reports: judged.map(({ report }) => report),
    stats: { files: scope.listed.size + named.size, parsed: judged.reduce((sum, project) => sum + project.parsed, 0) },
  };
}

interface ProjectsRequest extends LoadRequest {
  readonly options: JudgeOptions;
  readonly scope: ListedScope;
  /** Roots of the projects to judge. */
  readonly unknown: readonly string[];
}

async function judgeProjects(
  deps: JudgeDeps,
  request: ProjectsRequest,
  signal: AbortSignal,
): Promise<readonly (readonly [string, JudgedProject])[]> {
  const { owned, shared } = filesByProject(request.scope, request.unknown);
  const looked = [...owned.values(), shared].flat().filter(({ path }) => isLookedAt(request.scope, path));
  const analysers = await deps.startAnalysers(looked.length);
  const size = Math.min(mostProjects, Math.ceil(request.unknown.length / (analysers.length * partsEach)));
  const parts: Part[] = [];
  for (let start = 0; start < request.unknown.length; start += size) {
    const judged = request.unknown.slice(start, start + size);
    parts.push({ judged, files: [...shared, ...judged.flatMap((root) => owned.get(root) ?? [])] });
  }
  const waiting = parts.values();
  const done: (readonly [string, JudgedProject])[] = [];
  const work = async (analyser: Analyser): Promise<void> => {
    const bench: Bench = { analyser, held: new Set() };
    for (const part of waiting) done.push(...(await judgePart({ ...deps, bench }, { ...request, part }, signal)));
  };
  await Promise.all(analysers.map(work));
  return done;
}

/** Some projects with the files that lie in them, and what all share. */
interface Part {
  readonly judged: readonly string[];
  readonly files: readonly ListedFile[];
}

function filesByProject(
  { listed, ownerOf }: ListedScope,
  roots: readonly string[],
): { readonly owned: ReadonlyMap<string, readonly ListedFile[]>; readonly shared: readonly ListedFile[] } {
  const owned = new Map<string, ListedFile[]>(roots.map((root) => [root, []]));
  const shared: ListedFile[] = [];
  for (const file of listed.values()) {
    const owner = ownerOf(file.path);
    if (isShared(file.path)) shared.push(file);
    else if (owner !== undefined) owned.get(owner)?.push(file);
  }
  return { owned, shared };
}

/** An analyser with the paths that it holds from the part before. */
interface Bench {
  readonly analyser: Analyser;
  held: ReadonlySet<string>;
}

async function judgePart(
  { tree, repository, bench }: FileSources & { readonly bench: Bench },
  { part, scope, options, facts, today, folderName }: ProjectsRequest & { readonly part: Part },
  signal: AbortSignal,
): Promise<readonly (readonly [string, JudgedProject])[]> {
  const { analyser } = bench;
  const { listed, roots } = scope;
  await analyser.configure({ repository: facts, today, folderName, part: { roots, judged: part.judged } });
  const upsert = await readListed(tree, { files: part.files, scope }, signal);
  // What is shared stays, so that it is read into facts once and not with every part.
  const kept = new Set(upsert.map(({ path }) => path));
  const remove = [...bench.held].filter((path) => !kept.has(path));
  const first = await analyser.update({ upsert, remove, forget: true });
  const settled = await settle({ tree, repository, analyser }, { first, listed }, signal);
  bench.held = new Set([...kept, ...settled.found]);
  const { reports } = await analyser.judge(options);
  const inputs = await analyser.inputs();
  return reports.map((report, index): readonly [string, JudgedProject] => {
    const { parsed, named } = inputs[index] ?? { parsed: 0, named: [] };
    return [report.root, { report, parsed, named: named.map((path) => ({ path, state: stateOf(path, { settled, kept }) })) }];
  });
}

function stateOf(
  path: string,
  { settled, kept }: { readonly settled: NamedFiles; readonly kept: ReadonlySet<string> },
): JudgedProject['named'][number]['state'] {
  if (settled.ignored.has(path)) return 'ignored';
  return settled.found.has(path) || (kept.has(path) && !settled.named.has(path)) ? 'found' : 'absent';
}
