import { describeCheck } from '../../support/check-readiness.ts';
import { alertFile, pipelineFiles, prometheusYml } from '../../support/model-project.ts';

const offline = { ...pipelineFiles, 'metrics.json': '{"f1": 0.9, "recall": 0.8}' };
const prometheus = { 'monitoring/prometheus.yml': prometheusYml };
const rule = (expression: string): Record<string, string> => ({ 'monitoring/rules/a.yml': alertFile('Quality', expression) });

describeCheck('online-offline-gap', [
  {
    name: 'the same metric offline and live by version',
    status: 'met',
    files: { ...offline, ...prometheus, ...rule('min by (version) (churn_recall) < 0.7') },
    at: 'metrics.json:1',
  },
  { name: 'without the version', status: 'partial', files: { ...offline, ...prometheus, ...rule('churn_recall < 0.7') } },
  { name: 'live only', status: 'partial', files: { ...prometheus, ...rule('min by (version) (churn_recall) < 0.7') } },
  {
    name: 'another metric offline',
    status: 'partial',
    files: { ...offline, 'metrics.json': '{"accuracy": 0.9}', ...prometheus, ...rule('min by (version) (churn_recall) < 0.7') },
  },
  { name: 'a rule that nothing loads', status: 'partial', files: { ...offline, ...rule('min by (version) (churn_recall) < 0.7') } },
  {
    name: 'labels joined back',
    status: 'partial',
    files: {
      'labels.py': 'import pandas as pd\n\ndef join_delayed_labels(predictions, labels):\n    return predictions.merge(labels, on="id")\n',
    },
  },
  { name: 'offline only', status: 'missing', files: offline },
  {
    name: 'a live metric that is no quality',
    status: 'missing',
    files: { ...offline, ...prometheus, ...rule('rate(churn_requests_total{version="1"}[5m]) > 1') },
  },
]);
