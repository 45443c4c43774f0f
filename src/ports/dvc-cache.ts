/** The local cache of DVC, read without DVC. */
export interface DvcCache {
  /**
   * The bytes stored under an MD5 for the DVC project that holds `folder` (absolute); null where the cache does not have them or has
   * something else under that name. `md5` is 32 hexadecimal digits, with `.dir` for a folder's listing.
   */
  read(folder: string, md5: string, signal: AbortSignal): Promise<Uint8Array | null>;
}
