/** The report as Markdown that fits a comment of a pull request: what decides first, long lists folded. */
import { checks } from '../checks/index.ts';
import type { ProjectReport } from '../engine/judge-project.ts';
import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { CheckStatus } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { type RunFacts, displayPath } from './check-json.ts';
import { reportWords } from './check-text.ts';
import { markdownCode, markdownText } from './markdown-text.ts';

const texts = {
  title: { en: 'Production readiness', pl: 'Gotowość produkcyjna' },
  score: { en: 'score {score} of 100', pl: 'wynik {score} na 100' },
  reasons: { en: 'What stands in the way', pl: 'Co stoi na przeszkodzie' },
  next: { en: 'Next steps', pl: 'Następne kroki' },
  findings: { en: '{count} {count|finding|findings}', pl: 'Znaleziska: {count}' },
  noFindings: { en: 'No findings.', pl: 'Brak znalezisk.' },
  checklist: { en: 'Checklist: {met} of {all} met', pl: 'Lista kontrolna: spełnione {met} z {all}' },
  place: { en: 'Place', pl: 'Miejsce' },
  severity: { en: 'Severity', pl: 'Waga' },
  finding: { en: 'Finding', pl: 'Znalezisko' },
  rule: { en: 'Rule', pl: 'Reguła' },
  check: { en: 'Check', pl: 'Punkt listy' },
  status: { en: 'Status', pl: 'Stan' },
  why: { en: 'Why', pl: 'Dlaczego' },
  waived: { en: 'Waived: {count}', pl: 'Odstępstwa: {count}' },
  more: { en: '{count} more; `airworthy check` lists them all.', pl: 'Pozostałe: {count}; wszystkie pokaże `airworthy check`.' },
  effort: { en: 'effort: {effort}', pl: 'nakład: {effort}' },
  minutes: { en: 'minutes', pl: 'minuty' },
  hours: { en: 'hours', pl: 'godziny' },
  days: { en: 'days', pl: 'dni' },
} as const satisfies Readonly<Record<string, Text>>;

/** A comment of GitHub holds 65,536 characters; this leaves room for what others write around it. */
const longest = 60_000;
/** Rows of a table before the rest is only counted. */
const mostRows = 50;

/** The document; it ends with a line break. Beyond what a comment holds, the lists are shortened to fewer rows, never cut in a row. */
export function checkMarkdown(reports: readonly ProjectReport[], run: RunFacts, language: Language): string {
  for (const rows of [mostRows, 20, 5, 0]) {
    const text = documentOf(reports, run, { language, rows });
    if (text.length <= longest) return text;
  }
  return documentOf(reports.slice(0, 20), run, { language, rows: 0 });
}

interface Options {
  readonly language: Language;
  readonly rows: number;
}

type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;

function documentOf(reports: readonly ProjectReport[], run: RunFacts, options: Options): string {
  const say: Say = (text, args = {}) => format(message(text, args), options.language);
  const parts = reports.flatMap((report) => projectParts(report, run, { ...options, say }));
  return `${[`## ${say(texts.title)}`, ...parts].join('\n\n')}\n`;
}

function projectParts(report: ProjectReport, run: RunFacts, { say, language, rows }: Options & { readonly say: Say }): readonly string[] {
  const name = markdownText(report.name);
  if (!report.machineLearning) return [`### ${name}: ${say(reportWords['not-applicable'])}`];
  const head = `### ${name}: ${say(reportWords[report.verdict])}, ${say(texts.score, { score: report.score })}`;
  const reasons = report.reasons.map(({ check, why }) => `- ${titleOf(check, say)}: ${markdownText(format(why, language))}`);
  const steps = report.nextSteps
    .slice(0, 3)
    .map(
      (step, index) =>
        `${index + 1}. ${markdownText(format(step.title, language))} (${say(texts.effort, { effort: say(texts[step.effort]) })})`,
    );
  return [
    head,
    ...(reasons.length > 0 ? [`**${say(texts.reasons)}**`, reasons.join('\n')] : []),
    ...(steps.length > 0 ? [`**${say(texts.next)}**`, steps.join('\n')] : []),
    findingsPart(report.findings, run, { say, language, rows }),
    checklistPart(report, { say, language, rows }),
    ...(report.waivers.length > 0 ? [say(texts.waived, { count: report.waivers.length })] : []),
  ];
}

function findingsPart(findings: readonly Finding[], run: RunFacts, { say, language, rows }: Options & { readonly say: Say }): string {
  if (findings.length === 0) return say(texts.noFindings);
  const table = findings
    .slice(0, rows)
    .map(({ severity, path, range, ruleId, message: words }) => [
      markdownCode(`${displayPath(run.folder, path)}:${range.start.line}`),
      say(reportWords[severity]),
      markdownText(format(words, language)),
      markdownCode(ruleId),
    ]);
  const head = [texts.place, texts.severity, texts.finding, texts.rule].map((text) => say(text));
  return folded(say(texts.findings, { count: findings.length }), [tableOf(head, table), moreLine(findings.length - table.length, say)]);
}

function checklistPart(report: ProjectReport, { say, language, rows }: Options & { readonly say: Say }): string {
  const open = report.checks.filter(({ status }) => status !== 'met' && status !== 'not-applicable');
  const met = report.checks.filter(({ status }) => status === 'met').length;
  const order: readonly CheckStatus[] = ['missing', 'partial', 'unknown', 'waived'];
  const table = open
    .toSorted((one, other) => order.indexOf(one.status) - order.indexOf(other.status))
    .slice(0, rows)
    .map(({ id, status, reason }) => [titleOf(id, say), say(reportWords[status]), markdownText(format(reason, language))]);
  const head = [texts.check, texts.status, texts.why].map((text) => say(text));
  return folded(say(texts.checklist, { met, all: report.checks.length }), [
    tableOf(head, table),
    moreLine(open.length - table.length, say),
  ]);
}

function titleOf(id: string, say: Say): string {
  const title = checks.find((check) => check.id === id)?.title;
  return title === undefined ? markdownText(id) : say(title);
}

function moreLine(count: number, say: Say): string {
  return count > 0 ? say(texts.more, { count }) : '';
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Folded where the reader knows HTML; where it does not, the tags are all that is too much. */
function folded(summary: string, parts: readonly string[]): string {
  return [
    '<details>',
    `<summary>${summary}</summary>`,
    '',
    ...parts.filter((part) => part !== '').flatMap((part) => [part, '']),
    '</details>',
  ].join('\n');
}
