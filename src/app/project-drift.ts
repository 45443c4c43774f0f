/** The drift that a project's manifest asks to watch, computed from its `files` sources. */
import type { Manifest, ManifestChart, ManifestSource } from '../core/config/manifest-schema.ts';
import type { DriftSeries, WatchedFeature } from '../core/drift/drift-over-time.ts';
import { type Method, methods } from '../core/drift/statistics.ts';
import type { ManifestFacts } from '../core/facts/manifest/manifest-facts.ts';
import { type Message, type MessageArgs, type Text, message } from '../core/l10n/message.ts';
import type { BatchFiles } from '../ports/batch-files.ts';
import type { BatchInfo, DriftRun, FileProblem, LeftEntry, ProjectDrift, SourceProblem, WatchedSeries } from '../ports/drift-computer.ts';
import { driftOverTimeOfFiles } from './drift-over-time.ts';

const texts = {
  noBatches: { en: 'No file matches.', pl: 'Nie pasuje żaden plik.' },
  incompleteSource: {
    en: "The source '{source}' lacks its reference or its current batches.",
    pl: 'Źródłu „{source}” brakuje danych odniesienia (reference) lub bieżących partii (current).',
  },
  noColumn: { en: 'The entry names no column.', pl: 'Wpis nie podaje kolumny.' },
  noSuchMethod: { en: "There is no method '{method}'; there are: {methods}.", pl: 'Nie ma metody „{method}”; są: {methods}.' },
} as const satisfies Readonly<Record<string, Text>>;

interface Entry {
  readonly id: string;
  readonly source: string;
  readonly feature: WatchedFeature;
}

/** Computes every entry of `drift` and `charts` whose source is of type `files`. Rejects only with the signal's reason. */
export async function driftOfProject(
  files: BatchFiles,
  { manifest }: Pick<ManifestFacts, 'manifest'>,
  { signal, onProgress }: DriftRun,
): Promise<ProjectDrift> {
  const { entries, left } = entriesOf(manifest);
  const series: WatchedSeries[] = [];
  const batches: BatchInfo[] = [];
  const problems: SourceProblem[] = [];
  for (const [source, { reference, current, time, exclude }] of Object.entries(manifest.sources ?? {})) {
    const own = entries.filter((entry) => entry.source === source);
    if (reference === undefined || current === undefined || own.length === 0) continue;
    const request = { reference, current, time, exclude, features: own.map(({ feature }) => feature) };
    const computed = await driftOverTimeOfFiles(files, request, { signal, onProgress });
    series.push(...computed.series.flatMap((one, position) => watchedSeries(one, own[position])));
    batches.push(...computed.batches);
    problems.push(...computed.problems.map((problem) => ({ ...problem, source })));
    if (computed.batches.length === 0 && computed.problems.length === 0) problems.push({ ...nothingMatches(current), source });
  }
  const order = entries.map(({ id }) => id);
  series.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  return { series, batches: batches.sort((one, other) => one.time - other.time), problems, left };
}

function entriesOf({ drift = [], charts = [], sources = {} }: Manifest): {
  readonly entries: readonly Entry[];
  readonly left: readonly LeftEntry[];
} {
  const entries: Entry[] = [];
  const left: LeftEntry[] = [];
  const all = [
    ...drift.map((chart, index) => ({ id: `drift/${String(index)}`, chart })),
    ...charts.map((chart, index) => ({ id: `charts/${String(index)}`, chart })),
  ];
  for (const { id, chart } of all) {
    const source = Object.hasOwn(sources, chart.source) ? sources[chart.source] : undefined;
    if (source?.type !== 'files') continue;
    const feature = watchedFeature(source, chart);
    if ('why' in feature) left.push({ id, title: chart.title, why: feature.why });
    else entries.push({ id, source: chart.source, feature });
  }
  return { entries, left };
}

/** What to compute for an entry, or why it cannot be computed. */
function watchedFeature(source: ManifestSource, chart: ManifestChart): WatchedFeature | { readonly why: Message } {
  const because = (text: Text, args: MessageArgs = {}): { readonly why: Message } => ({ why: message(text, args) });
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
  return entry === undefined ? [] : [{ ...series, id: entry.id, source: entry.source }];
}

function nothingMatches(glob: string): FileProblem {
  return { path: glob, line: 0, message: message(texts.noBatches), reason: texts.noBatches.en };
}
