/** A project's drift in a few sentences. May not import `vscode`. */
import type { ChartPoint, PointVerdict } from '../../core/charts/chart.ts';
import type { ChartJudgement, LineJudgement } from '../../core/charts/judge-chart.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { ChartView } from './chart-view.ts';
import { driftWords as words } from './drift-words.ts';
import { dayText, rowsRange } from './score-text.ts';

/** A chart with its judgement; null where there is no answer. */
export interface JudgedView {
  readonly view: ChartView;
  readonly judgement: ChartJudgement | null;
}

/** What the headline is said with. */
export interface HeadlineContext {
  readonly language: Language;
  /** The model that charts are about which name none; null where the project has several. */
  readonly onlyModel: string | null;
  /** The version that everybody meets; null where that is not known. */
  readonly versionOf: (model: string) => string | null;
}

/** A drift chart at its newest value. */
interface Feature {
  readonly judgement: ChartJudgement;
  readonly worst: LineJudgement;
  readonly newest: ChartPoint;
}

type Say = (text: Text, args?: MessageArgs) => string;

/** What drifts, where, since when and of how many rows. Each source has values of its own times and so its own verdict. */
export function headline(charts: readonly JudgedView[], context: HeadlineContext): string {
  const say: Say = (text, args = {}) => format(message(text, args), context.language);
  const drift = charts.filter(({ view }) => view.spec.group === 'drift');
  const sources = [...new Set(drift.map(({ view }) => view.spec.source))];
  const verdicts = sources.flatMap((source) => {
    const own = drift.filter(({ view }) => view.spec.source === source);
    const verdict = verdictOf(own, say, context);
    return verdict === null ? [] : [{ source, verdict }];
  });
  const told = verdicts.map(({ source, verdict }) => (verdicts.length > 1 ? say(words.ofSource, { source, verdict }) : verdict));
  const isWaiting = charts.some(({ view, judgement }) => judgement === null && view.failure === null);
  if (told.length === 0 && drift.length > 0) told.push(say(isWaiting ? words.headlineLoading : words.headlineNothing));
  const all = [...told, ...others(charts, say, context.language)];
  if (all.length > 0) return all.join(' ');
  const isKnown = charts.some(({ judgement }) => judgement !== null);
  return say(isWaiting ? words.headlineLoading : isKnown ? words.headlineFine : words.headlineUnknown);
}

/** Null where no chart has a value. */
function verdictOf(charts: readonly JudgedView[], say: Say, context: HeadlineContext): string | null {
  const features = charts.flatMap(({ judgement }): readonly Feature[] => {
    const worst = judgement?.worst ?? null;
    const newest = worst?.newest ?? null;
    return judgement === null || worst === null || newest === null ? [] : [{ judgement, worst, newest }];
  });
  if (features.length === 0) return null;
  const withLimits = features.filter(({ judgement }) => hasLimits(judgement));
  const judged = withLimits.filter(({ worst }) => isJudged(worst.state));
  const failed = charts.filter(({ view, judgement }) => judgement === null && view.failure !== null).length;
  const counts = { judged: judged.length, unjudged: withLimits.length - judged.length, unlimited: features.length - withLimits.length };
  const tail = [
    ...(counts.judged > 0 && counts.unjudged > 0 ? [say(words.alsoUnjudged, { count: counts.unjudged })] : []),
    ...(counts.unlimited > 0 ? [say(words.alsoUnthresholded, { count: counts.unlimited })] : []),
    ...(failed > 0 ? [say(words.alsoUnanswered, { count: failed })] : []),
  ];
  if (withLimits.length === 0) return tail.join(' ');
  if (judged.length === 0)
    return [unjudged(withLimits, say, context.language), earlier(withLimits, say, context.language), ...tail].join(' ');
  const drifting = judged.filter(({ worst }) => worst.state === 'alert');
  const warning = judged.filter(({ worst }) => worst.state === 'warn').length;
  const since = Math.min(...drifting.map(({ worst, newest }) => worst.stateSince ?? newest.time));
  const sizes = sizesOf(judged, context.language);
  const [drift, steady] =
    sizes === null ? [words.headlineDriftUncounted, words.headlineSteadyUncounted] : [words.headlineDrift, words.headlineSteady];
  const args = { ...dayOf(judged, context.language), ...sizes, where: whereOf(charts, say, context), all: judged.length };
  return [
    drifting.length > 0 ? say(drift, { ...args, drifting: drifting.length, since: dayText(since, context.language) }) : say(steady, args),
    ...(warning > 0 ? [say(words.alsoWarning, { count: warning })] : []),
    ...tail,
  ].join(' ');
}

function unjudged(features: readonly Feature[], say: Say, language: Language): string {
  const sizes = sizesOf(features, language);
  const day = dayOf(features, language);
  return sizes === null ? say(words.headlineNoValue, day) : say(words.headlineUnjudged, { ...day, ...sizes });
}

/** Newest values that allow no verdict must not hide the drift before them. */
function earlier(features: readonly Feature[], say: Say, language: Language): string {
  const verdicts = features.flatMap(({ judgement }) =>
    judgement.lines.flatMap(({ line, verdicts }) => verdicts.map((verdict, index) => ({ verdict, time: line.points[index]?.time ?? 0 }))),
  );
  const judged = verdicts.filter(({ verdict }) => isJudged(verdict));
  if (judged.length === 0) return say(words.neverJudged);
  const time = judged.reduce((newest, one) => Math.max(newest, one.time), -Infinity);
  const then = judged.filter((one) => one.time === time);
  const drifting = then.filter(({ verdict }) => verdict === 'alert').length;
  return say(drifting > 0 ? words.earlierDrift : words.earlierSteady, { day: dayText(time, language), drifting, all: then.length });
}

function isJudged(verdict: PointVerdict): boolean {
  return verdict === 'ok' || verdict === 'warn' || verdict === 'alert';
}

function hasLimits({ thresholds }: ChartJudgement): boolean {
  return thresholds.warn !== null || thresholds.alert !== null;
}

function dayOf(features: readonly Feature[], language: Language): { readonly day: string } {
  return { day: dayText(Math.max(...features.map(({ newest }) => newest.time)), language) };
}

/** Null where a source does not count. */
function sizesOf(features: readonly Feature[], language: Language): { readonly rows: string; readonly reference: string } | null {
  const rows = features.flatMap(({ newest }) => newest.rows?.current ?? []);
  const reference = features.flatMap(({ newest }) => newest.rows?.reference ?? []);
  if (rows.length < features.length || reference.length < features.length) return null;
  return { rows: rowsRange(rows, language), reference: rowsRange(reference, language) };
}

function whereOf(charts: readonly JudgedView[], say: Say, { onlyModel, versionOf }: HeadlineContext): string {
  const models = [...new Set(charts.map(({ view }) => view.spec.model ?? onlyModel))];
  const [model = null] = models;
  if (models.length !== 1 || model === null) return '';
  const version = versionOf(model);
  return version === null ? say(words.ofModel, { model }) : say(words.ofVersion, { model, version });
}

/** What is past its alert threshold beside drift. */
function others(charts: readonly JudgedView[], say: Say, language: Language): readonly string[] {
  const titles = charts.flatMap(({ view: { spec }, judgement }) => {
    if (spec.group === 'drift' || judgement?.state !== 'alert') return [];
    return [typeof spec.title === 'string' ? spec.title : format(spec.title, language)];
  });
  return titles.length === 0 ? [] : [say(words.alsoOther, { count: titles.length, titles: titles.join(', ') })];
}
