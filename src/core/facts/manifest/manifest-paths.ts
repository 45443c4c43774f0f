import { documentPointer } from '../../config/pointer.ts';
import { message } from '../../l10n/message.ts';
import { folderOf, joinPath } from '../../project/paths.ts';
import type { Problem } from '../format.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { type ManifestPath, spanAt } from './manifest-place.ts';

/** A value that the path rule refuses, with its problem. */
export interface OutsidePath {
  readonly path: ManifestPath;
  readonly problem: Problem;
}

const texts = {
  outside: {
    en: 'The path “{path}” must be relative to this file and stay inside the repository.',
    pl: 'Ścieżka „{path}” musi być względna wobec tego pliku i pozostać wewnątrz repozytorium.',
  },
  document: {
    en: 'The document “{path}” must be a path relative to this file inside the repository, or an http(s) URL.',
    pl: 'Dokument „{path}” musi być ścieżką względną wobec tego pliku wewnątrz repozytorium albo adresem http(s).',
  },
};

/** `*` stands for each item of a list and each entry of a map. */
const paths: readonly (readonly string[])[] = [
  ['models', '*', 'path'],
  ['models', '*', 'deploy', 'manifest'],
  ['models', '*', 'deploy', '*', 'manifest'],
  ['sources', '*', 'reference'],
  ['sources', '*', 'current'],
  ['sources', '*', 'path'],
  ['retraining', 'workflow'],
  ['waive', '*', 'path'],
];

const documents: readonly (readonly string[])[] = [
  ['runbooks', '*'],
  ['compliance', 'dpia'],
  ['reviews', '*', 'document'],
];

const gateSources: readonly string[] = ['models', '*', 'gates', '*', 'from'];

/**
 * All paths of a manifest that are absolute, are URLs where none may be, or climb out of the repository by their text alone.
 * Links are not followed here: that is done where the file system is known.
 */
export function outsidePaths(root: YamlView, manifestFile: string): readonly OutsidePath[] {
  const folder = folderOf(manifestFile);
  const isInside = (path: string): boolean => joinPath(folder, path.replaceAll('\\', '/')) !== null;
  const found: OutsidePath[] = [];
  const refuse = (at: ManifestPath, view: YamlView, text: (typeof texts)['outside']): void => {
    const written = view.string()?.value ?? '';
    found.push({ path: at, problem: { message: message(text, { path: written }), span: spanAt(root, at) } });
  };
  for (const [at, view] of paths.flatMap((pattern) => matches(root, pattern))) {
    if (!isInside(view.string()?.value ?? '')) refuse(at, view, texts.outside);
  }
  for (const [at, view] of documents.flatMap((pattern) => matches(root, pattern))) {
    const written = view.string()?.value ?? '';
    if (!/^https?:\/\/\S+$/i.test(written) && !isInside(written)) refuse(at, view, texts.document);
  }
  for (const [at, view] of matches(root, gateSources)) {
    const file = documentPointer(view.string()?.value ?? '')?.file;
    if (file !== undefined && !isInside(file)) refuse(at, view, texts.outside);
  }
  return found;
}

function matches(root: YamlView, pattern: readonly string[]): readonly (readonly [ManifestPath, YamlView])[] {
  let places: readonly (readonly [ManifestPath, YamlView])[] = [[[], root]];
  for (const step of pattern) places = places.flatMap(([path, view]) => steps(path, view, step));
  return places.filter(([, view]) => view.string() !== undefined);
}

function steps(path: ManifestPath, view: YamlView, step: string): readonly (readonly [ManifestPath, YamlView])[] {
  if (step !== '*') {
    const value = view.get(step);
    return value === undefined ? [] : [[[...path, step], value]];
  }
  if (view.kind === 'seq') return view.items().map((item, index) => [[...path, index], item] as const);
  return view.entries().map((entry) => [[...path, entry.key], entry.value] as const);
}
