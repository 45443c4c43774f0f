import type { ReleaseEvent } from '../core/release/model-state.ts';
import { parseReleaseMessage, recordOf, type ReleaseRecord } from '../core/release/release-message.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { compareVersions } from './compare-versions.ts';
import { openModel } from './open-model.ts';
import { openReleases, type ReleaseContext, type ReleaseDependencies, type ReleasePlace } from './release-context.ts';

/** One time that a version came into or left a stage, with what was recorded of it. */
export interface RecordedMove {
  readonly event: ReleaseEvent;
  /** Null where nobody kept one, as for a tag that another tool made. */
  readonly record: ReleaseRecord | null;
}

/** A number that a version was measured by. */
export interface VersionMetric {
  /** The keys joined by dots. */
  readonly name: string;
  readonly value: number;
  /** Relative to the repository. */
  readonly file: string;
}

/** What was recorded with a version, read when somebody looks at it. */
export interface VersionDetails {
  /** What a person wrote when it was registered; empty where nothing was. */
  readonly message: string;
  /** The numbers that the version's commit holds; empty where it holds none. */
  readonly metrics: readonly VersionMetric[];
  /** Newest first. */
  readonly moves: readonly RecordedMove[];
}

/** What a registry recorded with one version of a model; null where there is no such version. */
export async function readVersionDetails(
  deps: ReleaseDependencies,
  { place, model: name, version }: { readonly place: ReleasePlace; readonly model: string; readonly version: string },
  signal: AbortSignal,
): Promise<VersionDetails | null> {
  const context = await openReleases(deps, place, signal);
  if (context === null) return null;
  const { model, state } = await openModel(deps, { context, name }, signal);
  const history = state?.history.filter((event) => event.version === version) ?? [];
  if (history.length === 0) return null;
  const commit = state?.versions.find((known) => known.version === version)?.commit ?? null;
  const registration = history.find(({ action }) => action === 'register');
  return {
    message: wordsOf(registration?.message ?? ''),
    metrics: commit === null ? [] : await metricsAt(deps, { context, model, version, commit }, signal),
    moves: history
      .filter(({ action }) => action === 'assign' || action === 'unassign')
      .map((event) => ({ event, record: recordOf(event) })),
  };
}

/** What a version holds against itself: its own numbers. */
async function metricsAt(
  deps: ReleaseDependencies,
  {
    context,
    model,
    version,
    commit,
  }: { readonly context: ReleaseContext; readonly model: ReleaseModel; readonly version: string; readonly commit: string },
  signal: AbortSignal,
): Promise<readonly VersionMetric[]> {
  const { metrics } = await compareVersions(deps, { context, model, left: { version, commit }, right: { version, commit } }, signal);
  return (metrics ?? []).flatMap(({ name, left: value, file }) => (value === null ? [] : [{ name, value, file }]));
}

/** Of a record of ours the person's reason, of any other message all of it. */
export function wordsOf(text: string): string {
  return (parseReleaseMessage(text)?.reason ?? text).trim();
}
