/** What the drift panel shows, as plain data from computed drift. May not import `vscode`: the language is given by the caller. */
import type { ProjectDrift, WatchedSeries } from '../../app/project-drift.ts';
import type { DriftPoint } from '../../core/drift/drift-over-time.ts';
import { type Language, type Message, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import type { PanelLabels, PanelPoint, PanelProject, PanelSeries } from '../../protocol/drift-panel.ts';
import { driftWords as words, methodNames } from './drift-words.ts';
import { headline } from './headline.ts';
import { releaseLines } from './release-lines.ts';
import { dayText, rowsText, scoreText } from './score-text.ts';

/** A project with what was computed for it. */
export interface ComputedProject {
  readonly id: string;
  readonly name: string;
  readonly drift: ProjectDrift;
  /** All that its repository's tags say; of the project's models it becomes release lines. */
  readonly registry: readonly ModelState[];
  /** The models that its manifest declares. */
  readonly models: readonly ReleaseModel[];
  /** What else the person must know. */
  readonly notes: readonly Message[];
}

/** One project's part of a snapshot. */
export function panelProject({ id, name, drift, registry, models, notes }: ComputedProject, language: Language): PanelProject {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const since = Math.min(...drift.series.flatMap(({ points }) => points.slice(0, 1).map(({ time }) => time)));
  return {
    id,
    name,
    headline: headline(drift, language),
    problems: [
      ...drift.problems.map(({ path, line, message: why, reason }) =>
        say(line > 0 ? words.problemLine : words.problem, { path, line, reason: why === null ? reason : format(why, language) }),
      ),
      ...drift.left.map(({ title, why }) => say(words.leftOut, { title, why: format(why, language) })),
      ...notes.map((note) => format(note, language)),
    ],
    series: drift.series.map((series) => panelSeries(series, language)),
    releases: [...releaseLines(registry, { models, since }, language)],
  };
}

function panelSeries(series: WatchedSeries, language: Language): PanelSeries {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const method = say(series.method === null ? words.noMethod : methodNames[series.method]);
  const rule = thresholdRule(series, language);
  return {
    id: String(series.index),
    title: series.title,
    method,
    rule,
    warn: series.warn,
    alert: series.alert,
    direction: series.direction,
    state: series.points.at(-1)?.state ?? 'not-enough-data',
    summary: seriesSummary(series, { method, rule }, language),
    points: series.points.map((point) => panelPoint(point, language)),
  };
}

const stateWords = { ok: words.ok, warn: words.warn, alert: words.alert, 'not-enough-data': words.notEnough } as const;

function panelPoint(point: DriftPoint, language: Language): PanelPoint {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const [day, score] = [dayText(point.time, language), scoreText(point.score, language) ?? say(words.noNumber)];
  const [rows, reference] = [rowsText(point.rowsCurrent, language), rowsText(point.rowsReference, language)];
  const note = point.note === null ? '' : format(point.note, language);
  // Where nothing can be said, the note says that and why.
  const isUnjudged = point.state === 'not-enough-data' && note !== '';
  const sentence = say(words.pointSentence, { day, score, rows, reference });
  return {
    time: point.time,
    batch: point.batch,
    score: point.score !== null && Number.isFinite(point.score) ? point.score : null,
    state: point.state,
    cells: { day, score, threshold: scoreText(point.threshold, language) ?? say(words.noThreshold), rows: `${rows} / ${reference}`, note },
    sentence: [sentence, ...(isUnjudged ? [] : [`${say(stateWords[point.state])}.`]), ...(note === '' ? [] : [note])].join(' '),
  };
}

/** The thresholds with the side that means drift, as `warning ≥ 0.1, drift ≥ 0.25`. */
function thresholdRule({ warn, alert, direction, inclusive, thresholdsDeclared }: WatchedSeries, language: Language): string {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const sign = direction === 'above' ? (inclusive ? '≥' : '>') : inclusive ? '≤' : '<';
  const parts = [
    ...(warn === null ? [] : [say(words.thresholdWarn, { sign, value: scoreText(warn, language) ?? '' })]),
    ...(alert === null ? [] : [say(words.thresholdAlert, { sign, value: scoreText(alert, language) ?? '' })]),
  ];
  if (parts.length === 0) return say(words.noThreshold);
  return thresholdsDeclared ? parts.join(', ') : say(words.thresholdDefault, { rule: parts.join(', ') });
}

function seriesSummary(
  series: WatchedSeries,
  { method, rule }: { readonly method: string; readonly rule: string },
  language: Language,
): string {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const score = (point: DriftPoint): string => scoreText(point.score, language) ?? say(words.noNumber);
  const newest = series.points.at(-1);
  if (newest === undefined) return say(words.seriesEmpty, { method, column: series.column });
  const summary = say(words.seriesSummary, {
    method,
    column: series.column,
    score: score(newest),
    day: dayText(newest.time, language),
    rule: capitalised(rule, language),
    rows: rowsText(newest.rowsCurrent, language),
    reference: rowsText(newest.rowsReference, language),
    state: say(stateWords[newest.state]),
  });
  const judged = newest.state === 'not-enough-data' ? series.points.findLast(({ state }) => state !== 'not-enough-data') : undefined;
  if (judged === undefined) return summary;
  const state = say(stateWords[judged.state]).toLocaleLowerCase(language);
  return `${summary} ${say(words.lastVerdict, { state, score: score(judged), day: dayText(judged.time, language) })}`;
}

function capitalised(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** The page's words in one language. */
export function panelLabels(language: Language): PanelLabels {
  const say = (text: Text): string => format(message(text), language);
  return {
    lang: language,
    refresh: say(words.refresh),
    project: say(words.project),
    range: say(words.range),
    ranges: { all: say(words.rangeAll), '90d': say(words.range90d), '30d': say(words.range30d) },
    table: say(words.table),
    showTable: say(words.showTable),
    hideTable: say(words.hideTable),
    steady: say(words.steady),
    time: say(words.time),
    batch: say(words.batch),
    score: say(words.score),
    rows: say(words.rows),
    state: say(words.state),
    states: { ok: say(words.ok), warn: say(words.warn), alert: say(words.alert), 'not-enough-data': say(words.notEnough) },
    threshold: say(words.threshold),
    note: say(words.note),
    openManifest: say(words.openManifest),
    loading: say(words.loading),
    noPoint: say(words.noPoint),
    legend: say(words.legend),
  };
}
