import type { ChartAnswer, ChartSpec } from '../core/charts/chart.ts';
import type { TimeRange } from '../core/model/series.ts';

/** A chart and the time it is wanted for. Sources that are not evaluated at steps answer every value between start and end. */
export interface ChartQuestion {
  readonly chart: ChartSpec;
  readonly range: TimeRange;
}

/** What answers charts: one implementation a type of source. */
export interface ChartSource {
  /** Rejects with `ProviderError`, or with the signal's reason when aborted. An answer without a line or a value is an answer. */
  answer(question: ChartQuestion, signal: AbortSignal): Promise<ChartAnswer>;
}
