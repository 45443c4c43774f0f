/** A chart of the drift panel: what is asked, what came back, and nothing of how it is drawn. */
import type { ManifestSource } from '../config/manifest-schema.ts';
import type { Message } from '../l10n/message.ts';

/** What a chart tells, in the order in which the panel groups them: inputs, the model's quality, who gets the traffic, and the service. */
export const chartGroups = ['drift', 'quality', 'traffic', 'operations'] as const;
/** One of them. */
export type ChartGroup = (typeof chartGroups)[number];

/** A kind of source that answers charts. */
export type ChartSourceType = Exclude<ManifestSource['type'], 'alertmanager'>;

/** On which side of its thresholds a value is bad. */
export type Direction = 'above' | 'below';

/** What is asked of a source, and how its answer is judged. */
export interface ChartSpec {
  /** Stable within its project: `drift/0` and `charts/2` by their place in the manifest, `ready/NAME` for those that need no declaration. */
  readonly id: string;
  readonly group: ChartGroup;
  /** The manifest's own title, or ours where nothing is declared. */
  readonly title: string | Message;
  /** The source's key under `sources` of the manifest. */
  readonly source: string;
  readonly type: ChartSourceType;
  /** PromQL; null for sources that are not asked by a query. */
  readonly query: string | null;
  /** Column of a file or a report; null where the chart is not about a column. */
  readonly column: string | null;
  /** Metric of a run or a report; null where the chart is not about one. */
  readonly metric: string | null;
  /** Of the values, such as `ms`; '' where they have none. */
  readonly unit: string;
  /** The statistic as the manifest spells it; null for the source's own. */
  readonly method: string | null;
  /** A value that reaches a threshold (is equal or beyond) is bad. Null where there is none. */
  readonly warn: number | null;
  readonly alert: number | null;
  /** Null where it follows from the method: below for p-values, else above. */
  readonly direction: Direction | null;
  /** Milliseconds that a value must stay bad before it counts; 0 where left out. */
  readonly forMs: number;
  /** The least number of rows on each side for a verdict; null where left out. */
  readonly minRows: number | null;
  /** Name of the declared model that it is about; null where it is about all. */
  readonly model: string | null;
}

/** One value of a chart. */
export interface ChartPoint {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  /** May be NaN or infinite, as the source says; null where there is a time but nothing could be computed. */
  readonly value: number | null;
  /** Sample sizes, where the source knows them. */
  readonly rows?: { readonly reference: number | null; readonly current: number | null };
  /** What it comes from: a batch's or report's path, or a run's id. */
  readonly from?: string;
  /** What a person must know of it, such as why there is no value. */
  readonly note?: Message;
}

/** One line of a chart. */
export interface ChartLine {
  /** Tells it from the chart's other lines; empty where it is the only one. */
  readonly name: string;
  /** The model version that it is about, where its labels or its run say so. */
  readonly version: string | null;
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
}

/** What a source answered. */
export interface ChartAnswer {
  readonly lines: readonly ChartLine[];
  /** How the numbers were got, for people: PSI, the PromQL's own words, Evidently's test. Null where only the query says it. */
  readonly method: Message | null;
  /** Thresholds that hold where the manifest declares neither, such as a method's own; with the side that is bad. */
  readonly defaults: {
    readonly alert: number | null;
    readonly direction: Direction;
    /** Whether a value equal to the threshold is bad. */
    readonly inclusive: boolean;
  };
  /** Milliseconds between two values of the source: a query's step, a scrape's or report's pace. Null where it has no pace. */
  readonly pace: number | null;
  /** The source's own words on why the answer may be incomplete or wrong. */
  readonly warnings: readonly Message[];
}

/** What a value says; 'not-enough-data' where it has too few rows, 'no-value' where there is no number. */
export type PointVerdict = 'ok' | 'warn' | 'alert' | 'not-enough-data' | 'no-value';
