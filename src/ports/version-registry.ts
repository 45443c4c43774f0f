import type { Message } from '../core/l10n/message.ts';
import type { ModelState } from '../core/release/registry-state.ts';
import type { RegistryId } from '../core/release/release-config.ts';
import type { ReleasePlan } from '../core/release/release-plan.ts';

/** Why a registry or a source of metrics could not do it. */
export type ProviderErrorCode = 'unreachable' | 'unauthorized' | 'not-found' | 'conflict' | 'bad-answer' | 'unsupported';

/** A failure of the outside world, with words for the person; `cause` holds the technical detail for the log. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: ProviderErrorCode;
  /** What happened. */
  readonly text: Message;
  /** What to do about it. */
  readonly hint: Message;

  constructor(code: ProviderErrorCode, words: { readonly text: Message; readonly hint: Message }, cause?: unknown) {
    super(words.text.en, { cause });
    this.code = code;
    this.text = words.text;
    this.hint = words.hint;
  }
}

/** What a registry holds at one moment. */
export interface RegistrySnapshot {
  /** Deprecated models included. */
  readonly models: readonly ModelState[];
  /** For a model the number that a new tag would carry; 1 for an unknown one. */
  readonly nextCounter: (artifact: string) => number;
}

/** A plan to carry out, with what is to be recorded beside it. */
export interface ReleaseOrder {
  readonly plan: ReleasePlan;
  /** The record to keep with the change, such as a tag's message. */
  readonly record: string;
}

/** What was done. */
export interface Receipt {
  /** Where the change is recorded: the tag's name. */
  readonly ref: string;
  /** True where the registry, read again, says what was asked for. That nothing else runs is not said by that. */
  readonly verified: boolean;
  readonly pushed: boolean;
  /**
   * The time recorded, in milliseconds since 1970-01-01T00:00Z, where it is not this machine's: the newest change of the model is dated
   * at or after now, and an older record would not count. Null else.
   */
  readonly datedAfter: number | null;
}

/** Where versions and stages of models are kept. */
export interface VersionRegistry {
  readonly id: RegistryId;
  readonly can: { readonly promote: boolean; readonly rollback: boolean };
  read(signal: AbortSignal): Promise<RegistrySnapshot>;
  /** Who would be recorded, `Name <e-mail>`; rejects where nobody is known. */
  actor(signal: AbortSignal): Promise<string>;
  /**
   * Carries a plan out. The state is read again just before writing, at the remote too where it is pushed to; where it is no longer the
   * one that was planned on, nothing is written and the error is `conflict`.
   */
  apply(order: ReleaseOrder, signal: AbortSignal): Promise<Receipt>;
}
