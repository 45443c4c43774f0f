/** Reports and batches of data that lie in a project's folders. */
import type { ManifestChart, ManifestSource } from '../../config/manifest-schema.ts';
import { message, type Message } from '../../l10n/message.ts';
import { isForeignPath } from '../../project/evidence/own-path.ts';
import { baseName, folderOf, isInside, relativePath } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';
import type { ChartOffer, ChartOfferKind, FoundData } from '../offers.ts';
import { reportOf } from './report-shape.ts';

const texts = {
  batches: { en: 'Drift of {count} {count|batch|batches} in {folder}', pl: 'Dryf {count} {count|partii|partii|partii} danych z {folder}' },
  columns: {
    en: 'Compared with {reference}, column by column: {columns}.',
    pl: 'W porównaniu z {reference}, kolumna po kolumnie: {columns}.',
  },
  noColumns: {
    en: 'Compared with {reference}; add an entry under drift for each column to watch.',
    pl: 'W porównaniu z {reference}; dodaj w drift wpis dla każdej obserwowanej kolumny.',
  },
  reports: {
    en: 'Charts from {count} {tool} {count|report|reports} in {folder}',
    pl: 'Wykresy z {count} {count|raportu|raportów|raportów} {tool} z {folder}',
  },
  reportColumns: { en: 'Their columns: {columns}.', pl: 'Ich kolumny: {columns}.' },
  reportsOnly: {
    en: 'The reports name no columns that were found; add entries under drift.',
    pl: 'W raportach nie znaleziono kolumn; dodaj wpisy w drift.',
  },
} as const;

/** Wider tables get entries for their first columns; a manifest of hundreds is nobody's wish. */
const mostColumns = 20;

const table = /\.(?:csv|jsonl|ndjson|parquet)$/i;
const referenceName = /^(?:reference|baseline|train(?:ing)?(?:[_-](?:data|set))?)(?:[._-]|$)/i;
/** Columns that name a row or say when it was, and so always differ. */
const notCompared = /^(?:id|uuid|index|.*_id|timestamp|time|date|datetime|.*_at|.*_date|.*_time|unnamed: \d+)?$/i;
const batchFolder = /^(?:batch(?:es)?|current|live|production|incoming|inference|scor(?:ed|ing)|predictions|daily|weekly)$/i;
const datedName = /(?:19|20)\d\d[-_.]?\d\d(?:[-_.]?\d\d)?/;

/** Whether a file's name says that batches are compared with it. */
export function isReferenceName(path: string): boolean {
  return referenceName.test(baseName(path));
}

/** The folders of reports and of batches, each in path order. */
export function dataOffers(project: Project, found: FoundData): readonly ChartOffer[] {
  const keys = new Set([...Object.keys(project.manifest?.sources ?? {}), 'prometheus', 'alertmanager']);
  return [...reportOffers(project), ...batchOffers(project, found)].map((source) => offerOf(source, freeKey(source, keys)));
}

/** A key that neither the manifest nor another offer has, named after the folder. */
function freeKey({ kind, source }: FoundSource, keys: Set<string>): string {
  const folder = baseName(folderOf(source.current ?? source.path ?? '')).replaceAll(/[^\w-]+/g, '-');
  const wanted = folder === '' ? kind : folder;
  let key = wanted;
  for (let number = 2; keys.has(key); number += 1) key = `${wanted}-${number}`;
  keys.add(key);
  return key;
}

interface DataFile {
  readonly path: string;
  readonly columns: readonly string[];
}

function batchOffers(project: Project, found: FoundData): readonly FoundSource[] {
  const files = dataFiles(project, found);
  const references = files.filter(({ path }) => isReferenceName(path));
  return batchGroups(files.filter((file) => !references.includes(file))).flatMap((batches) => {
    const reference = nearest(references, batches.folder);
    if (reference === undefined) return [];
    const source: ManifestSource = {
      type: 'files',
      reference: relativePath(project.root, reference.path),
      current: relativePath(project.root, batches.glob),
    };
    if (declares(project, source)) return [];
    const columns = columnsOfBoth(reference, batches).slice(0, mostColumns);
    const args = { reference: reference.path, columns: columns.join(', ') };
    return [
      {
        kind: 'batches',
        path: reference.path,
        id: `batches:${batches.glob}`,
        text: message(texts.batches, { count: batches.files.length, folder: batches.folder }),
        detail: message(columns.length > 0 ? texts.columns : texts.noColumns, args),
        source,
        columns,
      },
    ];
  });
}

