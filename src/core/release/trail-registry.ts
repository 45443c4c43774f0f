import type { Message } from '../l10n/message.ts';
import type { ModelState } from './model-state.ts';
import type { RegistryId } from './release-config.ts';
import { parseReleaseMessage, recordOf, type ReleaseRecord } from './release-message.ts';
import { trailEntry, type TrailEntry, type TrailPlace } from './trail-entry.ts';
import { replayLine, type LineStep } from './trail-line.ts';
import { actorNotes, trailNote } from './trail-notes.ts';

/** A model in one registry. */
export interface TrailModel {
  readonly registry: RegistryId;
  /** The manifest's name for it, else its name in the registry. */
  readonly model: string;
  readonly state: ModelState;
}

/** A model's entries, newest first. `others` are the names of all models, by which a record of another model is told from a former name. */
export function registryEntries(input: TrailModel, others: ReadonlySet<string>): readonly TrailEntry[] {
  return replayLine(input.state.history, input.registry)
    .map((step) => entryOf(step, input, others))
    .toReversed();
}

function entryOf(step: LineStep, input: TrailModel, others: ReadonlySet<string>): TrailEntry {
  const { event, before, after } = step;
  const { at, by, ref, commit, stage, signed, action, version } = event;
  const { model, registry } = input;
  const { record, notes } = believed(step, input, others);
  if (record !== null) {
    return recordedEntry({ registry, ref, commit, by, at, signed, model, stage, holder: after }, record, [
      ...notes,
      ...notesOf(step, input, record),
    ]);
  }
  // Of a message that contradicts what happened nothing is shown, or the contradiction would pass for a reason.
  const reason = notes.length > 0 ? '' : reasonIn(event.message);
  const isEnd = action === 'unassign' || action === 'deregister';
  const from = isEnd ? version : action === 'assign' ? before : null;
  return trailEntry({
    registry,
    ref,
    commit,
    by,
    at,
    signed,
    model,
    stage,
    holder: after,
    action,
    from,
    fromSource: from === null ? null : isEnd ? 'event' : 'derived',
    to: isEnd ? null : version,
    reason,
    reasonSource: reason === '' ? null : 'message',
    isReturn: step.isReturn,
    notes: [...notes, ...notesOf(step, input, null)],
  });
}

/** The event's record, unless it contradicts the event or is of another model that is known here. */
function believed(
  { event }: LineStep,
  { model, state }: TrailModel,
  others: ReadonlySet<string>,
): { readonly record: ReleaseRecord | null; readonly notes: readonly Message[] } {
  const record = recordOf(event);
  if (record === null) {
    const said = parseReleaseMessage(event.message);
    return { record, notes: said === null ? [] : [trailNote('contradicts', { said: saidBy(said) })] };
  }
  if (record.model === model || record.model === state.artifact || record.model === '') return { record, notes: [] };
  if (others.has(record.model)) return { record: null, notes: [trailNote('otherModel', { said: record.model })] };
  return { record, notes: [trailNote('formerName', { said: record.model })] };
}

/** What a record says happened, for the remark that it cannot be so. */
export function saidBy({ action, stage, from, to }: ReleaseRecord): string {
  return [action, ...(stage === null ? [] : [stage]), `${from ?? '–'} → ${to ?? '–'}`].join(' ');
}

/** The entry of a release that a record explains. */
export function recordedEntry(
  place: TrailPlace & Pick<TrailEntry, 'model' | 'stage' | 'holder'>,
  record: ReleaseRecord,
  notes: readonly Message[],
): TrailEntry {
  const { action, from, to, traffic, actor, reason, overridden, gates, alert = null } = record;
  return trailEntry({
    ...place,
    action,
    from,
    fromSource: from === null ? null : 'recorded',
    to,
    traffic,
    actor: actor === '' ? null : actor,
    reason,
    reasonSource: reason === '' ? null : 'recorded',
    overridden,
    gates,
    alert,
    recorded: true,
    notes,
  });
}

function notesOf({ event, before, after }: LineStep, { registry }: TrailModel, record: ReleaseRecord | null): readonly Message[] {
  const { action, stage, by, version } = event;
  const notes: Message[] = record === null ? [] : [...actorNotes(by, record.actor)];
  // A server's history begins where somebody first recorded a release, so that an empty line says nothing there.
  const isKnown = registry === 'git' || before !== null;
  if (record !== null && stage !== null && isKnown && record.from !== before) {
    notes.push(trailNote('fromDiffers', { stage, from: record.from ?? '–', derived: before ?? '–' }));
  }
  if (action === 'assign' && stage !== null && version !== null && after !== version) {
    notes.push(trailNote('withoutEffect', { stage, version }));
  }
  if (action === 'unassign' && stage !== null && after !== null && after !== before) {
    notes.push(trailNote('comesBack', { stage, version: after }));
  }
  return notes;
}

/** The first paragraph of what a person wrote, on one line. */
export function reasonIn(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n[^\S\n]*\n/, 1);
  return paragraph.replace(/\s+/g, ' ').trim();
}
