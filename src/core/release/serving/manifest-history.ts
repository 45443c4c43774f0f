/** What the Git history of a serving manifest says: which version each side served when, and since when it serves what it serves now. */
import { isSameVersion } from './version-name.ts';
import { readServing } from './read-serving.ts';
import type { ServingObject, ServingSlot } from './serving-object.ts';

/** The manifest as a commit left it. */
export interface ManifestRevision {
  readonly commit: string;
  readonly by: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly message: string;
  readonly signed: boolean;
  /** Null where the commit removed the file. */
  readonly text: string | null;
}

/** A side of an object that got another version. */
export interface ServedChange {
  readonly role: ServingSlot['role'];
  /** Null where the side had none, or ended. */
  readonly before: string | null;
  readonly after: string | null;
  readonly revision: Omit<ManifestRevision, 'text'>;
}

/**
 * The changes of an object's versions, newest first as the revisions come. A side that its file does not name (Knative's other
 * revision) is passed over, because nothing is known of it.
 */
export function servedChanges(
  path: string,
  revisions: readonly ManifestRevision[],
  choose: (objects: readonly ServingObject[]) => ServingObject | null,
): readonly ServedChange[] {
  const changes: ServedChange[] = [];
  let known = new Map<ServingSlot['role'], string>();
  for (const { text, ...revision } of revisions.toReversed()) {
    const object = text === null ? null : choose(readServing(path, text));
    const now = new Map<ServingSlot['role'], string>();
    for (const { role, version } of object?.slots ?? []) if (version !== null && !now.has(role)) now.set(role, version.value);
    const unnamed = new Set((object?.slots ?? []).filter(({ version }) => version === null).map(({ role }) => role));
    for (const role of ['main', 'canary', 'shadow'] as const) {
      const [before = null, after = null] = [known.get(role), unnamed.has(role) ? known.get(role) : now.get(role)];
      if (after !== null) now.set(role, after);
      const isSame = before === null || after === null ? before === after : isSameVersion(before, after);
      if (!isSame) changes.push({ role, before, after, revision });
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
