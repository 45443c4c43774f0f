/**
 * One model project as rules and checks see it: its files' facts, the tree around them, and what Git says.
 * All paths are relative to the repository (without Git: the folder that is checked), with `/`.
 */
import type { DocumentFacts, FactsByFormat, FileFacts, FormatId } from '../facts/facts.ts';
import type { Manifest } from '../config/manifest-schema.ts';
import type { Json } from '../facts/format.ts';
import type { SourceText } from '../model/source-text.ts';
import type { ReleaseTag } from '../release/release-tag.ts';

/** Why a file that is there was not read. */
export type UnreadReason = 'too-large' | 'unreadable' | 'not-text' | 'outside';

/** A file of the tree, read or not. */
export interface TreeFile {
  readonly path: string;
  /** Bytes; null where nobody asked the file system. */
  readonly size: number | null;
  /** Whether Git holds it; null where Git could not be asked. */
  readonly tracked: boolean | null;
  /** Whether Git is told to ignore it; such files are here only because another file names them. */
  readonly ignored: boolean;
  /** Set where the file should have been read but could not be. */
  readonly unread: UnreadReason | null;
  /** MD5 of the file's bytes, in hexadecimal, where a DVC file names it; empty where that was tried in vain, null where nobody asked. */
  readonly md5: string | null;
}

/** What is known of the repository around the project. */
export interface RepositoryFacts {
  /** `none`: a folder without Git, which was looked at. `unavailable`: Git could not be asked, so what it knows is unknown. */
  readonly git: 'ok' | 'none' | 'unavailable';
  readonly shallow: boolean;
  /** Commit of HEAD; null before the first commit or without Git. */
  readonly head: string | null;
  /** Every tag of the repository, GTO's or not; what the registry makes of them is `core/release`'s work. */
  readonly tags: readonly ReleaseTag[];
  /** True where tags' authors, times and messages could be read; false where only names are known. */
  readonly historyKnown: boolean;
}

/** A document together with its file. */
export interface FoundDocument<Id extends FormatId> {
  readonly path: string;
  readonly source: SourceText;
  readonly facts: FactsByFormat[Id];
  /** The document's place in its file. */
  readonly span: DocumentFacts['span'];
}

/** A model project. */
export interface Project {
  /** Its folder, '' for the repository itself. */
  readonly root: string;
  readonly name: string;
  readonly machineLearning: boolean;
  readonly stage: 'prototype' | 'pilot' | 'production' | 'critical';
  readonly stageGuessed: boolean;
  readonly manifest: Manifest | null;
  /** The manifest's document, for places. */
  readonly manifestDocument: FoundDocument<'airworthy'> | null;
  /** The files below `root` that belong to no inner project, plus the repository's shared ones (CI, CODEOWNERS, containers at its root). */
  readonly tree: ReadonlyMap<string, TreeFile>;
  readonly files: readonly FileFacts[];
  readonly repository: RepositoryFacts;
  /** Today's date, ISO (2026-11-22), for reviews, waivers and cadences. */
  readonly today: string;
  /** All documents of one format in path order. */
  documents<Id extends FormatId>(format: Id): readonly FoundDocument<Id>[];
  /** A file that was read, by path; undefined if it is not there or was not read. */
  file(path: string): FileFacts | undefined;
  /** Whether a file or folder is in the tree (or named by a DVC file and present). */
  exists(path: string): boolean;
  /** Data of a JSON, YAML or TOML file that was read (metrics, parameters); undefined if not there or broken. */
  data(path: string): Json | undefined;
  /** The project path of a path written relative to a file; null when it leaves the repository or is a URL. */
  resolve(fromFile: string, relative: string): string | null;
}
