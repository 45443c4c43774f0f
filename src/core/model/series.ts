/** A number at a time, in milliseconds since 1970-01-01T00:00Z. The number may be NaN or infinite. */
export type Sample = readonly [time: number, value: number];

/** A bucket of a native histogram: how many observations lie between its bounds, which may be infinite. */
export interface HistogramBucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** A native histogram of Prometheus at a time, which stands in the place of a number. */
export interface HistogramSample {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  readonly count: number;
  /** Of the observations; NaN where one of them was. */
  readonly sum: number;
  /** Those that hold something, from the lowest up. */
  readonly buckets: readonly HistogramBucket[];
}

/** A series of a monitoring system over some time. */
export interface Series {
  /** The metric's name, where the answer keeps it, is `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. Where there was none at a step, none is here. */
  readonly samples: readonly Sample[];
  /** Its values that are histograms, which are no numbers and are left out of `samples`; oldest first. */
  readonly histograms: readonly HistogramSample[];
}

/** What a monitoring system answered. */
export interface SeriesAnswer {
  readonly series: readonly Series[];
  /** Its own words on why the answer may be incomplete or wrong; remarks on style are not among them. */
  readonly warnings: readonly string[];
}

/** Times to evaluate a query at: `start`, and on by `step` up to `end`. All in milliseconds. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Steps from the first to the last point that Prometheus takes in one range query (`web/api/v1/api.go`). */
export const mostSteps = 11_000;

const longestLabels = 300;

/** A series' name and labels as PromQL writes them, cut where they are long. */
export function seriesName({ labels }: Pick<Series, 'labels'>): string {
  const { __name__: name = '', ...others } = labels;
  const matchers = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const text = matchers.length === 0 && name !== '' ? name : `${name}{${matchers.join(', ')}}`;
  return text.length > longestLabels ? `${text.slice(0, longestLabels)}…` : text;
}
