import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { NodePath, ServingSlot } from './serving-object.ts';
import { type ServingDocument, slotVersion } from './version-places.ts';

/** A Seldon v2 Model with the place it stands at. */
export interface ModelPlace {
  readonly name: string;
  readonly document: ServingDocument;
  readonly at: NodePath;
}

/** The slot of a Model that takes some share of the traffic. */
export function modelSlot(
  { document, at, name }: ModelPlace,
  share: Pick<ServingSlot, 'role' | 'traffic'> & { readonly owner?: ServingSlot['owner'] },
): ServingSlot {
  const uri = [...at, 'spec', 'storageUri'];
  return {
    ...slotVersion(document, {
      uri: document.root.at(...uri)?.text() === undefined ? null : uri,
      labels: [
        [...at, 'metadata', 'labels'],
        [...at, 'metadata', 'annotations'],
      ],
      artifactVersion: [...at, 'spec', 'artifactVersion'],
      name: [...at, 'metadata', 'name'],
    }),
    name,
    role: share.role,
    traffic: share.traffic,
    owner: share.owner ?? { document: document.document, path: at },
  };
}

/** The slots of an Experiment that stands at a path; `models` are the Models of the same file. */
export function experimentSlots(document: ServingDocument, at: NodePath, models: readonly ModelPlace[]): readonly ServingSlot[] {
  const spec = document.root.at(...at, 'spec');
  if (spec === undefined) return [];
  // Candidates may be pipelines, whose versions are those of many models.
  const known = spec.get('resourceType')?.scalar === 'pipeline' ? [] : models;
  const candidates = spec.get('candidates')?.items() ?? [];
  const weights = candidates.map((candidate) => candidate.get('weight')?.number()?.value ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const main = mainCandidate(spec, candidates, weights);
  const slots = candidates.map((candidate, index): ServingSlot => {
    const name = candidate.get('name')?.text()?.value ?? null;
    const traffic = sum > 0 ? Math.round(((weights[index] ?? 0) / sum) * 10_000) / 100 : null;
    const owner = { document: document.document, path: [...at, 'spec', 'candidates', index] };
    return slotOf(known, name, { role: index === main ? 'main' : 'canary', traffic, owner });
  });
  const mirror = spec.get('mirror');
  const shadow =
    mirror?.kind === 'map'
      ? [
          slotOf(known, mirror.get('name')?.text()?.value ?? null, {
            role: 'shadow',
            traffic: mirror.get('percent')?.number()?.value ?? null,
            owner: { document: document.document, path: [...at, 'spec', 'mirror'] },
          }),
        ]
      : [];
  return [...slots.filter(({ role }) => role === 'main'), ...slots.filter(({ role }) => role !== 'main'), ...shadow];
}

function slotOf(
  models: readonly ModelPlace[],
  name: string | null,
  share: Pick<ServingSlot, 'role' | 'traffic'> & { readonly owner: NonNullable<ServingSlot['owner']> },
): ServingSlot {
  const model = models.find((candidate) => candidate.name === name);
  if (model !== undefined) return modelSlot(model, share);
  return { ...share, name, version: null, uri: null, line: null, places: [] };
}

/** The default's endpoint is taken over, so that it is what was there before; without one, the candidate with the most traffic. */
function mainCandidate(spec: YamlView, candidates: readonly YamlView[], weights: readonly number[]): number {
  const chosen = spec.get('default')?.text()?.value;
  const named = candidates.findIndex((candidate) => candidate.get('name')?.text()?.value === chosen);
  return chosen !== undefined && named >= 0 ? named : weights.indexOf(Math.max(...weights));
}
