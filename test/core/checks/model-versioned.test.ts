import { describeCheck } from '../../support/check-readiness.ts';
import { tagOf } from '../../support/release-tags.ts';
import { trainPy, versionedFiles } from '../../support/model-project.ts';

const registering = `import mlflow\nfrom sklearn.linear_model import LogisticRegression\nmodel = LogisticRegression().fit([[1]], [1])\nmlflow.sklearn.log_model(model, "model", registered_model_name="churn")\n`;

const served = (uri: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: ${uri}\n`;

describeCheck('model-versioned', [
  { name: 'a model in DVC with a remote', status: 'met', files: versionedFiles, at: 'dvc.lock:27' },
  {
    name: 'versions in tags',
    status: 'met',
    files: { 'train.py': trainPy },
    options: { tags: [tagOf('churn@v1.0.0', 'a', 1), tagOf('churn@v1.1.0', 'b', 2)] },
    at: 'churn@v1.1.0',
  },
  { name: 'training code that registers', status: 'met', files: { 'train.py': registering }, at: 'train.py:4' },
  {
    name: 'a commented-out registration',
    status: 'missing',
    files: { 'train.py': registering.replace('mlflow.sklearn.log_model', '# mlflow.sklearn.log_model') },
  },
  { name: 'logging a metric is no registry', status: 'missing', files: { 'train.py': 'import mlflow\nmlflow.log_metric("f1", 0.9)\n' } },
  {
    name: 'a binary in Git',
    status: 'partial',
    files: { 'train.py': trainPy },
    options: { binaries: { 'models/model.pkl': 5000 } },
    at: 'models/model.pkl:1',
  },
  {
    name: 'a binary in Git with one tag',
    status: 'partial',
    files: { 'train.py': trainPy },
    options: { binaries: { 'models/model.pkl': 5000 }, tags: [tagOf('churn@v1.0.0', 'a', 1)] },
  },
  { name: 'DVC without a remote', status: 'partial', files: { ...versionedFiles, '.dvc/config': '[core]\n' } },
  {
    name: 'a lightweight tag registers nothing',
    status: 'missing',
    files: { 'train.py': trainPy },
    options: { tags: [{ ...tagOf('churn@v1.0.0', 'a', 1), kind: 'lightweight', tagger: null, message: null, signed: false }] },
  },
  {
    name: 'a versioned path that nothing makes',
    status: 'partial',
    files: {
      'k8s/churn.yaml':
        'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/churn/v1.2.0\n',
    },
  },
  { name: 'no answer from Git', status: 'unknown', files: { 'train.py': trainPy }, options: { git: 'unavailable' } },
  {
    name: 'a registry version for one model and none for another',
    status: 'partial',
    files: { 'k8s/a.yaml': served('oci://registry/churn:1.2.0'), 'k8s/b.yaml': served('pvc://models/churn/champion') },
    at: 'k8s/b.yaml:8',
  },
  {
    name: 'registry versions for all models',
    status: 'met',
    files: { 'k8s/a.yaml': served('oci://registry/churn:1.2.0'), 'k8s/b.yaml': served('oci://registry/churn:1.3.0') },
  },
]);
