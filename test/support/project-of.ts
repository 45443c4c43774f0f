import { createHash } from 'node:crypto';
import { isCandidate } from '../../src/core/facts/candidate.ts';
import { readFile } from '../../src/core/facts/read-file.ts';
import { createSourceText } from '../../src/core/model/source-text.ts';
import { createProject } from '../../src/core/project/create-project.ts';
import { discoverProjects, isShared, ownerLookup } from '../../src/core/project/discover.ts';
import type { Project, RepositoryFacts, TreeFile, UnreadReason } from '../../src/core/project/project.ts';
import type { ReleaseTag } from '../../src/core/release/release-tag.ts';

/** What a test may say about the repository around its files. */
export interface ProjectOptions {
  readonly git?: RepositoryFacts['git'];
  readonly shallow?: boolean;
  readonly tags?: readonly ReleaseTag[];
  /** ISO date; 2026-11-22 unless told. */
  readonly today?: string;
  /** Paths that Git ignores or does not hold (all others are tracked). */
  readonly untracked?: readonly string[];
  readonly ignored?: readonly string[];
  /** Files that are there but were not read, such as model binaries, with their size in bytes. */
  readonly binaries?: Readonly<Record<string, number>>;
  /** Files that are there and should have been read, but could not be. */
  readonly unread?: Readonly<Record<string, UnreadReason>>;
  /** Which project of the repository; the first unless told. */
  readonly root?: string;
}

/** A project from texts by path, read by the real parsers: what rules and checks are tested on. */
export function projectOf(files: Readonly<Record<string, string>>, options: ProjectOptions = {}): Project {
  const tree = new Map<string, TreeFile>();
  for (const [path, text] of Object.entries(files)) tree.set(path, treeFile(path, Buffer.byteLength(text), options, text));
  for (const [path, size] of Object.entries(options.binaries ?? {})) tree.set(path, treeFile(path, size, options));
  for (const [path, unread] of Object.entries(options.unread ?? {})) tree.set(path, { ...treeFile(path, 1, options), unread });

  const roots = discoverProjects(tree.keys());
  const root = options.root ?? roots[0] ?? '';
  const owner = ownerLookup(roots);
  const own = [...tree.values()].filter(({ path }) => owner(path) === root || isShared(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  return createProject({
    root,
    folderName: 'sample',
    today: options.today ?? '2026-11-22',
    repository: {
      git: options.git ?? 'ok',
      shallow: options.shallow ?? false,
      head: 'f'.repeat(40),
      tags: options.tags ?? [],
      historyKnown: (options.git ?? 'ok') === 'ok',
    },
    tree: new Map(own.map((entry) => [entry.path, entry])),
    files: own.flatMap(({ path }) => {
      const text = files[path];
      if (text === undefined) return [];
      const source = createSourceText(path, text);
      return isCandidate(path)
        ? [readFile(source, { read: (other) => files[other] })]
        : [{ source, format: null, documents: [], problems: [] }];
    }),
  });
}

function treeFile(path: string, size: number, options: ProjectOptions, text?: string): TreeFile {
  const isTracked = !(options.untracked ?? []).includes(path) && !(options.ignored ?? []).includes(path);
  return {
    path,
    size,
    tracked: options.git === 'unavailable' || options.git === 'none' ? null : isTracked,
    ignored: (options.ignored ?? []).includes(path),
    unread: null,
    md5: text === undefined ? null : createHash('md5').update(text).digest('hex'),
  };
}
