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

/** The files of a `files` source. Paths are relative to the manifest, with `/`. */
export interface BatchFiles {
  /** Paths that match a glob such as `data/batches/*.csv`; a plain path matches itself if it is there. Any order. Rejects where there are too many. */
  list(glob: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The bytes of a file; rejects where it cannot be read, or has more bytes than `largest` or than is read at all. */
  read(path: string, signal: AbortSignal, largest?: number): Promise<Uint8Array>;
  /** When the file was last changed, in milliseconds since 1970 UTC. */
  mtime(path: string, signal: AbortSignal): Promise<number>;
}
