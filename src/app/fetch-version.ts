import { isAvailable } from '../core/fetch/fetch-plan.ts';
import { isSafeRelativePath } from '../core/fetch/safe-path.ts';
import { message, type Message } from '../core/l10n/message.ts';
import type { DvcObject, DvcStore, DvcStores } from '../ports/dvc-remote.ts';
import type { FileDrop, OpenFileDrop } from '../ports/file-drop.ts';
import type { GitRepository } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { listedFiles, objectOf, type ArtefactStore, type PlannedArtefact } from './artefact-places.ts';
import type { FetchPlan, PlannedFile } from './fetch-plan.ts';
import { mapLimited } from './map-limited.ts';

/** What a plan is carried out with. */
export interface FetchTools {
  readonly repository: GitRepository;
  readonly dvcStores: DvcStores;
  readonly openDrop: OpenFileDrop;
}

/** What of a plan to carry out besides the model itself. */
export interface FetchChoice {
  /** Also all other data that DVC holds at the commit. */
  readonly withData: boolean;
  /** Also the code and settings of the model's folder. */
  readonly withFiles: boolean;
}

/** What was done. Paths are relative to the folder, and are those of the repository. */
export interface FetchReceipt {
  readonly written: readonly { readonly path: string; readonly from: 'git' | 'dvc' }[];
  /** What was asked for and is not there, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly why: Message }[];
}

const texts = {
  lfs: { en: 'The commit has only a pointer of Git LFS, not the content.', pl: 'W commicie jest tylko wskaźnik Git LFS, a nie zawartość.' },
  unsafe: { en: 'A file of this name is not written.', pl: 'Plik o takiej nazwie nie zostanie zapisany.' },
  link: { en: 'Links and submodules are not written.', pl: 'Dowiązania i podmoduły nie są zapisywane.' },
  gone: { en: 'The remote does not have {path} ({md5}).', pl: 'W zdalnym magazynie nie ma {path} ({md5}).' },
  hint: {
    en: 'Nothing was written. Ask whoever trained this version to push its data.',
    pl: 'Niczego nie zapisano. Poproś osobę, która trenowała tę wersję, o wysłanie danych.',
  },
} as const;

/** Contents of this many files are in memory at once. */
const filesInMemory = 64;
const downloadsAtOnce = 4;

/** The artefacts that a choice takes. */
export function chosenArtefacts({ artefacts }: FetchPlan, { withData }: Pick<FetchChoice, 'withData'>): readonly PlannedArtefact[] {
  return artefacts.filter(({ isModel }) => isModel || withData);
}

/**
 * Writes a version's artefacts, and its files where they are asked for, into the plan's folder. What cannot be had from here is skipped
 * and said; whatever fails after that (a wrong digest, a server that breaks off, a file that is in the way) leaves nothing behind.
 */
export async function fetchVersion(
  tools: FetchTools,
  { plan, ...choice }: FetchChoice & { readonly plan: FetchPlan },
  signal: AbortSignal,
): Promise<FetchReceipt> {
  const artefacts = chosenArtefacts(plan, choice);
  const skipped = [
    ...artefacts.flatMap(({ path, place }) => ('why' in place ? [{ path, why: place.why }] : [])),
    ...(choice.withFiles ? plan.leftOut.map((path) => ({ path, why: message(texts.link) })) : []),
  ];
  const available = artefacts.filter(({ place }) => isAvailable(place));
  const fromDvc = available.filter(({ source }) => source.kind === 'dvc');
  const models = new Set(available.map(({ path }) => path));
  const fromGit = plan.files.filter(({ path }) => choice.withFiles || models.has(path));
  const others = available.filter(({ path, source }) => source.kind === 'git' && !fromGit.some((file) => file.path === path));
  const files = [...fromGit, ...others.map(({ path }) => ({ path, executable: false }))];
  if (fromDvc.length === 0 && files.length === 0) return { written: [], skipped };
  const drop = await tools.openDrop(plan.directory);
  try {
    const git = await writeFiles(tools.repository, { drop, commit: plan.version.commit, files }, signal);
    const copies = await stageCopies(tools.dvcStores, drop, fromDvc, signal);
    await copyAll(tools.dvcStores, copies, signal);
    await drop.commit();
    return {
      written: [
        ...git.written.map((path) => ({ path, from: 'git' as const })),
        ...copies.map(({ path }) => ({ path, from: 'dvc' as const })),
      ],
      skipped: [...skipped, ...git.skipped],
    };
  } finally {
    await drop.discard();
  }
}

async function writeFiles(
  repository: GitRepository,
  { drop, commit, files }: { readonly drop: FileDrop; readonly commit: string; readonly files: readonly PlannedFile[] },
  signal: AbortSignal,
): Promise<{ readonly written: readonly string[]; readonly skipped: FetchReceipt['skipped'] }> {
  const written: string[] = [];
  const skipped: { readonly path: string; readonly why: Message }[] = [];
  const safe = files.filter(({ path }) => isSafeRelativePath(path));
  for (const { path } of files) if (!isSafeRelativePath(path)) skipped.push({ path, why: message(texts.unsafe) });
  for (let at = 0; at < safe.length; at += filesInMemory) {
    const part = safe.slice(at, at + filesInMemory);
    const blobs = await repository.readBlobs(
      part.map(({ path }) => ({ commit, path })),
      signal,
    );
    for (const [index, { path, executable }] of part.entries()) {
      const content = blobs[index] ?? null;
      if (content === null || isPointer(content)) {
        skipped.push({ path, why: message(texts.lfs) });
        continue;
      }
      await drop.write(path, content, { executable });
      written.push(path);
    }
  }
  return { written, skipped };
}

/** What stands in Git for a file of Git LFS (its specification, version 1). */
function isPointer(content: Uint8Array): boolean {
  return content.byteLength < 1024 && new TextDecoder().decode(content).startsWith('version https://git-lfs.github.com/spec/');
}

/** An object to copy. */
interface Copy {
  readonly path: string;
  readonly object: DvcObject;
  readonly stores: readonly ArtefactStore[];
  readonly target: string;
}

/** All places are taken before anything large is read, so that a file in the way is noticed at once. */
async function stageCopies(
  stores: DvcStores,
  drop: FileDrop,
  artefacts: readonly PlannedArtefact[],
  signal: AbortSignal,
): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  for (const artefact of artefacts) {
    // DVC marks files alone; what is in a folder it writes as it is.
    const executable = artefact.source.kind === 'dvc' && artefact.source.held.path === artefact.path && artefact.source.held.isExecutable;
    for (const { path, object } of await objectsOf(stores, artefact, signal)) {
      copies.push({ path, object, stores: artefact.stores, target: await drop.stage(path, { executable }) });
    }
  }
  return copies;
}

