/**
 * A rule finds one anti-pattern. It reads facts, reports places and message ids, and may carry a fix; it never parses, reads files or formats words.
 * A rule may not look at other rules' findings, nor at the clock or the editor.
 */
import type { MessageArgs, Text } from '../l10n/message.ts';
import type { Severity } from '../model/finding.ts';
import type { Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import type { ReleaseTag } from '../release/release-tag.ts';

/** A change by offsets; the engine turns it into an `Edit`. */
export type SpanEdit =
  | { readonly kind: 'replace'; readonly path: string; readonly span: Span; readonly text: string }
  | { readonly kind: 'create'; readonly path: string; readonly text: string };

/** A fix as a rule offers it. */
export interface FixOffer<Id extends string> {
  readonly titleId: Id;
  readonly args?: MessageArgs;
  readonly edits: readonly SpanEdit[];
  /** Overrides the rule's `fix`: false where this mend wants a look first. */
  readonly safe?: boolean;
}

/** One place that a rule reports. */
export interface Report<Id extends string> {
  readonly path: string;
  /** Key-level: the word that is wrong, not the block around it. */
  readonly span: Span;
  readonly messageId: Id;
  readonly args?: MessageArgs;
  /** Overrides the rule's severity where the catalogue does, such as a missing digest. */
  readonly severity?: Severity;
  readonly fix?: FixOffer<Id>;
  readonly related?: readonly { readonly path: string; readonly span: Span; readonly messageId: Id; readonly args?: MessageArgs }[];
  /** What the finding is about (a stage, a dependency), so that its fingerprint outlives moved and edited lines; the line's text by default. */
  readonly identity?: string;
}

/** What a rule gets. */
export interface RuleContext<Id extends string> {
  readonly project: Project;
  readonly report: (report: Report<Id>) => void;
}

/** Texts by path, and the repository's tags where the rule looks at releases. */
export interface RuleExamples {
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
  readonly badTags?: readonly ReleaseTag[];
  readonly goodTags?: readonly ReleaseTag[];
}

/** Everything known of a rule; docs, settings and the README's table come from here. */
export interface RuleDefinition<Id extends string = string> {
  /** The catalogue's id; also the file's name. */
  readonly id: string;
  readonly title: Text;
  readonly severity: Severity;
  /** `safe`: may be applied with others unseen; `suggested`: wants a look; null: no mechanical mend. */
  readonly fix: 'safe' | 'suggested' | null;
  /** Why it matters, one or two sentences. */
  readonly why: Text;
  /** What to do about it. */
  readonly remedy: Text;
  /** Checks of the checklist that this finding speaks against. */
  readonly checks: readonly string[];
  /** Message and fix-title templates by id. */
  readonly texts: Readonly<Record<Id, Text>>;
  /** Small projects: `bad` raises the rule, `good` does not. */
  readonly examples: RuleExamples;
  check(context: RuleContext<Id>): void;
}

/** Declares a rule; the message ids are checked by type. */
export function defineRule<const Id extends string>(rule: RuleDefinition<Id>): RuleDefinition {
  // The engine looks texts up by the ids that `check` reports, which `Id` has already tied to `texts`.
  return rule;
}
