import { predictorsOf, unitViews } from '../../facts/serving/seldon-graph.ts';
import { versionInUri } from '../../release/serving/uri-version.ts';
import { clusterObjects } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** A model as a serving manifest names it. */
export interface ModelReference {
  readonly place: Place;
  readonly uri: string;
  /** `registry`: a registry's own version, a digest or an object version. `path`: a version in a storage path. `none`: any model may be there tomorrow. */
  readonly version: 'registry' | 'path' | 'none';
  /** The version as written, such as `v1.3.0`; null where there is none. */
  readonly written: string | null;
}

/** The model URIs of KServe and Seldon objects, in path order. */
export const modelReferences = perProject((project): readonly ModelReference[] => {
  const kserve = ownDocuments(project, 'kserve').flatMap(({ path, facts }) =>
    [facts.storageUri, ...facts.canaries.map((canary) => canary.storageUri)].flatMap((uri) =>
      uri === null ? [] : [reference({ path, span: uri.span }, uri.value)],
    ),
  );
  const seldon = clusterObjects(project)
    .filter(({ object }) => object.apiVersion.includes('seldon.io/'))
    .flatMap(({ object, path }) =>
      [
        object.root.at('spec', 'storageUri'),
        ...predictorsOf(object.root).flatMap((predictor) => unitViews(predictor).map((unit) => unit.get('modelUri'))),
      ].flatMap((view) => {
        const uri = view?.string();
        return uri === undefined ? [] : [reference({ path, span: uri.span }, uri.value)];
      }),
    );
  return [...kserve, ...seldon];
});

function reference(place: Place, uri: string): ModelReference {
  const found = versionInUri(uri);
  if (found === null) return { place, uri, version: 'none', written: null };
  return { place, uri, version: found.kind === 'path' ? 'path' : 'registry', written: found.version };
}
