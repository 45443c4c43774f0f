/** The drift that a project's manifest asks to watch, computed from its `files` sources. */
import type { ManifestChart } from '../core/config/manifest-schema.ts';
import type { DriftSeries, WatchedFeature } from '../core/drift/drift-over-time.ts';
import { type Method, methods } from '../core/drift/statistics.ts';
import type { BatchFiles } from '../ports/batch-files.ts';
import type { ManifestFacts } from '../core/facts/manifest/manifest-facts.ts';
import { type BatchInfo, type FileProblem, driftOverTimeOfFiles } from './drift-over-time.ts';

/** The series of one drift entry; `index` is its place in the manifest's `drift` list. */
export interface WatchedSeries extends DriftSeries {
  readonly index: number;
}

/** A project's drift. */
export interface ProjectDrift {
  readonly series: readonly WatchedSeries[];
  /** Newest last; of all sources together. */
  readonly batches: readonly BatchInfo[];
  readonly problems: readonly FileProblem[];
  /** Entries whose source is no `files` source, so that they were left out. */
  readonly left: readonly ManifestChart[];
}

/** Computes every drift entry that has a `files` source with a reference and batches. Rejects only with the signal's reason. */
export async function driftOfProject(files: BatchFiles, { manifest }: Pick<ManifestFacts, 'manifest'>, signal: AbortSignal): Promise<ProjectDrift> {
  const entries = (manifest.drift ?? []).map((chart, index) => ({ chart, index }));
  const series: WatchedSeries[] = [];
  const batches: BatchInfo[] = [];
  const problems: FileProblem[] = [];
  const done = new Set<ManifestChart>();
  for (const [name, source] of Object.entries(manifest.sources ?? {})) {
    const own = entries.filter(({ chart }) => chart.source === name && chart.column !== undefined);
    if (source.type !== 'files' || source.reference === undefined || source.current === undefined || own.length === 0) continue;
    const { reference, current, time, exclude } = source;
    const result = await driftOverTimeOfFiles(files, { reference, current, time, exclude, features: own.map(({ chart }) => watched(chart)) }, signal);
    for (const [position, computed] of result.series.entries()) {
      const entry = own[position];
      if (entry !== undefined) series.push({ ...computed, index: entry.index });
    }
    for (const { chart } of own) done.add(chart);
    batches.push(...result.batches);
    problems.push(...result.problems);
  }
  return {
    series: series.sort((left, right) => left.index - right.index),
    batches: batches.sort((left, right) => left.time - right.time),
    problems,
    left: entries.flatMap(({ chart }) => (done.has(chart) ? [] : [chart])),
  };
}

function watched(chart: ManifestChart): WatchedFeature {
  const { title, column = '', method, warn, alert, direction, minRows } = chart;
  return { title, column, method: methodNamed(method), warn, alert, direction, minRows };
}

/** A method by its name in any case, with or without separators; undefined (the default test) for others. */
function methodNamed(name: string | undefined): Method | undefined {
  const plain = name?.toLowerCase().replace(/[^a-z]/g, '');
  return methods.find((method) => method.toLowerCase() === plain);
}
