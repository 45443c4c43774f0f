/** Nodes of the readiness view that stand in more than one place: checks with their evidence, and findings. May not import `vscode`. */
import { checks } from '../../core/checks/index.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { CheckResult, CheckStatus, Evidence } from '../../core/model/check-result.ts';
import type { Finding, Severity } from '../../core/model/finding.ts';
import type { Range } from '../../core/model/span.ts';
import { reportWords } from '../../core/report/check-text.ts';
import { type NodeIcon, type ViewNode, bareNode, plain } from './view-node.ts';

/** A node of the view. */
export interface ReadinessNode extends ViewNode {
  /** What menus can tell it by. */
  readonly kind:
    | 'project'
    | 'verdict'
    | 'nextStep'
    | 'fixableNextStep'
    | 'group'
    | 'check'
    | 'evidence'
    | 'finding'
    | 'fixableFinding'
    | 'findings'
    | 'problems'
    | 'problem'
    | 'action';
  readonly place: { readonly path: string; readonly range: Range | null } | null;
  /** The rule or check whose page explains it. */
  readonly about: string | null;
  /** The finding whose fix it offers, by its fingerprint. */
  readonly fixes: string | null;
  /** The command that choosing it runs; null where that opens its place, or does nothing. */
  readonly runs: string | null;
  readonly children: readonly ReadinessNode[];
}

const texts = {
  place: { en: '{path}:{line}', pl: '{path}:{line}' },
} as const satisfies Readonly<Record<string, Text>>;

/** The word for each status. */
export const statusWords: Readonly<Record<CheckStatus, Text>> = {
  ...reportWords,
  'not-applicable': { en: 'not applicable', pl: 'nie dotyczy' },
};

/** The icon of each status. */
export const statusIcons: Readonly<Record<CheckStatus, NodeIcon>> = {
  met: { name: 'pass', colour: 'testing.iconPassed' },
  partial: { name: 'color-mode', colour: 'list.warningForeground' },
  missing: { name: 'error', colour: 'testing.iconFailed' },
  waived: { name: 'debug-step-over', colour: 'testing.iconSkipped' },
  unknown: { name: 'question', colour: 'testing.iconUnset' },
  'not-applicable': { name: 'circle-slash', colour: 'testing.iconSkipped' },
};

/** What was found is told by its place, what was not by the reason; both are in the tooltip. `scope` tells places of one check apart. */
export function checkNode(report: ProjectReport, result: CheckResult, scope = ''): ReadinessNode {
  const [place] = result.evidence.flatMap(({ path, range }) =>
    path === null || result.status === 'missing' ? [] : [placeOf(path, range)],
  );
  return {
    ...leaf(`${report.root}:${scope}check:${result.id}`, 'check', titleOf(result.id)),
    description: place ?? result.reason,
    tooltip: result.reason,
    icon: statusIcons[result.status],
    status: statusWords[result.status],
    about: result.id,
    children: result.evidence.map((evidence, index) => evidenceNode(report, result, { evidence, index, scope })),
  };
}

function evidenceNode(
  report: ProjectReport,
  result: CheckResult,
  { evidence, index, scope }: { readonly evidence: Evidence; readonly index: number; readonly scope: string },
): ReadinessNode {
  return {
    ...leaf(
      `${report.root}:${scope}evidence:${result.id}:${String(index)}`,
      'evidence',
      evidence.path === null ? plain(evidence.ref ?? '') : placeOf(evidence.path, evidence.range),
    ),
    description: evidence.why,
    tooltip: evidence.why,
    icon: { name: evidence.path === null ? 'tag' : 'file', colour: null },
    about: result.id,
    place: evidence.path === null ? null : { path: evidence.path, range: evidence.range },
  };
}

/** A check's title; its id where there is no such check. */
export function titleOf(checkId: string): Message {
  const title = checks.find((check) => check.id === checkId)?.title;
  return title === undefined ? plain(checkId) : message(title);
}

/** A whole file is told by its path alone. */
function placeOf(path: string, range: Range | null): Message {
  return range === null ? plain(path) : message(texts.place, { path, line: range.start.line });
}

/** The icon of each severity, loudest first. */
export const severityIcons: Readonly<Record<Severity, NodeIcon>> = {
  error: { name: 'error', colour: 'list.errorForeground' },
  warning: { name: 'warning', colour: 'list.warningForeground' },
  info: { name: 'info', colour: null },
  hint: { name: 'lightbulb', colour: null },
};

/** A finding with its place. `scope` tells places of one finding apart. */
export function findingNode(report: ProjectReport, finding: Finding, scope = ''): ReadinessNode {
  return {
    ...leaf(`${report.root}:${scope}finding:${finding.fingerprint}`, finding.fix === null ? 'finding' : 'fixableFinding', finding.message),
    description: placeOf(finding.path, finding.range),
    icon: severityIcons[finding.severity],
    status: reportWords[finding.severity],
    about: finding.ruleId,
    fixes: finding.fix === null ? null : finding.fingerprint,
    place: { path: finding.path, range: finding.range },
  };
}

/** A node with nothing but a label. */
export function leaf(id: string, kind: ReadinessNode['kind'], label: Message): ReadinessNode {
  return { ...bareNode(id, label), kind, place: null, about: null, fixes: null, runs: null };
}
