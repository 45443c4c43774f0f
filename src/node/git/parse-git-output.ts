import type { GitRef, TrackedFile } from '../../ports/git.ts';

/** A ref and what kind of object it holds: `commit`, `tree`, `blob` or `tag`. */
export interface TypedRef extends GitRef {
  readonly type: string;
}

/** The format that `parseRefs` reads. Every field ends with NUL, which no ref's name can hold. */
export const refFormat = '%(refname)%00%(objecttype)%00%(objectname)%00';

/** The refs in the output of `git for-each-ref` with `refFormat`, by name. */
export function parseRefs(output: string): readonly TypedRef[] {
  const fields = output.split('\0');
  const refs: TypedRef[] = [];
  for (let at = 0; at + 3 <= fields.length; at += 3) {
    // Each record but the first begins with the line end of the one before.
    const name = (fields[at] ?? '').replace(/^\n/, '');
    refs.push({ name, type: fields[at + 1] ?? '', object: fields[at + 2] ?? '' });
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
