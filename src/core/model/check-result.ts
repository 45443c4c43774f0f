import type { Message } from '../l10n/message.ts';
import type { Range } from './span.ts';

/** The catalogue's statuses. `unknown` means that nobody could look; what was looked for and not found is `missing`. */
export type CheckStatus = 'met' | 'partial' | 'missing' | 'not-applicable' | 'waived' | 'unknown';

/** One fact that speaks for (or against) a check. */
export interface Evidence {
  /** Null where the fact is not in a file, such as a Git tag; then `ref` names it. */
  readonly path: string | null;
  /** Null for a whole file and for what is not in a file. */
  readonly range: Range | null;
  readonly ref: string | null;
  readonly why: Message;
}

/** The answer to one question of the readiness checklist. */
export interface CheckResult {
  readonly id: string;
  readonly status: CheckStatus;
  readonly reason: Message;
  readonly evidence: readonly Evidence[];
}

/** Worst first: no-go, shadow-only, go, not-applicable. */
export type Verdict = 'no-go' | 'shadow-only' | 'go' | 'not-applicable';
