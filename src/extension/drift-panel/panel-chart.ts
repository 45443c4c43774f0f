/** A chart as the page gets it. May not import `vscode`: the language is given by the caller. */
import { dependsOnTime } from '../../app/charts-of-project.ts';
import type { ChartLine, PointVerdict } from '../../core/charts/chart.ts';
import { judgeChart, type LineJudgement } from '../../core/charts/judge-chart.ts';
import { type Language, format } from '../../core/l10n/message.ts';
import type { ChartAction, PanelChart, PanelLine } from '../../protocol/drift-panel.ts';
import { aheadNotes, ageOfChart, methodText, ruleText, summaryText, type StandingChart } from './chart-sentences.ts';
import { type ChartView, judgementOf } from './chart-view.ts';
import { oddText } from './score-text.ts';

/** The time that is shown; null for all. In milliseconds since 1970 UTC. */
export type ShownTime = { readonly start: number; readonly end: number } | null;

/** What a chart is shown with. */
export interface ChartContext {
  readonly language: Language;
  readonly now: number;
  readonly shown: ShownTime;
  /** The time that it is compared with; null for none. */
  readonly compared: ShownTime;
  readonly actions: readonly ChartAction[];
  readonly pointActions: readonly ChartAction[];
}

/** A chart with its newest verdict; its lines hold the values of the time that is shown, its state and summary stand on all of them. */
export function panelChart(view: ChartView, { language, now, shown, compared, actions, pointActions }: ChartContext): PanelChart {
  const judgement = judgementOf(view, now);
  const standing: StandingChart = { view, judgement, language, now };
  const { spec, failure, given } = view;
  const warnings = given?.answer.warnings ?? [];
  const before = comparedLines(view, compared, now);
  return {
    id: spec.id,
    group: spec.group,
    title: typeof spec.title === 'string' ? spec.title : format(spec.title, language),
    model: spec.model,
    source: format(view.source, language),
    method: methodText(standing),
    rule: ruleText(standing),
    warn: judgement === null ? spec.warn : judgement.thresholds.warn,
    alert: judgement === null ? spec.alert : judgement.thresholds.alert,
    direction: judgement?.thresholds.direction ?? spec.direction ?? 'above',
    unit: spec.unit,
    state: judgement?.state ?? (failure === null ? 'loading' : 'failed'),
    summary: summaryText(standing),
    age: ageOfChart(standing),
    failure: failure === null ? null : { text: format(failure.text, language), hint: format(failure.hint, language) },
    notes: [...warnings.map((warning) => format(warning, language)), ...aheadNotes(standing)],
    lines: (judgement?.lines ?? []).map((line) => panelLine(line, shown, language)),
    compared: before.map((line) => panelLine(line, compared, language)),
    actions: [...actions],
    pointActions: [...pointActions],
  };
}

/** Sources that answer all they hold were not asked again for the range that is compared with. */
function comparedLines({ spec, given, compared }: ChartView, time: ShownTime, now: number): readonly LineJudgement[] {
  if (time === null) return [];
  const answer = compared ?? (dependsOnTime(spec) ? null : (given?.answer ?? null));
  return answer === null ? [] : judgeChart(spec, answer, now).lines;
}

const letters: Readonly<Record<PointVerdict, string>> = { ok: 'o', warn: 'w', alert: 'a', 'not-enough-data': 'n', 'no-value': 'x' };

function panelLine({ line, verdicts }: LineJudgement, shown: ShownTime, language: Language): PanelLine {
  const { points, letters: marks } = within(line, verdicts, shown);
  const texts = (of: (index: number) => string | undefined): Record<string, string> =>
    Object.fromEntries(points.flatMap((_, index) => entry(index, of(index))));
  const counts = points.flatMap(({ rows }) => rows?.current ?? []);
  return {
    name: line.name,
    version: line.version,
    times: points.map(({ time }) => time),
    values: points.map(({ value }) => (value !== null && Number.isFinite(value) ? value : null)),
    verdicts: marks,
    rows: counts.length > 0 && counts.length === points.length ? counts : null,
    reference: points.findLast(({ rows }) => typeof rows?.reference === 'number')?.rows?.reference ?? null,
    from: points.some(({ from }) => from !== undefined) ? points.map(({ from }) => from ?? '') : null,
    notes: texts((index) => {
      const note = points[index]?.note;
      return note === undefined ? undefined : format(note, language);
    }),
    odd: texts((index) => {
      const value = points[index]?.value ?? null;
      return value !== null && Number.isFinite(value) ? undefined : oddText(value, language);
    }),
  };
}

function entry(index: number, text: string | undefined): readonly (readonly [string, string])[] {
  return text === undefined ? [] : [[String(index), text]];
}

function within(
  { points }: ChartLine,
  verdicts: readonly PointVerdict[],
  shown: ShownTime,
): { readonly points: ChartLine['points']; readonly letters: string } {
  const first = shown === null ? 0 : points.findIndex(({ time }) => time >= shown.start);
  const last = shown === null ? points.length - 1 : points.findLastIndex(({ time }) => time <= shown.end);
  if (first === -1) return { points: [], letters: '' };
  return {
    points: points.slice(first, last + 1),
    letters: verdicts
      .slice(first, last + 1)
      .map((verdict) => letters[verdict])
      .join(''),
  };
}
