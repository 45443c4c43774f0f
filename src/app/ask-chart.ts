import type { ChartAnswer, ChartSpec } from '../core/charts/chart.ts';
import { watchedSpan } from '../core/charts/watch.ts';
import type { Message } from '../core/l10n/message.ts';
import type { ServerQuestions } from './ask-server.ts';
import { isRead, rangeFor } from './charts-of-project.ts';
import type { DriftChart, GateDependencies } from './gate-dependencies.ts';

/** What one question about a chart's newest values shares with others. */
export interface ChartQuestions {
  readonly servers: ServerQuestions;
  /** Files are read, not waited for: what is large takes its time. */
  readonly files: ServerQuestions;
}

/** Milliseconds that files may take. */
export const longestRead = 600_000;

/** Values that are asked for at most: the newest one decides, those before it say since when. */
const width = 240;

/** The newest values of a declared chart, or why there are none. Rejects with the signal's reason. */
export async function askChart(
  { driftChart, now }: Pick<GateDependencies, 'driftChart' | 'now'>,
  chart: DriftChart,
  { servers, files }: ChartQuestions,
): Promise<ChartAnswer | { readonly failure: Message }> {
  const asked = driftChart(chart);
  if ('failure' in asked) return asked;
  const { spec } = chart;
  const at = now();
  const question = { chart: spec, range: rangeFor(spec, { time: timeOf(spec, at), width }) };
  return (isRead(spec) ? files : servers).ask(spec.source, (signal) => asked.answer(question, signal));
}

function timeOf(spec: ChartSpec, now: number): { readonly start: number; readonly end: number } {
  return { start: now - watchedSpan(spec), end: now };
}
