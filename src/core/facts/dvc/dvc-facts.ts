/** What DVC's files say, with places. Paths are as written unless a field says otherwise. */
import type { Located, Span } from '../../model/span.ts';
import type { Json } from '../format.ts';

/** An output, metric or plot of a stage. */
export interface DvcOutput {
  readonly path: Located<string>;
  /** Relative to the repository: the file's folder, `wdir` and the path joined; null for URLs and absolute paths. */
  readonly resolved: string | null;
  readonly kind: 'out' | 'metric' | 'plot';
  /** False: DVC keeps no copy of it, Git must. */
  readonly cache: boolean;
  readonly push: boolean;
  readonly remote: string | null;
}

/** A dependency on a file, folder or URL. */
export interface DvcDependency {
  readonly path: Located<string>;
  readonly resolved: string | null;
}

/** A dependency on a parameter: one key, or (key null) the whole file. */
export interface DvcParameter {
  readonly file: string;
  /** Relative to the repository. */
  readonly resolvedFile: string;
  readonly key: Located<string> | null;
  readonly span: Span;
}

/** A stage after expansion of `foreach` and `matrix`; expanded stages share the places of their group. */
export interface DvcStage {
  readonly name: Located<string>;
  /** The name before `@`. */
  readonly group: string;
  readonly commands: readonly Located<string>[];
  readonly wdir: string | null;
  readonly deps: readonly DvcDependency[];
  readonly outs: readonly DvcOutput[];
  readonly params: readonly DvcParameter[];
  readonly frozen: boolean;
}

/** An entry of `artifacts`, which GTO tags can name. */
export interface DvcArtifact {
  readonly id: Located<string>;
  readonly path: Located<string> | null;
  readonly resolved: string | null;
  readonly type: string | null;
}

/** A dvc.yaml. */
export interface DvcYamlFacts {
  readonly stages: readonly DvcStage[];
  readonly metrics: readonly DvcDependency[];
  readonly plots: readonly DvcDependency[];
  /** Parameter files named on the top level. */
  readonly params: readonly DvcDependency[];
  readonly artifacts: readonly DvcArtifact[];
  /** True where a template could not be resolved, so that names or paths may be incomplete. */
  readonly unresolved: boolean;
}

/** A hashed file or folder in a lock or `.dvc` file. */
export interface DvcItem {
  readonly path: Located<string>;
  readonly resolved: string | null;
  readonly md5: Located<string> | null;
  /** True for digests of DVC 2 and older, which fold CRLF to LF and lie in the older cache layout. */
  readonly legacyMd5: boolean;
  readonly size: number | null;
  readonly nfiles: number | null;
  /** `isexec`: DVC makes the file one that can be run when it checks it out. */
  readonly isExecutable: boolean;
  /** Any other content address: etag, checksum, version id, per-file cloud entries, or an import's `rev_lock`. */
  readonly otherHash: boolean;
  readonly cache: boolean;
  readonly push: boolean;
  readonly remote: string | null;
}

/** One parameter value as it was when the stage ran. */
export interface DvcLockedParameter {
  readonly file: string;
  readonly resolvedFile: string;
  readonly key: Located<string>;
  readonly value: Json;
}

/** A stage of dvc.lock. */
export interface DvcLockStage {
  readonly name: Located<string>;
  readonly command: Located<string> | null;
  readonly deps: readonly DvcItem[];
  readonly params: readonly DvcLockedParameter[];
  readonly outs: readonly DvcItem[];
}

/** A dvc.lock; `schema` is null in the 1.0 layout. */
export interface DvcLockFacts {
  readonly schema: string | null;
  readonly stages: readonly DvcLockStage[];
}

/** A `.dvc` file. */
export interface DvcFileFacts {
  readonly outs: readonly DvcItem[];
  readonly deps: readonly DvcItem[];
  readonly frozen: boolean;
}

/** A remote of `.dvc/config`. */
export interface DvcRemote {
  readonly name: Located<string>;
  /** As written, credentials included: never print it; `inspect` redacts. */
  readonly url: Located<string> | null;
  /** Options that hold a credential. */
  readonly secrets: readonly { readonly key: string; readonly span: Span }[];
}

/** A `.dvc/config`. */
export interface DvcConfigFacts {
  readonly remotes: readonly DvcRemote[];
  readonly defaultRemote: Located<string> | null;
  readonly cacheDir: string | null;
}
