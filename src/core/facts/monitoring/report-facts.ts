/** What reports of data and drift say. Numbers may be NaN or infinite: Python writes them so. */
import type { Located } from '../../model/span.ts';

/** Drift of one column by one test. */
export interface ReportColumn {
  readonly name: Located<string>;
  /** Display name or id of the test; null where the report does not say. */
  readonly method: string | null;
  /** A p-value or a distance, by the method; null where it could not be computed. */
  readonly score: number | null;
  readonly threshold: number | null;
  /** As the report says; where it does not, by the method's comparison. Null where neither tells. */
  readonly drifted: boolean | null;
}

/** A number of a report's metric. */
export interface ReportValue {
  readonly metric: string;
  /** The column that the metric is about; null where it is about none. */
  readonly column: string | null;
  /** Keys inside the metric's value, joined by dots; empty where the value is the number itself. */
  readonly path: string;
  readonly value: number;
}

/** A report or a test suite of Evidently. */
export interface EvidentlyFacts {
  /** Milliseconds since 1970 UTC; null where the report does not say. Evidently writes the clock of its machine without a zone: read as UTC. */
  readonly time: number | null;
  readonly columns: readonly ReportColumn[];
  /** Drift over all columns; null where the report has no such metric. */
  readonly dataset: {
    /** 0 to 1; null where it could not be computed. */
    readonly share: number | null;
    readonly threshold: number | null;
  } | null;
  /** Rows, where a metric of the report counts them. */
  readonly rows: { readonly reference: number | null; readonly current: number | null };
  /** Tests that ran, and those that passed; null where there are none. */
  readonly tests: { readonly total: number; readonly passed: number } | null;
  /** All other numbers, at most `mostReportValues`. */
  readonly values: readonly ReportValue[];
}

/** Numbers kept of one report. */
export const mostReportValues = 2000;

/** One expectation of a validation. */
export interface ExpectationFact {
  /** Such as `expect_column_values_to_not_be_null`. */
  readonly type: Located<string>;
  readonly column: string | null;
  readonly success: boolean | null;
  /** 0 to 100; null for expectations that are not about single values, and for those that could not be evaluated. */
  readonly unexpectedPercent: number | null;
  /** Values that were looked at. */
  readonly elements: number | null;
  /** The share of values that must fit, 0 to 1; 1 where it is not given. */
  readonly mostly: number;
}

/** A validation result of Great Expectations. */
export interface GreatExpectationsFacts {
  /** Milliseconds since 1970 UTC; null where the result does not say. */
  readonly time: number | null;
  /** The suite's name; null where it has none. */
  readonly suite: string | null;
  readonly success: boolean | null;
  /** Expectations that were met, 0 to 100; null where none was evaluated. */
  readonly successPercent: number | null;
  readonly expectations: readonly ExpectationFact[];
}
