/** The metrics that a monitoring system holds. */
export interface MetricNames {
  /** Each once, in the order of their letters. */
  readonly names: readonly string[];
  /** How many more there are. */
  readonly left: number;
}

/** What names metrics, for completion. */
export interface MetricNameSource {
  /** Rejects with `ProviderError`, or with the signal's reason when aborted. */
  metricNames(signal: AbortSignal): Promise<MetricNames>;
}
