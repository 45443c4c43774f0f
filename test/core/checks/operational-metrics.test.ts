import { describeCheck } from '../../support/check-readiness.ts';
import { alertFile, dashboard, prometheusYml, serviceFiles } from '../../support/model-project.ts';

const rules = (...names: readonly [string, string][]): string =>
  `groups:\n  - name: g\n    rules:\n${names.map(([name, expression]) => `      - record: ${name}\n        expr: '${expression}'\n`).join('')}`;
const latency: [string, string] = ['churn:p95', 'histogram_quantile(0.95, rate(churn_request_seconds_bucket[5m]))'];
const errors: [string, string] = ['churn:errors', 'rate(http_requests_total{status=~"5.."}[5m])'];
const prometheus = { 'monitoring/prometheus.yml': prometheusYml };

describeCheck('operational-metrics', [
  {
    name: 'loaded rules on response time and errors',
    status: 'met',
    files: { ...prometheus, 'monitoring/rules/slo.yml': rules(latency, errors) },
    at: 'monitoring/rules/slo.yml:4',
  },
  {
    name: 'response time on a dashboard, uptime in a loaded rule',
    status: 'met',
    files: {
      ...serviceFiles,
      ...prometheus,
      'grafana/churn.json': dashboard('rate(churn_request_seconds_sum[5m])'),
      'monitoring/rules/up.yml': alertFile('Down', 'up{job="churn"} == 0'),
    },
  },
  {
    name: 'rules of a PrometheusRule',
    status: 'met',
    files: {
      'k8s/rules.yaml': `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: slo }\nspec:\n${rules(
        latency,
        errors,
      )
        .split('\n')
        .map((line) => `  ${line}`)
        .join('\n')}\n`,
    },
  },
  { name: 'response time alone', status: 'partial', files: { ...prometheus, 'monitoring/rules/slo.yml': rules(latency) } },
  { name: 'rules that nothing loads', status: 'partial', files: { 'monitoring/rules/slo.yml': rules(latency, errors) } },
  {
    name: 'rules outside what the configuration names',
    status: 'partial',
    files: { ...prometheus, 'old/slo.yml': rules(latency, errors) },
  },
  {
    name: 'a rule file that Prometheus refuses',
    status: 'partial',
    files: { ...prometheus, 'monitoring/rules/slo.yml': `${rules(latency, errors)}        severity: page\n` },
  },
  { name: 'metrics that nothing uses', status: 'partial', files: serviceFiles, at: 'serving/app.py:9' },
  {
    name: 'rules about nodes',
    status: 'missing',
    files: {
      ...prometheus,
      'monitoring/rules/nodes.yml': rules(['a', 'node_network_receive_errs_total'], ['b', 'rate(node_disk_io_time_seconds_total[5m])']),
    },
  },
]);
