import { describeCheck } from '../../support/check-readiness.ts';
import { dvcConfig, preparePy, rawDvc, trainPy, versionedFiles } from '../../support/model-project.ts';

describeCheck('data-versioned', [
  { name: 'DVC with a remote', status: 'met', files: versionedFiles, at: 'data/raw.csv.dvc:5' },
  { name: 'DVC without a remote', status: 'partial', files: { 'data/raw.csv.dvc': rawDvc, '.dvc/config': '[core]\n' } },
  { name: 'DVC without Git', status: 'partial', files: versionedFiles, options: { git: 'none' } },
  {
    name: 'a .dvc file that Git does not hold',
    status: 'partial',
    files: { 'data/raw.csv.dvc': rawDvc, '.dvc/config': dvcConfig },
    options: { untracked: ['data/raw.csv.dvc'] },
  },
  {
    name: 'a pipeline input that nothing holds',
    status: 'partial',
    files: {
      'dvc.yaml': versionedFiles['dvc.yaml'],
      'dvc.lock': versionedFiles['dvc.lock'],
      '.dvc/config': dvcConfig,
      'prepare.py': preparePy,
      'train.py': 'x = 1\n',
      'evaluate.py': 'x = 1\n',
    },
  },
  { name: 'data in Git as it is', status: 'partial', files: { 'data/raw.csv': 'a,b\n1,2\n', 'train.py': 'x = 1\n' }, at: 'data/raw.csv:1' },
  {
    name: 'data in Git LFS',
    status: 'met',
    files: { '.gitattributes': '*.parquet filter=lfs diff=lfs merge=lfs -text\n' },
    options: { binaries: { 'data/raw.parquet': 100 } },
    at: '.gitattributes:1',
  },
  {
    name: 'an LFS pattern without files',
    status: 'missing',
    files: { '.gitattributes': '*.parquet filter=lfs diff=lfs merge=lfs -text\n' },
  },
  {
    name: 'a data set at a fixed commit',
    status: 'met',
    files: { 'load.py': `from datasets import load_dataset\nd = load_dataset("org/x", revision="${'a1'.repeat(20)}")\n` },
  },
  {
    name: 'a data set of the day',
    status: 'missing',
    files: { 'load.py': 'from datasets import load_dataset\nd = load_dataset("org/x")\n' },
    at: 'load.py:2',
  },
  {
    name: 'only the model in DVC',
    status: 'missing',
    files: { 'model.pkl.dvc': rawDvc.replace('raw.csv', 'model.pkl'), '.dvc/config': dvcConfig },
  },
  {
    name: 'a document that praises DVC',
    status: 'missing',
    files: {
      'docs/data.md':
        '# Data versioning\n\nOur data is versioned with DVC and every past state can be recovered from the remote at any time.\n',
    },
  },
  {
    name: 'data files and no answer from Git',
    status: 'unknown',
    files: { 'data/raw.csv': 'a,b\n1,2\n' },
    options: { git: 'unavailable' },
  },
  { name: 'test fixtures in Git', status: 'missing', files: { 'tests/data/small.csv': 'a\n1\n', 'examples/iris.csv': 'a\n1\n' } },
  {
    name: 'the database of a tracking server and tables of results',
    status: 'missing',
    files: {
      'train.py': trainPy,
      'mlflow-stage.db': 'x',
      'registry/metadata.jsonl': '{}',
      'outputs/predictions.csv': 'id,y',
      'app.db': 'x',
    },
  },
  { name: 'a database in the data folder', status: 'partial', files: { 'train.py': trainPy, 'data/rides.db': 'x' } },
]);
