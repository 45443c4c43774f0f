import type { ChartSpec } from '../core/charts/chart.ts';
import type { Message } from '../core/l10n/message.ts';
import type { MetricReading } from '../core/release/gate-outcome.ts';
import type { DeclaredServer } from '../core/release/gate-source.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { DvcCache } from '../ports/dvc-cache.ts';
import type { ChartSource } from '../ports/chart-source.ts';
import type { MetricSource } from '../ports/metric-source.ts';

/** A metric that a registry of models keeps of a version. */
export interface VersionMetricRequest {
  readonly source: DeclaredServer;
  readonly model: ReleaseModel;
  readonly version: string;
  readonly metric: string;
}

/** Reads a metric of a version from the registry's server; a failure where that may not be asked. Rejects with `ProviderError`. */
export type VersionMetric = (request: VersionMetricRequest, signal: AbortSignal) => Promise<MetricReading>;

/** A drift entry of a model's manifest, and the repository that it is in. */
export interface DriftChart {
  readonly spec: ChartSpec;
  readonly model: ReleaseModel;
  /** Absolute path of the repository. */
  readonly root: string;
}

/** What gates stand on. */
export interface GateDependencies {
  readonly dvcCache: DvcCache;
  /** Status of a readiness check now, for the project in a folder (absolute). */
  readiness(check: string, folder: string, signal: AbortSignal): Promise<string>;
  /** A declared server of metrics; a failure where it may not be asked. */
  metricSource(source: DeclaredServer): MetricSource | { readonly failure: Message };
  readonly versionMetric: VersionMetric;
  /** What answers a drift entry; a failure where it may not be asked. */
  driftChart(chart: DriftChart): ChartSource | { readonly failure: Message };
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Milliseconds that one gate may wait for servers; 11,000 where left out, so that a request's own limit of 10 s is named first. */
  readonly gateTimeout?: number;
}
