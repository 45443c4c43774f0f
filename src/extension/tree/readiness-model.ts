/** The readiness view as plain data: what stands in it and in which order. May not import `vscode`, so that it is tested without an editor. */
import { checks } from '../../core/checks/index.ts';
import { type CheckGroup, checkGroups } from '../../core/engine/define-check.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { CheckResult, CheckStatus, Evidence, Verdict } from '../../core/model/check-result.ts';
import type { Finding, Severity } from '../../core/model/finding.ts';
import type { Range } from '../../core/model/span.ts';
import { reportWords } from '../../core/report/check-text.ts';

/** A node of the view. */
export interface ReadinessNode {
  /** Stable over refreshes, so that what was open stays open. */
  readonly id: string;
  readonly label: Message;
  readonly description: Message | null;
  readonly tooltip: Message | null;
  /** A codicon's name with the theme colour it takes. */
  readonly icon: { readonly name: string; readonly colour: string | null };
  /** What menus can tell it by. */
  readonly kind: 'project' | 'verdict' | 'nextStep' | 'fixableNextStep' | 'group' | 'check' | 'evidence' | 'finding' | 'findings';
  readonly place: { readonly path: string; readonly range: Range | null } | null;
  /** The rule or check it is about. */
  readonly about: string | null;
  readonly isOpen: boolean;
  readonly children: readonly ReadinessNode[];
}

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
  name: { en: '{name}', pl: '{name}' },
  score: { en: 'score {score}', pl: 'wynik {score}' },
  prototype: { en: 'prototype · score {score}', pl: 'prototyp · wynik {score}' },
  next: { en: 'Next: {step}', pl: 'Dalej: {step}' },
  count: { en: '{met}/{all}', pl: '{met}/{all}' },
  place: { en: '{path}:{line}', pl: '{path}:{line}' },
  findings: { en: 'Findings', pl: 'Znaleziska' },
  findingCount: { en: '{count}', pl: '{count}' },
  notApplicable: { en: 'Nothing of a machine-learning project was found here.', pl: 'Nie znaleziono tu niczego z projektu uczenia maszynowego.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a person chose to see. */
export interface ReadinessFilter {
  readonly missingOnly: boolean;
}

/** The view's top nodes: a single project's content stands at the top, several are listed by name. */
export function readinessNodes(reports: readonly ProjectReport[], filter: ReadinessFilter): readonly ReadinessNode[] {
  const judged = reports.filter((report) => report.machineLearning);
  const [only, ...others] = judged;
  if (only !== undefined && others.length === 0) return projectContent(only, filter);
  return judged.map((report) => ({
    ...leaf(`project:${report.root}`, 'project', plain(report.name)),
    description: verdictDescription(report),
    icon: verdictIcon(report),
    isOpen: true,
    children: projectContent(report, filter),
  }));
}

function projectContent(report: ProjectReport, filter: ReadinessFilter): readonly ReadinessNode[] {
  return [
    { ...leaf(`${report.root}:verdict`, 'verdict', plain(report.name)), description: verdictDescription(report), icon: verdictIcon(report), children: reasonNodes(report) },
    ...nextStepNodes(report),
    ...findingNodes(report),
    ...checkGroups.flatMap((group) => groupNode(report, group, filter)),
  ];
}

function verdictDescription(report: ProjectReport): Message {
  if (report.stage === 'prototype') return message(texts.prototype, { score: report.score });
  const verdict = reportWords[report.verdict];
  return message({ en: `${verdict.en} · ${texts.score.en}`, pl: `${verdict.pl} · ${texts.score.pl}` }, { score: report.score });
}

const verdictIcons: Readonly<Record<Verdict, ReadinessNode['icon']>> = {
  'no-go': { name: 'error', colour: 'testing.iconFailed' },
  'shadow-only': { name: 'warning', colour: 'list.warningForeground' },
  go: { name: 'pass-filled', colour: 'testing.iconPassed' },
  'not-applicable': { name: 'circle-slash', colour: null },
};

function verdictIcon(report: ProjectReport): ReadinessNode['icon'] {
  return report.stage === 'prototype' ? { name: 'beaker', colour: null } : verdictIcons[report.verdict];
}

function reasonNodes(report: ProjectReport): readonly ReadinessNode[] {
  return report.reasons.map((reason) => ({
    ...leaf(`${report.root}:reason:${reason.check}`, 'check', titleOf(reason.check)),
    description: reason.why,
    tooltip: reason.why,
    icon: statusIcons[reason.status],
    about: reason.check,
  }));
}

function nextStepNodes(report: ProjectReport): readonly ReadinessNode[] {
  const [step] = report.nextSteps;
  if (step === undefined) return [];
  const finding = step.fix === null ? undefined : report.findings.find(({ ruleId, fix }) => ruleId === step.fix && fix !== null);
  return [
    {
      ...leaf(`${report.root}:next`, finding === undefined ? 'nextStep' : 'fixableNextStep', {
        en: texts.next.en.replace('{step}', step.title.en),
        pl: texts.next.pl.replace('{step}', step.title.pl),
        args: step.title.args,
      }),
      tooltip: step.title,
      icon: { name: 'arrow-right', colour: 'charts.blue' },
      about: finding === undefined ? step.check : finding.fingerprint,
      place: finding === undefined ? null : { path: finding.path, range: finding.range },
    },
  ];
}

function findingNodes(report: ProjectReport): readonly ReadinessNode[] {
  if (report.findings.length === 0) return [];
  return [
    {
      ...leaf(`${report.root}:findings`, 'findings', message(texts.findings)),
      description: message(texts.findingCount, { count: report.findings.length }),
      icon: { name: 'list-unordered', colour: null },
      children: [...report.findings].sort((left, right) => loudness(left) - loudness(right)).map((finding) => findingNode(report, finding)),
    },
  ];
}

const severityIcons: Readonly<Record<Severity, ReadinessNode['icon']>> = {
  error: { name: 'error', colour: 'list.errorForeground' },
  warning: { name: 'warning', colour: 'list.warningForeground' },
  info: { name: 'info', colour: null },
  hint: { name: 'lightbulb', colour: null },
};

function loudness(finding: Finding): number {
  return Object.keys(severityIcons).indexOf(finding.severity);
}

function findingNode(report: ProjectReport, finding: Finding): ReadinessNode {
  return {
    ...leaf(`${report.root}:finding:${finding.fingerprint}`, 'finding', finding.message),
    description: message(texts.place, { path: finding.path, line: finding.range.start.line }),
    tooltip: finding.message,
    icon: severityIcons[finding.severity],
    about: finding.ruleId,
    place: { path: finding.path, range: finding.range },
  };
}

const statusIcons: Readonly<Record<CheckStatus, ReadinessNode['icon']>> = {
  met: { name: 'pass', colour: 'testing.iconPassed' },
  partial: { name: 'color-mode', colour: 'list.warningForeground' },
  missing: { name: 'error', colour: 'testing.iconFailed' },
  waived: { name: 'debug-step-over', colour: 'testing.iconSkipped' },
  unknown: { name: 'question', colour: 'testing.iconUnset' },
  'not-applicable': { name: 'circle-slash', colour: 'testing.iconSkipped' },
};

function groupNode(report: ProjectReport, group: CheckGroup, filter: ReadinessFilter): readonly ReadinessNode[] {
  const ids = new Set(checks.filter((check) => check.group === group).map(({ id }) => id));
  const all = report.checks.filter((result) => ids.has(result.id));
  const shown = filter.missingOnly ? all.filter((result) => result.status === 'missing' || result.status === 'partial') : all;
  if (shown.length === 0) return [];
  const met = all.filter((result) => result.status === 'met').length;
  const worst = all.some((result) => result.status === 'missing') ? 'missing' : met === all.length ? 'met' : 'partial';
  return [
    {
      ...leaf(`${report.root}:group:${group}`, 'group', message(groupTitles[group])),
      description: message(texts.count, { met, all: all.length }),
      icon: statusIcons[worst],
      isOpen: worst === 'missing',
      children: shown.map((result) => checkNode(report, result)),
    },
  ];
}

function checkNode(report: ProjectReport, result: CheckResult): ReadinessNode {
  return {
    ...leaf(`${report.root}:check:${result.id}`, 'check', titleOf(result.id)),
    description: result.reason,
    tooltip: result.reason,
    icon: statusIcons[result.status],
    about: result.id,
    children: result.evidence.map((evidence, index) => evidenceNode(report, result, { evidence, index })),
  };
}

function evidenceNode(report: ProjectReport, result: CheckResult, { evidence, index }: { readonly evidence: Evidence; readonly index: number }): ReadinessNode {
  const place = evidence.path === null ? plain(evidence.ref ?? '') : message(texts.place, { path: evidence.path, line: evidence.range?.start.line ?? 1 });
  return {
    ...leaf(`${report.root}:evidence:${result.id}:${String(index)}`, 'evidence', place),
    description: evidence.why,
    tooltip: evidence.why,
    icon: { name: evidence.path === null ? 'tag' : 'file', colour: null },
    about: result.id,
    place: evidence.path === null ? null : { path: evidence.path, range: evidence.range },
  };
}

function titleOf(checkId: string): Message {
  const title = checks.find((check) => check.id === checkId)?.title;
  return title === undefined ? plain(checkId) : message(title);
}

function plain(name: string): Message {
  return message(texts.name, { name });
}

function leaf(id: string, kind: ReadinessNode['kind'], label: Message): ReadinessNode {
  return { id, kind, label, description: null, tooltip: null, icon: { name: 'circle-outline', colour: null }, place: null, about: null, isOpen: false, children: [] };
}
