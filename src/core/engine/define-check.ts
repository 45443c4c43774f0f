/**
 * A check answers one question of the readiness checklist from evidence.
 * What was looked for and not found is `missing`; what nobody could look at is `unknown`, with the reason.
 */
import { type Message, type MessageArgs, type Text, message } from '../l10n/message.ts';
import type { CheckStatus } from '../model/check-result.ts';
import type { Span } from '../model/span.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import type { Project } from '../project/project.ts';

/** The checklist's groups, in the order they are shown. */
export const checkGroups = [
  'purpose',
  'pipeline',
  'data',
  'model',
  'validation',
  'serving',
  'monitoring',
  'release',
  'response',
  'compliance',
] as const;
/** One of them. */
export type CheckGroup = (typeof checkGroups)[number];

/** Evidence by offsets; the engine turns it into `Evidence`. */
export interface EvidenceOffer {
  /** Null with a `ref` for what is not in a file. */
  readonly path: string | null;
  /** Null for the whole file. */
  readonly span: Span | null;
  readonly ref?: string;
  readonly why: Message;
}

/** A check's answer. `waived` is the engine's word, never a check's. */
export interface CheckAnswer {
  readonly status: Exclude<CheckStatus, 'waived'>;
  readonly reason: Message;
  readonly evidence: readonly EvidenceOffer[];
}

/** What a check may use beside the project. */
export interface CheckContext {
  readonly project: Project;
  /** What the servers that the manifest declares answered; null where none was asked. */
  readonly live: LiveFacts | null;
  /** How many findings a rule has in this project: for `version-consistency` and its like. */
  findings(ruleId: string): readonly { readonly path: string; readonly span: Span }[];
}

/** Everything known of a check. */
export interface CheckDefinition {
  /** The catalogue's id; also the file's name. */
  readonly id: string;
  readonly group: CheckGroup;
  readonly title: Text;
  /** The catalogue's question. */
  readonly question: Text;
  /** Its weight in the score where the manifest says nothing; blockers weigh 3. */
  readonly weight: number;
  /** What counts: shown by `explain` and in the docs. */
  readonly evidence: { readonly met: Text; readonly partial: Text; readonly missing: Text };
  /** The step that would bring it to `met`, in words, with the work it takes. */
  readonly step: { readonly title: Text; readonly effort: 'minutes' | 'hours' | 'days'; readonly fix: string | null };
  evaluate(context: CheckContext): CheckAnswer;
}

/** Declares a check. */
export function defineCheck(check: CheckDefinition): CheckDefinition {
  return check;
}

/** Short for an answer with its reason. */
export function answer(
  status: CheckAnswer['status'],
  reason: Text,
  options: { readonly args?: MessageArgs; readonly evidence?: readonly EvidenceOffer[] } = {},
): CheckAnswer {
  return { status, reason: message(reason, options.args), evidence: options.evidence ?? [] };
}
