import type { DvcItem } from '../facts/dvc/dvc-facts.ts';
import type { DocumentFacts } from '../facts/facts.ts';
import { baseName, folderOf, isInside, joinPath, overlapWith } from '../project/paths.ts';
import type { ReleaseModel } from '../release/release-config.ts';
import { isSafeRelativePath } from './safe-path.ts';

/** A file or folder that DVC holds. */
export interface HeldData {
  readonly path: string;
  /** Null where DVC knows it by another address than MD5. */
  readonly md5: string | null;
  readonly legacyMd5: boolean;
  readonly size: number | null;
  readonly nfiles: number | null;
  /** Whether DVC marks the file as one that can be run. */
  readonly isExecutable: boolean;
  /** The remote that it is pinned to; null for the default one. */
  readonly remote: string | null;
  /** Folder of the `.dvc` file or lock that names it. */
  readonly folder: string;
}

/** A file or folder that a version is made of, and what holds it. */
export interface Artefact {
  /** Relative to the repository. */
  readonly path: string;
  /** True for what the model itself is, false for other data that DVC holds at the commit. */
  readonly isModel: boolean;
  /** `git`: a file of the commit. `dvc`: all of `held`, or what of that folder lies at `path`. `absent`: named, and nothing holds it. */
  readonly source: { readonly kind: 'git' } | { readonly kind: 'dvc'; readonly held: HeldData } | { readonly kind: 'absent' };
}

/** What a commit holds, as far as artefacts go. */
export interface ArtefactFiles {
  /** Files of the commit that are no links and no submodules. */
  readonly paths: ReadonlySet<string>;
  /** The documents of its dvc.yaml, dvc.lock and `.dvc` files, by path. */
  readonly documents: ReadonlyMap<string, readonly DocumentFacts[]>;
}

/**
 * What a version consists of, in order of paths: what lies at the manifest's `path` and at the `artifacts` entry of dvc.yaml with the
 * model's name, then the other data of the model's folder that DVC holds.
 */
export function listArtefacts(model: ReleaseModel, files: ArtefactFiles): readonly Artefact[] {
  // What Git has too is an output that DVC keeps no copy of (`cache: false`).
  const isInGit = overlapWith(files.paths);
  const held = heldData(files.documents).filter(({ path }) => !isInGit(path));
  const artefacts = new Map<string, Artefact>();
  const add = (artefact: Artefact): void => {
    if (!artefacts.has(artefact.path)) artefacts.set(artefact.path, artefact);
  };
  for (const place of modelPlaces(model, files.documents)) {
    for (const path of files.paths) if (isInside(place, path) && isContent(path)) add({ path, isModel: true, source: { kind: 'git' } });
    for (const data of held) {
      if (isInside(place, data.path)) add({ path: data.path, isModel: true, source: { kind: 'dvc', held: data } });
      else if (isInside(data.path, place)) add({ path: place, isModel: true, source: { kind: 'dvc', held: data } });
    }
    if (![...artefacts.keys()].some((path) => isInside(place, path))) add({ path: place, isModel: true, source: { kind: 'absent' } });
  }
  const others = held.filter(({ path, folder }) => isInside(model.folder, folder) && !artefacts.has(path));
  for (const data of others) add({ path: data.path, isModel: false, source: { kind: 'dvc', held: data } });
  return [...artefacts.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** DVC's own notes beside the data are no part of it. */
function isContent(path: string): boolean {
  return baseName(path) !== '.gitignore' && !path.endsWith('.dvc');
}

function modelPlaces(model: ReleaseModel, documents: ArtefactFiles['documents']): readonly string[] {
  const declared = model.path === null ? null : joinPath(model.folder, model.path);
  const name = model.registryName.slice(model.registryName.indexOf(':') + 1);
  const named = [...documents].flatMap(([file, list]) =>
    isInside(model.folder, folderOf(file))
      ? list.flatMap((document) =>
          document.format === 'dvc-yaml'
            ? document.facts.artifacts.flatMap(({ id, resolved }) => (id.value === name ? [resolved] : []))
            : [],
        )
      : [],
  );
  return [...new Set([declared, ...named].flatMap((path) => (path === null || path === '' ? [] : [path])))];
}

function heldData(documents: ArtefactFiles['documents']): readonly HeldData[] {
  const held = new Map<string, HeldData>();
  const pinned = pinnedRemotes(documents);
  for (const [file, list] of documents) {
    for (const item of list.flatMap(outputsOf)) {
      const data =
        item.resolved === null || !isSafeRelativePath(item.resolved)
          ? null
          : dataOf(item, { path: item.resolved, folder: folderOf(file), pinned });
      if (data !== null && !held.has(data.path)) held.set(data.path, data);
    }
  }
  return [...held.values()];
}

function outputsOf(document: DocumentFacts): readonly DvcItem[] {
  if (document.format === 'dvc-file') return document.facts.outs;
  return document.format === 'dvc-lock' ? document.facts.stages.flatMap(({ outs }) => outs) : [];
}

/** The remotes that stages pin their outputs to: a lock does not repeat them. */
function pinnedRemotes(documents: ArtefactFiles['documents']): ReadonlyMap<string, string> {
  const outputs = [...documents.values()]
    .flat()
    .flatMap((document) => (document.format === 'dvc-yaml' ? document.facts.stages.flatMap(({ outs }) => outs) : []));
  return new Map(outputs.flatMap(({ resolved, remote }) => (resolved === null || remote === null ? [] : [[resolved, remote] as const])));
}

function dataOf(
  { md5, legacyMd5, size, nfiles, isExecutable, remote }: DvcItem,
  { path, folder, pinned }: { readonly path: string; readonly folder: string; readonly pinned: ReadonlyMap<string, string> },
): HeldData {
  return { path, md5: md5?.value ?? null, legacyMd5, size, nfiles, isExecutable, remote: remote ?? pinned.get(path) ?? null, folder };
}
