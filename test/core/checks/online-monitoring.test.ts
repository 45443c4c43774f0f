import { message } from '../../../src/core/l10n/message.ts';
import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { dashboard, prometheusYml, serviceFiles } from '../../support/model-project.ts';

const board = { 'grafana/churn.json': dashboard('sum by (le) (rate(churn_score_bucket[1h]))') };
const prometheus = { 'monitoring/prometheus.yml': prometheusYml };
const monitor =
  'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: churn }\nspec:\n  selector: { matchLabels: { app: churn } }\n  endpoints: [{ port: http }]\n';

const failure = message({ en: 'Nothing answers there.', pl: 'Nic tam nie odpowiada.' });
const said = message({ en: '0.9 at noon', pl: '0,9 w południe' });

describeCheck('online-monitoring', [
  {
    name: 'scores exported, collected and on a dashboard',
    status: 'met',
    files: { ...serviceFiles, ...board, ...prometheus },
    at: 'serving/app.py:8',
  },
  {
    name: 'collected by a ServiceMonitor',
    status: 'met',
    files: { ...serviceFiles, ...board, 'k8s/monitor.yaml': monitor },
    at: 'k8s/monitor.yaml:3',
  },
  { name: 'no dashboard', status: 'partial', files: { ...serviceFiles, ...prometheus } },
  { name: 'nothing collects', status: 'partial', files: { ...serviceFiles, ...board } },
  {
    name: 'metrics of the server alone',
    status: 'partial',
    files: {
      ...serviceFiles,
      'serving/app.py': serviceFiles['serving/app.py'].replace('churn_score', 'churn_requests_total'),
      'grafana/churn.json': dashboard('rate(churn_requests_total[5m])'),
      ...prometheus,
    },
  },
  {
    name: 'a service that nothing starts',
    status: 'partial',
    files: { 'serving/__init__.py': '', 'serving/app.py': serviceFiles['serving/app.py'], ...board, ...prometheus },
  },
  {
    name: 'a monitoring library alone',
    status: 'partial',
    files: { 'watch.py': 'from evidently import Report\nReport().run(None, None)\n' },
  },
  {
    name: 'a dashboard of the cluster',
    status: 'missing',
    files: {
      'train.py': 'import sklearn\n',
      'grafana/nodes.json': dashboard('avg(rate(node_cpu_seconds_total{mode="idle"}[5m]))'),
      ...prometheus,
    },
  },
  {
    name: 'charts on an endpoint that was not asked',
    status: 'unknown',
    files: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: "http://127.0.0.1:9090" }\ncharts:\n  - { title: Recall, source: live, query: churn_recall }\n',
    },
  },
  ...(
    [
      ['that answers', 'partial', { kind: 'values', state: 'ok', why: said }],
      ['that has no value of it', 'missing', { kind: 'nothing', why: said }],
      ['that does not answer', 'unknown', { kind: 'failed', why: failure }],
    ] as const
  ).map(([name, status, answer]): CheckCase => ({
    name: `charts on an endpoint ${name}`,
    status,
    files: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: "http://127.0.0.1:9090" }\ncharts:\n  - { title: Recall, source: live, query: churn_recall }\n',
    },
    live: { charts: { 'charts/0': answer }, versions: {} },
    at: 'airworthy.yaml:5',
  })),
  {
    name: 'a README that praises monitoring',
    status: 'missing',
    files: {
      'README.md': '# Online monitoring\n\nReal online quality metrics are exported to Prometheus and shown on a Grafana dashboard.\n',
    },
  },
  {
    name: 'a count of predictions',
    status: 'partial',
    files: {
      ...serviceFiles,
      'serving/app.py': serviceFiles['serving/app.py'].replaceAll('Histogram', 'Counter').replace('churn_score', 'churn_predictions'),
      'grafana/churn.json': dashboard('rate(churn_predictions_total[5m])'),
      ...prometheus,
    },
  },
]);
