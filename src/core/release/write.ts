/**
 * What a release writes, one thing at a time. Every write is applied whole or not at all, knows what stood there before, may be applied
 * twice, and can be asked whether it was made: so a release that was interrupted can be finished or undone from this list alone.
 */

/** An annotated tag of ours. Taken back only while it is ours. */
export interface TagWrite {
  readonly kind: 'tag';
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  /** Milliseconds since 1970-01-01T00:00Z, whole seconds, and the offset such as `+0100`. */
  readonly at: number;
  readonly offset: string;
}

/** A branch that moves to a commit that is made already. */
export interface BranchWrite {
  readonly kind: 'branch';
  /** Full name, such as `refs/heads/main`. */
  readonly name: string;
  /** The commit it is at; null where it is not there. */
  readonly before: string | null;
  readonly after: string;
}

/** A file of the work tree and its entry in the index, after the branch that is checked out has moved. */
export interface FileWrite {
  readonly kind: 'file';
  readonly path: string;
  /** The work tree's text. */
  readonly before: string;
  readonly after: string;
  /** What Git stores of them; not the same bytes where Git converts line ends. */
  readonly blobBefore: string;
  readonly blobAfter: string;
  readonly mode: string;
}

/** A tag on a model's version in MLflow, in which the release is recorded. */
export interface VersionTagWrite {
  readonly kind: 'version-tag';
  /** The server's address. */
  readonly server: string;
  readonly model: string;
  readonly version: string;
  readonly key: string;
  readonly before: string | null;
  readonly after: string;
}

/** An alias in MLflow. */
export interface AliasWrite {
  readonly kind: 'alias';
  readonly server: string;
  readonly model: string;
  readonly alias: string;
  /** Versions; null where the alias is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Refs that are sent to a remote, all or none. Comes last, because what others may have seen cannot be taken back. */
export interface PushWrite {
  readonly kind: 'push';
  readonly remote: string;
  /** Full names; each is sent under the same name. */
  readonly refs: readonly string[];
}

/** One write. */
export type Write = TagWrite | BranchWrite | FileWrite | VersionTagWrite | AliasWrite | PushWrite;
/** A kind of writes. */
export type WriteKind = Write['kind'];

/** What stands where a write goes: what stood there before it, what it writes, or what somebody else wrote. */
export type WriteState = 'before' | 'after' | 'other';
