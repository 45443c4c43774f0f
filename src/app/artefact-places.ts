import { type Artefact, type HeldData } from '../core/fetch/artefacts.ts';
import { type ListedObject, parseDirListing } from '../core/fetch/dir-listing.ts';
import { type ArtefactPlace, dvcGetCommand, locationOf } from '../core/fetch/fetch-plan.ts';
import type { DvcRemotePlace } from '../core/fetch/dvc-remotes.ts';
import { message, type Message } from '../core/l10n/message.ts';
import { isInside } from '../core/project/paths.ts';
import type { DvcObject, DvcStore, DvcStores } from '../ports/dvc-remote.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { DvcProject } from './dvc-projects.ts';
import { filesAtOnce } from './repository-files.ts';
import { mapLimited } from './map-limited.ts';

const texts = {
  noProject: { en: 'There is no DVC project around it in the work tree.', pl: 'W drzewie roboczym nie ma wokół niego projektu DVC.' },
  noRemote: {
    en: 'It is not in the cache, and no default remote is set.',
    pl: 'Nie ma go w pamięci podręcznej, a nie ustawiono domyślnego zdalnego magazynu.',
  },
  unknownRemote: {
    en: 'It is not in the cache, and there is no remote {name}.',
    pl: 'Nie ma go w pamięci podręcznej, a zdalny magazyn {name} nie istnieje.',
  },
  missing: {
    en: 'Neither the cache nor the remote {name} has it.',
    pl: 'Nie ma go ani w pamięci podręcznej, ani w zdalnym magazynie {name}.',
  },
  absent: { en: 'Neither Git nor DVC has it at this commit.', pl: 'Nie ma go w tym commicie ani w Git, ani w DVC.' },
  address: { en: 'DVC knows it by another address than a digest.', pl: 'DVC zna je pod innym adresem niż skrót.' },
  notInside: {
    en: 'The folder {folder}, which DVC holds, has no such file.',
    pl: 'W folderze {folder}, który jest w DVC, nie ma takiego pliku.',
  },
  badListing: {
    en: 'The list of files of {folder} is damaged, or names files that may not be written.',
    pl: 'Lista plików folderu {folder} jest uszkodzona albo wymienia pliki, których nie wolno zapisać.',
  },
  hint: {
    en: 'Nothing was written. Look at the remote: someone may have tampered with it.',
    pl: 'Niczego nie zapisano. Sprawdź zdalny magazyn: ktoś mógł go zmienić.',
  },
} as const;

/** A store, with the remote it belongs to; null for the cache. */
export interface ArtefactStore {
  readonly store: DvcStore;
  readonly remote: Exclude<DvcRemotePlace, { kind: 'dvc' }> | null;
}

/** An artefact with where it can be had, and from which stores, the nearest first. */
export interface PlannedArtefact extends Artefact {
  readonly place: ArtefactPlace;
  readonly stores: readonly ArtefactStore[];
}

/** What an artefact is looked for with. */
export interface PlaceContext {
  readonly stores: DvcStores;
  readonly project: DvcProject | null;
  /** The repository's root, the commit, and where the artefact is to go: for the command that is shown. */
  readonly root: string;
  readonly commit: string;
  readonly target: string;
}

/** Looks for an artefact in the cache and in folders; servers are not asked. */
export async function placeArtefact(context: PlaceContext, artefact: Artefact, signal: AbortSignal): Promise<PlannedArtefact> {
  const { source } = artefact;
  if (source.kind === 'git') return { ...artefact, place: { kind: 'git' }, stores: [] };
  if (source.kind === 'absent') return { ...artefact, place: nowhere(message(texts.absent)), stores: [] };
  if (context.project === null) return { ...artefact, place: nowhere(message(texts.noProject)), stores: [] };
  const { held } = source;
  if (held.md5 === null) return { ...artefact, place: byDvc(context, artefact, message(texts.address)), stores: [] };
  const name = held.remote?.toLowerCase() ?? context.project.remotes.defaultName;
  const remote = name === null ? null : (context.project.remotes.byName.get(name) ?? null);
  const stores = storesOf(context.project, remote);
  const object = objectOf(held, held.md5);
  const found = held.md5.endsWith('.dir')
    ? await findFolder(context.stores, { artefact, held, object, stores }, signal)
    : await findObject(context.stores, object, stores, signal);
  if (typeof found === 'number') return { ...artefact, place: placeOfStore(stores[found]), stores };
  const elsewhere = remote?.kind === 'dvc' ? byDvc(context, artefact, remote.why) : nowhere(whyMissing(name, remote));
  return { ...artefact, place: found === 'missing' ? elsewhere : nowhere(found), stores };
}

