/** Charts of report files: those of Evidently and Great Expectations in a folder, over time. */
import { batchTimeFromPath } from '../core/drift/batch-time.ts';
import { type DatedReport, reportAnswer } from '../core/charts/report-series.ts';
import type { ReportContent } from '../core/charts/report-readings.ts';
import type { ManifestSource } from '../core/config/manifest-schema.ts';
import { evidentlyFacts, isEvidentlyReport } from '../core/facts/monitoring/evidently.ts';
import { isValidation, validationFacts } from '../core/facts/monitoring/great-expectations.ts';
import { parseJsonWithoutPlaces } from '../core/facts/json/parse-json.ts';
import { joinMessages } from '../core/l10n/join-messages.ts';
import { type Message, type Text, message } from '../core/l10n/message.ts';
import { BatchFileError, type WholeFiles } from '../ports/batch-files.ts';
import type { ChartSource } from '../ports/chart-source.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { mapLimited } from './map-limited.ts';

/** How much of a folder is read. */
export interface ReportLimits {
  /** Newest files; older ones are told in a warning. */
  readonly files: number;
  /** Bytes of one file. */
  readonly bytes: number;
}

/** The `reports` sources of a manifest. */
export interface ReportChartsOptions {
  /** By their keys under `sources`. */
  readonly sources: Readonly<Record<string, Pick<ManifestSource, 'path' | 'exclude'>>>;
  /** Others are for tests. */
  readonly limits?: ReportLimits;
}

const usualLimits: ReportLimits = { files: 1000, bytes: 10 * 1024 * 1024 };
const filesAtOnce = 8;
/** Warnings of single files; the rest is counted. */
const mostFileWarnings = 5;

