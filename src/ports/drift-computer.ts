/** Drift computed somewhere: in this thread for tests and inside the worker, in a worker thread for the editor. */
import type { Manifest } from '../core/config/manifest-schema.ts';
import type { Distribution } from '../core/drift/distribution.ts';
import type { DriftSeries } from '../core/drift/drift-over-time.ts';
import type { Message } from '../core/l10n/message.ts';

/** A file that could not be read; `line` is 1-based, 0 where the problem is not in a line. The message is null where `reason` is the system's own. */
export interface FileProblem {
  readonly path: string;
  readonly line: number;
  readonly message: Message | null;
  readonly reason: string;
}

/** Where the time of a batch was found. */
export type TimeSource = 'column' | 'name' | 'modified';

/** A batch that was read. */
export interface BatchInfo {
  readonly path: string;
  readonly time: number;
  readonly timeFrom: TimeSource;
  readonly rows: number;
}

/** The series of one entry of `drift` or `charts`. */
export interface WatchedSeries extends DriftSeries {
  /** The entry's id as charts have it, such as `drift/0`. */
  readonly id: string;
  /** Name of its source: the series of one source have the same batches. */
  readonly source: string;
}

/** A file of a source that could not be read. */
export interface SourceProblem extends FileProblem {
  readonly source: string;
}

/** An entry that cannot be computed. */
export interface LeftEntry {
  readonly id: string;
  readonly title: string;
  readonly why: Message;
}

/** A project's drift. */
export interface ProjectDrift {
  /** In the manifest's order. */
  readonly series: readonly WatchedSeries[];
  /** Newest last; of all sources together. */
  readonly batches: readonly BatchInfo[];
  readonly problems: readonly SourceProblem[];
  /** Entries of `files` sources that cannot be computed, and why. */
  readonly left: readonly LeftEntry[];
}

/** A column of a `files` source, and the batches whose rows are taken together. */
export interface DistributionRequest {
  /** Name of the source in the manifest. */
  readonly source: string;
  readonly column: string;
  /** Paths as the series name them; those that the source does not list are problems. */
  readonly batches: readonly string[];
  /** Most categories with a bin of their own; 20 where left out. */
  readonly categories?: number | undefined;
}

/** The distribution of one column. */
export interface DistributionAnswer {
  /** Null where the reference or every batch could not be read, or the column is not on both sides; the problems say why. */
  readonly distribution: Distribution | null;
  /** The batches whose rows are in it. */
  readonly batches: readonly string[];
  readonly problems: readonly FileProblem[];
}

/** A project whose files are looked at: nothing outside `root` is read. */
export interface DriftPlace {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Folder of the manifest, relative to the root. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** How far a computation is: files done of all that are known so far. */
export interface DriftProgress {
  readonly done: number;
  readonly all: number;
}

/** How a computation is watched and stopped. */
export interface DriftRun {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: DriftProgress) => void) | undefined;
}

/** Computes drift from the batches of `files` sources. Each call rejects with the signal's reason when it is aborted. */
export interface DriftComputer {
  driftOfProject(place: DriftPlace, run: DriftRun): Promise<ProjectDrift>;
  distributionOf(place: DriftPlace, request: DistributionRequest, run: DriftRun): Promise<DistributionAnswer>;
}
