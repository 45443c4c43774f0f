/** A project's charts: which there are, and what each source answers, told as soon as it is known. */
import type { ChartAnswer, ChartSpec } from '../core/charts/chart.ts';
import { chartRange } from '../core/charts/time-range.ts';
import type { TimeRange } from '../core/model/series.ts';
import type { ChartSource } from '../ports/chart-source.ts';
import { askSideBySide, outcomeOf, type Outcome, type Question } from './ask-side-by-side.ts';

/** Who answers a chart. */
export interface ChartPlace {
  /** A server's origin, or a name for the files of the project. */
  readonly place: string;
  readonly source: ChartSource;
}

/** The time that is wanted; null for all that there is. In milliseconds since 1970 UTC. */
export type WantedTime = { readonly start: number; readonly end: number } | null;

/** What is asked. */
export interface ChartsRequest {
  readonly charts: readonly ChartSpec[];
  readonly placeOf: (chart: ChartSpec) => ChartPlace;
  readonly time: WantedTime;
  /** Pixels of a chart's width: no more values are asked for than can be seen. */
  readonly width: number;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly tell: (chart: ChartSpec, outcome: Outcome<ChartAnswer>) => void;
}

/** How far back a query looks where all that there is is wanted; servers keep less unless told otherwise. */
const longestBack = 365 * 86_400_000;

/** Whether the time decides what a source answers: a query has its steps, an MLflow stage the value that holds when the time begins. */
export function dependsOnTime({ type }: Pick<ChartSpec, 'type'>): boolean {
  return type === 'prometheus' || type === 'mlflow';
}

/** Whether a source is read from files, which takes as long as it takes, rather than asked over the network. */
export function isRead({ type }: Pick<ChartSpec, 'type'>): boolean {
  return type === 'files' || type === 'reports';
}

/** The range that a chart's source is asked for, where a time is wanted: sources that hold what they hold give all of it. */
export function rangeFor(
  chart: Pick<ChartSpec, 'type'>,
  { time, width }: { readonly time: NonNullable<WantedTime>; readonly width: number },
): TimeRange {
  if (!dependsOnTime(chart)) return everything;
  return chart.type === 'prometheus' ? chartRange(time, width) : { ...time, step: 1 };
}

/** Asks every chart's source. Failures are told like answers; rejects only with the signal's reason. */
export async function askCharts({ charts, placeOf, time, width, now, tell }: ChartsRequest, signal: AbortSignal): Promise<void> {
  const questions = charts.map((chart): Question => {
    const { place, source } = placeOf(chart);
    return {
      place,
      ask: async (inner) => {
        const outcome = await outcomeOf(() => answerOf({ chart, source, time, width, now }, inner), inner);
        tell(chart, outcome);
      },
    };
  });
  await askSideBySide(questions, signal);
}

interface OneChart {
  readonly chart: ChartSpec;
  readonly source: ChartSource;
  readonly time: WantedTime;
  readonly width: number;
  readonly now: number;
}

async function answerOf({ chart, source, time, width, now }: OneChart, signal: AbortSignal): Promise<ChartAnswer> {
  if (time !== null) return source.answer({ chart, range: rangeFor(chart, { time, width }) }, signal);
  if (chart.type !== 'prometheus') return source.answer({ chart, range: everything }, signal);
  const range = chartRange({ start: now - longestBack, end: now }, width);
  const answer = await source.answer({ chart, range }, signal);
  const first = Math.min(...answer.lines.flatMap(({ points }) => points.slice(0, 1).map((point) => point.time)));
  // A server that holds two weeks shows them in a dozen values of a year's step: what it holds is asked again, more closely.
  const held = { start: Number.isFinite(first) ? first - range.step : now - shortestBack, end: now };
  const closer = chartRange(held, width);
  return closer.step < range.step ? source.answer({ chart, range: closer }, signal) : answer;
}

/** Where a year's steps met no value, there may be some between the last two. */
const shortestBack = 86_400_000;

/** Every value, those of clocks that run ahead included. */
const everything: TimeRange = { start: 0, end: Number.MAX_SAFE_INTEGER, step: 1 };