/** What the project's tree holds and what the caller found beyond it, each path once. */
function dataFiles(project: Project, found: FoundData): readonly DataFile[] {
  const all = new Map<string, DataFile>();
  for (const path of project.tree.keys()) all.set(path, { path, columns: [] });
  for (const file of found.files) if (isInside(project.root, file.path)) all.set(file.path, file);
  return [...all.values()]
    .filter(({ path }) => table.test(path) && !isForeignPath(path))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The columns to compare; of a side that nobody looked at, all of the other's are taken to be there. */
function columnsOfBoth(reference: DataFile, { files }: BatchGroup): readonly string[] {
  const current = files.find(({ columns }) => columns.length > 0)?.columns ?? [];
  const known = reference.columns.length > 0 ? reference.columns : current;
  return known.filter((column) => !notCompared.test(column) && (current.length === 0 || current.includes(column)));
}

interface BatchGroup {
  readonly folder: string;
  readonly glob: string;
  readonly files: readonly DataFile[];
}

/** Folders with several files of one kind that are dated, or that lie in a folder with a name for batches. */
function batchGroups(files: readonly DataFile[]): readonly BatchGroup[] {
  const groups = new Map<string, DataFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    const ending = baseName(file.path).replace(/^.*\./, '');
    const isBatch = datedName.test(baseName(file.path)) || batchFolder.test(baseName(folder));
    const glob = `${folder === '' ? '' : `${folder}/`}*.${ending}`;
    if (isBatch) groups.set(glob, [...(groups.get(glob) ?? []), file]);
  }
  return [...groups].flatMap(([glob, own]) => (own.length < 2 ? [] : [{ folder: folderOf(glob) || '.', glob, files: own }]));
}

/** The reference with the longest common way to the batches. */
function nearest(references: readonly DataFile[], folder: string): DataFile | undefined {
  const shared = ({ path }: DataFile): number => {
    const [one, other] = [folderOf(path).split('/'), folder.split('/')];
    const end = one.findIndex((step, index) => step !== other[index]);
    return end === -1 ? one.length : end;
  };
  return references.toSorted((one, other) => shared(other) - shared(one))[0];
}

function reportOffers(project: Project): readonly FoundSource[] {
  const folders = new Map<string, { readonly path: string; readonly tool: string; readonly columns: readonly string[] }[]>();
  for (const { source } of project.files) {
    if (!source.path.endsWith('.json') || isForeignPath(source.path)) continue;
    const report = reportOf(project.data(source.path));
    if (report === null) continue;
    const key = `${report.tool} ${folderOf(source.path)}`;
    folders.set(key, [...(folders.get(key) ?? []), { path: source.path, ...report }]);
  }
  return [...folders.values()].flatMap((reports) => {
    const [first] = reports;
    if (first === undefined) return [];
    const folder = folderOf(first.path);
    const source: ManifestSource = { type: 'reports', path: relativePath(project.root, `${folder === '' ? '' : `${folder}/`}*.json`) };
    if (declares(project, source)) return [];
    const columns = [...new Set(reports.flatMap((report) => report.columns))].slice(0, mostColumns);
    return [
      {
        kind: 'reports',
        path: first.path,
        id: `reports:${first.tool}:${folder}`,
        text: message(texts.reports, { count: reports.length, tool: first.tool, folder: folder === '' ? '.' : folder }),
        detail: columns.length === 0 ? message(texts.reportsOnly) : message(texts.reportColumns, { columns: columns.join(', ') }),
        source,
        columns,
      },
    ];
  });
}

/** Whether the manifest has a source of the same kind that reads the same place. */
function declares(project: Project, { type, current, path }: ManifestSource): boolean {
  const place = (text: string | undefined): string => (text ?? '').replace(/\/?(?:\*\*\/)?\*[^/]*$/, '').replace(/^\.\/|\/$/g, '');
  return Object.values(project.manifest?.sources ?? {}).some(
    (source) => source.type === type && place(source.current) === place(current) && place(source.path) === place(path),
  );
}

interface FoundSource {
  readonly kind: ChartOfferKind;
  readonly id: string;
  readonly path: string;
  readonly text: Message;
  readonly detail: Message;
  readonly source: ManifestSource;
  readonly columns: readonly string[];
}

function offerOf({ kind, id, path, text, detail, source, columns }: FoundSource, key: string): ChartOffer {
  const drift = columns.map((column): ManifestChart => ({ title: column, source: key, column }));
  return { id, kind, text, detail, place: { path, line: 1 }, adds: { sources: { [key]: source }, drift, charts: [] }, toFill: [] };
}
