import type { ManifestModel } from '../../config/manifest-schema.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Project } from '../../project/project.ts';

/** An item of a manifest's list with its place in the file. */
export interface PlacedItem<T> {
  readonly item: T;
  readonly view: YamlView;
}

/**
 * Joins a list of the manifest with the document's items. Items that do not fit the schema are left out of the manifest, so that
 * indexes differ; the order is the same.
 */
export function placedItems<T>(
  items: readonly T[],
  views: readonly YamlView[],
  isSame: (item: T, view: YamlView) => boolean,
): readonly PlacedItem<T>[] {
  let next = 0;
  return items.flatMap((item) => {
    const found = views.findIndex((view, index) => index >= next && isSame(item, view));
    const view = views[found];
    if (view === undefined) return [];
    next = found + 1;
    return [{ item, view }];
  });
}

/** The manifest's models. */
export function placedModels(project: Project): readonly PlacedItem<ManifestModel>[] {
  const views = project.manifestDocument?.facts.root.at('models')?.items() ?? [];
  return placedItems(project.manifest?.models ?? [], views, (model, view) => view.get('name')?.text()?.value === model.name);
}
