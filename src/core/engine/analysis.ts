/**
 * The state of one repository's analysis: files in, findings and checks out, again and again.
 * Synchronous and total, so that the same code runs in the CLI, in a worker and in tests. Only what a change touches is read and judged anew.
 */
import type { FoundData } from '../charts/offers.ts';
import { projectMonitoring, type ProjectMonitoring } from '../charts/project-monitoring.ts';
import type { FileFacts } from '../facts/facts.ts';
import { isCandidate } from '../facts/candidate.ts';
import { readFile } from '../facts/read-file.ts';
import type { SourceText } from '../model/source-text.ts';
import { createSourceText } from '../model/source-text.ts';
import { createProject } from '../project/create-project.ts';
import { discoverProjects, isShared, marksProject, ownerLookup } from '../project/discover.ts';
import type { Project, RepositoryFacts, TreeFile } from '../project/project.ts';
import { type WantedFiles, wantedBy } from '../project/wanted.ts';
import { projectStart, type ProjectStart } from '../start/project-start.ts';
import type { JudgeOptions } from './judge-options.ts';
import { type ProjectReport, judgeProject } from './judge-project.ts';
import { sourceEquals, treeEquals, withKnown } from './same-file.ts';

/** A file as the host found it. `text` is absent for what was not read. */
export interface FileInput extends TreeFile {
  readonly text?: string;
}

/** What changed since the last update. */
export interface FileChanges {
  readonly upsert: readonly FileInput[];
  /** Paths that are gone, or were looked for and are not there. */
  readonly remove: readonly string[];
  /** Forget what was looked for in vain, so that it is looked for again. */
  readonly forget: boolean;
}

/** What a judgement needs beside the files. */
export interface AnalysisSetup {
  readonly repository: RepositoryFacts;
  /** ISO date of today. */
  readonly today: string;
  /** Name of the checked folder. */
  readonly folderName: string;
  /** Set where only some projects are analysed here, the others elsewhere. */
  readonly part?: RepositoryPart;
}

/** Some of a repository's projects. Files of other projects may be left out, unless these name them. */
export interface RepositoryPart {
  /** The folders in which the repository's projects begin, sorted: they cannot be found out from a part of its files. */
  readonly roots: readonly string[];
  /** Those that are judged here. */
  readonly judged: readonly string[];
}

/** What a project's judgement stands on beside its own files. */
export interface ProjectInputs {
  /** Paths that its files name, there or not. */
  readonly named: readonly string[];
  /** How many of its files were read into facts. Shared files that no project holds count with the first, so that projects add up. */
  readonly parsed: number;
}

/** One repository's analysis. */
export interface Analysis {
  /** Sets what is known beside the files; everything is judged anew. */
  configure(setup: AnalysisSetup): void;
  /** Adds, replaces and removes files; a removed path is not asked for again until it is forgotten. */
  update(changes: FileChanges): void;
  /** Files that others name and that are not here yet: read or hash them, `upsert` or `remove` them, and ask again until nothing is wanted. */
  wanted(): WantedFiles;
  /** Judges every project that changed since the last time. Projects come in path order. */
  judge(options: JudgeOptions): readonly ProjectReport[];
  /** What each project's judgement stands on beside its own files, in the projects' order. */
  inputs(): readonly ProjectInputs[];
  /** What a project's files say of its monitoring; null where there is no such project. */
  monitoring(root: string, found: FoundData): ProjectMonitoring | null;
  /** What a manifest of the project in a folder can begin with; null where there is no such project. */
  start(root: string, found: FoundData): ProjectStart | null;
  /** The projects as rules see them. */
  projects(): readonly Project[];
  /** How many files are known, and how many were read into facts for a project. */
  stats(): { readonly files: number; readonly parsed: number };
}

interface Entry {
  readonly tree: TreeFile;
  readonly source: SourceText | null;
  /** Null until first needed. */
  facts: FileFacts | null;
  /** Other files that its facts were read with. */
  readonly reads: Set<string>;
}

