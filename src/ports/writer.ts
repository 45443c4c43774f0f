import type { Write, WriteKind, WriteState } from '../core/release/write.ts';

/** Makes the writes of one kind. Rejects with `ProviderError`: `conflict` where somebody else's value stands there. */
export interface Writer<W extends Write> {
  /** Asks what stands there now. */
  stateOf(write: W, signal: AbortSignal): Promise<WriteState>;
  /** Makes the write; nothing happens where it was made already. */
  apply(write: W, signal: AbortSignal): Promise<void>;
  /** Puts back what stood there; nothing happens where it stands there already. */
  undo(write: W, signal: AbortSignal): Promise<void>;
}

/** A writer for every kind of write. */
export type Writers = { readonly [Kind in WriteKind]: Writer<Extract<Write, { readonly kind: Kind }>> };
