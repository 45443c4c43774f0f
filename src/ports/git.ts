/**
 * All that the product asks of Git. Reads never run a program that the repository names (hooks, filters, monitors, transports,
 * signature checkers), never ask for credentials and never write; the implementation says how.
 */
import { format, type Message } from '../core/l10n/message.ts';
import type { ReleaseTag, Tagger } from '../core/release/release-tag.ts';

/**
 * Why Git could not do it.
 *
 * `git-missing` no Git program; `not-a-repository`; `refused` Git or the other side said no; `no-identity` no name and e-mail to sign
 * a tag with; `conflict` the place was taken or moved meanwhile; `unreachable` the remote did not answer; `unauthorized` the remote
 * wants credentials that Git does not have; `not-found` an unknown revision or remote; `invalid-name` a ref, remote or revision that
 * is not safe to pass to Git; `failed` anything else, Git's own words in `cause`.
 */
export type GitErrorCode =
  | 'git-missing'
  | 'not-a-repository'
  | 'refused'
  | 'no-identity'
  | 'conflict'
  | 'unreachable'
  | 'unauthorized'
  | 'not-found'
  | 'invalid-name'
  | 'failed';

/** A failure of Git with words for the person; Git's own English output, where there was any, is the `cause`'s message. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly code: GitErrorCode;
  /** What happened. */
  readonly text: Message;
  /** What to do about it. */
  readonly hint: Message;

  constructor(code: GitErrorCode, words: { readonly text: Message; readonly hint: Message }, cause?: unknown) {
    super(format(words.text, 'en'), { cause });
    this.code = code;
    this.text = words.text;
    this.hint = words.hint;
  }
}

/** Takes tags that were read since it was called last. */
export type TagListener = (tags: readonly ReleaseTag[]) => void;

/** A file in the index. */
export interface TrackedFile {
  /** Relative to the work tree's root, with `/`. */
  readonly path: string;
  /** Git's mode in octal: `100644`, `100755`, `120000` (link) or `160000` (submodule). */
  readonly mode: string;
  /** Id of the blob (of the commit, for a submodule) that the index holds. */
  readonly object: string;
}

/** The work tree as Git sees it: names only, no file is read. */
export interface WorkTreeListing {
  readonly tracked: readonly TrackedFile[];
  /** Files that are neither tracked nor ignored, relative to the root. A nested repository is one entry that ends with `/`. */
  readonly untracked: readonly string[];
}

/** A file that two commits do not hold alike. */
export interface ChangedFile {
  /** Relative to the root, with `/`. As the commit says it: a made-up tree may hold `..` here. */
  readonly path: string;
  readonly status: 'added' | 'modified' | 'removed';
  /** Mode and blob in the newer commit, as in `TrackedFile`; null for a removed file. */
  readonly mode: string | null;
  readonly object: string | null;
}

/** Where HEAD is. */
export interface Head {
  /** Null before the first commit. */
  readonly commit: string | null;
  /** Short branch name; null for a detached HEAD. */
  readonly branch: string | null;
}

/** A ref other than a tag, or a tag, by its full name. */
export interface GitRef {
  readonly name: string;
  readonly object: string;
}

/** What Git would write into a tag made now: who, and when by this machine's clock (or by `GIT_COMMITTER_DATE`). */
export type Identity = Tagger;

/** An annotated tag to make. */
export interface NewTag {
  readonly name: string;
  /** Full id of the commit to point at. */
  readonly commit: string;
  /** Kept as given, byte for byte, but for a final newline. */
  readonly message: string;
  /** The tagger's time in milliseconds since 1970-01-01T00:00Z, whole seconds, and its offset such as `+0100`. */
  readonly at: number;
  readonly offset: string;
}

/** A file of the work tree as three places hold it. */
export interface FileState {
  /** Id and mode of the blob at the branch's commit; null where the commit has no such file. */
  readonly committed: { readonly object: string; readonly mode: string } | null;
  /** Id of the blob in the index; null where the index has no such file. */
  readonly staged: string | null;
  /** The work tree's bytes; null where there is no such file. */
  readonly bytes: Uint8Array | null;
}

/** A commit that changes the content of one file and nothing else. */
export interface FileCommit {
  readonly path: string;
  /** The file's new content as Git stores it. */
  readonly content: string;
  /** The commit to follow, which holds the file. */
  readonly parent: string;
  readonly message: string;
  /** The committer's and author's time in milliseconds since 1970-01-01T00:00Z; null for now. */
  readonly at: number | null;
  /** Whether the repository's own `pre-commit` and `commit-msg` hooks run, which may refuse the commit. Only where the person trusts it. */
  readonly runsHooks: boolean;
}

/** One commit that changed a file. */
export interface FileRevision {
  readonly commit: string;
  /** The committer's name. */
  readonly by: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  readonly message: string;
  /** True where the commit carries a signature; nothing here checks one. */
  readonly signed: boolean;
  /** The file's bytes at the commit; null where it was removed. */
  readonly bytes: Uint8Array | null;
  /** True where a shallow clone ends: the commit has parents that are not here, so that it need not have changed the file at all. */
  readonly isCut: boolean;
}

/** Refs to send to a remote, all or none of them. */
export interface Push {
  /** A configured remote's name. */
  readonly remote: string;
  /** Full ref names that exist here; each is sent under the same name and never replaces another object there. */
  readonly refs: readonly string[];
}

