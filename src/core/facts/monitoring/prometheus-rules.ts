import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { YamlFormat } from '../format.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { LabelFact, PrometheusRule, PrometheusRulesFacts } from './monitoring-facts.ts';
import { ruleFileProblems, ruleObjectProblems } from './rule-problems.ts';

/** Prometheus rule files, and the same rules in a Kubernetes PrometheusRule object. */
export const prometheusRules: YamlFormat<'prometheus-rules', PrometheusRulesFacts> = {
  kind: 'yaml',
  id: 'prometheus-rules',
  recognise: (root) => isRuleObject(root) || isRuleFile(root),
  read: (root, source: SourceText) => {
    const isObject = isRuleObject(root);
    const groups = (isObject ? root.get('spec') : root)?.get('groups');
    return {
      facts: {
        groups: (groups?.items() ?? []).map((group) => ({
          name: group.get('name')?.text() ?? { value: '', span: group.entries()[0]?.keySpan ?? group.span },
          rules: (group.get('rules')?.items() ?? []).flatMap((rule) => readRule(rule) ?? []),
        })),
        objectName: isObject ? (root.at('metadata', 'name')?.text() ?? null) : null,
      },
      problems: isObject ? ruleObjectProblems(root, source) : ruleFileProblems(root, source),
    };
  },
  inspect: (facts) => ({
    groups: facts.groups.map((group) => group.name.value),
    alerts: namesOf(facts, 'alert'),
    records: namesOf(facts, 'record'),
  }),
};

function namesOf(facts: PrometheusRulesFacts, kind: PrometheusRule['kind']): readonly string[] {
  return facts.groups.flatMap((group) => group.rules.flatMap((rule) => (rule.kind === kind ? [rule.name.value] : [])));
}

const groupKeys = ['name', 'interval', 'query_offset', 'limit', 'labels', 'rules'];

function isRuleObject(root: YamlView): boolean {
  return (
    root.get('kind')?.scalar === 'PrometheusRule' && root.get('apiVersion')?.text()?.value.startsWith('monitoring.coreos.com/') === true
  );
}

/** `groups` is a common word: a group must hold rules. Grafana's provisioning files look alike but have an `apiVersion`. */
function isRuleFile(root: YamlView): boolean {
  const groups = root.get('groups');
  if (groups === undefined || root.get('apiVersion') !== undefined || root.get('kind') !== undefined) return false;
  if (groups.kind === 'map') return groups.get('rules') !== undefined;
  if (groups.kind !== 'seq') return root.entries().length === 1;
  if (root.entries().length === 1 && groups.items().every(isBareGroup)) return true;
  return groups
    .items()
    .some((group) => group.get('rules') !== undefined || group.entries().some((entry) => entry.value.items().some(looksLikeRule)));
}

/** A group that has no rules yet. */
function isBareGroup(view: YamlView): boolean {
  return view.get('name') !== undefined && view.entries().every((entry) => groupKeys.includes(entry.key));
}

function looksLikeRule(view: YamlView): boolean {
  return view.get('alert') !== undefined || view.get('record') !== undefined || view.get('expr') !== undefined;
}

/** A rule without a name is no rule; it is a problem. */
function readRule(view: YamlView): PrometheusRule | undefined {
  const alert = view.get('alert')?.text();
  const name = alert ?? view.get('record')?.text();
  if (name === undefined) return undefined;
  const labels = view.get('labels');
  const annotations = view.get('annotations');
  return {
    kind: alert === undefined ? 'record' : 'alert',
    name,
    expr: view.get('expr')?.text() ?? null,
    for: view.get('for')?.text() ?? null,
    labels: pairs(labels),
    annotations: pairs(annotations),
    span: view.span,
    annotationsSpan: annotations?.kind === 'map' ? annotations.span : null,
    labelsSpan: labels?.kind === 'map' ? labels.span : null,
  };
}

function pairs(view: YamlView | undefined): readonly LabelFact[] {
  return (view?.entries() ?? []).map((entry) => {
    const value: Located<string> = entry.value.text() ?? { value: '', span: entry.value.span };
    return { key: { value: entry.key, span: entry.keySpan }, value };
  });
}
