import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { ReleaseTag } from '../../core/release/release-tag.ts';
import type { Head } from '../../ports/git.ts';
import { findRepository } from './find-repository.ts';

/** What a repository's files say without any process being started. */
export interface RepositoryFiles {
  readonly root: string;
  readonly head: Head;
  /**
   * Tags in order of their names, without taggers and messages. Null where the refs are kept in a form that is not read here
   * (reftable).
   */
  readonly tags: readonly ReleaseTag[] | null;
}

/** Files larger than this are not refs. */
const largestFile = 64 * 1024 * 1024;
const deepestFolder = 12;

/**
 * Reads HEAD, loose and packed refs of the repository that holds a directory; null where there is none. For Restricted Mode, where no
 * process may start: names are known, commits too where `packed-refs` peeled them or the tag's object is loose, and nothing else. `packed-refs` does not say
 * what a tag leads to: the commit of a packed tag that tags a file or a folder is that object's id.
 * Layouts: gitrepository-layout(5), git-pack-refs(1).
 */
export function readRepositoryFiles(directory: string): RepositoryFiles | null {
  const place = findRepository(directory);
  if (place === null) return null;
  if (existsSync(join(place.commonDirectory, 'reftable'))) {
    return { root: place.root, head: { commit: null, branch: null }, tags: null };
  }
  const packed = readPackedRefs(place.commonDirectory);
  return {
    root: place.root,
    head: readHead(place.gitDirectory, place.commonDirectory, packed),
    tags: readTags(place.commonDirectory, packed),
  };
}

interface PackedRef {
  readonly object: string;
  /** The commit behind an annotated tag; null for a ref that is no tag object, undefined where the file does not say. */
  readonly peeled: string | null | undefined;
}

type PackedRefs = ReadonlyMap<string, PackedRef>;

function readPackedRefs(commonDirectory: string): PackedRefs {
  const refs = new Map<string, PackedRef>();
  const text = readText(join(commonDirectory, 'packed-refs'));
  if (text === null) return refs;
  let fullyPeeled = false;
  let last = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      fullyPeeled = / fully-peeled(?: |$)/.test(line);
      continue;
    }
    const peeled = /^\^([0-9a-f]{40,64})$/.exec(line)?.[1];
    const ref = /^([0-9a-f]{40,64}) (\S.*)$/.exec(line);
    if (peeled !== undefined) refs.set(last, { object: refs.get(last)?.object ?? peeled, peeled });
    if (ref === null) continue;
    last = ref[2] ?? '';
    refs.set(last, { object: ref[1] ?? '', peeled: fullyPeeled ? null : undefined });
  }
  return refs;
}

function readHead(gitDirectory: string, commonDirectory: string, packed: PackedRefs): Head {
  const head = readText(join(gitDirectory, 'HEAD'))?.trim() ?? '';
  const target = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (target === undefined) return { commit: objectId(head), branch: null };
  const loose = target.split('/').includes('..') ? null : objectId(readText(join(commonDirectory, target))?.trim() ?? '');
  return { commit: loose ?? packed.get(target)?.object ?? null, branch: target.replace(/^refs\/heads\//, '') };
}

function readTags(commonDirectory: string, packed: PackedRefs): readonly ReleaseTag[] {
  const objects = new Map<string, PackedRef>();
  for (const [ref, value] of packed) {
    if (ref.startsWith('refs/tags/')) objects.set(ref.slice('refs/tags/'.length), value);
  }
  for (const [name, object] of looseRefs(join(commonDirectory, 'refs', 'tags'))) objects.set(name, { object, peeled: undefined });
  return [...objects]
    .map(([name, ref]) => ({
      name,
      object: ref.object,
      ...kindAndCommit(commonDirectory, ref),
      tagger: null,
      message: null,
      signed: false,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function kindAndCommit(commonDirectory: string, ref: PackedRef): Pick<ReleaseTag, 'kind' | 'commit'> {
  if (ref.peeled === null) return { kind: 'lightweight', commit: ref.object };
  if (ref.peeled !== undefined) return { kind: 'annotated', commit: ref.peeled };
  let object = ref.object;
  // A tag may point at a tag; more than a few in a row are not meant seriously.
  for (let depth = 0; depth < 5; depth += 1) {
    const target = readLooseTarget(commonDirectory, object);
    if (target === null) return { kind: depth === 0 ? 'unknown' : 'annotated', commit: null };
    if (target === 'commit') return { kind: depth === 0 ? 'lightweight' : 'annotated', commit: object };
    if (target === 'other') return { kind: depth === 0 ? 'lightweight' : 'annotated', commit: null };
    if (target.type === 'commit') return { kind: 'annotated', commit: target.object };
    object = target.object;
  }
  return { kind: 'annotated', commit: null };
}

/** What a loose object is: a commit, something without a commit, or a tag with its target; null where it lies in a pack. */
function readLooseTarget(commonDirectory: string, object: string): 'commit' | 'other' | { type: string; object: string } | null {
  const path = join(commonDirectory, 'objects', object.slice(0, 2), object.slice(2));
  let text: string;
  try {
    if (lstatSync(path).size > 1024 * 1024) return null;
    text = inflateSync(readFileSync(path), { maxOutputLength: 4 * 1024 * 1024 }).toString('latin1');
  } catch {
    return null;
  }
  if (text.startsWith('commit ')) return 'commit';
  const target = /^tag \d+\0object ([0-9a-f]{40,64})\ntype (\w+)\n/.exec(text);
  return target === null ? 'other' : { object: target[1] ?? '', type: target[2] ?? '' };
}

/** Names and objects of the loose refs under a folder. Links are not followed, so that no loop can be walked. */
function looseRefs(folder: string): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  const walk = (path: string, prefix: string, depth: number): void => {
    for (const entry of entriesOf(path)) {
      const name = prefix + entry.name;
      if (entry.isDirectory() && depth < deepestFolder) walk(join(path, entry.name), `${name}/`, depth + 1);
      if (!entry.isFile() || entry.name.endsWith('.lock')) continue;
      const object = objectId(readText(join(path, entry.name))?.trim() ?? '');
      if (object !== null) refs.set(name, object);
    }
  };
  walk(folder, '', 0);
  return refs;
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function objectId(text: string): string | null {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : null;
}

function readText(path: string): string | null {
  try {
    const status = lstatSync(path);
    return status.isFile() && status.size <= largestFile ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}
