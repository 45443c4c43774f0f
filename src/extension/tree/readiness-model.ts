/** The readiness view as plain data: what stands in it and in which order. May not import `vscode`, so that it is tested without an editor. */
import { checks } from '../../core/checks/index.ts';
import { type CheckGroup, checkGroups } from '../../core/engine/define-check.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { CheckStatus, Verdict } from '../../core/model/check-result.ts';
import type { Finding } from '../../core/model/finding.ts';
import { reportWords } from '../../core/report/check-text.ts';
import { problemNodes } from './problem-nodes.ts';
import { checkNode, findingNode, leaf, type ReadinessNode, severityIcons, statusIcons, statusWords, titleOf } from './readiness-node.ts';
import { type NodeIcon, plain } from './view-node.ts';

const groupTitles: Readonly<Record<CheckGroup, Text>> = {
  purpose: { en: 'Purpose and ownership', pl: 'Cel i odpowiedzialność' },
  pipeline: { en: 'Pipeline and environment', pl: 'Potok i środowisko' },
  data: { en: 'Data', pl: 'Dane' },
  model: { en: 'Model', pl: 'Model' },
  validation: { en: 'Validation and tests', pl: 'Walidacja i testy' },
  serving: { en: 'Serving', pl: 'Udostępnianie modelu' },
  monitoring: { en: 'Monitoring', pl: 'Monitorowanie' },
  release: { en: 'Release and rollback', pl: 'Wdrożenie i wycofanie' },
  response: { en: 'Response', pl: 'Reagowanie' },
  compliance: { en: 'Compliance and decisions', pl: 'Zgodność i decyzje' },
};

const texts = {
  verdict: { en: '{verdict} · score {score}', pl: '{verdict} · wynik {score}' },
  next: { en: 'Next: {step}', pl: 'Dalej: {step}' },
  count: { en: '{met}/{all}', pl: '{met}/{all}' },
  countMissing: { en: '{met}/{all} · {missing} missing', pl: '{met}/{all} · brak: {missing}' },
  groupTooltip: { en: '{met} of {all} met.', pl: 'Spełnione: {met} z {all}.' },
  findings: { en: 'Findings', pl: 'Znaleziska' },
} as const satisfies Readonly<Record<string, Text>>;

const prototype: Text = { en: 'prototype', pl: 'prototyp' };

/** What a person chose to see. */
export interface ReadinessFilter {
  readonly missingOnly: boolean;
}

/** What is shown of a project, and what is known besides its report. */
export interface ReadinessScope {
  readonly filter: ReadinessFilter;
  /** Titles of its charts that drift now. */
  readonly drifting: readonly string[];
}

/** One of several projects, by its name and verdict; its content stands below. */
export function projectNode(report: ProjectReport, scope: ReadinessScope & { readonly isOpen: boolean }): ReadinessNode {
  const { isOpen } = scope;
  return { ...verdictNode(report), id: `project:${report.root}`, kind: 'project', isOpen, children: contentNodes(report, scope) };
}

/** A single project: verdict, next step, findings, checklist, problems. */
export function projectNodes(report: ProjectReport, scope: ReadinessScope): readonly ReadinessNode[] {
  return [verdictNode(report), ...contentNodes(report, scope)];
}

function contentNodes(report: ProjectReport, { filter, drifting }: ReadinessScope): readonly ReadinessNode[] {
  const holding = new Set(report.reasons.map(({ check }) => check));
  return [
    ...nextStepNodes(report),
    ...findingNodes(report),
    ...checkGroups.flatMap((group) => groupNode(report, { group, filter, holding })),
    ...problemNodes(report, { drifting, missingOnly: filter.missingOnly }),
  ];
}

const verdictIcons: Readonly<Record<Verdict, NodeIcon>> = {
  'no-go': { name: 'error', colour: 'testing.iconFailed' },
  'shadow-only': { name: 'warning', colour: 'list.warningForeground' },
  go: { name: 'pass-filled', colour: 'testing.iconPassed' },
  'not-applicable': { name: 'circle-slash', colour: null },
};

