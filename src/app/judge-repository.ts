import type { JudgeOptions, ProjectReport } from '../core/engine/judge-project.ts';
import { isShared } from '../core/project/discover.ts';
import type { Analyser, Judgement } from '../ports/analyser.ts';
import type { ListedFile } from '../ports/file-tree.ts';
import { type FileSources, type ListedScope, isLookedAt, listScope, readListed, settle } from './repository-files.ts';
import type { LoadRequest } from './repository-session.ts';

/** What a judgement stands on. */
export interface JudgeDeps extends FileSources {
  /** Starts analysers for this much work: one file read into facts is a unit. They work side by side, each on projects of its own. */
  readonly startAnalysers: (work: number) => readonly Analyser[];
}

/** Projects that are analysed at once: enough that what they share is spread, few enough that memory stays small. */
const mostProjects = 25;
/** Parts an analyser gets in all, so that none is left with much when the others have finished. */
const partsEach = 6;

/** Judges all projects of a folder once, several at a time, holding no more than a part of the files in memory. Nothing is written. */
export async function judgeRepository(
  deps: JudgeDeps,
  request: LoadRequest & { readonly options: JudgeOptions },
  signal: AbortSignal,
): Promise<Judgement> {
  const scope = await listScope(deps, request.folder, signal);
  const analysers = deps.startAnalysers([...scope.listed.keys()].filter((path) => isLookedAt(scope, path)).length);
  const parts = partsOf(scope, analysers.length);
  const waiting = parts.values();
  const done: PartJudgement[] = [];
  const work = async (analyser: Analyser): Promise<void> => {
    const bench: Bench = { analyser, held: new Set() };
    for (const part of waiting) done.push(await judgePart({ ...deps, bench, scope }, { ...request, part }, signal));
  };
  await Promise.all(analysers.map(work));
  const named = new Set(done.flatMap((part) => part.named));
  return {
    reports: done.flatMap((part) => part.reports).sort((left, right) => (left.root < right.root ? -1 : 1)),
    stats: { files: scope.listed.size + named.size, parsed: done.reduce((sum, part) => sum + part.parsed, 0) },
  };
}

/** Some projects with the files that lie in them, and what all share. */
interface Part {
  readonly judged: readonly string[];
  readonly files: readonly ListedFile[];
}

function partsOf({ listed, roots, ownerOf }: ListedScope, analysers: number): readonly Part[] {
  const owned = new Map<string, ListedFile[]>(roots.map((root) => [root, []]));
  const shared: ListedFile[] = [];
  for (const file of listed.values()) {
    if (isShared(file.path)) shared.push(file);
    else owned.get(ownerOf(file.path) ?? '')?.push(file);
  }
  const size = Math.min(mostProjects, Math.ceil(roots.length / (analysers * partsEach)));
  const parts: Part[] = [];
  for (let start = 0; start < roots.length; start += size) {
    const judged = roots.slice(start, start + size);
    parts.push({ judged, files: [...shared, ...judged.flatMap((root) => owned.get(root) ?? [])] });
  }
  return parts;
}

/** An analyser with the paths that it holds from the part before. */
interface Bench {
  readonly analyser: Analyser;
  held: ReadonlySet<string>;
}

interface PartJudgement {
  readonly reports: readonly ProjectReport[];
  readonly parsed: number;
  /** Paths that are not listed but named and there. */
  readonly named: readonly string[];
}

async function judgePart(
  { tree, repository, bench, scope }: FileSources & { readonly bench: Bench; readonly scope: ListedScope },
  { part, options, facts, today, folderName }: LoadRequest & { readonly part: Part; readonly options: JudgeOptions },
  signal: AbortSignal,
): Promise<PartJudgement> {
  const { analyser } = bench;
  const { listed, roots } = scope;
  await analyser.configure({ repository: facts, today, folderName, part: { roots, judged: part.judged } });
  const upsert = await readListed(tree, { files: part.files, scope }, signal);
  // What is shared stays, so that it is read into facts once and not with every part.
  const kept = new Set(upsert.map(({ path }) => path));
  const remove = [...bench.held].filter((path) => !kept.has(path));
  const first = await analyser.update({ upsert, remove, forget: true });
  const { found } = await settle({ tree, repository, analyser }, { first, listed }, signal);
  bench.held = new Set([...kept, ...found]);
  const { reports, stats } = await analyser.judge(options);
  return { reports, parsed: stats.parsed, named: [...found].filter((path) => !listed.has(path)) };
}
