import type { YamlView } from '../yaml/yaml-view.ts';

/** The predictors of a SeldonDeployment. */
export function predictorsOf(root: YamlView): readonly YamlView[] {
  return root.at('spec', 'predictors')?.items() ?? [];
}

/** Aliases can unfold a short graph into billions of nodes; real ones have a handful. */
const mostUnits = 200;

/** The nodes of a predictor's graph, parents before their children, 200 at most. */
export function unitViews(predictor: YamlView): readonly YamlView[] {
  const graph = predictor.get('graph');
  const found: YamlView[] = [];
  if (graph?.kind === 'map') collect(graph, found);
  return found;
}

function collect(unit: YamlView, found: YamlView[]): void {
  if (found.length >= mostUnits) return;
  found.push(unit);
  for (const child of unit.get('children')?.items() ?? []) if (child.kind === 'map') collect(child, found);
}