const texts = {
  noPath: { en: "The source '{source}' lacks the path of its reports.", pl: 'Źródłu „{source}” brakuje ścieżki raportów (path).' },
  addPath: {
    en: 'Add path with the folder of the reports, or a glob such as reports/*.json.',
    pl: 'Dodaj path z folderem raportów albo wzorcem, na przykład reports/*.json.',
  },
  noFiles: { en: 'No JSON file is at {path}.', pl: 'Pod {path} nie ma żadnego pliku JSON.' },
  older: {
    en: 'Only the newest {shown} of {all} files are read.',
    pl: 'Odczytano tylko najnowsze pliki: {shown} z {all}.',
  },
  leftOut: { en: '{path} is left out:', pl: 'Pominięto {path}:' },
  unreadable: { en: 'It cannot be read.', pl: 'Nie można go odczytać.' },
  broken: { en: '{path} is no whole JSON, so it is left out.', pl: '{path} nie jest pełnym plikiem JSON, więc go pominięto.' },
  foreign: {
    en: '{path} is no report that can be read: saved by save_json of Evidently, or a validation result of Great Expectations.',
    pl: '{path} nie jest raportem, który można odczytać: z save_json Evidently albo wynikiem walidacji Great Expectations.',
  },
  moreFiles: {
    en: '{n} more {n|file is|files are} left out.',
    pl: '{n|Pominięto jeszcze|Pominięto jeszcze|Pominięto jeszcze} {n} {n|plik|pliki|plików}.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What a file turned out to be. */
type ReadReport = { readonly kind: 'report'; readonly report: DatedReport } | { readonly kind: 'problem'; readonly why: Message };

interface KeptFile {
  /** Time of the last change when it was read. */
  readonly changed: number;
  readonly read: ReadReport;
}

type Kept = ReadonlyMap<string, KeptFile>;

interface Folder {
  readonly read: readonly ReadReport[];
  readonly warnings: readonly Message[];
}

/**
 * Answers charts of `reports` sources. A source's path is a file, a glob, or a folder, of which all JSON files below it are meant; files with
 * other endings, HTML among them, are left alone. What is read is kept until a file changes, for all charts of a source read the same files.
 */
export function reportCharts(files: WholeFiles, { sources, limits = usualLimits }: ReportChartsOptions): ChartSource {
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<unknown>>();

  async function load(key: string, path: string, exclude: readonly string[], signal: AbortSignal): Promise<Folder> {
    signal.throwIfAborted();
    const { paths, warnings } = await reportPaths(files, path, exclude, signal);
    const newest = await newestFiles(files, paths, limits.files, signal);
    const before = kept.get(key);
    const now = new Map<string, KeptFile>();
    const read = await mapLimited(newest, filesAtOnce, async (file): Promise<ReadReport> => {
      signal.throwIfAborted();
      const known = before?.get(file.path);
      const isSame = known !== undefined && file.changed !== null && known.changed === file.changed;
      const found = isSame ? known.read : await readReport(files, file, limits.bytes, signal);
      if (file.changed !== null) now.set(file.path, { changed: file.changed, read: found });
      return found;
    });
    kept.set(key, now);
    const older = newest.length < paths.length ? [message(texts.older, { shown: newest.length, all: paths.length })] : [];
    return { read, warnings: [...warnings, ...older] };
  }

  return {
    async answer({ chart, range }, signal) {
      const source = Object.hasOwn(sources, chart.source) ? sources[chart.source] : undefined;
      const path = source?.path;
      if (path === undefined) {
        const words = { text: message(texts.noPath, { source: chart.source }), hint: message(texts.addPath) };
        throw new ProviderError('unsupported', words);
      }
      // The charts of a source are asked at once: the first one reads for all.
      const loading = (running.get(chart.source) ?? Promise.resolve()).then(() => load(chart.source, path, source?.exclude ?? [], signal));
      running.set(
        chart.source,
        loading.catch(() => undefined),
      );
      const { read, warnings } = await loading;
      const reports = read.flatMap((one) => (one.kind === 'report' ? [one.report] : []));
      const answer = reportAnswer({ column: chart.column, metric: chart.metric, method: chart.method, range }, reports);
      const problems = read.flatMap((one) => (one.kind === 'problem' ? [one.why] : []));
      // That there is no report is said better by what is wrong with the place or the files.
      const own = reports.length === 0 && (warnings.length > 0 || problems.length > 0) ? [] : answer.warnings;
      return { ...answer, warnings: [...warnings, ...own, ...fileWarnings(problems)] };
    },
  };
}

function fileWarnings(problems: readonly Message[]): readonly Message[] {
  const more = problems.length - mostFileWarnings;
  return more <= 0 ? problems : [...problems.slice(0, mostFileWarnings), message(texts.moreFiles, { n: more })];
}

async function reportPaths(
  files: WholeFiles,
  path: string,
  exclude: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly paths: readonly string[]; readonly warnings: readonly Message[] }> {
  const left = new Set(exclude);
  try {
    const direct = await files.list(path, signal);
    const isFolder = direct.length === 0 && !/[*?[]/.test(path);
    const found = isFolder ? await files.list(`${path.replace(/\/+$/, '')}/**/*.json`, signal) : direct;
    const paths = found.filter((one) => /\.json$/i.test(one) && !left.has(one));
    return { paths, warnings: paths.length === 0 ? [message(texts.noFiles, { path })] : [] };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BatchFileError)) throw error;
    return { paths: [], warnings: [joinMessages(message(texts.leftOut, { path }), error.text)] };
  }
}

interface ReportFile {
  readonly path: string;
  /** Time of its last change; null where it cannot be had. */
  readonly changed: number | null;
}

/** The newest files by the date in their names, else by their last change. */
async function newestFiles(files: WholeFiles, paths: readonly string[], most: number, signal: AbortSignal): Promise<readonly ReportFile[]> {
  const all = await mapLimited(paths, filesAtOnce, async (path): Promise<ReportFile> => {
    signal.throwIfAborted();
    return { path, changed: await files.mtime(path, signal).catch(() => null) };
  });
  if (all.length <= most) return all;
  const dated = all.map((file) => ({ file, time: batchTimeFromPath(file.path) ?? file.changed ?? 0 }));
  return dated
    .toSorted((one, other) => other.time - one.time)
    .slice(0, most)
    .map(({ file }) => file);
}

async function readReport(files: WholeFiles, { path, changed }: ReportFile, largest: number, signal: AbortSignal): Promise<ReadReport> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(path, signal, largest);
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof BatchFileError ? error.text : message(texts.unreadable);
    return { kind: 'problem', why: joinMessages(message(texts.leftOut, { path }), why) };
  }
  const content = contentOf(path, new TextDecoder().decode(bytes));
  if ('en' in content) return { kind: 'problem', why: content };
  const [own, named] = [content.facts.time, batchTimeFromPath(path)];
  const timeFrom = own !== null ? 'report' : named !== null ? 'name' : 'modified';
  return { kind: 'report', report: { path, time: own ?? named ?? changed ?? 0, timeFrom, content } };
}

function contentOf(path: string, text: string): ReportContent | Message {
  // A byte-order mark is no part of a text.
  const { root } = parseJsonWithoutPlaces(text.replace(/^\ufeff/, ''));
  if (root === undefined) return message(texts.broken, { path });
  if (isEvidentlyReport(root)) return { format: 'evidently', facts: evidentlyFacts(root) };
  if (isValidation(root)) return { format: 'great-expectations', facts: validationFacts(root) };
  return message(texts.foreign, { path });
}