async function objectsOf(
  stores: DvcStores,
  artefact: PlannedArtefact,
  signal: AbortSignal,
): Promise<readonly { readonly path: string; readonly object: DvcObject }[]> {
  const { path, source } = artefact;
  if (source.kind !== 'dvc' || source.held.md5 === null) return [];
  const { held } = source;
  const object = objectOf(held, source.held.md5);
  if (!object.md5.endsWith('.dir')) return [{ path, object }];
  const listing = await fromStores(artefact.stores, (store) => stores.read(store, object, signal));
  if (listing === null) throw gone(path, object);
  const files = listedFiles(held, path, listing);
  if (files.length === 0 && path !== held.path) throw gone(path, object);
  return files.map((file) => ({ path: file.path, object: objectOf(held, file.md5) }));
}

/** The first failure ends the other copies, and is thrown once none of them is writing any more. */
async function copyAll(stores: DvcStores, copies: readonly Copy[], signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const failures: unknown[] = [];
  await mapLimited(copies, downloadsAtOnce, async (copy) => {
    try {
      await copyObject(stores, copy, AbortSignal.any([signal, stop.signal]));
    } catch (error) {
      failures.push(error);
      stop.abort();
    }
  });
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

async function copyObject(stores: DvcStores, { path, object, stores: places, target }: Copy, signal: AbortSignal): Promise<void> {
  const copied = await fromStores(places, async (store) => ((await stores.copy(store, object, target, signal)) ? true : null));
  if (copied === null) throw gone(path, object);
}

/** The answer of the first store that has one; one that has something else under the name is passed over if another is right. */
async function fromStores<Answer>(
  places: readonly ArtefactStore[],
  ask: (store: DvcStore) => Promise<Answer | null>,
): Promise<Answer | null> {
  let wrong: ProviderError | null = null;
  for (const { store } of places) {
    try {
      const answer = await ask(store);
      if (answer !== null) return answer;
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'bad-answer') throw error;
      wrong ??= error;
    }
  }
  if (wrong !== null) throw wrong;
  return null;
}

function gone(path: string, { md5 }: DvcObject): ProviderError {
  return new ProviderError('not-found', { text: message(texts.gone, { path, md5 }), hint: message(texts.hint) });
}
