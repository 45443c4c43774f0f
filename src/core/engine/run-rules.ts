import { type Message, message } from '../l10n/message.ts';
import type { Edit, Finding, Fix, RelatedPlace } from '../model/finding.ts';
import { createSourceText, lineText, positionAt, rangeOf } from '../model/source-text.ts';
import type { Range, Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import type { FixOffer, Report, RuleDefinition, SpanEdit } from './define-rule.ts';
import { fingerprint } from './fingerprint.ts';

/** A finding with its place by offsets too, which checks and waivers compare. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly span: Span;
}

/** A rule that threw: a mistake of ours, told to the log and never to the user's verdict. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly error: string;
}

/** What came out of a run. */
export interface RuleRun {
  readonly findings: readonly LocatedFinding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Runs rules over a project. One rule's failure leaves the others' findings as they are.
 * Findings come in order of path, place and rule.
 */
export function runRules(project: Project, rules: readonly RuleDefinition[]): RuleRun {
  const findings: Draft[] = [];
  const failures: RuleFailure[] = [];
  for (const rule of rules) {
    try {
      findings.push(...runRule(project, rule));
    } catch (error) {
      failures.push({ ruleId: rule.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  return { findings: withFingerprints(findings), failures };
}

interface Draft extends LocatedFinding {
  readonly identity: string;
}

function runRule(project: Project, rule: RuleDefinition): readonly Draft[] {
  const drafts: Draft[] = [];
  rule.check({ project, report: (report) => drafts.push(draftOf(project, rule, report)) });
  return drafts;
}

function draftOf(project: Project, rule: RuleDefinition, report: Report<string>): Draft {
  const range = rangeIn(project, report.path, report.span);
  return {
    span: report.span,
    identity: report.identity ?? lineIn(project, report.path, range),
    finding: {
      ruleId: rule.id,
      severity: report.severity ?? rule.severity,
      message: textOf(rule, report.messageId, report.args),
      path: report.path,
      range,
      fix: report.fix === undefined ? null : fixOf(project, rule, report.fix),
      related: (report.related ?? []).map((place): RelatedPlace => ({
        path: place.path,
        range: rangeIn(project, place.path, place.span),
        message: textOf(rule, place.messageId, place.args),
      })),
      fingerprint: '',
    },
  };
}

function textOf(rule: RuleDefinition, id: string, args: Message['args'] = {}): Message {
  const text = rule.texts[id];
  if (text === undefined) throw new Error(`Rule ${rule.id} has no text '${id}'.`);
  return message(text, args);
}

function fixOf(project: Project, rule: RuleDefinition, offer: FixOffer<string>): Fix {
  return {
    title: textOf(rule, offer.titleId, offer.args),
    edits: offer.edits.map((edit) => editOf(project, edit)),
    safe: offer.safe ?? rule.fix === 'safe',
  };
}

function editOf(project: Project, edit: SpanEdit): Edit {
  if (edit.kind === 'create') return edit;
  return { kind: 'replace', path: edit.path, range: rangeIn(project, edit.path, edit.span), text: edit.text };
}

const nowhere = createSourceText('', '');

function rangeIn(project: Project, path: string, span: Span): Range {
  const source = project.file(path)?.source;
  // A file that was not read (a model binary) has no lines: the finding stands at its first character.
  return source === undefined ? { start: positionAt(nowhere, 0), end: positionAt(nowhere, 0) } : rangeOf(source, span);
}

function lineIn(project: Project, path: string, range: Range): string {
  const source = project.file(path)?.source;
  return source === undefined ? '' : lineText(source, range.start.line).trim();
}

/** Equal identities in one file are told apart by their order, so that each finding keeps a fingerprint of its own. */
function withFingerprints(drafts: readonly Draft[]): readonly LocatedFinding[] {
  const seen = new Map<string, number>();
  return [...drafts].sort(byPlace).map((draft) => {
    const identity = draft.identity;
    const base = `${draft.finding.ruleId}\n${draft.finding.path}\n${identity}`;
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return { span: draft.span, finding: { ...draft.finding, fingerprint: fingerprint(`${base}\n${String(count)}`) } };
  });
}

function byPlace(left: LocatedFinding, right: LocatedFinding): number {
  return (
    compareText(left.finding.path, right.finding.path) ||
    left.finding.range.start.line - right.finding.range.start.line ||
    left.finding.range.start.column - right.finding.range.start.column ||
    compareText(left.finding.ruleId, right.finding.ruleId)
  );
}

/** Order by code units, the same on every machine. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
