import type { Message } from '../l10n/message.ts';
import { parseReleaseMessage, type ReleaseRecord } from './release-message.ts';
import type { ServedRevision, ServedVersion } from './serving/manifest-history.ts';
import { trailEntry, type ServedRole, type StageNow, type TrailEntry } from './trail-entry.ts';
import { isOlder, versionName } from './trail-line.ts';
import { actorNotes, trailNote } from './trail-notes.ts';
import { reasonIn, recordedEntry, saidBy } from './trail-registry.ts';

/** A commit that changed a serving manifest, as one of the models sees it that are served from there. */
export interface ManifestRevision extends ServedRevision {
  /** Relative to the repository. */
  readonly path: string;
  readonly model: string;
  /** The stage that the manifest deploys; null where it serves every stage of the model. */
  readonly stage: string | null;
}

/** The stage of a manifest that serves every stage, unless a record names one. */
export const usualStage = 'production';

/** What the revisions of one manifest say of one model. */
interface ManifestTrail {
  /** Oldest first. */
  readonly entries: readonly TrailEntry[];
  readonly now: readonly StageNow[];
}

/** What is known of a manifest on the way through its revisions. */
interface Walk {
  /** The main version; null where there is none, or it was never said. */
  main: string | null;
  readonly held: Set<string>;
  readonly now: Map<ServedRole, StageNow>;
}

/** Reads the revisions of one manifest for one model, newest first. */
export function manifestEntries(revisions: readonly ManifestRevision[]): ManifestTrail {
  const walk: Walk = { main: null, held: new Set(), now: new Map() };
  const entries = revisions.toReversed().flatMap((revision) => {
    // While a canary runs, KServe's file does not name the main version, so that the one before still counts.
    walk.main = mainOf(revision.before) ?? walk.main;
    if (walk.main !== null) walk.held.add(versionName(walk.main));
    const found = entriesOf(revision, walk);
    for (const role of ['main', 'canary', 'shadow'] as const) noteNow(walk, { revision, role, entry: found[0] });
    walk.main = mainOf(revision.after) ?? (revision.after?.length === 0 ? null : walk.main);
    return found;
  });
  return { entries, now: [...walk.now.values()] };
}

function entriesOf(revision: ManifestRevision, walk: Walk): readonly TrailEntry[] {
  const { model, path, commit, by, at, signed } = revision;
  const place = { model, registry: 'kubernetes' as const, ref: path, commit, by, at, signed };
  const { record, notes } = recordedIn(revision);
  if (record !== null) {
    const stage = record.stage ?? revision.stage ?? usualStage;
    const holder = mainOf(revision.after) ?? walk.main;
    return [recordedEntry({ ...place, stage, holder }, record, [...notes, ...recordNotes(revision, walk, record)])];
  }
  return changesByHand(revision, walk).map((change) => {
    const reason = notes.length > 0 ? '' : reasonIn(revision.message);
    return trailEntry({
      ...place,
      ...change,
      stage: revision.stage ?? usualStage,
      fromSource: change.from === null ? null : 'event',
      reason,
      reasonSource: reason === '' ? null : 'message',
      notes: [trailNote('byHand'), ...notes],
    });
  });
}

function recordNotes({ before, by }: ManifestRevision, { main }: Walk, { stage, from, actor }: ReleaseRecord): readonly Message[] {
  const served = [...(before ?? []).map(({ version }) => version), main];
  const differs = main !== null && from !== null && !served.some((version) => isSame(version, from));
  return [...actorNotes(by, actor), ...(differs ? [trailNote('fromDiffers', { stage: stage ?? usualStage, from, derived: main })] : [])];
}

/** The record in a commit's message, if it is of this model and stage and the file then served what it says. */
function recordedIn(revision: ManifestRevision): { readonly record: ReleaseRecord | null; readonly notes: readonly Message[] } {
  const record = parseReleaseMessage(revision.message);
  // A commit may change several models' manifests: another one's record says nothing of this one.
  if (record === null || record.model !== revision.model) return { record: null, notes: [] };
  if (revision.stage !== null && record.stage !== revision.stage) return { record: null, notes: [] };
  const { after } = revision;
  if (after === null) return { record, notes: [trailNote('unread')] };
  const serves = (version: string | null): boolean => after.some((one) => isSame(one.version, version));
  const agrees = record.action === 'unassign' ? !serves(record.from) : record.stage !== null && serves(record.to);
  return agrees ? { record, notes: [] } : { record: null, notes: [trailNote('contradicts', { said: saidBy(record) })] };
}

type HandChange = Pick<TrailEntry, 'action' | 'role' | 'from' | 'to' | 'isReturn' | 'holder'>;

function changesByHand({ before, after }: ManifestRevision, { main, held }: Walk): readonly HandChange[] {
  if (before === null || after === null) return [];
  const changes: HandChange[] = [];
  const to = mainOf(after);
  const holder = to ?? (after.length === 0 ? null : main);
  if (to !== null && !isSame(to, main)) {
    const isReturn = main !== null && held.has(versionName(to)) && isOlder(to, main);
    changes.push({ action: 'assign', role: 'main', from: main, to, isReturn, holder });
  }
  if (to === null && main !== null && !after.some(({ role }) => role === 'main')) {
    changes.push({ action: 'unassign', role: 'main', from: main, to: null, isReturn: false, holder });
  }
  for (const role of ['canary', 'shadow'] as const) {
    const [gone, come] = [only(before, after, role), only(after, before, role)];
    // A canary that became the main version did not leave.
    const left = gone.filter((version) => !after.some((one) => isSame(one.version, version)));
    const [from = null] = left;
    if (left.length === 1 && come.length === 1) {
      changes.push({ action: role, role, from, to: come[0] ?? null, isReturn: false, holder });
      continue;
    }
    changes.push(...come.map((version) => ({ action: role, role, from: null, to: version, isReturn: false, holder })));
    changes.push(...left.map((version) => ({ action: 'unassign' as const, role, from: version, to: null, isReturn: false, holder })));
  }
  return changes;
}

/** Versions that a role has in one list and not in the other. */
function only(list: readonly ServedVersion[], other: readonly ServedVersion[], role: ServedRole): readonly string[] {
  const known = new Set(other.filter((one) => one.role === role).map(({ version }) => versionName(version ?? '')));
  return list.flatMap((one) => (one.role === role && one.version !== null && !known.has(versionName(one.version)) ? [one.version] : []));
}

function noteNow(
  walk: Walk,
  { revision, role, entry }: { readonly revision: ManifestRevision; readonly role: ServedRole; readonly entry: TrailEntry | undefined },
): void {
  const { after, model, stage, by, at, path } = revision;
  if (after === null) return;
  const served = after.filter((one) => one.role === role);
  const version = served.length === 0 ? null : (served[0]?.version ?? walk.now.get(role)?.version ?? null);
  const known = walk.now.get(role);
  if (version === null) walk.now.delete(role);
  else if (known?.version !== version) {
    const place = { model, registry: 'kubernetes' as const, stage: stage ?? usualStage, role, ref: path };
    walk.now.set(role, { ...place, version, since: at, by, actor: entry?.actor ?? null, identity: revision.signed ? 'signed' : 'claimed' });
  }
}

function mainOf(versions: readonly ServedVersion[] | null): string | null {
  return versions?.find(({ role }) => role === 'main')?.version ?? null;
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && versionName(one) === versionName(other);
}
