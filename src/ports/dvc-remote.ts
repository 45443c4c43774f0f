/**
 * Where DVC's objects are copied from without DVC: its cache and remotes that are folders or plain HTTP(S) servers. Nothing is written
 * there. What is copied is compared with its digest, and what is not the same is never kept.
 */

/** An object by its name in DVC's stores. */
export interface DvcObject {
  /** 32 hexadecimal digits, with `.dir` for a folder's listing. */
  readonly md5: string;
  /** True for digests of DVC 2, which fold line ends of texts and lie in the older layout. */
  readonly legacyMd5: boolean;
  /** Recorded size in bytes, of a file in a folder the folder's: no more than that is read. Null where none was recorded. */
  readonly size: number | null;
}

/** A place that holds objects. */
export type DvcStore =
  /** Absolute. */
  | { readonly kind: 'folder'; readonly path: string }
  /** With scheme http or https and without credentials. */
  | { readonly kind: 'http'; readonly url: string };

/**
 * Reads stores. Rejects with `ProviderError`: `bad-answer` where something else than the object is there, `unreachable`,
 * `unauthorized`; with the signal's reason when aborted. That a store lacks an object is an answer.
 */
export interface DvcStores {
  /** The cache of the DVC project that holds a folder (absolute); null outside of a project. */
  cacheOf(folder: string, signal: AbortSignal): Promise<DvcStore | null>;
  /** Whether the store has something under that name; null for servers, which are not asked. */
  has(store: DvcStore, object: DvcObject, signal: AbortSignal): Promise<boolean | null>;
  /** A folder's listing or another small object; null where the store lacks it. */
  read(store: DvcStore, object: DvcObject, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Copies an object into a new file (absolute); false, without a file, where the store lacks it. */
  copy(store: DvcStore, object: DvcObject, target: string, signal: AbortSignal): Promise<boolean>;
}
