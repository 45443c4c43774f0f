import type { SeriesAnswer, TimeRange } from '../core/model/series.ts';

/** A query over a time. The range has at most `mostSteps` steps. */
export interface RangeQuery extends TimeRange {
  readonly query: string;
}

/** A monitoring system that holds series of numbers. */
export interface MetricSource {
  /** The series of a query. Rejects with `ProviderError`, or with the signal's reason when aborted. */
  range(query: RangeQuery, signal: AbortSignal): Promise<SeriesAnswer>;
}
