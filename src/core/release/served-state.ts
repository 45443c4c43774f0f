/** What the Git history of serving manifests says of a model, in the shape in which every registry says it. */
import type { ModelState, ReleaseEvent, StageHolder } from './model-state.ts';
import { parseReleaseMessage } from './release-message.ts';
import { changeOfSlot, type ServedChange } from './serving/manifest-history.ts';
import type { ServingObject } from './serving/serving-object.ts';
import { compareSemver, isSemver } from './semver.ts';
import { servedPlaces, type ServedModel } from './serving-report.ts';

/**
 * A model as its manifests tell it: its stages are what the files say now, its versions all that the files ever named, its events the
 * commits that changed them. Null where no manifest serves it.
 * @param pasts the changes of each object, newest first.
 */
export function servedState(
  model: ServedModel,
  objects: readonly ServingObject[],
  pasts: ReadonlyMap<ServingObject, readonly ServedChange[]>,
): ModelState | null {
  const places = servedPlaces(model, objects);
  if (places.length === 0) return null;
  const stages = new Map<string, StageHolder>();
  const events: { readonly event: ReleaseEvent; readonly order: number }[] = [];
  const firsts = new Map<string, FirstSeen>();
  const stageOf = (role: string, main: string): string => (role === 'main' ? main : role);
  for (const object of new Set(places.map((place) => place.object))) {
    const changes = pasts.get(object) ?? [];
    for (const { after, revision, isOlder } of changes) if (after !== null) firsts.set(after, { revision, isOlder, path: object.path });
    const main = places.find((place) => place.object === object && place.slot.role === 'main')?.stage ?? 'production';
    const orders = ordersOf(changes);
    changes.forEach((change, index) =>
      events.push({ event: eventOf(change, stageOf(change.role, main), object.path), order: orders[index] ?? 0 }),
    );
    for (const slot of object.slots) {
      if (slot.version === null) continue;
      const change = changeOfSlot(changes, slot);
      const known = change?.isOlder === true ? null : change;
      stages.set(stageOf(slot.role, main), {
        version: slot.version.value,
        commit: null,
        since: known?.revision.at ?? null,
        by: known?.revision.by ?? null,
        ref: object.path,
        // A version that Git does not know yet is told from every committed one.
        object: change?.revision.commit ?? `uncommitted ${slot.version.value}`,
      });
    }
  }
  const history = events.toSorted((one, other) => other.order - one.order).map(({ event }) => event);
  return { artifact: model.registryName, deprecated: false, latest: null, versions: versionsOf(firsts), stages, history };
}

/**
 * Times to put the changes of several objects in one order by. Git's own order holds within an object: a clock that was wrong may date a
 * commit before the one that it follows, and then it counts as of the same time. Newest first, as the changes are.
 */
function ordersOf(changes: readonly ServedChange[]): readonly number[] {
  let newest = Number.NEGATIVE_INFINITY;
  return changes
    .toReversed()
    .map(({ revision }) => (newest = Math.max(newest, revision.at)))
    .reverse();
}

/** Where a version was named first. */
interface FirstSeen extends Pick<ServedChange, 'revision' | 'isOlder'> {
  readonly path: string;
}

function eventOf({ before, after, revision }: ServedChange, stage: string, path: string): ReleaseEvent {
  const { commit: object, at, by, message, signed } = revision;
  const isEnd = after === null;
  return {
    action: isEnd ? 'unassign' : 'assign',
    version: isEnd ? before : after,
    stage,
    at,
    by,
    ref: path,
    object,
    commit: null,
    message: recordIn(message),
    signed,
  };
}

/** A commit may bring more than a release's record; only that is kept, and nothing where there is none. */
function recordIn(message: string): string {
  return parseReleaseMessage(message) === null ? '' : message;
}

/** Greatest first; names that are no semantic versions come after, the newest first. */
function versionsOf(firsts: ReadonlyMap<string, FirstSeen>): ModelState['versions'] {
  const semver = (version: string): string => (version.startsWith('v') ? version : `v${version}`);
  return [...firsts]
    .toSorted(([one, first], [other, second]) => {
      const [isOne, isOther] = [isSemver(semver(one)), isSemver(semver(other))];
      if (isOne && isOther) return compareSemver(semver(other), semver(one));
      return isOne === isOther ? second.revision.at - first.revision.at : isOne ? -1 : 1;
    })
    .map(([version, { revision, isOlder, path }]) => ({
      version,
      commit: null,
      ref: path,
      active: true,
      registeredAt: isOlder ? null : revision.at,
      author: isOlder ? null : revision.by,
    }));
}
