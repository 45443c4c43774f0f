/** `airworthy check` for people: verdict first, then findings by file, then what is open on the checklist, then the next steps. */
import { checks } from '../checks/index.ts';
import type { ProjectReport } from '../engine/judge-project.ts';
import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { CheckStatus, Verdict } from '../model/check-result.ts';
import type { Severity } from '../model/finding.ts';
import { type RunFacts, displayPath } from './check-json.ts';

/** How to print. */
export interface TextOptions {
  readonly language: Language;
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
}

/** Words of verdicts, statuses and severities, shared with the editor's views. */
export const reportWords = {
  'no-go': { en: 'not ready', pl: 'niegotowy' },
  'shadow-only': { en: 'shadow only', pl: 'tylko tryb cienia' },
  go: { en: 'ready', pl: 'gotowy' },
  'not-applicable': { en: 'not a machine-learning project', pl: 'to nie jest projekt uczenia maszynowego' },
  met: { en: 'met', pl: 'spełnione' },
  partial: { en: 'partial', pl: 'częściowo' },
  missing: { en: 'missing', pl: 'brak' },
  waived: { en: 'waived', pl: 'odstępstwo' },
  unknown: { en: 'unknown', pl: 'nieznane' },
  error: { en: 'error', pl: 'błąd' },
  warning: { en: 'warning', pl: 'ostrzeżenie' },
  info: { en: 'info', pl: 'informacja' },
  hint: { en: 'hint', pl: 'wskazówka' },
} as const satisfies Readonly<Record<Verdict | CheckStatus | Severity, Text>>;

const texts = {
  score: { en: 'score {score}', pl: 'wynik {score}' },
  prototype: { en: 'prototype', pl: 'prototyp' },
  findings: { en: 'Findings', pl: 'Znaleziska' },
  noFindings: { en: 'No findings.', pl: 'Brak znalezisk.' },
  checklist: { en: 'Checklist: {met} of {all} met', pl: 'Lista kontrolna: spełnione {met} z {all}' },
  next: { en: 'Next steps', pl: 'Następne kroki' },
  waived: { en: 'Waived: {count}', pl: 'Odstępstwa: {count}' },
  fixable: { en: 'quick fix', pl: 'szybka poprawka' },
  done: { en: '{files} {files|file|files} listed, {parsed} read in {ms} ms.', pl: 'Pliki: {files}, odczytane: {parsed}, czas: {ms} ms.' },
} as const satisfies Readonly<Record<string, Text>>;

const colours: Readonly<Record<string, number>> = {
  'no-go': 31,
  error: 31,
  missing: 31,
  'shadow-only': 33,
  warning: 33,
  partial: 33,
  go: 32,
  met: 32,
};

/** The report as text that ends with a line break. */
export function checkText(reports: readonly ProjectReport[], run: RunFacts, options: TextOptions): string {
  const say = (text: Text, args = {}): string => format(message(text, args), options.language);
  const paint = (key: string, text: string): string => {
    const code = colours[key];
    return options.colour && code !== undefined ? `\u001b[${String(code)}m${text}\u001b[0m` : text;
  };
  const sections = reports.map((report) => projectText(report, run, { say, paint, language: options.language }));
  return `${sections.join('\n\n')}\n\n${say(texts.done, run.stats)}\n`;
}

interface Printer {
  readonly say: (text: Text, args?: Readonly<Record<string, string | number>>) => string;
  readonly paint: (key: string, text: string) => string;
  readonly language: Language;
}

function projectText(report: ProjectReport, run: RunFacts, printer: Printer): string {
  const { say, paint } = printer;
  const place = displayPath(run.folder, report.root);
  const name = place === '.' ? report.name : `${report.name} (${place})`;
  if (!report.machineLearning) return `${name}: ${say(reportWords['not-applicable'])}.`;
  // A prototype is not shouted at: it gets its stage and the next step; JSON and the exit code keep the verdict.
  const isPrototype = report.stage === 'prototype';
  const verdict = isPrototype ? say(texts.prototype) : paint(report.verdict, say(reportWords[report.verdict]));
  const head = `${name}: ${verdict} · ${say(texts.score, { score: report.score })}`;
  const reasons = (isPrototype ? [] : report.reasons).map((reason) => `  ${reason.check}: ${format(reason.why, printer.language)}`);
  return [
    head,
    ...reasons,
    '',
    ...findingLines(report, run, printer),
    '',
    ...checklistLines(report, printer),
    ...stepLines(report, printer),
  ].join('\n');
}

function findingLines(report: ProjectReport, run: RunFacts, { say, paint, language }: Printer): readonly string[] {
  if (report.findings.length === 0) return [say(texts.noFindings)];
  const lines = [say(texts.findings)];
  const files = [...new Set(report.findings.map((finding) => finding.path))];
  for (const path of files) {
    lines.push(`  ${displayPath(run.folder, path)}`);
    for (const finding of report.findings.filter((candidate) => candidate.path === path)) {
      const { line, column } = finding.range.start;
      const place = `${String(line)}:${String(column)}`.padEnd(8);
      const fixable = finding.fix === null ? '' : ` (${say(texts.fixable)})`;
      lines.push(
        `    ${place}${paint(finding.severity, say(reportWords[finding.severity]))}  ${format(finding.message, language)} [${finding.ruleId}]${fixable}`,
      );
    }
  }
  return lines;
}

function checklistLines(report: ProjectReport, { say, paint, language }: Printer): readonly string[] {
  const met = report.checks.filter((check) => check.status === 'met').length;
  const open = report.checks.filter((check) => check.status !== 'met' && check.status !== 'not-applicable');
  const width = Math.max(...open.map((check) => say(reportWords[check.status]).length), 0);
  return [
    say(texts.checklist, { met, all: report.checks.length }),
    ...open.map((check) => {
      const title = checks.find((candidate) => candidate.id === check.id)?.title;
      const status = say(reportWords[check.status]).padEnd(width);
      return `  ${paint(check.status, status)}  ${title === undefined ? check.id : say(title)}: ${format(check.reason, language)}`;
    }),
  ];
}

function stepLines(report: ProjectReport, { say, language }: Printer): readonly string[] {
  if (report.nextSteps.length === 0) return [];
  return [
    '',
    say(texts.next),
    ...report.nextSteps.slice(0, 3).map((step, index) => `  ${String(index + 1)}. ${format(step.title, language)}`),
  ];
}
