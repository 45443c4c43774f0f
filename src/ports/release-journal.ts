import type { ReleaseVerb } from '../core/release/release-steps.ts';
import type { Write } from '../core/release/write.ts';

/** A release under way, or one that was interrupted, as it stands in the journal. */
export interface JournalEntry {
  /** Unlike every other entry's. */
  readonly id: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly startedAt: number;
  readonly action: ReleaseVerb;
  readonly model: string;
  readonly stage: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  /** All writes, in their order. */
  readonly writes: readonly Write[];
  /**
   * `running`: begun, and not ended by its process. `pending`: the person went on without a target that could not be reached; its writes
   * are still to be made.
   */
  readonly state: 'running' | 'pending';
}

/** What stands in the journal. */
export type JournalState =
  | { readonly kind: 'empty' }
  /** Another process, which is alive, is at work. */
  | { readonly kind: 'busy'; readonly entry: JournalEntry }
  /** Left by a process that is gone, or pending. */
  | { readonly kind: 'left'; readonly entry: JournalEntry }
  /** Something that is no journal of ours stands in its place; it is left alone. */
  | { readonly kind: 'unreadable'; readonly path: string };

/**
 * Where a release writes down what it is about to write, outside the work tree, so that a process killed in the middle leaves the
 * old state, the new state, or this. One release at a time.
 */
export interface ReleaseJournal {
  read(): Promise<JournalState>;
  /** Writes an entry down, on the disk before it returns; false where another one stands there. */
  begin(entry: JournalEntry): Promise<boolean>;
  /** Replaces the entry by one of the same id. */
  update(entry: JournalEntry): Promise<void>;
  /** Forgets an entry. */
  end(entry: JournalEntry): Promise<void>;
}
