import type { UnreadReason } from '../core/project/project.ts';

/** A text, or why there is none. */
export type ReadResult =
  | { readonly kind: 'text'; readonly text: string; readonly size: number }
  | { readonly kind: 'unread'; readonly reason: UnreadReason; readonly size: number | null }
  | { readonly kind: 'absent' };

/** What stands at a path. */
export interface FileStat {
  readonly kind: 'file' | 'folder';
  /** Bytes; null for a folder. */
  readonly size: number | null;
}

/** A listed file. */
export interface ListedFile {
  readonly path: string;
  readonly tracked: boolean | null;
}

/**
 * The files below one root folder; paths are relative to it, with `/`.
 * Nothing outside the root is read: a link that leaves it is `unread` with the reason `outside`, DVC's cache excepted.
 */
export interface FileTree {
  /** Absolute, links resolved. */
  readonly root: string;
  /** All files by walking the folders: for places without Git, and where no process may start. Follows no links; honours `.gitignore`. */
  walk(signal: AbortSignal): Promise<readonly ListedFile[]>;
  read(path: string, signal: AbortSignal): Promise<ReadResult>;
  /** Null where there is nothing, or nothing that may be looked at. */
  stat(path: string, signal: AbortSignal): Promise<FileStat | null>;
  /** MD5 of the bytes in hexadecimal; null where the file is gone, unreadable or larger than 256 MB. */
  md5(path: string, signal: AbortSignal): Promise<string | null>;
}
