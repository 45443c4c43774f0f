import type { TableFile } from '../core/drift/table.ts';
import { type Message, format } from '../core/l10n/message.ts';

/** Why a batch file is not read, in words for the person. */
export class BatchFileError extends Error {
  override readonly name = 'BatchFileError';
  readonly text: Message;

  constructor(text: Message) {
    super(format(text, 'en'));
    this.text = text;
  }
}

/** An open file of rows. */
export interface BatchFile extends TableFile {
  close(): Promise<void>;
}

/** Which files a `files` source has. Paths are relative to the manifest, with `/`. */
export interface BatchListing {
  /** Paths that match a glob such as `data/batches/*.csv`; a plain path matches itself if it is there. Any order. Rejects where there are too many. */
  list(glob: string, signal: AbortSignal): Promise<readonly string[]>;
  /** When the file was last changed, in milliseconds since 1970 UTC. */
  mtime(path: string, signal: AbortSignal): Promise<number>;
}

/** The files of a `files` source, to be read. */
export interface BatchFiles extends BatchListing {
  /** Opens a file to read its rows; rejects where it cannot be read. Reading blocks the thread; whoever opens it closes it. */
  open(path: string, signal: AbortSignal): Promise<BatchFile>;
}

/** Files that are small enough to be read as a whole, such as reports. Paths are relative to the manifest, with `/`. */
export interface WholeFiles extends BatchListing {
  /** The bytes of a file; rejects where it cannot be read, or has more bytes than `largest`. */
  read(path: string, signal: AbortSignal, largest: number): Promise<Uint8Array>;
}
