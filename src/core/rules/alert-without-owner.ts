import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { Project } from '../project/project.ts';
import { setBelowKey, yamlScalar } from './edits/yaml-entry.ts';
import { type FoundAlert, alertsOf, hasWord } from './knowledge/alerts.ts';

const ownerName =
  /^(?:.*[-_])?(?:owner|owners|team|squad|responsible|contact|oncall|on[-_]call|assignee|group_owner|slack|slack_channel|channel|escalation)(?:[-_].*)?$/i;

/** An alert that concerns nobody. */
export const alertWithoutOwner = defineRule({
  id: 'alert-without-owner',
  title: { en: 'Each alert has an owner', pl: 'Każdy alert ma właściciela' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'An alert that goes to everybody is answered by nobody, and cannot be routed.',
    pl: 'Na alert skierowany do wszystkich nie odpowiada nikt i nie da się go właściwie przekazać.',
  },
  remedy: {
    en: 'Add a label such as `owner` or `team`, which Alertmanager can route by.',
    pl: 'Dodaj etykietę, na przykład `owner` lub `team`, według której Alertmanager przekaże alert.',
  },
  checks: ['alert-response', 'shared-ownership'],
  texts: {
    missing: { en: 'Alert {alert} names no owner.', pl: 'Alert {alert} nie wskazuje właściciela.' },
    add: { en: 'Add the label owner: {owner}', pl: 'Dodaj etykietę owner: {owner}' },
  },
  examples: {
    bad: {
      'monitoring/rules.yml': 'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n    for: 10m\n',
    },
    good: {
      'monitoring/rules.yml':
        'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n    for: 10m\n    labels:\n      team: risk\n',
    },
  },
  check({ project, report }) {
    const owner = alertOwner(project);
    for (const alert of alertsOf(project)) {
      const { path, rule } = alert;
      if (hasWord(rule, ownerName)) continue;
      const fix = owner === undefined ? undefined : addOwner(alert, owner);
      report({
        path,
        span: rule.name.span,
        messageId: 'missing',
        args: { alert: rule.name.value },
        identity: rule.name.value,
        ...(fix && { fix }),
      });
    }
  },
});

/** Those who run the platform answer its alerts; else those who own the data. */
function alertOwner(project: Project): string | undefined {
  const owners = project.manifest?.owners;
  return owners?.decides?.crisis ?? owners?.platform ?? owners?.data ?? owners?.business;
}

function addOwner({ source, rule }: FoundAlert, owner: string): FixOffer<'add'> | undefined {
  const target = { key: 'labels', value: rule.labelsSpan, present: rule.labels };
  const edit = setBelowKey(source, rule.span, target, { key: 'owner', value: yamlScalar(owner) });
  return edit && { titleId: 'add', args: { owner }, edits: [edit] };
}
