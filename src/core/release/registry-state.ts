/**
 * What a repository's tags say now, as GTO 1.10 replays them (its `base.py` and `tag.py`, checked against its own output on generated
 * repositories). Sorting is stable here as it is there, so that events of the same second come out in the same order.
 */
import { eachInSteps, sortedInSteps, type Steps } from '../steps/steps.ts';
import type { ModelState, ReleaseEvent, StageHolder, VersionState } from './model-state.ts';
import { actionPriority, type RawEvent } from './registry-events.ts';
import { compareSemverParts, semverParts, type SemverParts } from './semver.ts';

/** What the tags alone do not say. */
export interface ReplayContext {
  /** Committer times in milliseconds by commit, as far as they are known; commits younger than a deprecation undo it. */
  readonly commitTimes?: ReadonlyMap<string, number>;
  /** When HEAD's commit was made, where its `artifacts.yaml` names the artifact; null where it does not. */
  readonly annotatedAt?: number | null;
}

/** A version and all that happened to it, in order of time. */
interface Lineage {
  readonly version: string;
  readonly commit: string;
  readonly registrations: ReleaseEvent[];
  readonly deregistrations: ReleaseEvent[];
  /** By stage. Null while there are none: most versions are in no stage, and of those that are most are never taken out. */
  assignments: Map<string, ReleaseEvent[]> | null;
  unassignments: Map<string, ReleaseEvent[]> | null;
}

/** Replays one artifact's events, which come in order of time. Total: contradicting tags give some state, never an error. */
export function* replay(artifact: string, events: readonly RawEvent[], context: ReplayContext = {}): Steps<ModelState> {
  const lineages: Lineage[] = [];
  const byName = new Map<string, Lineage>();
  const deprecations: ReleaseEvent[] = [];
  yield* eachInSteps(events, (event) => {
    if (event.action === 'deprecate') deprecations.push(eventOf(event, null));
    if (event.action !== 'register' && event.action !== 'deregister') return;
    const version = event.version ?? event.commit;
    // A version's name used again on another commit is another version, as in GTO.
    const key = `${version} ${event.commit}`;
    const known = byName.get(key);
    const lineage = known ?? emptyLineage(version, event.commit);
    if (known === undefined) {
      lineages.push(lineage);
      byName.set(key, lineage);
    }
    (event.action === 'register' ? lineage.registrations : lineage.deregistrations).push(eventOf(event, lineage.version));
  });
  // Stage tags come after all registrations: they belong to the version at their commit even if it was registered later.
  const byCommit = new Map<string, Lineage>();
  yield* eachInSteps(lineages, (lineage) => byCommit.set(lineage.commit, better(byCommit.get(lineage.commit), lineage)));
  yield* eachInSteps(events, (event) => {
    if (event.stage === null) return;
    const lineage = byCommit.get(event.commit) ?? unregistered(lineages, event.commit);
    const side = event.action === 'assign' ? 'assignments' : 'unassignments';
    const byStage = (lineage[side] ??= new Map<string, ReleaseEvent[]>());
    const list = byStage.get(event.stage);
    if (list === undefined) byStage.set(event.stage, [eventOf(event, lineage.version)]);
    else list.push(eventOf(event, lineage.version));
  });
  const registered = yield* ascending(lineages);
  return {
    artifact,
    deprecated: isDeprecated(events, lineages, context),
    latest: registered.findLast(isActive)?.version ?? null,
    versions: versionsOf(registered),
    stages: yield* holdersOf(lineages, context),
    history: yield* historyOf(lineages, deprecations),
  };
}

function eventOf(event: RawEvent, version: string | null): ReleaseEvent {
  const { action, stage, at, by, commit, tag } = event;
  return { action, version, stage, at, by, ref: tag.name, object: tag.object, commit, message: tag.message ?? '', signed: tag.signed };
}

function emptyLineage(version: string, commit: string): Lineage {
  return { version, commit, registrations: [], deregistrations: [], assignments: null, unassignments: null };
}

/**
 * A commit without a registration is a version of its own for every stage tag on it: GTO does not find it again, so there an
 * unassignment ends nothing.
 */
function unregistered(lineages: Lineage[], commit: string): Lineage {
  const lineage = emptyLineage(commit, commit);
  lineages.push(lineage);
  return lineage;
}

/** Two versions on one commit make GTO stop at a stage tag; here the active one counts, then the one that was registered later. */
function better(one: Lineage | undefined, other: Lineage): Lineage {
  if (one === undefined) return other;
  if (isActive(one) !== isActive(other)) return isActive(one) ? one : other;
  return createdAt(one, {}) > createdAt(other, {}) ? one : other;
}

/** Of a registration and a deregistration in the same second the deregistration counts. */
function isActive(lineage: Lineage): boolean {
  const deregistration = lineage.deregistrations.at(-1);
  if (deregistration === undefined) return true;
  const registration = lineage.registrations.at(-1);
  return registration !== undefined && registration.at > deregistration.at;
}

