import type { ReportedGate } from './gate-outcome.ts';
import type { TrailEntry, TrailPlace } from './trail-entry.ts';

/** Hooks of the repository run between the writes of one release, so that they may be this far apart, in milliseconds. */
export const widestRelease = 60_000;

/**
 * Joins the records of one release that stand in several places, such as a tag and the commit that changed a manifest. Two entries are one
 * release where both are recorded, in different registries, no more than `widestRelease` apart, and the records agree: the same model,
 * action, stage, from, to, traffic, reason, actor and override, and no gate with different numbers (MLflow may leave some out, its tags
 * are short). What is shown is the record with the most gates, then the registry's before the manifest's. The order is kept.
 */
export function mergePlaces(entries: readonly TrailEntry[]): readonly TrailEntry[] {
  const groups = new Map<string, TrailEntry[]>();
  for (const entry of entries) {
    if (!entry.recorded) continue;
    const { model, action, stage, from, to, traffic, reason, actor, overridden } = entry;
    const key = JSON.stringify([model, action, stage, from, to, traffic, reason, actor, overridden]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const shown = new Map<TrailEntry, TrailEntry>();
  const hidden = new Set<TrailEntry>();
  for (const group of groups.values()) {
    for (const places of releasesIn(group.toSorted((one, other) => one.at - other.at))) {
      const [first, ...rest] = places.toSorted(byWeight);
      if (first === undefined || rest.length === 0) continue;
      shown.set(first, { ...first, also: rest.map(placeOf), notes: [...first.notes, ...rest.flatMap(({ notes }) => notes)] });
      for (const entry of rest) hidden.add(entry);
    }
  }
  return entries.flatMap((entry) => (hidden.has(entry) ? [] : [shown.get(entry) ?? entry]));
}

/** Splits records that agree, oldest first, into releases: each place holds a release once. */
function releasesIn(group: readonly TrailEntry[]): readonly (readonly TrailEntry[])[] {
  const releases: TrailEntry[][] = [];
  for (const entry of group) {
    const last = releases.at(-1);
    const [first] = last ?? [];
    const isSame =
      last !== undefined &&
      first !== undefined &&
      entry.at - first.at <= widestRelease &&
      last.every((one) => one.registry !== entry.registry && agree(one.gates, entry.gates));
    if (isSame) last.push(entry);
    else releases.push([entry]);
  }
  return releases;
}

function agree(one: readonly ReportedGate[], other: readonly ReportedGate[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  const known = new Set(many.map(numbersOf));
  return few.every((gate) => known.has(numbersOf(gate)));
}

function numbersOf({ metric, value, limit, passed }: ReportedGate): string {
  return JSON.stringify([metric, value, limit, passed]);
}

function byWeight(one: TrailEntry, other: TrailEntry): number {
  const isManifest = ({ registry }: TrailEntry): number => (registry === 'kubernetes' ? 1 : 0);
  return other.gates.length - one.gates.length || isManifest(one) - isManifest(other);
}

function placeOf({ registry, ref, commit, by, at, signed }: TrailEntry): TrailPlace {
  return { registry, ref, commit, by, at, signed };
}
