import type { ProjectReport } from '../core/engine/judge-project.ts';

/** What a file system says of a path without reading it. */
export interface FileStamp {
  /** Equal as long as nobody changed the file, replaced it or moved a link on the way to it. */
  readonly text: string;
  /** Milliseconds since 1970-01-01T00:00Z of the last change; 0 for what is absent and for a folder, which is only there. */
  readonly changedAt: number;
}

/** How a file that another one names was found. */
export type NamedState = 'absent' | 'found' | 'ignored';

/** A project's report with all that it was made from. */
export interface StoredProject {
  /** The project's own files: paths, whether Git holds them, and stamps. */
  readonly own: string;
  /** Files that its files name. */
  readonly named: readonly { readonly path: string; readonly stamp: string; readonly state: NamedState }[];
  /** How many files were read into facts. */
  readonly parsed: number;
  readonly report: ProjectReport;
}

/** The reports of one run over a folder. */
export interface StoredRun {
  /** What all projects were judged by: the tool, the options, the day, Git's facts and the shared files. */
  readonly base: string;
  readonly projects: ReadonlyMap<string, StoredProject>;
}

/** Reports kept from one run to the next, outside the workspace. Nothing here ever fails: without a cache, work is done again. */
export interface ReportCache {
  /** Tells releases and builds of the tool apart: no report of another one is trusted. */
  readonly tool: string;
  /** When this run began, in milliseconds since 1970-01-01T00:00Z. */
  readonly startedAt: number;
  /** Null where nothing is kept or what is kept is broken. */
  load(): StoredRun | null;
  /** Replaces what is kept, whole or not at all. */
  save(run: StoredRun): void;
  /** The stamp of a path relative to the repository, as it is now. */
  stamp(path: string): FileStamp;
}