/** When GTO says that a version was made: its newest registration, else the newest thing that happened at its commit. */
function createdAt(lineage: Lineage, context: ReplayContext): number {
  const registration = lineage.registrations.at(-1);
  if (registration !== undefined) return registration.at;
  const times = [lineage.assignments, lineage.unassignments].flatMap((stages) => [...(stages?.values() ?? [])].flat()).map(({ at }) => at);
  return Math.max(context.commitTimes?.get(lineage.commit) ?? Number.NEGATIVE_INFINITY, ...times);
}

function isDeprecated(events: readonly RawEvent[], lineages: readonly Lineage[], context: ReplayContext): boolean {
  const end = lastTime(events.filter(({ action }) => action === 'deprecate'));
  if (end === Number.NEGATIVE_INFINITY) return false;
  const commits = lineages.map(({ commit }) => context.commitTimes?.get(commit) ?? Number.NEGATIVE_INFINITY);
  const others = lastTime(events.filter(({ action }) => action !== 'deprecate'));
  return [others, ...commits, context.annotatedAt ?? Number.NEGATIVE_INFINITY].every((time) => time < end);
}

function lastTime(events: readonly RawEvent[]): number {
  return events.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
}

/** Registered versions, smallest first; equal precedence (build metadata) in order of appearance. */
function* ascending(lineages: readonly Lineage[]): Steps<readonly Lineage[]> {
  const registered: { readonly lineage: Lineage; readonly parts: SemverParts }[] = [];
  yield* eachInSteps(lineages, (lineage) => {
    if (lineage.registrations.length > 0) registered.push({ lineage, parts: semverParts(lineage.version) });
  });
  const sorted = yield* sortedInSteps(registered, (one, other) => compareSemverParts(one.parts, other.parts));
  return sorted.map(({ lineage }) => lineage);
}

function versionsOf(registered: readonly Lineage[]): readonly VersionState[] {
  return registered
    .flatMap((lineage) => {
      const registration = lineage.registrations.at(-1);
      if (registration === undefined) return [];
      const { version, commit } = lineage;
      return [
        { version, commit, ref: registration.ref, active: isActive(lineage), registeredAt: registration.at, author: registration.by },
      ];
    })
    .toReversed();
}

/** Of the active versions assigned to a stage the one assigned last; in the same second, the one made first. */
function* holdersOf(lineages: readonly Lineage[], context: ReplayContext): Steps<ReadonlyMap<string, StageHolder>> {
  const best = new Map<string, { readonly holder: StageHolder; readonly since: number; readonly made: number }>();
  yield* eachInSteps(lineages, (lineage) => {
    if (!isActive(lineage)) return;
    for (const [stage, assignments] of lineage.assignments ?? []) {
      const assignment = assignments.at(-1);
      const end = lineage.unassignments?.get(stage)?.at(-1);
      if (assignment === undefined || (end !== undefined && end.at >= assignment.at)) continue;
      const made = createdAt(lineage, context);
      const other = best.get(stage);
      const isBetter = other === undefined || assignment.at > other.since || (assignment.at === other.since && made < other.made);
      if (isBetter) best.set(stage, { holder: holderOf(lineage, assignment), since: assignment.at, made });
    }
  });
  return new Map([...best].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([stage, { holder }]) => [stage, holder]));
}

function holderOf(lineage: Lineage, assignment: ReleaseEvent): StageHolder {
  const { at, by, ref, object } = assignment;
  return { version: lineage.version, commit: lineage.commit, since: at, by, ref, object };
}

/**
 * GTO sorts by time and then by priority, over events that are sorted by time within versions and stages. It sorts upwards and turns
 * the list round, so that of what is equal the later comes first in each list that it makes.
 */
function* historyOf(lineages: readonly Lineage[], deprecations: readonly ReleaseEvent[]): Steps<readonly ReleaseEvent[]> {
  const all = [...deprecations];
  yield* eachInSteps(lineages, (lineage) => {
    for (const event of eventsOfLineage(lineage)) all.push(event);
  });
  // Turned round twice, what is equal is in the order it had.
  return yield* sortedInSteps(all, (one, other) => other.at - one.at || actionPriority[other.action] - actionPriority[one.action]);
}

function eventsOfLineage({ registrations, deregistrations, assignments, unassignments }: Lineage): readonly ReleaseEvent[] {
  // Most versions only ever get registered.
  if (assignments === null && unassignments === null && deregistrations.length === 0) return newestFirst(registrations);
  const stages = new Set([...(assignments?.keys() ?? []), ...(unassignments?.keys() ?? [])]);
  const ofStages = [...stages].flatMap((stage) => newestFirst([...(assignments?.get(stage) ?? []), ...(unassignments?.get(stage) ?? [])]));
  return newestFirst([...registrations, ...deregistrations, ...ofStages]);
}

function newestFirst(events: readonly ReleaseEvent[]): readonly ReleaseEvent[] {
  return events.length < 2 ? events : events.toReversed().sort((one, other) => other.at - one.at);
}
