import { describeCheck } from '../../support/check-readiness.ts';
import { serviceFiles, workflow } from '../../support/model-project.ts';

const apiTest =
  'from fastapi.testclient import TestClient\nfrom serving.app import app\n\ndef test_negative_months_are_refused():\n    assert TestClient(app).post("/predict", json={"months": -1}).status_code == 422\n';
const ci = { '.github/workflows/ci.yml': workflow('pytest') };
const kserve =
  'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/churn/v1\n';

describeCheck('serving-integration', [
  {
    name: 'a started service with contract, error answers and tests in CI',
    status: 'met',
    files: { ...serviceFiles, ...ci, 'tests/test_api.py': apiTest },
    at: 'tests/test_api.py:4',
  },
  { name: 'tests that no CI runs', status: 'partial', files: { ...serviceFiles, 'tests/test_api.py': apiTest }, at: 'tests/test_api.py:4' },
  { name: 'a service without tests', status: 'partial', files: serviceFiles, at: 'Dockerfile:3' },
  {
    name: 'tests of the service without a contract',
    status: 'partial',
    files: {
      ...serviceFiles,
      ...ci,
      'tests/test_api.py': apiTest,
      'serving/app.py': serviceFiles['serving/app.py']
        .replace('from pydantic import BaseModel', '')
        .replace('class Row(BaseModel)', 'class Row'),
    },
  },
  {
    name: 'code that nothing starts',
    status: 'partial',
    files: { 'serving/__init__.py': '', 'serving/app.py': serviceFiles['serving/app.py'] },
    at: 'serving/app.py:1',
  },
  { name: 'a model server', status: 'partial', files: { 'k8s/churn.yaml': kserve }, at: 'k8s/churn.yaml:3' },
  {
    name: 'a container that serves nothing',
    status: 'missing',
    files: { Dockerfile: 'FROM python:3.12\nCMD ["python", "train.py"]\n', 'train.py': 'import sklearn\n' },
  },
  {
    name: 'words in a docstring',
    status: 'missing',
    files: { 'train.py': '"""Served by FastAPI with an OpenAPI contract and health probes."""\nimport sklearn\n' },
  },
]);
