import type { TrailEntry } from './trail-entry.ts';
import { versionName } from './trail-line.ts';

/** One rollback with the time that it took, in milliseconds. */
export interface MeasuredRollback {
  /** The version that was rolled back from. */
  readonly version: string;
  /** When the time began: the version's release, or the alert. Milliseconds since 1970-01-01T00:00Z. */
  readonly since: number;
  readonly at: number;
  readonly milliseconds: number;
  /** The alert's name; null where the time is that since the release. */
  readonly alert: string | null;
}

/** Times with their median; a median of few says little, so that all values stand beside it. */
export interface MeasuredTimes {
  /** Newest first. */
  readonly values: readonly MeasuredRollback[];
  /** In milliseconds; null where there is no value. */
  readonly median: number | null;
}

/** Figures of one stage of a model. */
export interface StageFigures {
  readonly model: string;
  readonly stage: string;
  readonly releases: number;
  readonly rollbacks: number;
  /** How long versions were there before they were rolled back from. */
  readonly releaseToRollback: MeasuredTimes;
  /** From the alert's beginning to the rollback, of rollbacks whose record names an alert that began before them. */
  readonly alertToRollback: MeasuredTimes;
}

/** A stage on its way. */
interface Stage {
  readonly model: string;
  readonly stage: string;
  /** Null where it is empty. */
  current: string | null;
  /** When each version last came. */
  readonly came: Map<string, number>;
  releases: number;
  rollbacks: number;
  readonly lives: MeasuredRollback[];
  readonly alerts: MeasuredRollback[];
}

/**
 * Counts entries, newest first, by model and stage, over all places together. A release brings another version than the one that is
 * there: by promotion, deployment, assignment by hand, or a canary that takes all traffic; steps of a canary and shadows are none, and a
 * tag and a manifest that follow each other to the same version are one. A rollback is one that is recorded, a return to an older version
 * by hand, or the unassignment after which an earlier version is back. What happened before `since` only explains what came later.
 */
export function stageFigures(entries: readonly TrailEntry[], { since }: { readonly since: number }): readonly StageFigures[] {
  const stages = new Map<string, Stage>();
  for (const entry of entries.toReversed()) {
    if (entry.stage === null) continue;
    const key = JSON.stringify([entry.model, entry.stage]);
    const stage = stages.get(key) ?? emptyStage(entry.model, entry.stage);
    stages.set(key, stage);
    count(stage, entry, entry.at >= since);
  }
  return [...stages.values()]
    .map(({ model, stage, releases, rollbacks, lives, alerts }) => ({
      model,
      stage,
      releases,
      rollbacks,
      releaseToRollback: timesOf(lives),
      alertToRollback: timesOf(alerts),
    }))
    .toSorted((one, other) => compare(one.model, other.model) || compare(one.stage, other.stage));
}

function emptyStage(model: string, stage: string): Stage {
  return { model, stage, current: null, came: new Map(), releases: 0, rollbacks: 0, lives: [], alerts: [] };
}

function count(stage: Stage, entry: TrailEntry, isWanted: boolean): void {
  const { action, to, from, at, traffic } = entry;
  const isHere = isSame(stage.current, to);
  if (action === 'canary' || action === 'shadow') {
    if (to !== null && !stage.came.has(versionName(to))) stage.came.set(versionName(to), at);
    if (action !== 'canary' || traffic?.after !== 100) return;
  }
  if (action === 'unassign') {
    unassign(stage, entry, isWanted);
    return;
  }
  // An assignment of a deregistered version changes nothing.
  if (to === null || (entry.registry === 'git' && !isSame(entry.holder, to))) return;
  const isRollback = action === 'rollback' || entry.isReturn;
  // The second place of a release that is there already is no second one; a recorded rollback of a canary leaves the main version in place.
  if (isHere && !(action === 'rollback' && from !== null && stage.came.has(versionName(from)))) return;
  if (isRollback) rollBack(stage, { entry, version: from ?? stage.current, isWanted });
  else if (isWanted) stage.releases += 1;
  if (!isHere) stage.came.set(versionName(to), at);
  stage.current = to;
}

function unassign(stage: Stage, entry: TrailEntry, isWanted: boolean): void {
  const { from, holder, role } = entry;
  if (role === 'canary' || role === 'shadow' || !isSame(stage.current, from)) return;
  if (holder !== null && from !== null) rollBack(stage, { entry, version: from, isWanted });
  if (from !== null) stage.came.delete(versionName(from));
  stage.current = holder;
}

function rollBack(
  stage: Stage,
  { entry, version, isWanted }: { readonly entry: TrailEntry; readonly version: string | null; readonly isWanted: boolean },
): void {
  const { at, alert } = entry;
  const since = version === null ? undefined : stage.came.get(versionName(version));
  if (version !== null) stage.came.delete(versionName(version));
  if (!isWanted) return;
  stage.rollbacks += 1;
  if (version === null) return;
  if (since !== undefined && since <= at) stage.lives.push({ version, since, at, milliseconds: at - since, alert: null });
  // An alert that is said to begin after the rollback measures nothing.
  if (alert !== null && alert.since <= at) {
    stage.alerts.push({ version, since: alert.since, at, milliseconds: at - alert.since, alert: alert.name });
  }
}

function timesOf(values: readonly MeasuredRollback[]): MeasuredTimes {
  const sorted = values.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return { values: values.toReversed(), median: low === undefined || high === undefined ? null : (low + high) / 2 };
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && versionName(one) === versionName(other);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
