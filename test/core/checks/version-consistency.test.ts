import { describeCheck } from '../../support/check-readiness.ts';
import { tagOf } from '../../support/release-tags.ts';
import { trainPy, versionedFiles } from '../../support/model-project.ts';

const quiet = {
  'data/raw.csv.dvc': versionedFiles['data/raw.csv.dvc'],
  'dvc.yaml': 'stages:\n  prepare:\n    cmd: python prepare.py\n    deps: [data/raw.csv]\n    outs: [data/test.csv, data/train.csv]\n',
  'dvc.lock': versionedFiles['dvc.lock'].slice(0, versionedFiles['dvc.lock'].indexOf('  train:')),
};
const served = (version: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/churn/${version}\n`;
const tags = [tagOf('churn@v1.2.0', 'a', 1), tagOf('churn#production#1', 'a', 2)];

describeCheck('version-consistency', [
  { name: 'dvc.yaml, dvc.lock and .dvc agree', status: 'met', files: quiet, at: 'dvc.yaml:2' },
  {
    name: 'a command changed since',
    status: 'missing',
    files: { ...quiet, 'dvc.yaml': quiet['dvc.yaml'].replace('prepare.py', 'prepare.py --all') },
  },
  {
    name: 'the .dvc file changed since',
    status: 'missing',
    files: { ...quiet, 'data/raw.csv.dvc': quiet['data/raw.csv.dvc'].replace('0123', '9999') },
  },
  {
    name: 'the manifest serves the production version',
    status: 'met',
    files: { 'k8s/churn.yaml': served('v1.2.0') },
    options: { tags },
    at: 'k8s/churn.yaml:8',
  },
  {
    name: 'the manifest serves another version',
    status: 'missing',
    files: { 'k8s/churn.yaml': served('v1.1.0') },
    options: { tags },
    at: 'k8s/churn.yaml:8',
  },
  { name: 'nothing to compare', status: 'missing', files: { 'train.py': trainPy } },
  {
    name: 'a document that says so',
    status: 'missing',
    files: { 'docs/versions.md': '# Version consistency\n\nAll environments agree on code, data and model versions.\n' },
  },
]);
