import { isList, readData, valueAt } from '../core/facts/data-file.ts';
import type { DvcItem } from '../core/facts/dvc/dvc-facts.ts';
import { readFile } from '../core/facts/read-file.ts';
import { message } from '../core/l10n/message.ts';
import { createSourceText } from '../core/model/source-text.ts';
import { folderOf, isInside, joinPath } from '../core/project/paths.ts';
import type { MetricReading } from '../core/release/gate-outcome.ts';
import type { DvcCache } from '../ports/dvc-cache.ts';
import type { GitRepository } from '../ports/git.ts';
import { foldersUpwards } from './release-config-loader.ts';

/** Where metrics of a version are read from. */
export interface MetricDependencies {
  readonly repository: GitRepository;
  readonly dvcCache: DvcCache;
}

/** A number inside a file at a commit. */
export interface MetricAddress {
  readonly commit: string;
  /** Relative to the repository. */
  readonly path: string;
  /** JSON Pointer. */
  readonly pointer: string;
}

const texts = {
  absent: {
    en: '{path} is not in the version’s commit, nor does DVC hold it there.',
    pl: 'Pliku {path} nie ma w commicie tej wersji ani w DVC.',
  },
  notCached: {
    en: '{path} is held by DVC, but its content is not in the local cache.',
    pl: 'Plik {path} jest w DVC, ale jego zawartości nie ma w lokalnej pamięci podręcznej.',
  },
  broken: { en: '{path} cannot be read as JSON, YAML or TOML.', pl: 'Pliku {path} nie da się odczytać jako JSON, YAML ani TOML.' },
  noValue: { en: '{path} has no value at {pointer}.', pl: 'W pliku {path} nie ma wartości pod {pointer}.' },
  notNumber: { en: 'The value at {pointer} in {path} is not a number.', pl: 'Wartość {pointer} w pliku {path} nie jest liczbą.' },
} as const;

/** Files larger than this are no metrics. */
const largestMetrics = 16 * 1024 * 1024;

/**
 * Reads a number as it was at a version's commit: from Git, or where DVC holds the file, through the lock or `.dvc` file of that commit
 * and the local cache. Never from the work tree. Why there is none is an answer, not an error.
 */
export async function readMetric(deps: MetricDependencies, address: MetricAddress, signal: AbortSignal): Promise<MetricReading> {
  const { path, pointer } = address;
  const content = await contentAt(deps, address, signal);
  if (content === 'absent') return { failure: message(texts.absent, { path }) };
  if (content === 'not-cached') return { failure: message(texts.notCached, { path }) };
  const data = content.byteLength > largestMetrics ? undefined : readData(createSourceText(path, new TextDecoder().decode(content)));
  if (data === undefined) return { failure: message(texts.broken, { path }) };
  const value = valueAt(data, pointer);
  if (value === undefined || value === null) return { failure: message(texts.noValue, { path, pointer }) };
  return typeof value === 'number' ? { value } : { failure: message(texts.notNumber, { path, pointer }) };
}

type Content = Uint8Array | 'absent' | 'not-cached';

async function contentAt(deps: MetricDependencies, { commit, path }: MetricAddress, signal: AbortSignal): Promise<Content> {
  const folders = foldersUpwards(folderOf(path));
  const sidecars = [path, ...folders.filter((folder) => folder !== '')].map((held) => `${held}.dvc`);
  const locks = folders.flatMap((folder) => ['dvc.lock', 'dvc.yaml'].map((name) => (folder === '' ? name : `${folder}/${name}`)));
  const paths = [path, ...sidecars, ...locks];
  const blobs = await deps.repository.readBlobs(
    paths.map((at) => ({ commit, path: at })),
    signal,
  );
  const [inGit = null] = blobs;
  if (inGit !== null) return inGit;
  const texts = new Map(paths.flatMap((at, index) => textOf(at, blobs[index] ?? null)));
  for (const at of [...sidecars, ...locks.filter((lock) => lock.endsWith('dvc.lock'))]) {
    for (const item of dvcOutputs(at, texts)) {
      if (item.md5 === null || !isInside(item.path, path)) continue;
      return (await cached(deps, { item: { ...item, md5: item.md5 }, path, folder: folderOf(at) }, signal)) ?? 'not-cached';
    }
  }
  return 'absent';
}

function textOf(path: string, bytes: Uint8Array | null): readonly (readonly [string, string])[] {
  return bytes === null || bytes.byteLength > largestMetrics ? [] : [[path, new TextDecoder().decode(bytes)]];
}

/** An output that DVC holds. */
interface HeldOutput {
  readonly path: string;
  readonly md5: string | null;
}

/** The outputs that a `.dvc` file or a `dvc.lock` names; a stage's `wdir` stands in the dvc.yaml beside the lock. */
function dvcOutputs(path: string, texts: ReadonlyMap<string, string>): readonly HeldOutput[] {
  const text = texts.get(path);
  if (text === undefined) return [];
  const read = (at: string) => readFile(createSourceText(at, texts.get(at) ?? ''), { read: (other) => texts.get(other) }).documents;
  return read(path).flatMap((document) => {
    if (document.format === 'dvc-file') return document.facts.outs.flatMap((item) => held(item, item.resolved));
    if (document.format !== 'dvc-lock') return [];
    const folder = folderOf(path);
    const stages = read(folder === '' ? 'dvc.yaml' : `${folder}/dvc.yaml`).flatMap((other) =>
      other.format === 'dvc-yaml' ? other.facts.stages : [],
    );
    const directories = new Map(stages.map((stage) => [stage.name.value, stage.wdir]));
    return document.facts.stages.flatMap((stage) => {
      const base = joinPath(folder, directories.get(stage.name.value) ?? '.');
      return stage.outs.flatMap((item) => held(item, base === null ? null : joinPath(base, item.path.value)));
    });
  });
}

function held(item: DvcItem, path: string | null): readonly HeldOutput[] {
  return path === null ? [] : [{ path, md5: item.md5?.value ?? null }];
}

/** The content of a file that DVC holds, by itself or inside a folder whose listing is a cached object of its own. */
async function cached(
  { repository, dvcCache }: MetricDependencies,
  {
    item,
    path,
    folder,
  }: { readonly item: { readonly path: string; readonly md5: string }; readonly path: string; readonly folder: string },
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const place = folder === '' ? repository.root : `${repository.root}/${folder}`;
  const object = await dvcCache.read(place, item.md5, signal);
  if (object === null || item.path === path) return item.path === path && !item.md5.endsWith('.dir') ? object : null;
  const listing = readData(createSourceText('listing.json', new TextDecoder().decode(object)));
  const inner = path.slice(item.path.length + 1);
  for (const entry of isList(listing) ? listing : []) {
    const md5 = valueAt(entry, '/md5');
    if (valueAt(entry, '/relpath') === inner && typeof md5 === 'string') return dvcCache.read(place, md5, signal);
  }
  return null;
}
