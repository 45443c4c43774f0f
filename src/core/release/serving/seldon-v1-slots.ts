import { predictorsOf, unitViews } from '../../facts/serving/seldon-graph.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { NodePath, ServingSlot } from './serving-object.ts';
import { type ServingDocument, slotVersion } from './version-places.ts';

/** The slots of a SeldonDeployment that stands at a path. */
export function seldonV1Slots(document: ServingDocument, at: NodePath): readonly ServingSlot[] {
  const object = document.root.at(...at);
  const predictors = object === undefined ? [] : predictorsOf(object);
  const main = mainPredictor(predictors);
  const slots = predictors.map((view, index): ServingSlot => {
    const path = [...at, 'spec', 'predictors', index];
    const isShadow = view.get('shadow')?.scalar === true;
    const own = [
      [...path, 'labels'],
      [...path, 'annotations'],
    ];
    const pods = (view.get('componentSpecs')?.items() ?? []).map((_, pod) => [...path, 'componentSpecs', pod, 'metadata', 'labels']);
    const whole =
      index === main
        ? [
            [...at, 'metadata', 'labels'],
            [...at, 'metadata', 'annotations'],
          ]
        : [];
    const traffic = view.get('traffic')?.number()?.value ?? null;
    return {
      ...slotVersion(document, { uri: uriPath(view, path), labels: [...whole, ...own, ...pods] }),
      role: isShadow ? 'shadow' : index === main ? 'main' : 'canary',
      name: view.get('name')?.text()?.value ?? null,
      traffic: traffic ?? (isShadow || countAnswering(predictors) > 1 ? null : 100),
      owner: { document: document.document, path },
    };
  });
  return slots.toSorted((one, other) => order[one.role] - order[other.role]);
}

const order = { main: 0, canary: 1, shadow: 2 } as const;

function answers(view: YamlView): boolean {
  return view.get('shadow')?.scalar !== true;
}

function countAnswering(predictors: readonly YamlView[]): number {
  return predictors.filter(answers).length;
}

const mainNames = /^(?:main|default|stable|primary|baseline|production|prod|champion|control)$/i;
const canaryNames = /canary|challenger|candidate/i;

/**
 * The index of the predictor that a canary is compared with. Names count before shares, so that roles stay while a canary grows beyond
 * half of the traffic.
 */
function mainPredictor(predictors: readonly YamlView[]): number {
  const answering = predictors.flatMap((view, index) =>
    answers(view) ? [{ index, name: view.get('name')?.text()?.value ?? '', traffic: view.get('traffic')?.number()?.value ?? 0 }] : [],
  );
  const named = answering.find(({ name }) => mainNames.test(name));
  const others = answering.filter(({ name }) => !canaryNames.test(name));
  const pool = others.length > 0 ? others : answering;
  const most = Math.max(...pool.map(({ traffic }) => traffic));
  return (named ?? pool.find(({ traffic }) => traffic === most))?.index ?? -1;
}

/** The place of the predictor's only model: the graph's own, else that of the one node that has any. */
function uriPath(predictor: YamlView, path: NodePath): NodePath | null {
  const graph = predictor.get('graph');
  if (graph?.get('modelUri')?.text() !== undefined) return [...path, 'graph', 'modelUri'];
  const withUri = unitViews(predictor).filter((unit) => unit.get('modelUri')?.text() !== undefined);
  const [only] = withUri;
  const found = withUri.length === 1 && only !== undefined ? pathTo(graph, only, [...path, 'graph']) : null;
  return found === null ? null : [...found, 'modelUri'];
}

function pathTo(unit: YamlView | undefined, target: YamlView, path: NodePath): NodePath | null {
  if (unit === undefined) return null;
  if (unit === target) return path;
  for (const [index, child] of (unit.get('children')?.items() ?? []).entries()) {
    const found = pathTo(child, target, [...path, 'children', index]);
    if (found !== null) return found;
  }
  return null;
}
