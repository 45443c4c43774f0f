import { message } from '../../../src/core/l10n/message.ts';
import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { alertFile, prometheusYml, serviceFiles, workflowOn } from '../../support/model-project.ts';

const alert = {
  'monitoring/prometheus.yml': prometheusYml,
  'monitoring/rules/drift.yml': alertFile('Drift', 'max(feature_drift_psi) > 0.25'),
};
const exporter = {
  ...serviceFiles,
  'serving/app.py': `${serviceFiles['serving/app.py']}\nfrom prometheus_client import Gauge\nPSI = Gauge("feature_drift_psi", "PSI by feature.", ["feature"])\n`,
};
const manifest = `version: 1
sources:
  batches: { type: files, reference: data/reference.csv, current: "data/batches/*.csv" }
drift:
  - { title: Amount, source: batches, column: amount, warn: 0.1, alert: 0.25 }
`;
const data = { 'data/reference.csv': 'amount\n1\n', 'data/batches/1.csv': 'amount\n1\n' };
const job = `import sys
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset

result = Report([DataDriftPreset()]).run(pd.read_csv("now.csv"), pd.read_csv("then.csv"))
if result.dict()["drift"]:
    sys.exit("drift was found")
`;
const weekly = (...lines: readonly string[]): string => workflowOn('{ schedule: [{ cron: "0 3 * * 1" }] }', ...lines);

const failure = message({ en: 'Nothing answers there.', pl: 'Nic tam nie odpowiada.' });
const said = message({ en: '0.1 at noon', pl: '0,1 w południe' });

describeCheck('drift-monitoring', [
  {
    name: 'a loaded alert on a metric that the service exports',
    status: 'met',
    files: { ...alert, ...exporter },
    at: 'monitoring/rules/drift.yml:4',
  },
  {
    name: 'a loaded alert, a batch job that makes its metric, and declared drift on data that exists',
    status: 'met',
    files: {
      ...alert,
      ...data,
      'airworthy.yaml': manifest,
      'drift.py': 'import numpy as np\n\n\ndef psi(a, b):\n    return np.sum(a - b)\n\n\nprint("# TYPE feature_drift_psi gauge")\n',
    },
    at: 'drift.py:8',
  },
  {
    name: 'a loaded alert on a metric of others and declared drift',
    status: 'partial',
    files: { ...alert, ...data, 'airworthy.yaml': manifest },
  },
  {
    name: 'a scheduled job that fails on drift',
    status: 'met',
    files: { 'watch.py': job, '.github/workflows/drift.yml': weekly('python watch.py') },
    at: 'watch.py:3',
  },
  {
    name: 'a scheduled job that tells nobody',
    status: 'partial',
    files: { 'watch.py': job.slice(0, job.indexOf('if result')), '.github/workflows/drift.yml': weekly('python watch.py') },
  },
  { name: 'a job that nothing runs', status: 'partial', files: { 'watch.py': job } },
  { name: 'an alert that nothing loads', status: 'partial', files: { 'monitoring/rules/drift.yml': alert['monitoring/rules/drift.yml'] } },
  { name: 'an alert on a metric that nothing exports', status: 'partial', files: alert },
  { name: 'declared drift alone', status: 'partial', files: { ...data, 'airworthy.yaml': manifest } },
  { name: 'declared drift on data that does not exist', status: 'missing', files: { 'airworthy.yaml': manifest } },
  {
    name: 'declared drift on an endpoint that was not asked',
    status: 'unknown',
    files: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: "http://127.0.0.1:9090" }\ndrift:\n  - { title: A, source: live, query: x, alert: 0.2 }\n',
    },
  },
  ...(
    [
      ['that answers, which nobody looks at by itself', 'partial', { kind: 'values', state: 'ok', why: said }],
      ['that says that it drifts', 'partial', { kind: 'values', state: 'alert', why: said }],
      ['that has no value of it', 'missing', { kind: 'nothing', why: said }],
      ['that does not answer', 'unknown', { kind: 'failed', why: failure }],
    ] as const
  ).map(([name, status, answer]): CheckCase => ({
    name: `declared drift on an endpoint ${name}`,
    status,
    files: {
      'airworthy.yaml':
        'version: 1\nsources:\n  live: { type: prometheus, url: "http://127.0.0.1:9090" }\ndrift:\n  - { title: A, source: live, query: x, alert: 0.2 }\n',
    },
    live: { charts: { 'drift/0': answer }, versions: {} },
    at: 'airworthy.yaml:5',
  })),
  { name: 'an imported and unused library', status: 'missing', files: { 'train.py': 'import evidently\nimport sklearn\n' } },
  {
    name: 'a README that mentions drift',
    status: 'missing',
    files: {
      'README.md': '# Churn\n\n## Drift\nInput drift is measured with PSI every week and alerted on.\n',
      'train.py': 'import sklearn  # drift monitoring\n',
    },
  },
  {
    name: 'a scheduled flow that leads to a drift report',
    status: 'partial',
    files: {
      'monitor.py':
        'from evidently.report import Report\ndef run(reference, current):\n    Report([]).run(reference_data=reference, current_data=current)\n',
      'deploy.py':
        'from prefect.schedules import CronSchedule\nfrom monitor import run\nrun.serve(schedule=CronSchedule(cron="0 3 * * *"))\n',
    },
    at: 'monitor.py:1',
  },
  {
    name: 'a measurement that a method of another library is given an interval with',
    status: 'partial',
    files: {
      'monitor.py':
        'from evidently.report import Report\nimport bentoml\ndef run(reference, current):\n    Report([]).run(reference_data=reference, current_data=current)\nbentoml.cloud.deploy("churn", interval=60)\n',
    },
  },
]);
