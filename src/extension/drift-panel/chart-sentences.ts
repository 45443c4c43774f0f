/** What a chart says of itself: its method, its thresholds, how it stands, how old it is. May not import `vscode`. */
import type { ChartSpec } from '../../core/charts/chart.ts';
import type { ChartJudgement, LineJudgement, Thresholds } from '../../core/charts/judge-chart.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { PanelChart } from '../../protocol/drift-panel.ts';
import type { ChartView } from './chart-view.ts';
import { driftWords as words } from './drift-words.ts';
import { pageWords } from './page-words.ts';
import { agoText, dayText, durationText, rowsText, scoreText, valueText } from './score-text.ts';

/** A chart as it stands at a time. */
export interface StandingChart {
  readonly view: ChartView;
  /** Null where there is no answer. */
  readonly judgement: ChartJudgement | null;
  readonly language: Language;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

type Say = (text: Text, args?: MessageArgs) => string;

function sayIn(language: Language): Say {
  return (text, args = {}) => format(message(text, args), language);
}

/** The title of a chart in the person's language. */
export function titleOf({ title }: Pick<ChartSpec, 'title'>, language: Language): string {
  return typeof title === 'string' ? title : format(title, language);
}

/** The sign of the bad side. */
export function signOf({ direction, inclusive }: Pick<Thresholds, 'direction' | 'inclusive'>): string {
  if (direction === 'above') return inclusive ? '≥' : '>';
  return inclusive ? '≤' : '<';
}

/** The method with what it is about; the query or the metric itself where that says more. */
export function methodText({ view: { spec, given }, language }: Pick<StandingChart, 'view' | 'language'>): string {
  const say = sayIn(language);
  const method = given?.answer.method ?? null;
  const named = method !== null ? format(method, language) : (spec.query ?? spec.metric ?? spec.method ?? say(words.noMethod));
  // Reports name the column in their own method.
  if (spec.column === null || (method !== null && Object.values(method.args).includes(spec.column))) return named;
  return say(words.columnMethod, { method: named, column: spec.column });
}

/** The thresholds with the bad side, as `warning ≥ 0.1, drift ≥ 0.25, for 30m`. */
export function ruleText({ view: { spec }, judgement, language }: StandingChart): string {
  const say = sayIn(language);
  const { warn, alert, direction, inclusive, declared } = judgement?.thresholds ?? declaredOnly(spec);
  const sign = signOf({ direction, inclusive });
  const worst = spec.group === 'drift' ? words.thresholdDrift : words.thresholdAlert;
  const parts = [
    ...(warn === null ? [] : [say(words.thresholdWarn, { sign, value: scoreText(warn, language) ?? '' })]),
    ...(alert === null ? [] : [say(worst, { sign, value: scoreText(alert, language) ?? '' })]),
  ];
  if (parts.length === 0) return say(words.noThreshold);
  const rule = declared ? parts.join(', ') : say(words.thresholdDefault, { rule: parts.join(', ') });
  return spec.forMs === 0 ? rule : say(words.thresholdFor, { rule, duration: durationText(spec.forMs) });
}

/** Before there is an answer only the manifest's own thresholds are known. */
function declaredOnly({ warn, alert, direction }: ChartSpec): Thresholds {
  return { warn, alert, direction: direction ?? 'above', inclusive: true, declared: true };
}

/** What the chart shows, for those who see it and those who do not. */
export function summaryText(chart: StandingChart): string {
  const { view, judgement, language } = chart;
  const say = sayIn(language);
  const method = methodText(chart);
  if (judgement === null) {
    if (view.failure !== null) return say(words.summaryFailed, { method, why: format(view.failure.text, language) });
    return say(words.summaryLoading, { method, source: format(view.source, language) });
  }
  const { worst } = judgement;
  const newest = worst?.newest ?? null;
  if (worst === null || newest === null) return say(words.summaryEmpty, { method });
  const { value, rows } = newest;
  const parts = [
    say(words.summary, {
      method,
      value: valueText(value, view.spec.unit, language),
      day: dayText(newest.time, language),
      rule: capitalised(ruleText(chart), language),
    }),
    ...(judgement.lines.length > 1 ? [say(words.summaryLines, { count: judgement.lines.length, line: worst.line.name })] : []),
    ...(typeof rows?.reference === 'number' && typeof rows.current === 'number'
      ? [say(words.summaryRows, { rows: rowsText(rows.current, language), reference: rowsText(rows.reference, language) })]
      : []),
    ...stateSentences(chart, judgement, worst),
  ];
  return parts.join(' ');
}

function stateSentences({ view, language }: StandingChart, { thresholds }: ChartJudgement, worst: LineJudgement): readonly string[] {
  const say = sayIn(language);
  const { spec } = view;
  const isJudged = thresholds.warn !== null || thresholds.alert !== null;
  if (!isJudged && worst.state === 'ok') return [];
  const verdict = stateText(worst.state, spec, language);
  if (worst.pending !== null && worst.stateSince !== null) {
    const pending = stateText(worst.pending, spec, language);
    return [say(words.summaryPending, { state: pending, day: dayText(worst.stateSince, language) })];
  }
  if (worst.stateSince !== null && worst.stateSince !== worst.newest?.time)
    return [say(words.summarySince, { state: verdict, day: dayText(worst.stateSince, language) })];
  return [say(words.summaryState, { state: verdict }), ...lastVerdict(worst, spec, language)];
}

/** Where the newest value allows no verdict, the one before it must not be lost. */
function lastVerdict({ state, verdicts, line }: LineJudgement, spec: ChartSpec, language: Language): readonly string[] {
  if (state !== 'not-enough-data' && state !== 'no-value') return [];
  const index = verdicts.findLastIndex((verdict) => verdict !== 'not-enough-data' && verdict !== 'no-value');
  const [point, verdict] = [line.points[index], verdicts[index]];
  if (point === undefined || verdict === undefined) return [];
  const value = valueText(point.value, spec.unit, language);
  const words_ = stateText(verdict, spec, language).toLocaleLowerCase(language);
  return [format(message(words.lastVerdict, { state: words_, value, day: dayText(point.time, language) }), language)];
}

/** A verdict in a word or two, as the page has it. */
export function stateText(state: PanelChart['state'], { group }: Pick<ChartSpec, 'group'>, language: Language): string {
  const isDrift = group === 'drift';
  const texts = {
    ok: isDrift ? pageWords.noDrift : pageWords.fine,
    warn: pageWords.warn,
    alert: isDrift ? pageWords.drift : pageWords.alert,
    'not-enough-data': pageWords.notEnough,
    'no-value': pageWords.noValue,
    loading: pageWords.chartLoading,
    failed: pageWords.failed,
  } as const;
  return format(message(texts[state]), language);
}

/** The newest value's age; null where there is none, and where it lies ahead, of which `aheadNote` tells. */
export function ageOfChart({ view, judgement, language, now }: StandingChart): PanelChart['age'] {
  const newest = judgement?.newest ?? null;
  if (judgement === null || newest === null || newest > now) return null;
  const say = sayIn(language);
  const ago = agoText(newest, now, language);
  const isOld = view.failure !== null && view.given !== null;
  const text = say(judgement.stale ? words.ageStale : words.age, { ago });
  if (!isOld) return { text, stale: judgement.stale };
  return { text: `${text}, ${say(words.ageAnswer, { ago: agoText(view.given.at, now, language) })}`, stale: true };
}

/** A clock may differ by this much, in milliseconds, before it is worth a word. */
const clocksDiffer = 120_000;

/** That the newest value lies in the future, of sources that have a clock; a batch may well be dated by the day it is for. */
export function aheadNotes({ view, judgement, language, now }: StandingChart): readonly string[] {
  const newest = judgement?.newest ?? null;
  if (newest === null || view.spec.type === 'files' || newest - now < clocksDiffer) return [];
  return [sayIn(language)(words.ahead, { ahead: agoText(newest, now, language) })];
}

function capitalised(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
