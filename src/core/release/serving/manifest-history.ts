/** What the Git history of a serving manifest says: which version each side served when, and since when it serves what it serves now. */
import { isSameVersion } from './version-name.ts';
import { chooseObject, readServing, type ObjectChoice } from './read-serving.ts';
import type { ServingObject, ServingSlot } from './serving-object.ts';

/** A commit that changed a manifest. */
export interface PastCommit {
  readonly commit: string;
  /** The committer's name. */
  readonly by: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly message: string;
  readonly signed: boolean;
}

/** A manifest as a commit left it. */
export interface PastRevision extends PastCommit {
  /** What it then served; null where the commit removed the file. */
  readonly objects: readonly ServingObject[] | null;
}

/** A manifest's past, read once for all models that are served from there. */
export interface ManifestPast {
  /** Relative to the repository. */
  readonly path: string;
  /** Newest first. */
  readonly revisions: readonly PastRevision[];
  /** What the oldest revision is: the commit that `made` the file, or where a shallow clone (`cut`) or our reading (`long`) ends. */
  readonly start: 'made' | 'cut' | 'long';
}

/** A commit with the text that it left; null where it removed the file. */
export type CommittedText = PastCommit & { readonly text: string | null };

/** Reads what each commit of a manifest, newest first, served. */
export function manifestPast(path: string, commits: readonly CommittedText[], start: ManifestPast['start']): ManifestPast {
  const revisions = commits.map(({ text, ...commit }) => ({ ...commit, objects: text === null ? null : readServing(path, text) }));
  return { path, revisions, start };
}

/** What a role serves; `version` null where the file does not say it. */
export interface ServedVersion {
  readonly role: ServingSlot['role'];
  readonly version: string | null;
}

/** A revision as one of the models sees it that are served from the manifest. */
export interface ServedRevision extends PastCommit {
  /** What the file served before and after; empty where it was not there, null where that is not known. */
  readonly before: readonly ServedVersion[] | null;
  readonly after: readonly ServedVersion[] | null;
}

/** The revisions of a manifest for the object that is a model's, newest first. */
export function servedRevisions({ revisions, start }: ManifestPast, choice: ObjectChoice): readonly ServedRevision[] {
  const served = revisions.map(({ objects }) => (objects === null ? [] : versionsIn(chooseObject(objects, choice))));
  return revisions.map(({ commit, by, at, message, signed }, index) => ({
    commit,
    by,
    at,
    message,
    signed,
    before: index + 1 < revisions.length ? (served[index + 1] ?? null) : start === 'made' ? [] : null,
    after: served[index] ?? null,
  }));
}

function versionsIn(object: ServingObject | null): readonly ServedVersion[] | null {
  return object === null ? null : object.slots.map(({ role, version }) => ({ role, version: version?.value ?? null }));
}

/** A side of an object that got another version. */
export interface ServedChange {
  readonly role: ServingSlot['role'];
  /** Null where the side had none, or ended. */
  readonly before: string | null;
  readonly after: string | null;
  readonly revision: PastCommit;
  /** True for what the oldest known revision served where that is not the first one: since when is not known. */
  readonly isOlder: boolean;
}

/**
 * The changes of an object's versions, newest first as the revisions come. A side that its file does not name (Knative's other
 * revision) is passed over, because nothing is known of it.
 */
export function servedChanges(
  { revisions, start }: ManifestPast,
  choose: (objects: readonly ServingObject[]) => ServingObject | null,
): readonly ServedChange[] {
  const changes: ServedChange[] = [];
  let known = new Map<ServingSlot['role'], string>();
  for (const { objects, ...revision } of revisions.toReversed()) {
    const isOlder = start !== 'made' && revision.commit === revisions.at(-1)?.commit;
    const object = objects === null ? null : choose(objects);
    const now = new Map<ServingSlot['role'], string>();
    for (const { role, version } of object?.slots ?? []) if (version !== null && !now.has(role)) now.set(role, version.value);
    const unnamed = new Set((object?.slots ?? []).filter(({ version }) => version === null).map(({ role }) => role));
    for (const role of ['main', 'canary', 'shadow'] as const) {
      const [before = null, after = null] = [known.get(role), unnamed.has(role) ? known.get(role) : now.get(role)];
      if (after !== null) now.set(role, after);
      const isSame = before === null || after === null ? before === after : isSameVersion(before, after);
      if (!isSame) changes.push({ role, before, after, revision, isOlder });
    }
    known = now;
  }
  return changes.reverse();
}

/** The change that brought a side the version that it has now; null where Git does not know it, as for text that was not committed. */
export function changeOfSlot(changes: readonly ServedChange[], { role, version }: ServingSlot): ServedChange | null {
  const newest = changes.find((change) => change.role === role);
  if (version === null || newest === undefined || newest.after === null) return null;
  return isSameVersion(newest.after, version.value) ? newest : null;
}
