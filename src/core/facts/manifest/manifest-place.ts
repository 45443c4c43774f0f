import type { Span } from '../../model/span.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** The way from a document's root to a value: keys, and indexes of list items. */
export type ManifestPath = readonly (string | number)[];

/** A path as one string, for sets. */
export function pathKey(path: ManifestPath): string {
  return JSON.stringify(path);
}

/**
 * Where a problem with a value is shown: the value where it is written on the spot,
 * for maps, lists and empty values the key that leads to it, for a list's item its first key.
 */
export function spanAt(root: YamlView, path: ManifestPath): Span {
  const view = root.at(...path);
  const last = path.at(-1);
  if (view?.kind === 'scalar' && view.span.end > view.span.start) return view.span;
  if (typeof last === 'string') {
    const entry = root
      .at(...path.slice(0, -1))
      ?.entries()
      .find(({ key }) => key === last);
    if (entry !== undefined) return entry.keySpan;
  }
  return view === undefined ? spanInside(root, path.slice(0, -1)) : spanInside(root, path);
}

/** Where a key that is missing from a map is shown: the key that leads to the map, else the map's first key. */
export function spanInside(root: YamlView, path: ManifestPath): Span {
  const last = path.at(-1);
  if (typeof last === 'string') {
    const entry = root
      .at(...path.slice(0, -1))
      ?.entries()
      .find(({ key }) => key === last);
    if (entry !== undefined) return entry.keySpan;
  }
  const view = root.at(...path) ?? root;
  return view.entries()[0]?.keySpan ?? view.span;
}

/** The place of an unknown key. */
export function keySpanAt(root: YamlView, path: ManifestPath, key: string): Span {
  return (
    root
      .at(...path)
      ?.entries()
      .find((entry) => entry.key === key)?.keySpan ?? spanInside(root, path)
  );
}
