import { describeCheck } from '../../support/check-readiness.ts';
import { serviceFiles, trainPy, workflow } from '../../support/model-project.ts';

const deployment = (replicas: number, probe = true): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: churn-api }
spec:
  replicas: ${String(replicas)}
  selector: { matchLabels: { app: churn } }
  template:
    metadata: { labels: { app: churn } }
    spec:
      containers:
        - name: api
          image: churn:1.0
${probe ? '          readinessProbe: { httpGet: { path: /health, port: 80 } }\n' : ''}`;
const runbook = {
  'docs/failover.md':
    '# Failover\n\nWhen one copy fails, its readiness probe takes it out of the service and the other copy answers alone. If both fail, the caller uses the last known score for a day and the platform team is called.\n',
};
const app = serviceFiles['serving/app.py']
  .replace(
    '    score = model.predict_proba([[row.months]])[0][1]\n',
    '    try:\n        score = model.predict_proba([[row.months]])[0][1]\n    except ValueError:\n        score = fallback_score(row)\n',
  )
  .replace('class Row', 'def fallback_score(row):\n    return 0.5\n\n\nclass Row');
const test =
  'from fastapi.testclient import TestClient\nfrom serving.app import app\n\ndef test_fallback_answers_when_the_model_fails():\n    assert TestClient(app).post("/predict", json={"months": 1}).json()["score"] == 0.5\n';

describeCheck('failure-handling', [
  {
    name: 'two copies with a probe and a document',
    status: 'met',
    files: { 'k8s/api.yaml': deployment(2), ...runbook },
    at: 'k8s/api.yaml:3',
  },
  {
    name: 'a fallback tested in CI',
    status: 'met',
    files: { ...serviceFiles, 'serving/app.py': app, 'tests/test_app.py': test, '.github/workflows/ci.yml': workflow('pytest') },
  },
  {
    name: 'a fallback whose test no CI runs',
    status: 'partial',
    files: { ...serviceFiles, 'serving/app.py': app, 'tests/test_app.py': test },
  },
  { name: 'two copies without a document', status: 'partial', files: { 'k8s/api.yaml': deployment(2) } },
  { name: 'one copy with a probe', status: 'partial', files: { 'k8s/api.yaml': deployment(1) } },
  { name: 'only a document', status: 'partial', files: { 'train.py': 'x = 1\n', ...runbook } },
  { name: 'one copy without a probe', status: 'missing', files: { 'k8s/api.yaml': deployment(1, false) } },
  {
    name: 'a fallback in code that nothing starts',
    status: 'missing',
    files: { 'lib.py': 'import numpy\n\ndef fallback_score(row):\n    try:\n        return 1\n    except ValueError:\n        return 0\n' },
  },
  {
    name: 'fraud detection without a fallback',
    status: 'partial',
    files: { 'airworthy.yaml': 'version: 1\nscenario: fraud-detection\n', 'k8s/api.yaml': deployment(2), ...runbook },
  },
  {
    name: 'a test that is named after failure, without a service',
    status: 'missing',
    files: {
      'train.py': trainPy,
      'tests/test_train.py': 'from train import train\ndef test_failure_on_empty_rows(tmp_path):\n    assert train(tmp_path) is not None\n',
      '.github/workflows/ci.yml': workflow('pytest'),
    },
  },
]);
