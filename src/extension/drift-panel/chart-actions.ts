/** What can be done from a chart. May not import `vscode`. */
import type { ChartSpec } from '../../core/charts/chart.ts';
import { type RuleFact, ruleOfQuery } from '../../core/charts/project-monitoring.ts';
import type { Manifest } from '../../core/config/manifest-schema.ts';
import type { ChartAction } from '../../protocol/drift-panel.ts';
import type { ChartView } from './chart-view.ts';

/** What actions are chosen by. */
export interface ActionFacts {
  readonly manifest: Manifest;
  readonly rules: readonly RuleFact[];
  /** The model that charts are about which name none; null where the project has several or none. */
  readonly onlyModel: string | null;
}

/** Actions of a chart and of one of its points, in the order in which they are offered. */
export function actionsOf(
  { spec, failure }: ChartView,
  facts: ActionFacts,
): { readonly actions: readonly ChartAction[]; readonly pointActions: readonly ChartAction[] } {
  const { type, query } = spec;
  const isServer = type === 'prometheus' || type === 'mlflow';
  const canRollBack = (spec.model ?? facts.onlyModel) !== null || (facts.manifest.models ?? []).length > 0;
  const rule = ruleOfChart(spec, facts.rules);
  const actions: readonly (ChartAction | false)[] = [
    failure?.code === 'unauthorized' && isServer && 'storeCredential',
    isDeclared(spec) && 'openManifest',
    rule !== null && 'openRule',
    runbookOf(rule, facts.manifest) !== null && 'openRunbook',
    query !== null && 'copyQuery',
    type === 'prometheus' && 'openInServer',
    type === 'files' && spec.column !== null && 'distribution',
    canRollBack && 'rollBack',
  ];
  const pointActions: readonly (ChartAction | false)[] = [
    type !== 'prometheus' && 'openSource',
    type === 'files' && spec.column !== null && 'distribution',
    type === 'prometheus' && 'openInServer',
    canRollBack && 'rollBack',
  ];
  return { actions: actions.filter((one) => one !== false), pointActions: pointActions.filter((one) => one !== false) };
}

/** Whether the manifest has an entry for it. */
export function isDeclared({ id }: Pick<ChartSpec, 'id'>): boolean {
  return /^(?:drift|charts)\/\d+$/.test(id);
}

/** The rule in the workspace's files that watches what the chart shows; null for none. */
export function ruleOfChart({ query }: Pick<ChartSpec, 'query'>, rules: readonly RuleFact[]): RuleFact | null {
  return query === null ? null : ruleOfQuery(rules, query);
}

/** The runbook of a rule, else the one that the manifest names for alerts; a path or an address, null for none. */
export function runbookOf(rule: Pick<RuleFact, 'annotations'> | null, manifest: Pick<Manifest, 'runbooks'>): string | null {
  const written = rule?.annotations['runbook_url'] ?? rule?.annotations['runbook'] ?? '';
  return written.trim() === '' ? (manifest.runbooks?.alerts ?? null) : written.trim();
}
