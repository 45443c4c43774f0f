/** What the trail of releases consists of, as plain data. */
import type { Message } from '../l10n/message.ts';
import type { ReportedGate } from './gate-outcome.ts';
import type { RegistryId } from './release-config.ts';
import type { ReleaseAlert } from './release-message.ts';
import type { ReleaseVerb, Traffic } from './release-steps.ts';

/** What happened. `assign` is a change of a stage that no record explains: a tag made by hand, a manifest edited by hand. */
export type TrailAction = ReleaseVerb | 'assign' | 'deregister' | 'deprecate' | 'create';

/** The part of a serving manifest that a version has. */
export type ServedRole = 'main' | 'canary' | 'shadow';

/** Where something is recorded. */
export interface TrailPlace {
  readonly registry: RegistryId;
  /** Git: the tag. MLflow: the key of the tag on the version. Kubernetes: the manifest's path. */
  readonly ref: string;
  /** Git and MLflow: the commit that the version was made from; Kubernetes: the commit that changed the manifest. Null where it is not known. */
  readonly commit: string | null;
  /** Who wrote it there, by name, as claimed. */
  readonly by: string;
  /** Milliseconds since 1970-01-01T00:00Z, as the clock of whoever wrote it said. */
  readonly at: number;
  /** True where it carries a signature. Nothing here checks one. */
  readonly signed: boolean;
}

/** One release, or one other event of a model. The fields of `TrailPlace` tell where its record, as shown, stands. */
export interface TrailEntry extends TrailPlace {
  /** The manifest's name for the model, else the registry's. */
  readonly model: string;
  readonly action: TrailAction;
  readonly stage: string | null;
  /** The part of the manifest that was changed by hand; null for all else. */
  readonly role: ServedRole | null;
  /** The version that held the stage before, or that was taken away; null where there was none. */
  readonly from: string | null;
  /**
   * Whether the record says `from`, the event itself does (a tag that takes a version out names it, a commit shows what the file held), or it
   * was derived from what happened earlier; null where there is none.
   */
  readonly fromSource: 'recorded' | 'event' | 'derived' | null;
  /** The version that came; null where none did. */
  readonly to: string | null;
  /** What the stage holds afterwards, by the events before; null where it is empty and for events of no stage. */
  readonly holder: string | null;
  readonly traffic: Traffic | null;
  /** Who says that they did it; null where nothing records it. */
  readonly actor: string | null;
  /** `signed` where a signature covers the record. Whether it is valid, and whose it is, only Git with the right keys can say. */
  readonly identity: 'signed' | 'claimed';
  /** Empty where none is given. */
  readonly reason: string;
  /** Whether a record gives the reason, or it is the first paragraph of what a person wrote; null where there is none. */
  readonly reasonSource: 'recorded' | 'message' | null;
  /** True where no record says so, but an older version came back that had held the stage before. */
  readonly isReturn: boolean;
  readonly overridden: boolean;
  readonly gates: readonly ReportedGate[];
  readonly alert: ReleaseAlert | null;
  /** True where our own record explains it and agrees with what happened. */
  readonly recorded: boolean;
  /** Further places where the same release is recorded. */
  readonly also: readonly TrailPlace[];
  /** What an auditor should know of it: contradictions, changes by hand. */
  readonly notes: readonly Message[];
}

/** What a stage holds now. */
export interface StageNow {
  readonly model: string;
  readonly registry: RegistryId;
  readonly stage: string;
  readonly role: ServedRole;
  /** Null where the stage is empty. */
  readonly version: string | null;
  /** Milliseconds since 1970-01-01T00:00Z; null where the registry does not keep it. */
  readonly since: number | null;
  /** Null where it is not known. */
  readonly by: string | null;
  readonly actor: string | null;
  readonly identity: 'signed' | 'claimed';
  readonly ref: string | null;
}

/** What every entry says; the rest may be left out where nothing is known of it. */
type EntryFields = Pick<TrailEntry, keyof TrailPlace | 'model' | 'action' | 'stage' | 'holder'> & Partial<TrailEntry>;

/** An entry from what is known of it. One literal, so that thousands of entries have one shape: spreading them costs more than all else. */
export function trailEntry(fields: EntryFields): TrailEntry {
  return {
    registry: fields.registry,
    ref: fields.ref,
    commit: fields.commit,
    by: fields.by,
    at: fields.at,
    signed: fields.signed,
    model: fields.model,
    action: fields.action,
    stage: fields.stage,
    role: fields.role ?? null,
    from: fields.from ?? null,
    fromSource: fields.fromSource ?? null,
    to: fields.to ?? null,
    holder: fields.holder,
    traffic: fields.traffic ?? null,
    actor: fields.actor ?? null,
    identity: fields.signed ? 'signed' : 'claimed',
    reason: fields.reason ?? '',
    reasonSource: fields.reasonSource ?? null,
    isReturn: fields.isReturn ?? false,
    overridden: fields.overridden ?? false,
    gates: fields.gates ?? [],
    alert: fields.alert ?? null,
    recorded: fields.recorded ?? false,
    also: [],
    notes: fields.notes ?? [],
  };
}
