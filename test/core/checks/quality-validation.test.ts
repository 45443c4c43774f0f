import { describeCheck } from '../../support/check-readiness.ts';
import { evaluatePy, pipelineFiles, workflow, workflowOn } from '../../support/model-project.ts';

const manifest = 'version: 1\nmodels:\n  - name: churn\n    gates:\n      - { metric: f1, from: metrics.json#/f1, min: 0.8 }\n';
const gateScript = `import json\nimport sys\n\nscore = json.load(open("metrics.json"))["f1"]\nif score < 0.8:\n    sys.exit("f1 is below the threshold")\n`;

describeCheck('quality-validation', [
  {
    name: 'CI reproduces the pipeline and a gate decides',
    status: 'met',
    files: {
      ...pipelineFiles,
      'metrics.json': '{"f1": 0.9}',
      'airworthy.yaml': manifest,
      '.github/workflows/ci.yml': workflow('dvc repro'),
    },
    at: 'airworthy.yaml:5',
  },
  {
    name: 'a schedule evaluates and a script fails below the limit',
    status: 'met',
    files: {
      'evaluate.py': evaluatePy,
      'gate.py': gateScript,
      '.github/workflows/weekly.yml': workflowOn('{ schedule: [{ cron: "0 3 * * 1" }] }', 'python evaluate.py', 'python gate.py'),
    },
    at: 'gate.py:6',
  },
  {
    name: 'a job of GitLab evaluates and a script fails below the limit',
    status: 'met',
    files: {
      'evaluate.py': evaluatePy,
      'gate.py': gateScript,
      '.gitlab-ci.yml': 'gate:\n  script:\n    - python evaluate.py\n    - python gate.py\n',
    },
    at: 'gate.py:6',
  },
  { name: 'a run without a limit', status: 'partial', files: { ...pipelineFiles, '.github/workflows/ci.yml': workflow('dvc repro') } },
  { name: 'a stage that a person runs', status: 'partial', files: pipelineFiles, at: 'dvc.yaml:10' },
  {
    name: 'a gate whose metric exists, and nothing runs the evaluation',
    status: 'partial',
    files: { ...pipelineFiles, 'metrics.json': '{"f1": 0.9}', 'airworthy.yaml': manifest },
  },
  {
    name: 'a limit whose failure is ignored',
    status: 'partial',
    files: {
      'evaluate.py': evaluatePy,
      'gate.py': gateScript,
      '.github/workflows/ci.yml': workflow('python evaluate.py || true', 'python gate.py || true'),
    },
  },
  {
    name: 'a notebook',
    status: 'missing',
    files: {
      'train.ipynb': JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            metadata: {},
            outputs: [],
            execution_count: 1,
            source: ['from sklearn.metrics import f1_score\n', 'f1_score([1], [1])'],
          },
        ],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
    },
  },
  {
    name: 'CI that lints a project without evaluation',
    status: 'missing',
    files: { 'app.py': 'x = 1\n', '.github/workflows/ci.yml': workflow('ruff check evaluate.py') },
  },
  {
    name: 'a library’s function that scores',
    status: 'missing',
    files: {
      'mylearn/__init__.py': '',
      'mylearn/search.py':
        'from sklearn.metrics import f1_score\nfrom sklearn.svm import SVC\ndef best(x, y):\n    return f1_score(y, SVC().fit(x, y).predict(x))\n',
    },
  },
]);