/** One repository with a work tree. Everything rejects with `GitError`, or with the signal's reason when aborted. */
export interface GitRepository {
  /** The work tree's root, links resolved. */
  readonly root: string;
  /** The Git directory of this work tree (`.git`, or a worktree's or submodule's own), absolute. */
  readonly gitDirectory: string;
  /** True where history was cut by a shallow clone when it was opened, so that commits and tags may be missing. */
  readonly isShallow: boolean;
  head(signal: AbortSignal): Promise<Head>;
  /** Lists the files under `folder` (relative to the root; empty for all). */
  listing(folder: string, signal: AbortSignal): Promise<WorkTreeListing>;
  /**
   * Files of the work tree, tracked or not but not ignored, whose text holds one of the words; `kinds` are endings such as `yaml`.
   * From one process.
   */
  filesContaining(words: readonly string[], kinds: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Files of the work tree with one of these plain names, in any folder, tracked or not but not ignored. From one process. */
  filesNamed(names: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Which of the paths (relative to the root) Git ignores; tracked files are never ignored. */
  ignored(paths: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** All tags, in order of their names, from one process. `onTags` gets them while they come, all but the commit of a tag of a tag. */
  tags(signal: AbortSignal, onTags?: TagListener): Promise<readonly ReleaseTag[]>;
  /** One tag by its name; null where there is none. */
  tag(name: string, signal: AbortSignal): Promise<ReleaseTag | null>;
  /** The refs under the given prefix, such as `refs/heads/`. */
  refs(prefix: string, signal: AbortSignal): Promise<readonly GitRef[]>;
  /** Full id of the commit that a revision means; null where there is none. */
  resolveCommit(revision: string, signal: AbortSignal): Promise<string | null>;
  /**
   * Files at commits (full ids, or `HEAD`), as stored: no filter and no line-end conversion is applied. From one process for all of them; in the order
   * asked, null where the commit has no such file.
   */
  readBlobs(
    files: readonly { readonly commit: string; readonly path: string }[],
    signal: AbortSignal,
  ): Promise<readonly (Uint8Array | null)[]>;
  /**
   * The files in which two commits (full ids) differ, by path; a moved file is one removed and one added. From null, all files of `to`
   * are added.
   */
  changedFiles(from: string | null, to: string, signal: AbortSignal): Promise<readonly ChangedFile[]>;
  /** The newest commit that both HEAD and a commit (full id) follow; null where they have none in common, or before the first commit. */
  mergeBase(commit: string, signal: AbortSignal): Promise<string | null>;
  /** Committer times in milliseconds since 1970-01-01T00:00Z, by full commit id; a commit that is not there is left out. */
  commitTimes(commits: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, number>>;
  /** Null where Git has no name or e-mail for the person. */
  identity(signal: AbortSignal): Promise<Identity | null>;
  /** Configured remotes' names. */
  remotes(signal: AbortSignal): Promise<readonly string[]>;
  /** The address that a push to the remote goes to, credentials in it left out. */
  pushAddress(remote: string, signal: AbortSignal): Promise<string>;
  /** Makes an annotated tag and gives its object's id; `conflict` where the name is taken. Signed where the person's settings sign tags. */
  createTag(tag: NewTag, signal: AbortSignal): Promise<string>;
  /** Removes a tag of ours if it still holds `object`; false where it no longer does, and then nothing is removed. */
  deleteTag(name: string, object: string, signal: AbortSignal): Promise<boolean>;
  push(push: Push, signal: AbortSignal): Promise<void>;
  /** Where a file stands at HEAD, in the index and in the work tree. */
  fileState(path: string, signal: AbortSignal): Promise<FileState>;
  /** What an operation that stopped half way (merge, rebase, cherry-pick, revert, bisect) is called; null where none is. */
  unfinishedOperation(signal: AbortSignal): Promise<string | null>;
  /** Makes a commit that no ref points at yet, through an index of its own; nothing that is staged goes along. Signed where settings say so. */
  commitFile(commit: FileCommit, signal: AbortSignal): Promise<{ readonly commit: string; readonly blob: string }>;
  /** Moves a branch (full name) if it is still where it was; `before` null makes it. `conflict` else. */
  moveBranch(
    move: { readonly branch: string; readonly before: string | null; readonly after: string | null; readonly reason: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** Puts a file's content into the work tree, whole or not at all, and a blob into the index. */
  putFile(
    file: { readonly path: string; readonly text: string; readonly blob: string; readonly mode: string },
    signal: AbortSignal,
  ): Promise<void>;
  /** The commits that changed a file, newest first, as reached from HEAD. */
  fileHistory(path: string, options: { readonly limit: number }, signal: AbortSignal): Promise<readonly FileRevision[]>;
  /** The remote's refs by full name, peeled entries left out. */
  remoteRefs(remote: string, signal: AbortSignal): Promise<readonly GitRef[]>;
  /** The remote's tags by name, peeled entries left out. */
  remoteTags(remote: string, signal: AbortSignal): Promise<readonly GitRef[]>;
}

/** Opens repositories. */
export interface Git {
  /** The repository whose work tree holds the directory; null where there is none, even if no Git is installed. */
  open(directory: string, signal: AbortSignal): Promise<GitRepository | null>;
}
