import type { Message } from '../l10n/message.ts';
import type { Range } from './span.ts';

/** From loudest to quietest; the names are those of the CLI's JSON. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One change to a text file. Ranges refer to the text that was analysed; edits of one fix never overlap. */
export type Edit =
  | { readonly kind: 'replace'; readonly path: string; readonly range: Range; readonly text: string }
  /** Makes a new file; never overwrites one that is there. */
  | { readonly kind: 'create'; readonly path: string; readonly text: string };

/** A mend that is carried by its finding. */
export interface Fix {
  readonly title: Message;
  readonly edits: readonly Edit[];
  /** Safe: keeps the project's meaning and may be applied together with others without a look. */
  readonly safe: boolean;
}

/** Another place that belongs to a finding, such as the second half of a mismatch. */
export interface RelatedPlace {
  readonly path: string;
  readonly range: Range;
  readonly message: Message;
}

/** What a rule found, as plain data for the editor, the CLI and reports alike. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly path: string;
  readonly range: Range;
  readonly fix: Fix | null;
  readonly related: readonly RelatedPlace[];
  /** Stays the same when lines above move; differs between two findings of one rule in one file. */
  readonly fingerprint: string;
}
