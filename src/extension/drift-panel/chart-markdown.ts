/** A project's charts as a page of Markdown. May not import `vscode`. */
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import { markdownText } from '../../core/report/markdown-text.ts';
import type { PanelChart, PanelProject } from '../../protocol/drift-panel.ts';
import { stateText } from './chart-sentences.ts';
import { dayText, rowsText, valueText } from './score-text.ts';

const words = {
  title: { en: 'Drift of {project}, {day}', pl: 'Dryf projektu {project}, {day}' },
  picture: { en: 'Charts', pl: 'Wykresy' },
  asked: { en: 'Asked {time}.', pl: 'Zapytano {time}.' },
  shown: { en: 'Shown: {start} – {end}.', pl: 'Pokazano: {start} – {end}.' },
  chart: { en: 'Chart', pl: 'Wykres' },
  state: { en: 'State', pl: 'Stan' },
  newest: { en: 'Newest value', pl: 'Najnowsza wartość' },
  rows: { en: 'Rows', pl: 'Wiersze' },
  method: { en: 'Method', pl: 'Metoda' },
  rule: { en: 'Thresholds', pl: 'Progi' },
  source: { en: 'Source', pl: 'Źródło' },
  releases: { en: 'Releases', pl: 'Wydania' },
  alerts: { en: 'Alerts', pl: 'Alerty' },
  problems: { en: 'What is not known', pl: 'Czego nie wiadomo' },
} as const satisfies Readonly<Record<string, Text>>;

/** What the page is about. */
export interface MarkdownPage {
  readonly project: PanelProject;
  /** Those that are shown, in that order. */
  readonly charts: readonly PanelChart[];
  /** File name of the picture beside the page; null for none. */
  readonly picture: string | null;
  readonly shown: { readonly start: number; readonly end: number } | null;
  readonly language: Language;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

const mostReleases = 50;

/** The headline, the picture, and every chart's newest numbers with their samples, methods and thresholds. Texts from outside do nothing. */
export function driftMarkdown({ project, charts, picture, shown, language, now }: MarkdownPage): string {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(now);
  const asked = say(words.asked, { time: dayText(now, language) });
  const range = shown === null ? '' : ` ${say(words.shown, { start: dayText(shown.start, language), end: dayText(shown.end, language) })}`;
  const table = tableOf(
    [words.chart, words.state, words.newest, words.rows, words.method, words.rule, words.source].map((text) => say(text)),
    charts.map((chart) => chartRow(chart, language)),
  );
  const releases = project.releases.filter(({ time }) => shown === null || time >= shown.start).slice(-mostReleases);
  const parts = [
    `# ${markdownText(say(words.title, { project: project.name, day }))}`,
    markdownText(project.headline),
    `${asked}${range}`,
    ...(picture === null ? [] : [`![${say(words.picture)}](${encodeURI(picture)})`]),
    table,
    ...listOf(
      say(words.alerts),
      project.alerts.map(({ name, text }) => `${name}: ${text}`),
    ),
    ...listOf(
      say(words.releases),
      releases.map(({ day: when, text }) => `${when}: ${text}`),
    ),
    ...listOf(say(words.problems), [
      ...project.problems,
      ...project.alertProblems,
      ...charts.flatMap(({ title, failure }) => (failure === null ? [] : [`${title}: ${failure.text} ${failure.hint}`])),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function chartRow(chart: PanelChart, language: Language): readonly string[] {
  const newest = chart.lines
    .flatMap((line) => line.times.map((time, index) => ({ time, line, index })).slice(-1))
    .toSorted((one, other) => other.time - one.time)
    .at(0);
  const value = newest?.line.values[newest.index] ?? null;
  const shownValue =
    newest === undefined
      ? '–'
      : `${value === null ? (newest.line.odd[String(newest.index)] ?? '–') : valueText(value, chart.unit, language)} (${dayText(newest.time, language)})`;
  const rows = newest === undefined ? undefined : newest.line.rows?.[newest.index];
  const counts = [rows, newest?.line.reference].map((count) => (typeof count === 'number' ? rowsText(count, language) : '–'));
  return [
    chart.title,
    [stateText(chart.state, chart, language), chart.age?.stale === true ? `(${chart.age.text})` : ''].join(' ').trim(),
    chart.lines.length > 1 && newest !== undefined ? `${newest.line.name}: ${shownValue}` : shownValue,
    counts.join(' / '),
    chart.method,
    chart.rule,
    chart.source,
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

function listOf(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${markdownText(item)}`).join('\n')];
}
