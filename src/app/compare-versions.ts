import { compareSnapshots, type Comparison, type FileChanges } from '../core/compare/compare-snapshots.ts';
import { readCommitSnapshot, type CommitFiles, type CommitText } from '../core/compare/commit-snapshot.ts';
import { gatedMetrics, metricDirections } from '../core/compare/metric-direction.ts';
import type { VersionSnapshot } from '../core/compare/version-snapshot.ts';
import { isInside } from '../core/project/paths.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { contentsAt, readableText, type ContentAtCommit, type ContentDependencies } from './content-at-commit.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';
import type { VersionAtCommit } from './resolve-version.ts';

/** Where a version's content is known from: a commit, or a snapshot that its registry made (an MLflow run). */
export type ComparedSource = VersionAtCommit | VersionSnapshot;

/** Two versions of a model to compare; right is the one that is judged. */
export interface CompareRequest {
  readonly context: Pick<ReleaseContext, 'repository'>;
  readonly model: ReleaseModel;
  readonly left: ComparedSource;
  readonly right: ComparedSource;
}

/** Files that name files that name files; more rounds than this would be a loop. */
const mostRounds = 8;

/**
 * Compares two versions by what their commits hold: nothing is checked out and the work tree plays no part. Git is asked once for the
 * files that changed, once for those of each commit, and then in rounds for contents, all of both commits at once.
 */
export async function compareVersions(
  { dvcCache }: Pick<ReleaseDependencies, 'dvcCache'>,
  { context, model, left, right }: CompareRequest,
  signal: AbortSignal,
): Promise<Comparison> {
  const deps = { repository: context.repository, dvcCache };
  const [[one, other], files] = await Promise.all([
    snapshotsOf(deps, { model, sources: [left, right] }, signal),
    fileChanges(deps, { model, left, right }, signal),
  ]);
  return compareSnapshots(one, other, { model: model.name, directionOf: metricDirections(model), files });
}

function isSnapshot(source: ComparedSource): source is VersionSnapshot {
  return 'metrics' in source;
}

async function fileChanges(
  { repository }: ContentDependencies,
  { model, left, right }: Omit<CompareRequest, 'context'>,
  signal: AbortSignal,
): Promise<FileChanges | null> {
  if (left.commit === null || right.commit === null) return null;
  const changed = await repository.changedFiles(left.commit, right.commit, signal);
  const inside = changed.filter(({ path }) => isInside(model.folder, path));
  return { changes: inside.map(({ path, status }) => ({ path, change: status })), elsewhere: changed.length - inside.length };
}

/** A commit that is being read. */
interface Reading {
  readonly files: CommitFiles;
  readonly contents: Map<string, CommitText>;
}

async function snapshotsOf(
  deps: ContentDependencies,
  { model, sources }: { readonly model: ReleaseModel; readonly sources: readonly [ComparedSource, ComparedSource] },
  signal: AbortSignal,
): Promise<readonly [VersionSnapshot, VersionSnapshot]> {
  const [left, right] = await Promise.all(
    sources.map(async (source) => (isSnapshot(source) ? source : startReading(deps, { model, source }, signal))),
  );
  if (left === undefined || right === undefined) throw new Error('Two versions were to be compared.');
  const readings = [left, right].flatMap((side) => ('contents' in side ? [side] : []));
  for (let round = 0; round < mostRounds; round += 1) {
    const wanted = readings.flatMap((reading) =>
      readCommitSnapshot(reading.files).wanted.map((path) => ({ reading, commit: reading.files.commit, path })),
    );
    if (wanted.length === 0) break;
    const contents = await contentsAt(deps, wanted, signal);
    for (const [index, { reading, path }] of wanted.entries()) reading.contents.set(path, textOf(contents[index] ?? 'absent'));
  }
  const finish = (side: VersionSnapshot | Reading): VersionSnapshot =>
    'contents' in side ? readCommitSnapshot(side.files).snapshot : side;
  return [finish(left), finish(right)];
}

async function startReading(
  { repository }: ContentDependencies,
  { model, source }: { readonly model: ReleaseModel; readonly source: VersionAtCommit },
  signal: AbortSignal,
): Promise<Reading> {
  const listed = await repository.changedFiles(null, source.commit, signal);
  const contents = new Map<string, CommitText>();
  const paths = new Set(listed.map(({ path }) => path));
  return { contents, files: { ...source, folder: model.folder, paths, contents, gated: gatedMetrics(model) } };
}

function textOf(content: ContentAtCommit): CommitText {
  if (typeof content === 'string') return { unread: content };
  const text = readableText(content);
  return text === null ? { unread: 'unsupported' } : { text };
}
