/** A comparison as tables of words, numbers and names, before any surface gives them a form. */
import { type Language, type Message, type Text, format, message } from '../l10n/message.ts';
import type { Json } from '../facts/format.ts';
import type { Change, Changes, Comparison, ComparedMetric } from './compare-snapshots.ts';
import type { DataState } from './version-snapshot.ts';

/** A cell: `foreign` text comes from the repository and may hold anything, the other is ours. */
export interface Cell {
  readonly text: string;
  readonly foreign: boolean;
}

/** A table, or the sentence that stands in its place. */
export interface ComparisonTable {
  readonly title: string;
  readonly columns: readonly Cell[];
  /** Columns of numbers. */
  readonly toTheRight: ReadonlySet<number>;
  readonly rows: readonly (readonly Cell[])[];
  /** What is to be said below the rows; null for nothing. */
  readonly note: string | null;
}

const texts = {
  metrics: { en: 'Metrics', pl: 'Metryki' },
  params: { en: 'Parameters', pl: 'Parametry' },
  data: { en: 'Data and outputs', pl: 'Dane i wyniki' },
  stages: { en: 'Pipeline commands', pl: 'Polecenia potoku' },
  packages: { en: 'Packages', pl: 'Pakiety' },
  files: { en: 'Files', pl: 'Pliki' },
  unread: { en: 'Not read', pl: 'Nieodczytane' },
  metric: { en: 'Metric', pl: 'Metryka' },
  difference: { en: 'Difference', pl: 'Różnica' },
  relative: { en: 'Relative', pl: 'Względnie' },
  verdict: { en: 'Verdict', pl: 'Ocena' },
  file: { en: 'File', pl: 'Plik' },
  parameter: { en: 'Parameter', pl: 'Parametr' },
  path: { en: 'Path', pl: 'Ścieżka' },
  change: { en: 'Change', pl: 'Zmiana' },
  stage: { en: 'Stage', pl: 'Etap potoku' },
  package: { en: 'Package', pl: 'Pakiet' },
  version: { en: 'Version', pl: 'Wersja' },
  why: { en: 'Why', pl: 'Dlaczego' },
  better: { en: 'better', pl: 'lepiej' },
  worse: { en: 'worse', pl: 'gorzej' },
  same: { en: 'same', pl: 'bez zmian' },
  unjudged: { en: 'not known', pl: 'nie wiadomo' },
  added: { en: 'added', pl: 'dodano' },
  removed: { en: 'removed', pl: 'usunięto' },
  modified: { en: 'changed', pl: 'zmieniono' },
  unknown: { en: 'not comparable', pl: 'nie do porównania' },
  any: { en: 'any', pl: 'dowolna' },
  absent: { en: 'is named, but is not at this commit', pl: 'jest wymieniony, ale nie ma go w tym commicie' },
  'not-cached': { en: 'is held by DVC, but not in the local cache', pl: 'jest w DVC, ale nie w lokalnej pamięci podręcznej' },
  broken: { en: 'is no JSON, YAML or TOML', pl: 'nie jest plikiem JSON, YAML ani TOML' },
  unsupported: { en: 'is a Python file, or too large', pl: 'jest plikiem Pythona albo jest za duży' },
  noMetrics: { en: 'No metrics were found.', pl: 'Nie znaleziono metryk.' },
  unknowable: { en: 'Not known for both versions.', pl: 'Nieznane dla obu wersji naraz.' },
  alike: { en: 'No changes; {count} compared.', pl: 'Bez zmian; porównano: {count}.' },
  unchanged: { en: '{count} unchanged.', pl: 'Bez zmian: {count}.' },
  noFiles: { en: 'No files changed.', pl: 'Żaden plik się nie zmienił.' },
  elsewhere: {
    en: '{count} {count|file|files} outside of the model’s folder changed.',
    pl: 'Zmienione pliki poza folderem modelu: {count}.',
  },
  sizeFiles: { en: '{size}, {count} {count|file|files}', pl: '{size}, {count} {count|plik|pliki|plików}' },
} as const satisfies Readonly<Record<string, Text>>;

type Say = (text: Text, args?: Message['args']) => string;

const none: Cell = { text: '–', foreign: false };