/** The words for a project's state: a prototype is not judged as if it were in production. */
export function verdictWords(report: Pick<ProjectReport, 'stage' | 'verdict'>): Text {
  return report.stage === 'prototype' ? prototype : reportWords[report.verdict];
}

function verdictNode(report: ProjectReport): ReadinessNode {
  const words = verdictWords(report);
  return {
    ...leaf(`${report.root}:verdict`, 'verdict', plain(report.name)),
    description: nested(texts.verdict, 'verdict', message(words), { score: report.score }),
    icon: report.stage === 'prototype' ? { name: 'beaker', colour: null } : verdictIcons[report.verdict],
    status: words,
    children: report.reasons.map((reason) => ({
      ...leaf(`${report.root}:reason:${reason.check}`, 'check', titleOf(reason.check)),
      description: reason.why,
      tooltip: reason.why,
      icon: statusIcons[reason.status],
      status: statusWords[reason.status],
      about: reason.check,
    })),
  };
}

/** The step that gains most; the two after it stand below it. */
function nextStepNodes(report: ProjectReport): readonly ReadinessNode[] {
  const [first, ...others] = report.nextSteps.slice(0, 3).map((step, index): ReadinessNode => {
    const finding = step.mends === null ? undefined : report.findings.find(({ fingerprint }) => fingerprint === step.mends);
    return {
      ...leaf(`${report.root}:next:${String(index)}`, finding === undefined ? 'nextStep' : 'fixableNextStep', step.title),
      icon: { name: 'arrow-right', colour: 'charts.blue' },
      about: step.check,
      fixes: finding?.fingerprint ?? null,
      place: finding === undefined ? null : { path: finding.path, range: finding.range },
    };
  });
  if (first === undefined) return [];
  return [{ ...first, label: nested(texts.next, 'step', first.label, {}), tooltip: first.label, children: others }];
}

function findingNodes(report: ProjectReport): readonly ReadinessNode[] {
  if (report.findings.length === 0) return [];
  return [
    {
      ...leaf(`${report.root}:findings`, 'findings', message(texts.findings)),
      description: plain(String(report.findings.length)),
      icon: { name: 'list-unordered', colour: null },
      children: [...report.findings].sort((left, right) => loudness(left) - loudness(right)).map((finding) => findingNode(report, finding)),
    },
  ];
}

function loudness(finding: Finding): number {
  return Object.keys(severityIcons).indexOf(finding.severity);
}

/** A group shows the worst answer in it, and stands open where it holds the verdict. */
function groupNode(
  report: ProjectReport,
  { group, filter, holding }: { readonly group: CheckGroup; readonly filter: ReadinessFilter; readonly holding: ReadonlySet<string> },
): readonly ReadinessNode[] {
  const ids = new Set(checks.filter((check) => check.group === group).map(({ id }) => id));
  const all = report.checks.filter((result) => ids.has(result.id));
  const shown = filter.missingOnly ? all.filter((result) => result.status === 'missing' || result.status === 'partial') : all;
  if (shown.length === 0) return [];
  const met = all.filter((result) => result.status === 'met').length;
  const missing = all.filter((result) => result.status === 'missing').length;
  const worst = worstOf(all.map(({ status }) => status));
  return [
    {
      ...leaf(`${report.root}:group:${group}`, 'group', message(groupTitles[group])),
      description: message(missing === 0 ? texts.count : texts.countMissing, { met, missing, all: all.length }),
      tooltip: message(texts.groupTooltip, { met, all: all.length }),
      icon: statusIcons[worst],
      status: statusWords[worst],
      isOpen: filter.missingOnly || all.some(({ id }) => holding.has(id)),
      children: shown.map((result) => checkNode(report, result)),
    },
  ];
}

const worstFirst: readonly CheckStatus[] = ['missing', 'partial', 'unknown', 'met', 'waived', 'not-applicable'];

function worstOf(statuses: readonly CheckStatus[]): CheckStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? 'not-applicable';
}

/** A message inside another: its words take the place of an argument, and its own arguments join. */
function nested(frame: Text, name: string, inner: Message, args: Message['args']): Message {
  return { en: frame.en.replace(`{${name}}`, inner.en), pl: frame.pl.replace(`{${name}}`, inner.pl), args: { ...args, ...inner.args } };
}
