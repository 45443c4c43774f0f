/** The report as one HTML page that needs nothing else: no script, no font, no picture, nothing from anywhere. It prints well. */
import { checks } from '../checks/index.ts';
import type { ProjectReport } from '../engine/judge-project.ts';
import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { CheckResult } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { type RunFacts, displayPath } from './check-json.ts';
import { reportWords } from './check-text.ts';

const texts = {
  title: { en: 'Production readiness of {name}', pl: 'Gotowość produkcyjna: {name}' },
  score: { en: 'score {score} of 100', pl: 'wynik {score} na 100' },
  made: { en: 'Made {time} by Airworthy {version}.', pl: 'Utworzono {time}, Airworthy {version}.' },
  next: { en: 'Next steps', pl: 'Następne kroki' },
  checklist: { en: 'Checklist', pl: 'Lista kontrolna' },
  findings: { en: 'Findings', pl: 'Znaleziska' },
  noFindings: { en: 'No findings.', pl: 'Brak znalezisk.' },
  waivers: { en: 'Waivers', pl: 'Odstępstwa' },
  check: { en: 'Check', pl: 'Punkt listy' },
  status: { en: 'Status', pl: 'Stan' },
  why: { en: 'Why', pl: 'Dlaczego' },
  evidence: { en: 'Evidence', pl: 'Dowody' },
  place: { en: 'Place', pl: 'Miejsce' },
  severity: { en: 'Severity', pl: 'Waga' },
  finding: { en: 'Finding', pl: 'Znalezisko' },
  rule: { en: 'Rule', pl: 'Reguła' },
  reason: { en: 'Reason', pl: 'Powód' },
  owner: { en: 'Owner', pl: 'Właściciel' },
  until: { en: 'Until', pl: 'Do' },
  expired: { en: '{until} (expired)', pl: '{until} (wygasło)' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the page says of its making. */
export interface HtmlFacts extends RunFacts {
  readonly language: Language;
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly madeAt: number;
}

const style = `
:root{color-scheme:light dark;--line:#8884;--bad:#b3261e;--middle:#8a5a00;--good:#1b6e3a}
@media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--middle:#ffcc66;--good:#7fd99a}}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.verdict{font-size:1.15rem;margin:.25rem 0}.bad{color:var(--bad)}.middle{color:var(--middle)}.good{color:var(--good)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}
code{font:13px ui-monospace,monospace;overflow-wrap:anywhere}small,footer{opacity:.75}ul{margin:0;padding-inline-start:1.1rem}
@media print{body{margin:0}a{color:inherit}}`;

/** The whole page. What projects name stands in it as text alone. */
export function checkHtml(reports: readonly ProjectReport[], facts: HtmlFacts): string {
  const say: Say = (text, args = {}) => html(format(message(text, args), facts.language));
  const title = say(texts.title, { name: facts.folderName });
  const time = new Intl.DateTimeFormat(facts.language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(facts.madeAt);
  return `<!doctype html>
<html lang="${facts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${reports.map((report) => projectHtml(report, facts, say)).join('\n')}
<footer><p>${say(texts.made, { time: `${time} UTC`, version: facts.version })}</p></footer>
</body>
</html>
`;
}

/** Formatted and made safe for a page. */
type Say = (text: Text, args?: Readonly<Record<string, string | number>>) => string;

const tones: Readonly<Record<string, string>> = {
  'no-go': 'bad',
  'shadow-only': 'middle',
  go: 'good',
  met: 'good',
  partial: 'middle',
  missing: 'bad',
  error: 'bad',
  warning: 'middle',
};

function toned(key: keyof typeof reportWords, say: Say): string {
  return `<span class="${tones[key] ?? 'plain'}">${say(reportWords[key])}</span>`;
}

function projectHtml(report: ProjectReport, facts: HtmlFacts, say: Say): string {
  const said = (words: Parameters<typeof format>[0]): string => html(format(words, facts.language));
  if (!report.machineLearning) return `<h1>${html(report.name)}</h1>\n<p class="verdict">${say(reportWords['not-applicable'])}</p>`;
  const reasons = report.reasons.map(({ check, why }) => `<li>${titleOf(check, say)}: ${said(why)}</li>`);
  const steps = report.nextSteps.slice(0, 5).map(({ title }) => `<li>${said(title)}</li>`);
  return [
    `<h1>${html(report.name)}</h1>`,
    `<p class="verdict">${toned(report.verdict, say)} · ${say(texts.score, { score: report.score })}</p>`,
    reasons.length > 0 ? `<ul>${reasons.join('')}</ul>` : '',
    steps.length > 0 ? `<h2>${say(texts.next)}</h2>\n<ol>${steps.join('')}</ol>` : '',
    `<h2>${say(texts.findings)}</h2>`,
    report.findings.length === 0 ? `<p>${say(texts.noFindings)}</p>` : findingsTable(report.findings, facts, say),
    `<h2>${say(texts.checklist)}</h2>`,
    checklistTable(report.checks, facts, say),
    waiversHtml(report, facts, say),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function findingsTable(findings: readonly Finding[], { folder, language }: HtmlFacts, say: Say): string {
  const rows = findings.map(({ path, range, severity, ruleId, message: words }) => [
    code(`${displayPath(folder, path)}:${range.start.line}:${range.start.column}`),
    toned(severity, say),
    html(format(words, language)),
    code(ruleId),
  ]);
  return table(
    [texts.place, texts.severity, texts.finding, texts.rule].map((text) => say(text)),
    rows,
  );
}

function checklistTable(results: readonly CheckResult[], { folder, language }: HtmlFacts, say: Say): string {
  const rows = results.map(({ id, status, reason, evidence }) => {
    const places = evidence.map(({ path, range, ref, why }) => {
      const place = path === null ? (ref ?? '') : `${displayPath(folder, path)}:${range?.start.line ?? 1}`;
      return `<li>${code(place)} <small>${html(format(why, language))}</small></li>`;
    });
    const list = places.length === 0 ? '' : `<ul>${places.join('')}</ul>`;
    return [
      `${titleOf(id, say)}<br>${code(id)}`,
      status === 'not-applicable' ? say({ en: 'not applicable', pl: 'nie dotyczy' }) : toned(status, say),
      html(format(reason, language)),
      list,
    ];
  });
  return table(
    [texts.check, texts.status, texts.why, texts.evidence].map((text) => say(text)),
    rows,
  );
}

function waiversHtml({ waivers }: ProjectReport, { folder }: HtmlFacts, say: Say): string {
  if (waivers.length === 0) return '';
  const rows = waivers.map(({ check, rule, path, reason, owner, until, expired }) => [
    [check ?? rule ?? '', path === null ? '' : displayPath(folder, path)]
      .filter((part) => part !== '')
      .map(code)
      .join(' '),
    html(reason),
    html(owner ?? ''),
    expired ? say(texts.expired, { until: until ?? '' }) : html(until ?? ''),
  ]);
  const head = [texts.check, texts.reason, texts.owner, texts.until].map((text) => say(text));
  return `<h2>${say(texts.waivers)}</h2>\n${table(head, rows)}`;
}

function titleOf(id: string, say: Say): string {
  const title = checks.find((check) => check.id === id)?.title;
  return title === undefined ? html(id) : say(title);
}

/** Cells are HTML already. A table wider than the page scrolls by itself. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const headRow = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="wide"><table><thead><tr>${headRow}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function code(text: string): string {
  return `<code>${html(text)}</code>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function html(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd').replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
