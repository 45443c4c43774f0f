import type { FileFacts, FormatId } from '../facts/facts.ts';
import type { PythonFacts } from '../facts/python/python-facts.ts';
import type { TreeFile } from './project.ts';

/** Formats that only machine-learning systems write. */
const systems: ReadonlySet<FormatId> = new Set([
  'airworthy',
  'dvc-config',
  'dvc-file',
  'dvc-lock',
  'dvc-yaml',
  'kserve',
  'kubeflow-v1',
  'kubeflow-v2',
  'mlmodel',
  'mlproject',
  'model-card',
  'seldon-v1',
  'seldon-v2',
]);

/** Files that a system of machine learning knows by their names: they say what the project is also where nobody could read them. */
export const systemFile = /(?:^|\/)(?:\.?airworthy\.yaml|dvc\.yaml|dvc\.lock|[^/]+\.dvc|\.dvc\/config|MLmodel|MLproject)$/;

/** Endings of serialised models. */
export const modelFile =
  /\.(?:pkl|pickle|joblib|pt|pth|onnx|h5|hdf5|keras|safetensors|pmml|cbm|tflite|mlmodel|ckpt|gguf|ubj|bst|xgb|lgb|skops|mar)$/i;

const trainingLibrary =
  /^(?:sklearn|xgboost|lightgbm|catboost|torch|tensorflow|keras|jax|flax|transformers|statsmodels|prophet|fastai|pytorch_lightning|lightning|mxnet|paddle|h2o|autogluon|pycaret|spacy|gensim|implicit|surprise|lifelines|pyspark\.ml|sktime|darts|cuml|onnxruntime)(?:\.|$)/;
const fitsOrLoads =
  /(?:^|\.)(?:fit|fit_transform|fit_generator|partial_fit|train|train_on_batch|backward|load_model|load_state_dict|from_pretrained|InferenceSession|train_test_split|cross_val_score)$|^(?:joblib|pickle|torch|mlflow\.[a-z_]+|mlflow)\.(?:load|load_model)$/;

/** Whether Python code imports a training library and fits or loads a model with it. */
export function trainsOrLoads(code: PythonFacts): boolean {
  return code.imports.some((entry) => trainingLibrary.test(entry.module)) && code.calls.some((call) => fitsOrLoads.test(call.callee));
}

/** Whether files make a machine-learning project: a file of its systems, a serialised model, or code that trains or loads one. */
export function isMachineLearning(files: readonly FileFacts[], tree: Iterable<TreeFile>): boolean {
  for (const file of files) {
    for (const document of file.documents) {
      if (systems.has(document.format)) return true;
      if (
        document.format === 'kubernetes' &&
        document.facts.objects.some((object) => /\b(?:seldon\.io|kserve\.io|kubeflow\.org)\//.test(object.apiVersion))
      )
        return true;
      if (document.format === 'python' && trainsOrLoads(document.facts)) return true;
      if (document.format === 'notebook' && trainsOrLoads(document.facts.code)) return true;
    }
  }
  for (const { path, unread } of tree) if (modelFile.test(path) || (unread !== null && systemFile.test(path))) return true;
  return false;
}
