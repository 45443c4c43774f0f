import { defineRule } from '../engine/define-rule.ts';
import { foundRules } from '../project/evidence/alert-rules.ts';
import { exportedMetrics, plainName } from '../project/evidence/exported-metrics.ts';
import { promqlMetrics } from '../project/evidence/promql-metrics.ts';
import type { Project } from '../project/project.ts';
import { type FoundAlert, alertsOf } from './knowledge/alerts.ts';

const service = (name: string): string =>
  `from prometheus_client import Counter, start_http_server\n\nREQUESTS = Counter("${name}", "Requests")\nstart_http_server(8000)\n`;
const alert = 'groups:\n- name: churn\n  rules:\n  - alert: ChurnErrors\n    expr: rate(churn_errors_total[5m]) > 1\n    for: 5m\n';

/** An alert on a metric that nobody exports. */
export const alertNeverFires = defineRule({
  id: 'alert-never-fires',
  title: { en: 'Alerts ask for metrics that exist', pl: 'Alerty pytają o istniejące metryki' },
  severity: 'info',
  fix: null,
  why: {
    en: 'An expression on a metric that nothing exports has no result, and an alert without a result never fires: it looks like health.',
    pl: 'Wyrażenie z metryką, której nic nie eksportuje, nie ma wyniku, a alert bez wyniku nigdy się nie uruchomi: wygląda to jak brak problemów.',
  },
  remedy: { en: 'Correct the metric’s name, or export it.', pl: 'Popraw nazwę metryki albo ją eksportuj.' },
  checks: ['alert-response', 'online-monitoring'],
  texts: {
    unknown: {
      en: 'Nothing in this project exports {metric}, so that alert {alert} can never fire.',
      pl: 'Nic w tym projekcie nie eksportuje {metric}, więc alert {alert} nigdy się nie uruchomi.',
    },
  },
  examples: {
    bad: { 'serve.py': service('churn_requests_total'), 'monitoring/rules.yml': alert },
    good: { 'serve.py': service('churn_errors_total'), 'monitoring/rules.yml': alert },
  },
  check({ project, report }) {
    const families = new Set(exportedMetrics(project).flatMap(({ name }) => familyOf(name) ?? []));
    if (families.size === 0) return;
    for (const found of alertsOf(project)) {
      const { path, source, rule } = found;
      const metric = missingMetric(project, found, families);
      if (metric === undefined || rule.expr === null) continue;
      const offset = source.text.slice(rule.expr.span.start, rule.expr.span.end).indexOf(metric);
      const start = rule.expr.span.start + Math.max(0, offset);
      report({
        path,
        span: offset === -1 ? rule.expr.span : { start, end: start + metric.length },
        messageId: 'unknown',
        args: { metric, alert: rule.name.value },
        identity: `${rule.name.value}/${metric}`,
      });
    }
  },
});

/** The first word of a metric's name: the project's own prefix. What other exporters make has other prefixes and cannot be judged here. */
function familyOf(name: string): string | undefined {
  return /^([a-z][a-z0-9]*)_/i.exec(name)?.[1];
}

/**
 * A metric with one of the project's own prefixes that no code exports, no rule records and no other file of the project names:
 * a script may write it for a collector. An expression with `or` or `absent` has a result without it.
 */
function missingMetric(project: Project, { rule }: FoundAlert, families: ReadonlySet<string>): string | undefined {
  const expression = rule.expr?.value ?? '';
  if (/\bor\b|\babsent(?:_over_time)?\s*\(/.test(expression)) return undefined;
  const recorded = new Set(
    foundRules(project)
      .filter((found) => found.rule.kind === 'record')
      .map(({ name }) => name),
  );
  const exported = new Set(exportedMetrics(project).map(({ name }) => name));
  return promqlMetrics(expression).find(
    (name) =>
      families.has(familyOf(name) ?? '') &&
      !name.includes(':') &&
      !recorded.has(name) &&
      !exported.has(plainName(name)) &&
      !exported.has(name) &&
      !isNamedElsewhere(project, plainName(name)),
  );
}

/** Rules, dashboards and documents ask for metrics; any other file that names one may make it. */
function isNamedElsewhere(project: Project, metric: string): boolean {
  const asks = new Set(['prometheus-rules', 'markdown', 'model-card', 'airworthy']);
  const name = new RegExp(`\\b${metric}(?:_(?:total|bucket|sum|count|created|info))?\\b`);
  return project.files.some(
    ({ source, format }) => !asks.has(format ?? '') && name.test(source.text) && !/"(?:panels|rows)"\s*:/.test(source.text),
  );
}
