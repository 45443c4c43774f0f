import type { ReleaseTag, Tagger } from '../../core/release/release-tag.ts';
import type { GitRef, TrackedFile } from '../../ports/git.ts';

/**
 * The format that `parseTags` reads. Every field ends with NUL, which neither a ref name nor the printed part of a message can hold,
 * so that no name and no message can shift the fields.
 */
export const tagFormat = [
  '%(refname)',
  '%(objecttype)',
  '%(objectname)',
  '%(*objecttype)',
  '%(*objectname)',
  '%(taggername)',
  '%(taggeremail)',
  '%(taggerdate:raw)',
  '%(contents:subject)',
  '%(contents:body)',
  '%(if)%(contents:signature)%(then)signed%(end)',
]
  .map((field) => `${field}%00`)
  .join('');

const tagFields = 11;
const tagPrefix = 'refs/tags/';

/** Tags as they were read; a tag of a tag has the inner tag's id for its commit and is named in `nested`, to be peeled by the caller. */
export interface ParsedTags {
  readonly tags: readonly ReleaseTag[];
  readonly nested: readonly string[];
}

/** Reads the output of `git for-each-ref` with `tagFormat` while it comes, so that most of it is read when Git ends. */
export interface TagParser {
  /** Takes the next bytes, cut anywhere. */
  push(bytes: Uint8Array): void;
  /** What has been read, in Git's order; a record without its end is none. */
  tags(): ParsedTags;
}

/** A parser at the beginning of the output. `onTags` gets what each piece of it completed. */
export function tagParser(onTags: (tags: readonly ReleaseTag[]) => void = () => undefined): TagParser {
  const decoder = new TextDecoder();
  const tags: ReleaseTag[] = [];
  const nested: string[] = [];
  /** Fields of a record that is still to be ended. */
  let fields: string[] = [];
  /** Parts of a field that is still to be ended: a message may be longer than what comes at once. */
  let parts: string[] = [];
  const take = (): void => {
    const tag = tagAt(fields);
    tags.push(tag);
    if (tag.kind === 'annotated' && fields[3] === 'tag') nested.push(tag.name);
    fields = [];
  };
  return {
    push(bytes) {
      const before = tags.length;
      const ended = decoder.decode(bytes, { stream: true }).split('\0');
      const open = ended.pop() ?? '';
      for (const part of ended) {
        fields.push(parts.length === 0 ? part : parts.join('') + part);
        if (parts.length > 0) parts = [];
        if (fields.length === tagFields) take();
      }
      if (open !== '') parts.push(open);
      onTags(tags.slice(before));
    },
    tags: () => ({ tags, nested }),
  };
}

function tagAt(fields: readonly string[]): ReleaseTag {
  const field = (index: number): string => fields[index] ?? '';
  // Each record but the first begins with the line end of the one before.
  const name = field(0).slice(tagPrefix.length + (field(0).startsWith('\n') ? 1 : 0));
  const isAnnotated = field(1) === 'tag';
  const separator = field(8) !== '' && field(9) !== '' ? '\n\n' : '';
  return {
    name,
    kind: isAnnotated ? 'annotated' : 'lightweight',
    object: field(2),
    commit: isAnnotated ? commitOf(field(3), field(4)) : commitOf(field(1), field(2)),
    tagger: isAnnotated ? parseTagger(field(5), field(6), field(7)) : null,
    message: isAnnotated ? `${field(8)}${separator}${field(9)}` : null,
    signed: field(10) !== '',
  };
}

function commitOf(type: string, object: string): string | null {
  return type === 'commit' || type === 'tag' ? object : null;
}

function parseTagger(name: string, email: string, date: string): Tagger | null {
  const time = /^(-?\d+) ([+-]\d{4})$/.exec(date);
  if (time === null) return null;
  return { name, email: email.replace(/^<|>$/g, ''), at: Number(time[1]) * 1000, offset: time[2] ?? '+0000' };
}

/** The refs in the output of `git for-each-ref` with the format `%(refname)%00%(objectname)%00`. */
export function parseRefs(output: string): readonly GitRef[] {
  const fields = output.split('\0');
  const refs: GitRef[] = [];
  for (let at = 0; at + 2 <= fields.length; at += 2) {
    refs.push({ name: (fields[at] ?? '').replace(/^\n/, ''), object: fields[at + 1] ?? '' });
  }
  return refs;
}

/** The files in the output of `git ls-files --stage -z`; of a path in conflict the first stage that is listed. */
export function parseTracked(output: string): readonly TrackedFile[] {
  const files: TrackedFile[] = [];
  let last = '';
  for (const entry of splitNul(output)) {
    const tab = entry.indexOf('\t');
    const [mode = '', object = ''] = entry.slice(0, tab).split(' ');
    const path = entry.slice(tab + 1);
    if (path === last) continue;
    last = path;
    files.push({ path, mode, object });
  }
  return files;
}

/** The parts of NUL-terminated output. */
export function splitNul(output: string): readonly string[] {
  const parts = output.split('\0');
  parts.pop();
  return parts;
}

/** The refs in the output of `git ls-remote --refs`, by full name. */
export function parseRemoteRefs(output: string): readonly GitRef[] {
  const refs: GitRef[] = [];
  for (const line of output.split('\n')) {
    const match = /^([0-9a-f]{40,64})\t(refs\/.+)$/.exec(line);
    if (match !== null) refs.push({ name: match[2] ?? '', object: match[1] ?? '' });
  }
  return refs;
}

/** An object as `git cat-file --batch` gives it. */
export interface GitObject {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The objects in the output of `git cat-file --batch`, one for each name asked, null for what is missing. */
export function parseBatch(output: Buffer, names: readonly string[]): readonly (GitObject | null)[] {
  let at = 0;
  return names.map(() => {
    const end = output.indexOf(0x0a, at);
    if (end < 0) return null;
    const header = /^[0-9a-f]{40,64} (commit|tree|blob|tag) (\d+)$/.exec(output.toString('utf8', at, end));
    at = end + 1;
    if (header === null) return null;
    const size = Number(header[2]);
    const bytes = output.subarray(at, at + size);
    at += size + 1;
    return { type: header[1] ?? '', bytes };
  });
}

/** The committer's time of a commit object in milliseconds; null where the object has none. */
export function commitTime(commit: Uint8Array): number | null {
  const time = /^committer .* (-?\d+) [+-]\d{4}$/m.exec(Buffer.from(commit).toString('latin1').split('\n\n', 1)[0] ?? '');
  return time === null ? null : Number(time[1]) * 1000;
}

/** A commit object's own words. */
export interface CommitWords {
  readonly by: string;
  readonly at: number;
  readonly message: string;
  readonly signed: boolean;
}

/** Committer, time and message of a commit object; null where it has no committer. */
export function parseCommit(commit: Uint8Array): CommitWords | null {
  const text = Buffer.from(commit).toString('utf8');
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const committer = /^committer (.*) <[^<>]*> (-?\d+) [+-]\d{4}$/m.exec(header);
  if (committer === null) return null;
  return {
    by: committer[1] ?? '',
    at: Number(committer[2]) * 1000,
    message: end < 0 ? '' : text.slice(end + 2),
    signed: /^gpgsig(?:-sha256)? /m.test(header),
  };
}
