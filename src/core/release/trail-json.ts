import { format } from '../l10n/message.ts';
import type { TrailEntry, TrailPlace } from './trail-entry.ts';
import type { MeasuredTimes } from './trail-figures.ts';
import type { Trail } from './trail.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';
import type { RegistryError } from './versions-report.ts';

/** The JSON document of `airworthy audit`: English, times ISO 8601 UTC, lengths of time in seconds. */
export function trailJson({ entries, stages, figures }: Trail, errors: readonly RegistryError[]) {
  return {
    schemaVersion: 1,
    entries: entries.map(entryJson),
    stages: stages.map(({ since, ...stage }) => ({ ...stage, since: isoTimeOrNull(since) })),
    figures: figures.map(({ model, stage, releases, rollbacks, releaseToRollback, alertToRollback }) => ({
      model,
      stage,
      releases,
      rollbacks,
      releaseToRollback: timesJson(releaseToRollback),
      alertToRollback: timesJson(alertToRollback),
    })),
    errors,
  };
}

function entryJson(entry: TrailEntry) {
  const { model, registry, action, stage, role, from, fromSource, to, traffic, by, actor, identity, reason, reasonSource } = entry;
  const { overridden, gates, alert, recorded, ref, commit } = entry;
  return {
    time: isoTime(entry.at),
    model,
    registry,
    action,
    stage,
    role,
    from,
    fromSource,
    to,
    traffic,
    by,
    actor,
    identity,
    reason,
    reasonSource,
    overridden,
    gates,
    alert: alert === null ? null : { name: alert.name, since: isoTime(alert.since) },
    recorded,
    returns: entry.isReturn,
    ref,
    commit,
    also: entry.also.map(placeJson),
    notes: entry.notes.map((note) => format(note, 'en')),
  };
}

function placeJson({ at, ...place }: TrailPlace) {
  return { ...place, time: isoTime(at) };
}

function timesJson({ values, median }: MeasuredTimes) {
  return {
    n: values.length,
    median: median === null ? null : median / 1000,
    values: values.map(({ version, since, at, milliseconds, alert }) => ({
      version,
      ...(alert === null ? {} : { alert }),
      since: isoTime(since),
      at: isoTime(at),
      seconds: milliseconds / 1000,
    })),
  };
}
