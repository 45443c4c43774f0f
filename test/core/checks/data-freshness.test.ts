import { describeCheck } from '../../support/check-readiness.ts';
import { alertFile, prometheusYml, workflow } from '../../support/model-project.ts';

const prometheus = { 'monitoring/prometheus.yml': prometheusYml };
const rule = (expression: string): Record<string, string> => ({ 'monitoring/rules/a.yml': alertFile('Old', expression) });
const sources =
  'version: 2\nsources:\n  - name: crm\n    freshness:\n      warn_after: { count: 12, period: hour }\n    tables: [{ name: customers }]\n';
const check =
  'import pandas as pd\n\n\ndef check_freshness(frame):\n    if frame["at"].max() < pd.Timestamp("2026-01-01"):\n        raise ValueError("the data is old")\n\n\nif __name__ == "__main__":\n    check_freshness(pd.read_csv("data/raw.csv"))\n';

describeCheck('data-freshness', [
  {
    name: 'a loaded alert on the age of features',
    status: 'met',
    files: { ...prometheus, ...rule('time() - feature_last_update_timestamp_seconds > 86400') },
    at: 'monitoring/rules/a.yml:4',
  },
  {
    name: 'dbt source freshness in CI',
    status: 'met',
    files: { 'models/sources.yml': sources, '.github/workflows/ci.yml': workflow('dbt source freshness') },
  },
  {
    name: 'a check of timestamps in CI',
    status: 'met',
    files: { 'check.py': check, '.github/workflows/ci.yml': workflow('python check.py') },
    at: 'check.py:10',
  },
  { name: 'a check that nothing runs', status: 'partial', files: { 'check.py': check } },
  { name: 'an alert that nothing loads', status: 'partial', files: rule('time() - feature_last_update_timestamp_seconds > 86400') },
  {
    name: 'an alert on labels',
    status: 'partial',
    files: { ...prometheus, ...rule('time() - fraud_labels_last_import_timestamp_seconds > 86400') },
  },
  { name: 'declared dbt freshness that nothing runs', status: 'partial', files: { 'models/sources.yml': sources } },
  {
    name: 'an alert on the age of a server',
    status: 'missing',
    files: { ...prometheus, ...rule('time() - process_start_time_seconds > 86400') },
  },
  { name: 'a comment', status: 'missing', files: { 'train.py': 'import sklearn  # data is fresh, staleness is checked\n' } },
  {
    name: 'functions whose names hold the word',
    status: 'missing',
    files: {
      'check.py':
        'import pandas as pd\n\n\ndef validate_age(x):\n    return x > 0\n\n\ndef check_image(x):\n    return validate_age(x)\n\n\ncheck_image(1)\n',
      '.github/workflows/ci.yml': workflow('python check.py'),
    },
  },
  {
    name: 'an alert on the age of a backup',
    status: 'missing',
    files: { ...prometheus, ...rule('time() - backup_last_success_timestamp_seconds > 86400') },
  },
]);
