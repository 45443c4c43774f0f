import type { PythonCall, PythonFacts } from '../../facts/python/python-facts.ts';
import type { Span } from '../../model/span.ts';
import { baseName, folderOf } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { isOwnPath } from './own-path.ts';
import { perProject } from './per-project.ts';

/** A Python file or notebook of the project's own. */
export interface CodeFile {
  readonly path: string;
  readonly code: PythonFacts;
  readonly isNotebook: boolean;
  /** By name or folder a test, as pytest collects them. */
  readonly isTest: boolean;
}

/** All own Python files and notebooks in path order. */
export const codeFiles = perProject((project): readonly CodeFile[] => {
  const scripts = project
    .documents('python')
    .map(({ path, facts }) => ({ path, code: facts, isNotebook: false, isTest: isTestPath(path) }));
  const notebooks = project.documents('notebook').map(({ path, facts }) => ({ path, code: facts.code, isNotebook: true, isTest: false }));
  return [...scripts, ...notebooks].filter((file) => isOwnPath(project, file.path) || file.isTest);
});

/** Whether pytest's default patterns, or a `tests` folder, make a path a test. */
export function isTestPath(path: string): boolean {
  return /^(?:test_.*|.*_test|conftest)\.py$/.test(baseName(path)) || /(?:^|\/)tests?(?:\/|$)/.test(folderOf(path));
}

const codeByPath = perProject((project) => new Map(codeFiles(project).map((file) => [file.path, file])));

/** One of them by its path. */
export function codeFile(project: Project, path: string): CodeFile | undefined {
  return codeByPath(project).get(path);
}

/** The first import of a module that the pattern takes; it is tried on `module` and on `module.name`. */
export function importOf(code: PythonFacts, pattern: RegExp): Span | undefined {
  return code.imports.find(
    (entry) => entry.level === 0 && (pattern.test(entry.module) || (entry.name !== null && pattern.test(`${entry.module}.${entry.name}`))),
  )?.span;
}

/** Calls whose written-out callee the pattern takes. */
export function callsTo(code: PythonFacts, pattern: RegExp): readonly PythonCall[] {
  return code.calls.filter((call) => pattern.test(call.callee));
}

/** The place of a call, shown by its callee. */
export function placeOfCall(file: { readonly path: string }, call: PythonCall): Place {
  return { path: file.path, span: call.calleeSpan };
}

const trainingLibrary =
  /^(?:sklearn|xgboost|lightgbm|catboost|torch|tensorflow|keras|jax|flax|transformers|statsmodels|prophet|fastai|pytorch_lightning|lightning|h2o|autogluon|pycaret|spacy|gensim|implicit|surprise|lifelines|pyspark\.ml|sktime|darts|ultralytics|setfit|sentence_transformers|trl|peft|tpot|flaml|imblearn|river)(?:\.|$)/;
const trainingCall =
  /(?:^|\.)(?:fit|fit_transform|partial_fit|fit_generator|train|train_model|train_on_batch|backward|auto_fit|compare_models)$/;

/** The call that fits a model, where the code imports a training library; undefined where it trains nothing. */
export function trainingCallOf(code: PythonFacts): PythonCall | undefined {
  if (importOf(code, trainingLibrary) === undefined) return undefined;
  return code.calls.find((call) => trainingCall.test(call.callee) && !/scaler|encoder|imputer|vectorizer/i.test(call.callee));
}

const scoringCall =
  /^sklearn\.metrics\.(?!make_scorer)\w+$|^sklearn\.model_selection\.cross_val(?:idate|_score|_predict)$|^torchmetrics\.|^evaluate\.load$|^mlflow\.(?:models\.)?evaluate$|^(?:keras|tensorflow\.keras)\.metrics\.|^statsmodels\.tools\.eval_measures\.|\?\.(?:score|evaluate)$/;

/** The call that measures a model's quality; undefined where none does. */
export function scoringCallOf(code: PythonFacts): PythonCall | undefined {
  return code.calls.find(isScoring);
}

/** Whether a call measures a model's quality. */
export function isScoring(call: PythonCall): boolean {
  return scoringCall.test(call.callee);
}

const loadingCall =
  /^(?:joblib|pickle|cloudpickle|dill|torch|skops\.io)\.loads?$|(?:^|\.)(?:load_model|load_checkpoint|load_from_checkpoint|from_pretrained|load_learner|load_state_dict)$|(?:^|\.)InferenceSession$|^bentoml\.(?:\w+\.)?(?:get|load_model|load_runner)$|^tensorflow\.saved_model\.load$/;
const predictingCall =
  /(?:^|\.)(?:predict|predict_proba|predict_fn|forward|transform_and_predict|infer|inference|score_samples|decision_function)$/;

/** The call that loads or asks a trained model; undefined where none does. */
export function modelUseOf(code: PythonFacts): PythonCall | undefined {
  return code.calls.find((call) => loadingCall.test(call.callee)) ?? code.calls.find((call) => predictingCall.test(call.callee));
}

const tabularCall =
  /^(?:pandas|polars|dask\.dataframe|pyarrow\.\w+|geopandas|datasets|cudf|duckdb|vaex|modin\.pandas)\.(?:read_\w+|scan_\w+|load_dataset|DataFrame|load_from_disk)$|(?:^|\.)(?:to_csv|to_parquet|createDataFrame)$/;

/** The call that reads, writes or builds a table of data; undefined where none does. */
export function dataUseOf(code: PythonFacts): PythonCall | undefined {
  return code.calls.find((call) => tabularCall.test(call.callee));
}