/** The parts of a comparison in their order; the last one only where something was not read. */
export function comparisonTables(comparison: Comparison, language: Language): readonly ComparisonTable[] {
  const say: Say = (text, args = {}) => format(message(text, args), language);
  const { left, right, metrics, params, data, stages, packages, files, unread } = comparison;
  const sides = [foreign(left.version), foreign(right.version)];
  const table = (title: Text, columns: readonly (Text | Cell)[], rows: ComparisonTable['rows'], note: string | null): ComparisonTable => ({
    title: say(title),
    columns: columns.map((column) => ('foreign' in column ? column : ours(say(column)))),
    toTheRight: title === texts.metrics ? new Set([1, 2, 3, 4]) : new Set(),
    rows,
    note,
  });
  const changed = <Item>(
    title: Text,
    part: Changes<Item> | null,
    columns: readonly (Text | Cell)[],
    row: (item: Item) => readonly Cell[],
  ): ComparisonTable => table(title, columns, part?.changes.map(row) ?? [], say(...noteOf(part)));
  const changeCell = ({ change }: { readonly change: Change<unknown>['change'] | 'unknown' }): Cell => ours(say(texts[change]));
  const versionCell = (version: string | null): Cell =>
    version === null ? none : version === '' ? ours(say(texts.any)) : foreign(version);
  const commandCell = (command: string | null): Cell => (command === null ? none : foreign(command));

  return [
    table(
      texts.metrics,
      [texts.metric, ...sides, texts.difference, texts.relative, texts.verdict, texts.file],
      metrics?.map((metric) => metricRow(metric, say)) ?? [],
      metrics === null ? say(texts.unknowable) : metrics.length === 0 ? say(texts.noMetrics) : null,
    ),
    changed(texts.params, params, [texts.parameter, ...sides, texts.change, texts.file], (item) => [
      foreign(item.key),
      ...valueCells(item),
      changeCell(item),
      foreign(item.file),
    ]),
    changed(texts.data, data, [texts.path, ...sides, texts.change], (item) => [
      foreign(item.path),
      stateCell(item.left, say),
      stateCell(item.right, say),
      changeCell(item),
    ]),
    changed(texts.stages, stages, [texts.stage, ...sides, texts.file], (item) => [
      foreign(item.stage),
      commandCell(item.left),
      commandCell(item.right),
      foreign(item.file),
    ]),
    changed(texts.packages, packages, [texts.package, ...sides, texts.file], (item) => [
      foreign(item.name),
      versionCell(item.left),
      versionCell(item.right),
      foreign(item.file),
    ]),
    table(
      texts.files,
      [texts.path, texts.change],
      files?.changes.map((file) => [foreign(file.path), changeCell(file)]) ?? [],
      filesNote(comparison, say),
    ),
    ...(unread.length === 0
      ? []
      : [
          table(
            texts.unread,
            [texts.path, texts.version, texts.why],
            unread.map(({ path, side, reason }) => [
              foreign(path),
              side === 'left' ? foreign(left.version) : foreign(right.version),
              ours(say(texts[reason])),
            ]),
            null,
          ),
        ]),
  ];
}

function ours(text: string): Cell {
  return { text, foreign: false };
}

function foreign(text: string): Cell {
  return { text, foreign: true };
}

function noteOf(part: Changes<unknown> | null): [Text, Message['args']] {
  if (part === null) return [texts.unknowable, {}];
  return [part.changes.length === 0 ? texts.alike : texts.unchanged, { count: part.unchanged }];
}

function filesNote({ files }: Comparison, say: Say): string | null {
  if (files === null) return say(texts.unknowable);
  const outside = files.elsewhere === 0 ? [] : [say(texts.elsewhere, { count: files.elsewhere })];
  return [...(files.changes.length === 0 ? [say(texts.noFiles)] : []), ...outside].join(' ') || null;
}

function metricRow({ name, file, left, right, difference, relative, verdict }: ComparedMetric, say: Say): readonly Cell[] {
  const isWhole = left !== null && right !== null;
  return [
    foreign(name),
    numberCell(left),
    numberCell(right),
    difference === null ? none : ours(signed(rounded(difference), difference)),
    relative === null ? none : ours(signed(`${(relative * 100).toFixed(1)}%`, relative)),
    isWhole ? ours(say(texts[verdict ?? 'unjudged'])) : none,
    foreign(file),
  ];
}

function numberCell(value: number | null): Cell {
  return value === null ? none : ours(rounded(value));
}

/** Six significant digits, without zeros at the end. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}

/** Values as people write them; where the two sides would look alike (`1` and `"1"`), as JSON. */
function valueCells({ change, left, right }: Change<Json>): readonly Cell[] {
  const shown = [left, right].map((value) => (typeof value === 'string' && value.trim() !== '' ? value : JSON.stringify(value)));
  const exact = shown[0] === shown[1] ? [JSON.stringify(left), JSON.stringify(right)] : shown;
  return [change === 'added' ? none : foreign(exact[0] ?? ''), change === 'removed' ? none : foreign(exact[1] ?? '')];
}

function stateCell(state: DataState | null, say: Say): Cell {
  if (state === null) return none;
  const { md5, size, nfiles } = state;
  const words =
    nfiles === null
      ? size === null
        ? ''
        : sizeText(size)
      : say(texts.sizeFiles, { size: size === null ? '?' : sizeText(size), count: nfiles });
  return foreign([md5?.slice(0, 8) ?? '?', words].filter((word) => word !== '').join(' '));
}

/** Bytes in the unit that leaves one to three digits before the point, as DVC counts: 1 kB is 1000 bytes. */
function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
