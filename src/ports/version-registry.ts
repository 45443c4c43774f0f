import { format, type Message } from '../core/l10n/message.ts';
import type { ModelState } from '../core/release/model-state.ts';
import type { RegistryChange } from '../core/release/release-plan.ts';
import type { Write } from '../core/release/write.ts';

/** Why a registry or a source of metrics could not do it. */
export type ProviderErrorCode = 'unreachable' | 'unauthorized' | 'not-found' | 'conflict' | 'bad-answer' | 'unsupported';

/** The part of what a person declared that is at fault, where the answer shows it. */
export type ProviderErrorPlace = 'query' | 'address' | 'credential';

/** A failure of the outside world, with words for the person; `cause` holds the technical detail for the log. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: ProviderErrorCode;
  /** What happened. */
  readonly text: Message;
  /** What to do about it. */
  readonly hint: Message;
  /** Null where nothing that is declared is known to be at fault, such as for a server that is down. */
  readonly at: ProviderErrorPlace | null;

  constructor(
    code: ProviderErrorCode,
    words: { readonly text: Message; readonly hint: Message; readonly at?: ProviderErrorPlace },
    cause?: unknown,
  ) {
    super(format(words.text, 'en'), { cause });
    this.code = code;
    this.text = words.text;
    this.hint = words.hint;
    this.at = words.at ?? null;
  }
}

/** A server wants a login, or did not accept the one that it got: with another one the same request may succeed. Its code is `unauthorized`. */
export class LoginError extends ProviderError {}

/** What a registry holds at one moment. */
export interface RegistrySnapshot {
  /** Deprecated models included. */
  readonly models: readonly ModelState[];
  /** For a model the number that a new tag would carry; 1 for an unknown one. */
  readonly nextCounter: (artifact: string) => number;
}

/** What a registry is to write for a release. */
export interface RegistryOrder {
  readonly change: RegistryChange;
  /** The record to keep with the change, see `release-message.ts`. */
  readonly record: string;
  /** The remote that the change will be pushed to: its state must be known here too. Null where nothing is pushed. */
  readonly remote: string | null;
}

/** A change made ready. */
export interface PreparedChange {
  /** In the order in which they are made. */
  readonly writes: readonly Write[];
  /**
   * The time recorded, in milliseconds since 1970-01-01T00:00Z, where it is not this machine's: the newest change of the model is dated
   * at or after now, and an older record would not count. Null else.
   */
  readonly datedAfter: number | null;
}

/** A registry that a server keeps. */
export interface ServerRegistry extends VersionRegistry {
  /** What a plan should say of the server before a person agrees to it. */
  readonly caveat: Message;
  /** As every registry; `notes` are what a person should know of the answer, such as stages that are deprecated. */
  read(names: readonly string[] | 'all', signal: AbortSignal): Promise<RegistrySnapshot & { readonly notes: readonly Message[] }>;
  /** The commit that a version was made from, also where `read` left it out; null where the server does not know. */
  commitOf(artifact: string, version: string, signal: AbortSignal): Promise<string | null>;
}

/** Where versions and stages of models are kept. */
export interface VersionRegistry {
  readonly id: RegistryChange['registry'];
  /** The models of these names, or all of them. A model that is not there is left out. */
  read(names: readonly string[] | 'all', signal: AbortSignal): Promise<RegistrySnapshot>;
  /** Who would be recorded, `Name <e-mail>`; rejects where nobody is known. */
  actor(signal: AbortSignal): Promise<string>;
  /**
   * The writes for a change. The state is read again, at the remote too where it is pushed to; where it is no longer the one that was
   * planned on, the error is `conflict`. Nothing is written yet.
   */
  prepare(order: RegistryOrder, signal: AbortSignal): Promise<PreparedChange>;
  /**
   * The same writes where the server or the remote cannot be reached: they stand on what the change says and on what is here. Each write
   * still looks at its own place before it is made.
   */
  prepareUnseen(order: RegistryOrder, signal: AbortSignal): Promise<PreparedChange>;
  /** Whether the registry, read again, says what the change asked for. That nothing else runs is not said by that. */
  verify(change: RegistryChange, signal: AbortSignal): Promise<boolean>;
}
