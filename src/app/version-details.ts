import type { ReleaseEvent } from '../core/release/model-state.ts';
import { parseReleaseMessage, recordOf, type ReleaseRecord } from '../core/release/release-message.ts';
import { findModel, openReleases, type ReleaseDependencies, type ReleasePlace } from './release-context.ts';

/** One time that a version came into or left a stage, with what was recorded of it. */
export interface RecordedMove {
  readonly event: ReleaseEvent;
  /** Null where nobody kept one, as for a tag that another tool made. */
  readonly record: ReleaseRecord | null;
}

/** What was recorded with a version, read when somebody looks at it. */
export interface VersionDetails {
  /** What a person wrote when it was registered; empty where nothing was. */
  readonly message: string;
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
  const state = context === null ? null : findModel(context, name).state;
  const history = state?.history.filter((event) => event.version === version) ?? [];
  if (history.length === 0) return null;
  const registration = history.find(({ action }) => action === 'register');
  return {
    message: wordsOf(registration?.message ?? ''),
    moves: history
      .filter(({ action }) => action === 'assign' || action === 'unassign')
      .map((event) => ({ event, record: recordOf(event) })),
  };
}

/** Of a record of ours the person's reason, of any other message all of it. */
export function wordsOf(text: string): string {
  return (parseReleaseMessage(text)?.reason ?? text).trim();
}