/** An object of held data: a file in a folder is no larger than the folder. */
export function objectOf({ legacyMd5, size }: HeldData, md5: string): DvcObject {
  return { md5, legacyMd5, size };
}

/** The files of a folder that DVC holds which lie at a path, by the folder's list; rejects where the list is not to be trusted. */
export function listedFiles(held: HeldData, path: string, listing: Uint8Array): readonly ListedObject[] {
  const files = parseDirListing(new TextDecoder().decode(listing));
  if (files === null) {
    throw new ProviderError('bad-answer', { text: message(texts.badListing, { folder: held.path }), hint: message(texts.hint) });
  }
  return files.map((file) => ({ ...file, path: `${held.path}/${file.path}` })).filter((file) => isInside(path, file.path));
}

function storesOf(project: DvcProject, remote: DvcRemotePlace | null): readonly ArtefactStore[] {
  const stores: ArtefactStore[] = project.cache === null ? [] : [{ store: project.cache, remote: null }];
  if (remote?.kind === 'http') stores.push({ store: { kind: 'http', url: remote.url }, remote });
  if (remote?.kind === 'folder') {
    const isAbsolute = /^(?:\/|[A-Za-z]:[\\/])/.test(remote.path);
    stores.push({ store: { kind: 'folder', path: isAbsolute ? remote.path : `${project.root}/.dvc/${remote.path}` }, remote });
  }
  return stores;
}

/** The index of the first store that has (or, a server, may have) an object. */
async function findObject(
  stores: DvcStores,
  object: DvcObject,
  places: readonly ArtefactStore[],
  signal: AbortSignal,
): Promise<number | 'missing'> {
  for (const [index, { store }] of places.entries()) if ((await stores.has(store, object, signal)) !== false) return index;
  return 'missing';
}

/** The index of the furthest store that is needed for a folder's files; what else is wrong, as words. */
async function findFolder(
  stores: DvcStores,
  {
    artefact,
    held,
    object,
    stores: places,
  }: { readonly artefact: Artefact; readonly held: HeldData; readonly object: DvcObject; readonly stores: readonly ArtefactStore[] },
  signal: AbortSignal,
): Promise<number | 'missing' | Message> {
  const at = await findObject(stores, object, places, signal);
  const place = at === 'missing' ? undefined : places[at];
  if (at === 'missing' || place?.store.kind !== 'folder') return at;
  try {
    const listing = await stores.read(place.store, object, signal);
    if (listing === null) return 'missing';
    const files = listedFiles(held, artefact.path, listing);
    if (files.length === 0 && artefact.path !== held.path) return message(texts.notInside, { folder: held.path });
    const found = await mapLimited(files, filesAtOnce, ({ md5 }) => findObject(stores, objectOf(held, md5), places, signal));
    const needed = found.filter((index) => index !== 'missing');
    return needed.length < found.length ? 'missing' : Math.max(at, ...needed);
  } catch (error) {
    if (error instanceof ProviderError) return error.text;
    throw error;
  }
}

function placeOfStore(found: ArtefactStore | undefined): ArtefactPlace {
  const remote = found?.remote ?? null;
  if (remote === null) return { kind: 'cache' };
  return { kind: 'remote', name: remote.name, location: locationOf(remote), isAsked: remote.kind === 'folder' };
}

function byDvc({ root, commit, target }: PlaceContext, { path }: Artefact, why: Message): ArtefactPlace {
  return { kind: 'dvc', why, command: dvcGetCommand({ root, path, commit, target }) };
}

function nowhere(why: Message): ArtefactPlace {
  return { kind: 'nowhere', why };
}

function whyMissing(name: string | null, remote: DvcRemotePlace | null): Message {
  if (name === null) return message(texts.noRemote);
  return message(remote === null ? texts.unknownRemote : texts.missing, { name });
}
