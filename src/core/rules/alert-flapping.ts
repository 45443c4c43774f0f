import { defineRule } from '../engine/define-rule.ts';
import { insertEntryAfter } from './edits/yaml-entry.ts';
import { alertsOf } from './knowledge/alerts.ts';

/** An alert that fires on the first bad sample. */
export const alertFlapping = defineRule({
  id: 'alert-flapping',
  title: { en: 'Alerts wait before they fire', pl: 'Alerty czekają, zanim się uruchomią' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'Without `for` a single scrape over the limit raises the alert and the next one clears it. People learn to ignore it.',
    pl: 'Bez `for` jeden odczyt powyżej progu uruchamia alert, a następny go odwołuje. Ludzie uczą się go ignorować.',
  },
  remedy: {
    en: 'Add `for` with the time the condition has to last, such as `5m`. Where one sample must be enough, write `for: 0s`.',
    pl: 'Dodaj `for` z czasem trwania warunku, na przykład `5m`. Jeśli ma wystarczyć jeden odczyt, napisz `for: 0s`.',
  },
  checks: ['alert-response'],
  texts: {
    missing: {
      en: 'Alert {alert} has no `for`: it fires on a single sample.',
      pl: 'Alert {alert} nie ma `for`: uruchamia go jeden odczyt.',
    },
    add: { en: 'Wait five minutes before firing', pl: 'Odczekaj pięć minut przed uruchomieniem' },
  },
  examples: {
    bad: { 'monitoring/rules.yml': 'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n' },
    good: {
      'monitoring/rules.yml': 'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n    for: 10m\n',
    },
  },
  check({ project, report }) {
    for (const { path, source, rule } of alertsOf(project)) {
      if (rule.for !== null || rule.expr === null || lastsByItself(rule.expr.value)) continue;
      report({
        path,
        span: rule.name.span,
        messageId: 'missing',
        args: { alert: rule.name.value },
        identity: rule.name.value,
        fix: { titleId: 'add', edits: [insertEntryAfter(source, rule.span, rule.expr.span, { key: 'for', value: '5m' })] },
      });
    }
  },
});

/** `absent_over_time` and the smallest value over a window hold only where the condition lasted the whole window. */
function lastsByItself(expression: string): boolean {
  return /\b(?:absent_over_time|min_over_time)\s*\(/.test(expression);
}
