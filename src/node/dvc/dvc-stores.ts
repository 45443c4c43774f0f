import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Text, message } from '../../core/l10n/message.ts';
import type { DvcObject, DvcStore, DvcStores } from '../../ports/dvc-remote.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { brokenOff, requestObject } from './http-object.ts';
import { dvcCacheFolder } from './local-dvc-cache.ts';
import { createObjectHash } from './object-hash.ts';

/** Listings are read into memory; one of this size names about half a million files. */
const largestInMemory = 64 * 1024 * 1024;
/** The most that is read where no size was recorded. */
const largestObject = 16 * 1024 ** 3;

const texts = {
  wrong: { en: 'What {place} has under {md5} is something else.', pl: '{place} zawiera pod {md5} coś innego.' },
  tooLarge: {
    en: 'What {place} has under {md5} is larger than the {size} bytes recorded.',
    pl: '{place} zawiera pod {md5} więcej niż zapisane {size} B.',
  },
  hint: {
    en: 'Nothing of it was kept. The store may be damaged; another copy of the data helps.',
    pl: 'Nic z tego nie zachowano. Magazyn może być uszkodzony; pomoże inna kopia danych.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** DVC's cache, folders and servers, read on this machine without DVC. */
export function createDvcStores(): DvcStores {
  return {
    async cacheOf(folder) {
      const path = await dvcCacheFolder(folder);
      return path === null ? null : { kind: 'folder', path };
    },
    async has(store, object, signal) {
      signal.throwIfAborted();
      if (store.kind === 'http') return null;
      for (const name of namesOf(object)) if (await isFile(join(store.path, name))) return true;
      return false;
    },
    async read(store, object, signal) {
      const chunks: Uint8Array[] = [];
      const size = Math.min(object.md5.endsWith('.dir') ? largestInMemory : (object.size ?? largestInMemory), largestInMemory);
      const found = await readFrom(store, { ...object, size }, signal, async (source) => {
        for await (const chunk of source) chunks.push(chunk);
      });
      return found ? Buffer.concat(chunks) : null;
    },
    async copy(store, object, target, signal) {
      try {
        return await readFrom(store, object, signal, (source) => pipeline(source, createWriteStream(target, { flags: 'wx' }), { signal }));
      } catch (error) {
        await rm(target, { force: true });
        throw error;
      }
    },
  };
}

/** Both layouts, the likelier one first: `files/md5/ab/cdef…` of DVC 3 and `ab/cdef…` of DVC 2. No name but a digest gets here. */
function namesOf({ md5, legacyMd5 }: DvcObject): readonly string[] {
  if (!/^[0-9a-f]{32}(?:\.dir)?$/.test(md5)) return [];
  const older = `${md5.slice(0, 2)}/${md5.slice(2)}`;
  return legacyMd5 ? [older, `files/md5/${older}`] : [`files/md5/${older}`, older];
}

/** Hands an object to a reader piece by piece, and fails at the end (or at the first byte too many) where it was not the object. */
async function readFrom(
  store: DvcStore,
  object: DvcObject,
  signal: AbortSignal,
  use: (source: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<boolean> {
  for (const name of namesOf(object)) {
    const source = await open(store, name, signal);
    if (source === null) continue;
    try {
      await use(checked(bytesOf(source, store, signal), { store, object, folds: !name.startsWith('files/') || object.legacyMd5 }));
    } finally {
      source.destroy();
    }
    return true;
  }
  return false;
}

async function open(store: DvcStore, name: string, signal: AbortSignal): Promise<Readable | null> {
  signal.throwIfAborted();
  if (store.kind === 'http') return requestObject(`${store.url}/${name}`, signal);
  const path = join(store.path, name);
  return (await isFile(path)) ? createReadStream(path, { signal }) : null;
}

/** What a store gives; that a server broke off is told from a disk that is full. */
async function* bytesOf(source: AsyncIterable<Uint8Array>, store: DvcStore, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield chunk;
  } catch (error) {
    signal.throwIfAborted();
    throw store.kind === 'http' ? brokenOff(store.url, error) : error;
  }
}

async function* checked(
  source: AsyncIterable<Uint8Array>,
  { store, object, folds }: { readonly store: DvcStore; readonly object: DvcObject; readonly folds: boolean },
): AsyncGenerator<Uint8Array> {
  const { md5 } = object;
  const size = object.size ?? largestObject;
  const hash = createObjectHash({ folds });
  let read = 0;
  for await (const chunk of source) {
    read += chunk.byteLength;
    if (read > size) throw badAnswer(texts.tooLarge, { place: placeOf(store), md5, size });
    hash.update(chunk);
    yield chunk;
  }
  if (!hash.matches(md5.slice(0, 32))) throw badAnswer(texts.wrong, { place: placeOf(store), md5 });
}

function placeOf(store: DvcStore): string {
  return store.kind === 'http' ? store.url : store.path;
}

function badAnswer(text: Text, args: Readonly<Record<string, string | number>>): ProviderError {
  return new ProviderError('bad-answer', { text: message(text, args), hint: message(texts.hint) });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
