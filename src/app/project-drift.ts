/** The drift that a project's manifest asks to watch, computed from its `files` sources. */
import type { Manifest, ManifestChart } from '../core/config/manifest-schema.ts';
import type { DriftSeries, WatchedFeature } from '../core/drift/drift-over-time.ts';
import { type Method, judgements, methods } from '../core/drift/statistics.ts';
import type { ManifestFacts } from '../core/facts/manifest/manifest-facts.ts';
import { type Message, type MessageArgs, type Text, message } from '../core/l10n/message.ts';
import type { BatchFiles } from '../ports/batch-files.ts';
import type { BatchInfo, DriftRun, FileProblem, ProjectDrift, WatchedSeries } from '../ports/drift-computer.ts';
import { driftOverTimeOfFiles } from './drift-over-time.ts';

const texts = {
  noBatches: { en: 'No file matches.', pl: 'Nie pasuje żaden plik.' },
  noSuchSource: { en: "There is no source '{source}' under 'sources'.", pl: 'W „sources” nie ma źródła „{source}”.' },
  otherSource: {
    en: "The source '{source}' is of type {type}; only sources of type files can be charted so far.",
    pl: 'Źródło „{source}” jest typu {type}; na razie wykresy powstają tylko ze źródeł typu files.',
  },
  incompleteSource: {
    en: "The source '{source}' lacks its reference or its current batches.",
    pl: 'Źródłu „{source}” brakuje danych odniesienia (reference) lub bieżących partii (current).',
  },
  noColumn: { en: 'The entry names no column.', pl: 'Wpis nie podaje kolumny.' },
  noSuchMethod: { en: "There is no method '{method}'; there are: {methods}.", pl: 'Nie ma metody „{method}”; są: {methods}.' },
} as const satisfies Readonly<Record<string, Text>>;

interface Entry {
  readonly index: number;
  readonly source: string;
  readonly feature: WatchedFeature;
}

/** Computes every drift entry that has a `files` source with a reference and batches. Rejects only with the signal's reason. */
export async function driftOfProject(
  files: BatchFiles,
  { manifest }: Pick<ManifestFacts, 'manifest'>,
  { signal, onProgress }: DriftRun,
): Promise<ProjectDrift> {
  const entries: Entry[] = [];
  const left: { readonly index: number; readonly title: string; readonly why: Message }[] = [];
  for (const [index, chart] of (manifest.drift ?? []).entries()) {
    const feature = watchedFeature(manifest, chart);
    if ('why' in feature) left.push({ index, title: chart.title, why: feature.why });
    else entries.push({ index, source: chart.source, feature });
  }
  const series: WatchedSeries[] = [];
  const batches: BatchInfo[] = [];
  const problems: FileProblem[] = [];
  for (const [name, { reference, current, time, exclude }] of Object.entries(manifest.sources ?? {})) {
    const own = entries.filter(({ source }) => source === name);
    if (reference === undefined || current === undefined || own.length === 0) continue;
    const request = { reference, current, time, exclude, features: own.map(({ feature }) => feature) };
    const computed = await driftOverTimeOfFiles(files, request, { signal, onProgress });
    series.push(...computed.series.flatMap((one, position) => watchedSeries(one, own[position])));
    batches.push(...computed.batches);
    problems.push(...computed.problems);
    if (computed.batches.length === 0 && computed.problems.length === 0) problems.push(nothingMatches(current));
  }
  return {
    series: series.sort((one, other) => one.index - other.index),
    batches: batches.sort((one, other) => one.time - other.time),
    problems,
    left,
  };
}

/** What to compute for an entry, or why it cannot be computed. */
function watchedFeature({ sources = {} }: Manifest, chart: ManifestChart): WatchedFeature | { readonly why: Message } {
  const because = (text: Text, args: MessageArgs = {}): { readonly why: Message } => ({ why: message(text, args) });
  const source = Object.hasOwn(sources, chart.source) ? sources[chart.source] : undefined;
  if (source === undefined) return because(texts.noSuchSource, { source: chart.source });
  if (source.type !== 'files') return because(texts.otherSource, { source: chart.source, type: source.type });
  if (source.reference === undefined || source.current === undefined) return because(texts.incompleteSource, { source: chart.source });
  const { title, column, warn, alert, direction, minRows } = chart;
  if (column === undefined) return because(texts.noColumn);
  const method = chart.method === undefined ? undefined : methodNamed(chart.method);
  if (method === null) return because(texts.noSuchMethod, { method: chart.method ?? '', methods: methods.join(', ') });
  return { title, column, method, warn, alert, direction, minRows };
}

/** A method by its name in any case, with or without separators; null for names of none. */
function methodNamed(name: string): Method | null {
  const plain = name.toLowerCase().replace(/[-_ .]/g, '');
  return methods.find((method) => method.toLowerCase() === plain) ?? null;
}

function watchedSeries(series: DriftSeries, entry: Entry | undefined): WatchedSeries[] {
  if (entry === undefined) return [];
  const { index, source, feature } = entry;
  const thresholdsDeclared = feature.warn !== undefined || feature.alert !== undefined;
  const inclusive = thresholdsDeclared || series.method === null || judgements[series.method].inclusive;
  return [{ ...series, index, source, thresholdsDeclared, inclusive }];
}

function nothingMatches(glob: string): FileProblem {
  return { path: glob, line: 0, message: message(texts.noBatches), reason: texts.noBatches.en };
}
