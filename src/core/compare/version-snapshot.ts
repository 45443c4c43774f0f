/**
 * What a version is made of, as plain data. `commit-snapshot.ts` reads one from a commit; a source without commits, such as an MLflow run,
 * fills in what it knows (`file` is `mlflow:SOURCE` there, as gates write it) and leaves the rest null.
 */
import type { Json } from '../facts/format.ts';

/** A number that a version was measured by. */
export interface MetricValue {
  /** Relative to the repository, or the source's name. */
  readonly file: string;
  /** JSON Pointer inside the file. */
  readonly pointer: string;
  /** NaN and infinities included. */
  readonly value: number;
}

/** A parameter; lists are values as a whole. */
export interface ParameterValue {
  readonly file: string;
  /** The keys on the way to it, joined by dots. */
  readonly key: string;
  readonly value: Json;
}

/** The content of a file or folder by its digest. */
export interface DataState {
  /** Null where DVC knows it by another address (an etag, a version id) or not at all. */
  readonly md5: string | null;
  /** True for digests of DVC 2, which fold line ends and so cannot be compared with those of DVC 3. */
  readonly legacyMd5: boolean;
  /** Bytes. */
  readonly size: number | null;
  /** For folders. */
  readonly nfiles: number | null;
}

/** Data that DVC keeps or a pipeline reads. */
export interface DataItem extends DataState {
  readonly path: string;
  readonly role: 'input' | 'output';
}

/** What a stage runs, a line for each command. */
export interface StageCommand {
  /** Its dvc.yaml. */
  readonly file: string;
  readonly stage: string;
  readonly command: string;
}

/** A package that a dependency file names. */
export interface PackageVersion {
  readonly file: string;
  readonly name: string;
  /** The version where it is pinned to one, else the specifier; empty where any version is taken. */
  readonly version: string;
}

/** A file that should have been understood and was not. */
export interface UnreadFile {
  readonly path: string;
  /** `absent`: named, but not at this commit; `not-cached`: DVC holds it elsewhere; `broken`: no JSON, YAML or TOML; `unsupported`: a Python file, or too large. */
  readonly reason: 'absent' | 'not-cached' | 'broken' | 'unsupported';
}

/** A version's content; null where the source cannot know. */
export interface VersionSnapshot {
  readonly version: string;
  /** Full id; null for a version without one. */
  readonly commit: string | null;
  readonly metrics: readonly MetricValue[] | null;
  readonly params: readonly ParameterValue[] | null;
  readonly data: readonly DataItem[] | null;
  readonly stages: readonly StageCommand[] | null;
  readonly packages: readonly PackageVersion[] | null;
  readonly unread: readonly UnreadFile[];
}
