/** Why a version is rolled back from a chart or an alert, for the record. May not import `vscode`. */
import { type ChartJudgement, runStart } from '../../core/charts/judge-chart.ts';
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { ReleaseAlert } from '../../core/release/release-message.ts';
import { isoTime } from '../../core/release/iso-time.ts';
import { ruleText, stateText, titleOf } from './chart-sentences.ts';
import type { ChartView } from './chart-view.ts';
import { scoreText, valueText } from './score-text.ts';

const words = {
  chart: { en: '{title}: {value} at {time} ({rule}), {state}', pl: '{title}: {value} o {time} ({rule}), {state}' },
  chartLine: { en: '{title}, {line}: {value} at {time} ({rule}), {state}', pl: '{title}, {line}: {value} o {time} ({rule}), {state}' },
  alert: { en: 'Alert {name} since {time}', pl: 'Alert {name} od {time}' },
  alertValue: { en: 'Alert {name} since {time}, value {value}', pl: 'Alert {name} od {time}, wartość {value}' },
} as const satisfies Readonly<Record<string, Text>>;

/** What is recorded with a rollback. */
export interface Cause {
  readonly reason: string;
  readonly alert: ReleaseAlert | null;
}

/** Which value is meant: one that the person selected, else the newest of the worst line. */
export type MeantPoint = { readonly line: string; readonly time: number } | null;

/** Names chart, value, thresholds and time; the alert began with the run of bad values that the value is in. Null where there is no value. */
export function causeOfChart(
  view: ChartView,
  judgement: ChartJudgement | null,
  { point, language, now }: { readonly point: MeantPoint; readonly language: Language; readonly now: number },
): Cause | null {
  if (judgement === null) return null;
  const line = point === null ? judgement.worst : (judgement.lines.find((one) => one.line.name === point.line) ?? null);
  if (line === null) return null;
  const index = point === null ? line.line.points.length - 1 : line.line.points.findIndex(({ time }) => time === point.time);
  const meant = line.line.points[index];
  const verdict = line.verdicts[index];
  if (meant === undefined || verdict === undefined) return null;
  const { spec } = view;
  const title = titleOf(spec, language);
  const say = (text: Text, args: MessageArgs): string => format(message(text, args), language);
  const since = runStart(line, index);
  return {
    reason: say(line.line.name === '' ? words.chart : words.chartLine, {
      title,
      line: line.line.name,
      value: valueText(meant.value, spec.unit, language),
      time: isoTime(meant.time),
      rule: ruleText({ view, judgement, language, now }),
      state: stateText(verdict, spec, language),
    }),
    alert: since === null ? null : { name: title, since },
  };
}

/** Names the alert, since when it is and its value. */
export function causeOfAlert({ name, since, value }: LiveAlert, language: Language): Cause {
  const args = { name, time: isoTime(since) };
  const shown = value === null ? null : (scoreText(value, language) ?? String(value));
  const reason = shown === null ? message(words.alert, args) : message(words.alertValue, { ...args, value: shown });
  return { reason: format(reason, language), alert: { name, since } };
}
