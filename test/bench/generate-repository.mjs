// @ts-check
// Makes a repository of 10,000 files with 200 model projects, the same every time: what a large team's monorepo looks like.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {string} folder an empty folder
 * @param {{ projects: number, files: number }} size
 */
export function generateRepository(folder, { projects, files }) {
  let written = 0;
  const write = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    written += 1;
  };
  write(
    '.github/workflows/ci.yml',
    'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pytest\n',
  );
  write('CODEOWNERS', '* @org/data @org/platform\n');
  for (let index = 0; index < projects; index += 1) writeProject(write, `models/m${String(index).padStart(3, '0')}`, index);
  // The rest is what surrounds models in a repository: code that trains nothing, configuration, data notes.
  for (let index = 0; written < files; index += 1) {
    const place = `services/s${String(index % 97)}/p${String(index % 13)}`;
    if (index % 4 === 0)
      write(`${place}/config${String(index)}.yaml`, `name: c${String(index)}\nvalues:\n${'  - a: 1\n    b: two\n'.repeat(12)}`);
    else if (index % 4 === 1)
      write(
        `${place}/module${String(index)}.py`,
        `import os\nimport json\n\n\ndef run_${String(index)}(path):\n${'    value = json.loads(os.environ.get("X", "{}"))\n'.repeat(25)}    return value\n`,
      );
    else if (index % 4 === 2)
      write(
        `${place}/notes${String(index)}.md`,
        `# Notes ${String(index)}\n\n${'Some words about a service and what it does.\n'.repeat(20)}`,
      );
    else write(`${place}/table${String(index)}.csv`, `a,b\n${'1,2\n'.repeat(100)}`);
  }
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '-q', '-m', 'Generated'],
  ]) {
    const run = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
  }
  return written;
}

/**
 * @param {(path: string, text: string) => void} write
 * @param {string} root
 * @param {number} index
 */
function writeProject(write, root, index) {
  const stages = ['prepare', 'featurize', 'train', 'evaluate'];
  write(
    `${root}/dvc.yaml`,
    `stages:\n${stages.map((stage, at) => `  ${stage}:\n    cmd: python src/${stage}.py\n    deps:\n      - src/${stage}.py\n      - data/${String(at)}.csv\n    params:\n      - ${stage}.seed\n    outs:\n      - data/${String(at + 1)}.csv\n`).join('')}`,
  );
  write(
    `${root}/dvc.lock`,
    `schema: '2.0'\nstages:\n${stages.map((stage, at) => `  ${stage}:\n    cmd: python src/${stage}.py\n    deps:\n    - path: data/${String(at)}.csv\n      hash: md5\n      md5: ${String(index * 4 + at).padStart(32, '0')}\n      size: 100\n    params:\n      params.yaml:\n        ${stage}.seed: ${String(index)}\n    outs:\n    - path: data/${String(at + 1)}.csv\n      hash: md5\n      md5: ${String(index * 4 + at + 1).padStart(32, '0')}\n      size: 100\n`).join('')}`,
  );
  write(`${root}/params.yaml`, stages.map((stage) => `${stage}:\n  seed: ${String(index)}\n`).join(''));
  write(
    `${root}/airworthy.yaml`,
    `version: 1\nproject: m${String(index)}\nmodels:\n  - name: m${String(index)}\n    gates:\n      - { metric: f1, from: metrics.json#/f1, min: 0.8 }\n`,
  );
  write(`${root}/metrics.json`, `{"f1": 0.${String(70 + (index % 30))}}\n`);
  write(`${root}/requirements.txt`, 'scikit-learn==1.5.0\npandas>=2\nnumpy==1.26.4\n');
  write(`${root}/Dockerfile`, 'FROM python:3.12-slim\nCOPY . /app\nCMD ["python", "/app/serve.py"]\n');
  write(
    `${root}/k8s/service.yaml`,
    `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: m${String(index)}\nspec:\n  predictor:\n    model:\n      modelFormat: {name: sklearn}\n      storageUri: s3://models/m${String(index)}/v1.2.0\n`,
  );
  write(
    `${root}/rules/drift.yml`,
    `groups:\n- name: drift\n  rules:\n${'  - alert: DriftHigh\n    expr: drift_psi > 0.2\n    for: 10m\n    labels: {severity: page}\n    annotations: {summary: Drift}\n'.repeat(5)}`,
  );
  for (const stage of stages) {
    write(
      `${root}/src/${stage}.py`,
      `import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n\n\ndef ${stage}(path):\n${`    frame = pd.read_csv(path)\n    frame = frame.dropna(thresh=${String(index)})\n`.repeat(20)}    return LogisticRegression().fit(frame, frame)\n`,
    );
  }
  write(`${root}/tests/test_train.py`, 'from src.train import train\n\n\ndef test_train():\n    assert train("x") is not None\n');
  write(`${root}/README.md`, `# Model ${String(index)}\n\nWhat it is for.\n`);
}
