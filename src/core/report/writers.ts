/** Every format of the report of `airworthy check`. */
import type { ProjectReport } from '../engine/judge-project.ts';
import type { Language } from '../l10n/message.ts';
import { checkHtml } from './check-html.ts';
import type { RunFacts } from './check-json.ts';
import { checkMarkdown } from './check-markdown.ts';
import { checkText } from './check-text.ts';
import type { FailOn } from './fail-on.ts';
import { githubAnnotations } from './github-annotations.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';

/** What a report says of its making, and in which words. */
export interface ReportFacts extends RunFacts {
  readonly language: Language;
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
  readonly failOn: FailOn;
  /** Version of this program. */
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly madeAt: number;
}

/** The formats besides JSON, whose writer needs far less. */
export const writers = {
  text: (reports, facts) => checkText(reports, facts, facts),
  sarif: (reports, facts) => `${JSON.stringify(sarif(reports, facts), null, 2)}\n`,
  junit: (reports, facts) => junit(reports, facts, facts.failOn),
  markdown: (reports, facts) => checkMarkdown(reports, facts, facts.language),
  html: (reports, facts) => checkHtml(reports, facts),
  github: (reports, facts) => githubAnnotations(reports, facts.language),
} as const satisfies Readonly<Record<string, (reports: readonly ProjectReport[], facts: ReportFacts) => string>>;

/** A format besides JSON. */
export type WrittenFormat = keyof typeof writers;
