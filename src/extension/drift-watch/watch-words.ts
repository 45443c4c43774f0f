/** What the watch says: in the status bar, on the badge and in its notifications. May not import `vscode`. */
import type { ChartSpec } from '../../core/charts/chart.ts';
import type { ChartJudgement } from '../../core/charts/judge-chart.ts';
import type { WatchStanding, WatchedChart } from '../../core/charts/watch.ts';
import { type Language, type Message, type Text, format, message } from '../../core/l10n/message.ts';
import { signOf, titleOf } from '../drift-panel/chart-sentences.ts';
import { dayText, rowsText, scoreText, valueText } from '../drift-panel/score-text.ts';

/** A chart that the watch has looked at. */
export interface LookedChart extends WatchedChart {
  /** Tells its project apart, as the panel does. */
  readonly project: string;
  readonly projectName: string;
  readonly spec: ChartSpec;
  /** Why it could not be asked; null where it could. */
  readonly failure: Message | null;
}

const texts = {
  statusBad: { en: '{count} of {all} drift', pl: 'Dryf: {count} z {all}' },
  statusWarn: { en: '{count} of {all} warn', pl: 'Ostrzeżenia: {count} z {all}' },
  statusFine: { en: 'No drift', pl: 'Brak dryfu' },
  statusPartlyFine: { en: 'No drift, {unknown} of {all} unknown', pl: 'Brak dryfu, nieznane: {unknown} z {all}' },
  statusUnknown: { en: 'Drift unknown', pl: 'Dryf nieznany' },
  lineBad: { en: '{project}: {title} {value}, {rule}', pl: '{project}: {title} {value}, {rule}' },
  lineUnknown: { en: '{project}: {title} unknown. {why}', pl: '{project}: {title}: nieznany. {why}' },
  noVerdict: { en: 'Too few rows, no value, or a value that is too old.', pl: 'Za mało wierszy, brak wartości albo jest ona za stara.' },
  looked: { en: 'Looked at {time}. Click to see the charts.', pl: 'Sprawdzono o {time}. Kliknij, aby zobaczyć wykresy.' },
  one: {
    en: 'Drift in {project}: {title} is {value} ({rule}) since {since}{rows}.',
    pl: 'Dryf w {project}: {title} wynosi {value} ({rule}) od {since}{rows}.',
  },
  several: {
    en: 'Drift in {project}: {count} charts have crossed their thresholds, among them {titles}.',
    pl: 'Dryf w {project}: progi przekroczyły {count} wykresy, między innymi {titles}.',
  },
  rows: { en: '; {current} rows against {reference}', pl: '; {current} wierszy wobec {reference}' },
  reaches: { en: 'alert {sign} {limit}', pl: 'próg {sign} {limit}' },
} as const satisfies Readonly<Record<string, Text>>;

/** What is shown of all charts together. */
export interface WatchSummary {
  readonly standing: WatchStanding;
  /** How many are bad. */
  readonly bad: number;
  readonly text: string;
  /** A line a chart that is not fine, and when it was looked. */
  readonly tooltip: string;
}

/** The worst of all charts in a few words; null where none is watched. `at` is in milliseconds since 1970 UTC. */
export function watchSummary(
  charts: readonly LookedChart[],
  { standings, at }: { readonly standings: readonly WatchStanding[]; readonly at: number },
  language: Language,
): WatchSummary | null {
  if (charts.length === 0) return null;
  const say = (text: Text, args: Parameters<typeof message>[1] = {}): string => format(message(text, args), language);
  const count = (wanted: WatchStanding): number => standings.filter((standing) => standing === wanted).length;
  const [bad, warn, fine] = [count('bad'), count('warn'), count('fine')];
  const standing: WatchStanding = bad > 0 ? 'bad' : warn > 0 ? 'warn' : fine > 0 ? 'fine' : 'unknown';
  const all = charts.length;
  const unknown = count('unknown');
  // Charts of which nothing is known must not pass for ones without drift.
  const fineText = unknown > 0 ? texts.statusPartlyFine : texts.statusFine;
  const words = { bad: texts.statusBad, warn: texts.statusWarn, fine: fineText, unknown: texts.statusUnknown };
  const lines = charts.flatMap((chart, index) => lineOf(chart, standings[index] ?? 'unknown', language));
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at);
  return {
    standing,
    bad,
    text: say(words[standing], { count: bad > 0 ? bad : warn, all, unknown }),
    tooltip: [...lines, say(texts.looked, { time })].join('\n'),
  };
}

/** The titles of the charts that are bad, by their project. */
export function badCharts(
  charts: readonly LookedChart[],
  standings: readonly WatchStanding[],
  language: Language,
): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  charts.forEach(({ project, spec }, index) => {
    if (standings[index] === 'bad') titles.set(project, [...(titles.get(project) ?? []), titleOf(spec, language)]);
  });
  return titles;
}

function lineOf(
  { spec, projectName: project, judgement, failure }: LookedChart,
  standing: WatchStanding,
  language: Language,
): readonly string[] {
  const title = titleOf(spec, language);
  if (standing === 'fine') return [];
  if (standing === 'unknown') {
    const why = failure === null ? format(message(texts.noVerdict), language) : format(failure, language);
    return [format(message(texts.lineUnknown, { project, title, why }), language)];
  }
  if (judgement === null) return [];
  return [
    format(
      message(texts.lineBad, { project, title, value: newestText(spec, judgement, language), rule: ruleText(judgement, language) }),
      language,
    ),
  ];
}

/** What a person is told when episodes of one project begin; `charts` are those that began, at least one. */
export function noticeText(charts: readonly LookedChart[], since: (key: string) => number, language: Language): string {
  const [first] = charts;
  if (first === undefined) return '';
  const project = first.projectName;
  if (charts.length > 1) {
    const titles = charts
      .slice(0, 3)
      .map(({ spec }) => titleOf(spec, language))
      .join(', ');
    return format(message(texts.several, { project, count: charts.length, titles }), language);
  }
  const { judgement, spec, key } = first;
  if (judgement === null) return '';
  const counted = judgement.worst?.newest?.rows;
  const rows =
    counted === undefined || counted.current === null || counted.reference === null
      ? ''
      : format(
          message(texts.rows, { current: rowsText(counted.current, language), reference: rowsText(counted.reference, language) }),
          language,
        );
  const [value, rule] = [newestText(spec, judgement, language), ruleText(judgement, language)];
  return format(
    message(texts.one, { project, title: titleOf(spec, language), value, rule, since: dayText(since(key), language), rows }),
    language,
  );
}

function newestText({ unit }: Pick<ChartSpec, 'unit'>, { worst }: ChartJudgement, language: Language): string {
  return valueText(worst?.newest?.value ?? null, unit, language);
}

function ruleText({ thresholds: { alert, warn, direction, inclusive } }: ChartJudgement, language: Language): string {
  const sign = signOf({ direction, inclusive });
  return format(message(texts.reaches, { sign, limit: scoreText(alert ?? warn, language) ?? '–' }), language);
}
