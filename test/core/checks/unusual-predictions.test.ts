import { describeCheck } from '../../support/check-readiness.ts';
import { alertFile, prometheusYml, serviceFiles } from '../../support/model-project.ts';

const prometheus = { 'monitoring/prometheus.yml': prometheusYml };
const runbook = '        annotations: { runbook_url: "https://wiki.example.com/churn" }\n';
const alert = (expression: string, rest = ''): Record<string, string> => ({
  'monitoring/rules/a.yml': alertFile('Scores', expression, rest),
});
const detector = serviceFiles['serving/app.py']
  .replace('import joblib', 'import joblib\nfrom alibi_detect.od import IForest\n\ndetector = IForest()')
  .replace('    return {"score"', '    detector.predict([[row.months]])\n    return {"score"');

describeCheck('unusual-predictions', [
  {
    name: 'a loaded alert on the predictions with a runbook',
    status: 'met',
    files: { ...prometheus, ...alert('avg(churn_score) > 0.9', runbook) },
    at: 'monitoring/rules/a.yml:4',
  },
  {
    name: 'an alert on the share of outcomes',
    status: 'met',
    files: { ...prometheus, ...alert('rate(churn_requests_total{outcome="blocked"}[5m]) > 0.1', runbook) },
  },
  { name: 'a detector on the way of a request', status: 'met', files: { ...serviceFiles, 'serving/app.py': detector } },
  { name: 'an alert without a runbook', status: 'partial', files: { ...prometheus, ...alert('avg(churn_score) > 0.9') } },
  { name: 'an alert that nothing loads', status: 'partial', files: alert('avg(churn_score) > 0.9', runbook) },
  {
    name: 'a detector that nothing starts',
    status: 'partial',
    files: { 'detect.py': 'from pyod.models.iforest import IForest\nIForest().predict([[1]])\n' },
  },
  {
    name: 'an alert on response time',
    status: 'missing',
    files: { ...prometheus, ...alert('histogram_quantile(0.9, rate(prediction_latency_seconds_bucket[5m])) > 1', runbook) },
  },
  { name: 'an alert on errors', status: 'missing', files: { ...prometheus, ...alert('rate(prediction_errors_total[5m]) > 1', runbook) } },
  { name: 'a comment', status: 'missing', files: { 'train.py': 'import sklearn  # outliers are detected by guardrails\n' } },
  {
    name: 'an alert on the number of predictions',
    status: 'missing',
    files: { ...prometheus, ...alert('rate(model_predictions_total[5m]) == 0', runbook) },
  },
  {
    name: 'an alert on how far a shadow model differs',
    status: 'missing',
    files: { ...prometheus, ...alert('avg_over_time(churn_shadow_score_delta[30m]) > 0.1', runbook) },
  },
]);
