import { message } from '../../../src/core/l10n/message.ts';
import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { trainPy, workflow } from '../../support/model-project.ts';

const manifest = (...gates: readonly string[]): string =>
  `version: 1\nmodels:\n  - name: churn\n    gates:\n${gates.map((gate) => `      - ${gate}\n`).join('')}`;
const f1 = '{ metric: f1, from: metrics.json#/f1, min: 0.8 }';
const live = '{ metric: latency_p95_ms, from: prometheus:live, query: x, window: 1h, max: 120 }';
const metrics = { 'metrics.json': '{"f1": 0.9, "latency_ms": 20, "recall": 0.8, "precision": 0.9}' };
const analysis = 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: { name: success }\nspec: { metrics: [] }\n';
const rollout =
  'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: churn }\nspec:\n  strategy:\n    canary:\n      analysis:\n        templates:\n          - templateName: success\n';
const script =
  'import json, sys\nvalue = json.load(open("metrics.json"))["f1"]\nif value < 0.8:\n    sys.exit("f1 is below the threshold")\n';

const gatedDag = (schedule: string): string =>
  `from airflow.sdk import dag, task
@dag(schedule=${schedule}, catchup=False)
def retrain():
    @task
    def fit():
        from train import train
        train("data/train.csv")
    @task.short_circuit
    def quality_gate(path):
        return True
    @task
    def promote():
        pass
    quality_gate(fit()) >> promote()
retrain()
`;

const said = message({ en: '0.1 at noon.', pl: '0,1 w południe.' });

describeCheck('quality-gates', [
  { name: 'a gate that passes', status: 'met', files: { ...metrics, 'airworthy.yaml': manifest(f1) }, at: 'airworthy.yaml:5' },
  {
    name: 'a gate that fails',
    status: 'missing',
    files: { 'metrics.json': '{"f1": 0.5}', 'airworthy.yaml': manifest(f1) },
    at: 'airworthy.yaml:5',
  },
  { name: 'a gate that points at nothing', status: 'missing', files: { 'airworthy.yaml': manifest(f1) } },
  {
    name: 'a gate on a value that is not in the file',
    status: 'missing',
    files: { 'metrics.json': '{"accuracy": 0.9}', 'airworthy.yaml': manifest(f1) },
  },
  {
    name: 'a gate that needs an endpoint beside one that passes',
    status: 'partial',
    files: { ...metrics, 'airworthy.yaml': manifest(f1, live) },
  },
  ...(
    [
      ['passes by what its endpoint answered', 'met', { kind: 'values', state: 'warn', why: said }],
      ['fails by what its endpoint answered', 'missing', { kind: 'values', state: 'alert', why: said }],
      ['whose endpoint has no value', 'partial', { kind: 'nothing', why: said }],
      ['whose endpoint does not answer', 'partial', { kind: 'failed', why: said }],
    ] as const
  ).map(([name, status, answer]): CheckCase => ({
    name: `a gate on drift ${name}`,
    status,
    files: {
      'airworthy.yaml': `${manifest('{ drift: Amount }')}sources:\n  live: { type: prometheus, url: "http://127.0.0.1:9090" }\ndrift:\n  - { title: Amount, source: live, query: x, alert: 0.2 }\n`,
    },
    live: { charts: { 'drift/0': answer }, versions: {} },
    at: 'airworthy.yaml:5',
  })),
  { name: 'gates that all need an endpoint', status: 'unknown', files: { 'airworthy.yaml': manifest(live) } },
  { name: 'a second model without a gate', status: 'partial', files: { ...metrics, 'airworthy.yaml': `${manifest(f1)}  - name: other\n` } },
  {
    name: 'a threshold that CI checks',
    status: 'met',
    files: { ...metrics, 'gate.py': script, '.github/workflows/ci.yml': workflow('python gate.py') },
    at: 'gate.py:4',
  },
  { name: 'a threshold that nothing runs', status: 'partial', files: { ...metrics, 'gate.py': script } },
  {
    name: 'a script that exits for another reason',
    status: 'missing',
    files: {
      ...metrics,
      'load.py': 'import json, sys\nx = json.load(open("metrics.json"))\nif len(sys.argv) < 2:\n    sys.exit("usage: load.py FILE")\n',
      '.github/workflows/ci.yml': workflow('python load.py x'),
    },
  },
  { name: 'an analysis that a Rollout uses', status: 'met', files: { 'k8s/analysis.yaml': analysis, 'k8s/rollout.yaml': rollout } },
  { name: 'an analysis that nothing uses', status: 'partial', files: { 'k8s/analysis.yaml': analysis } },
  {
    name: 'a fraud project without a gate on response time and misses',
    status: 'partial',
    files: {
      ...metrics,
      'airworthy.yaml': manifest('{ metric: precision, from: metrics.json#/precision, min: 0.5 }').replace(
        'version: 1',
        'version: 1\nscenario: fraud-detection',
      ),
    },
  },
  {
    name: 'a fraud project with all three',
    status: 'met',
    files: {
      ...metrics,
      'airworthy.yaml': manifest(
        '{ metric: precision, from: metrics.json#/precision, min: 0.5 }',
        '{ metric: recall, from: metrics.json#/recall, min: 0.5 }',
        '{ metric: latency_ms, from: metrics.json#/latency_ms, max: 100 }',
      ).replace('version: 1', 'version: 1\nscenario: fraud-detection'),
    },
  },
  { name: 'no gate', status: 'missing', files: { 'train.py': trainPy } },
  {
    name: 'a scheduled DAG that stops at its gate',
    status: 'met',
    files: { 'train.py': trainPy, 'dags/retrain.py': gatedDag('"@weekly"') },
  },
  {
    name: 'a DAG with a gate that nothing schedules',
    status: 'partial',
    files: { 'train.py': trainPy, 'dags/retrain.py': gatedDag('"@once"') },
  },
  {
    name: 'a short circuit on the data, not on the model',
    status: 'missing',
    files: { 'train.py': trainPy, 'dags/retrain.py': gatedDag('"@weekly"').replaceAll('quality_gate', 'new_data_arrived') },
  },
  {
    name: 'tests of algorithms on made-up rows',
    status: 'missing',
    files: {
      'mylearn/__init__.py': '',
      'mylearn/forest.py': 'import numpy\nclass Forest:\n    def fit(self, x, y):\n        return self\n',
      'tests/test_forest.py':
        'from sklearn.datasets import make_classification\nfrom sklearn.metrics import accuracy_score\nfrom mylearn.forest import Forest\ndef test_accuracy():\n    x, y = make_classification()\n    assert accuracy_score(y, Forest().fit(x, y).predict(x)) > 0.8\n',
      '.github/workflows/ci.yml': workflow('pytest'),
    },
  },
  {
    name: 'a test that scores the project’s own model',
    status: 'met',
    files: {
      'train.py': trainPy,
      'tests/test_model.py':
        'import joblib\nfrom sklearn.metrics import accuracy_score\nimport train\ndef test_accuracy_is_high_enough():\n    model = joblib.load("models/model.pkl")\n    assert accuracy_score([1], model.predict([[1]])) > 0.8\n',
      '.github/workflows/ci.yml': workflow('pytest'),
    },
  },
  {
    name: 'a library’s function that refuses an argument',
    status: 'missing',
    files: {
      'train.py': trainPy,
      'curve.py':
        'from sklearn.metrics import roc_curve\ndef curve(y, p, threshold):\n    if threshold > 1:\n        raise ValueError("threshold is above 1")\n    return roc_curve(y, p)\n',
    },
  },
]);