/** Starts the analysis of a repository. */
export function createAnalysis(setup: AnalysisSetup): Analysis {
  return new RepositoryAnalysis(setup);
}

class RepositoryAnalysis implements Analysis {
  #setup: AnalysisSetup;
  readonly #entries = new Map<string, Entry>();
  /** Paths that were asked for and are not there. */
  readonly #absent = new Set<string>();
  /** By path: the files whose facts were read with its help. */
  readonly #readers = new Map<string, Set<string>>();
  #roots: readonly string[] | null = null;
  readonly #projects = new Map<string, Project>();
  readonly #reports = new Map<string, { readonly options: JudgeOptions; readonly report: ProjectReport }>();
  #owner: (path: string) => string | undefined = () => undefined;

  constructor(setup: AnalysisSetup) {
    this.#setup = setup;
  }

  configure(setup: AnalysisSetup): void {
    this.#setup = setup;
    this.#roots = null;
    this.#forgetProjects();
  }

  update({ upsert, remove, forget }: FileChanges): void {
    if (forget) this.#absent.clear();
    this.#upsert(upsert);
    this.#remove(remove);
    if (forget) this.#absent.clear();
  }

  #upsert(files: readonly FileInput[]): void {
    for (const { text, ...given } of files) {
      const previous = this.#entries.get(given.path);
      const tree = previous === undefined ? given : withKnown(given, previous.tree);
      this.#absent.delete(tree.path);
      const isSame = previous !== undefined && previous.source !== null && text !== undefined && sourceEquals(previous.source, text);
      const source = isSame ? previous.source : text === undefined ? null : createSourceText(tree.path, text);
      this.#entries.set(tree.path, { tree, source, facts: isSame ? previous.facts : null, reads: isSame ? previous.reads : new Set() });
      if (isSame && treeEquals(previous.tree, tree)) continue;
      this.#touch(tree.path, previous === undefined);
    }
  }

  #remove(paths: readonly string[]): void {
    for (const path of paths) {
      this.#absent.add(path);
      if (this.#entries.delete(path)) this.#touch(path, true);
    }
  }

  /** Drops what was derived from a path; the files that read it are read anew. */
  #touch(path: string, isTreeChange: boolean): void {
    for (const reader of this.#readers.get(path) ?? []) {
      const entry = this.#entries.get(reader);
      if (entry === undefined) continue;
      entry.facts = null;
      this.#touchOwner(reader);
    }
    if (isTreeChange && marksProject(path)) this.#roots = null;
    this.#touchOwner(path);
  }

  #touchOwner(path: string): void {
    if (isShared(path) || this.#roots === null) {
      this.#forgetProjects();
      return;
    }
    const owner = this.#ownerOf(path);
    if (owner === undefined) return;
    this.#projects.delete(owner);
    this.#reports.delete(owner);
  }

  #forgetProjects(): void {
    this.#projects.clear();
    this.#reports.clear();
  }

  wanted(): WantedFiles {
    const reads = new Set<string>();
    for (const entry of this.#entries.values()) {
      if (!this.#counts(entry.tree.path)) continue;
      this.#factsOf(entry);
      for (const path of entry.reads) if (!this.#absent.has(path) && this.#isUnread(path)) reads.add(path);
    }
    const named = wantedBy(this.projects());
    for (const path of named.read) if (!this.#absent.has(path) && this.#isUnread(path)) reads.add(path);
    const stat = named.stat.filter((path) => !this.#absent.has(path) && !this.#entries.has(path));
    const hash = named.hash.filter((path) => this.#entries.get(path)?.tree.md5 === null);
    return { read: [...reads], stat, hash };
  }

  /** Whether any judged project sees a file; what lies outside all projects is there only to be named. */
  #counts(path: string): boolean {
    const owner = this.#ownerOf(path);
    return (owner !== undefined && this.#isJudged(owner)) || isShared(path);
  }

  #isJudged(root: string): boolean {
    return this.#setup.part?.judged.includes(root) !== false;
  }

  #ownerOf(path: string): string | undefined {
    this.#allRoots();
    return this.#owner(path);
  }

  #allRoots(): readonly string[] {
    if (this.#roots === null) {
      this.#roots = this.#setup.part?.roots ?? discoverProjects(this.#entries.keys());
      this.#owner = ownerLookup(this.#roots);
      this.#forgetProjects();
    }
    return this.#roots;
  }

  #isUnread(path: string): boolean {
    const entry = this.#entries.get(path);
    return entry === undefined || (entry.source === null && entry.tree.unread === null);
  }

  #factsOf(entry: Entry): FileFacts | null {
    if (entry.source === null) return null;
    entry.facts ??= isCandidate(entry.tree.path)
      ? readFile(entry.source, {
          read: (path) => {
            entry.reads.add(path);
            this.#addReader(path, entry.tree.path);
            return this.#entries.get(path)?.source?.text;
          },
        })
      : { source: entry.source, format: null, documents: [], problems: [] };
    return entry.facts;
  }

  #addReader(path: string, reader: string): void {
    const readers = this.#readers.get(path) ?? new Set();
    this.#readers.set(path, readers.add(reader));
  }

  projects(): readonly Project[] {
    const judged = this.#allRoots().filter((root) => this.#isJudged(root));
    const missing = new Set(judged.filter((root) => !this.#projects.has(root)));
    if (missing.size > 0) this.#buildProjects(missing);
    return judged.flatMap((root) => this.#projects.get(root) ?? []);
  }

  #buildProjects(roots: ReadonlySet<string>): void {
    const owned = new Map<string, Entry[]>([...roots].map((root) => [root, []]));
    const shared: Entry[] = [];
    for (const entry of this.#entries.values()) {
      const { path } = entry.tree;
      const owner = this.#ownerOf(path);
      if (owner !== undefined) owned.get(owner)?.push(entry);
      if (isShared(path)) shared.push(entry);
    }
    for (const [root, own] of owned) {
      const entries = [...new Set([...own, ...shared])].sort((left, right) => (left.tree.path < right.tree.path ? -1 : 1));
      this.#projects.set(
        root,
        createProject({
          root,
          repository: this.#setup.repository,
          today: this.#setup.today,
          folderName: this.#setup.folderName,
          tree: new Map(entries.map((entry) => [entry.tree.path, entry.tree])),
          files: entries.flatMap((entry) => this.#factsOf(entry) ?? []),
        }),
      );
    }
  }

  judge(options: JudgeOptions): readonly ProjectReport[] {
    return this.projects().map((project) => {
      const known = this.#reports.get(project.root);
      if (known !== undefined && known.options === options) return known.report;
      const report = judgeProject(project, options);
      this.#reports.set(project.root, { options, report });
      return report;
    });
  }

  inputs(): readonly ProjectInputs[] {
    const first = this.#allRoots()[0];
    return this.projects().map((project) => {
      const { read, stat, hash } = wantedBy([project]);
      const named = new Set([...read, ...stat, ...hash]);
      let parsed = 0;
      for (const path of project.tree.keys()) {
        const entry = this.#entries.get(path);
        for (const other of entry?.reads ?? []) named.add(other);
        const isCounted = (this.#ownerOf(path) ?? first) === project.root;
        if (isCounted && (entry?.facts?.documents.length ?? 0) > 0) parsed += 1;
      }
      return { named: [...named], parsed };
    });
  }

  monitoring(root: string, found: FoundData): ProjectMonitoring | null {
    const project = this.projects().find((one) => one.root === root);
    return project === undefined ? null : projectMonitoring(project, found);
  }

  start(root: string, found: FoundData): ProjectStart | null {
    const project = this.projects().find((one) => one.root === root);
    return project === undefined ? null : projectStart(project, found);
  }

  stats(): { readonly files: number; readonly parsed: number } {
    return { files: this.#entries.size, parsed: this.inputs().reduce((sum, project) => sum + project.parsed, 0) };
  }
}
