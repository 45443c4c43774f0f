import type { TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import type { PythonFacts } from './python-facts.ts';
import { readPython } from './read-python.ts';

/** Words of which a file must hold one to be worth a parse: imports of the field's libraries, tests, servers, schedulers. */
const telling =
  /\b(?:sklearn|xgboost|lightgbm|catboost|torch|tensorflow|keras|jax|flax|transformers|statsmodels|prophet|fastai|lightning|pycaret|spacy|mlflow|dvc|dvclive|wandb|evidently|nannyml|alibi|alibi_detect|whylogs|great_expectations|pandera|deepchecks|hypothesis|pytest|unittest|shap|lime|captum|prometheus_client|fastapi|flask|bentoml|mlserver|kserve|seldon_core|ray|airflow|prefect|dagster|kfp|zenml|metaflow|kedro|luigi|feast|joblib|pickle|pandas|numpy|polars|pyspark|onnxruntime|opentelemetry|tenacity|pybreaker|streamlit|gradio|litserve|sagemaker|google\.cloud|azureml|datasets|huggingface_hub|deltalake|pydantic|marshmallow|starlette|aiohttp|tornado|sanic|falcon|litestar|django|grpc|kafka|confluent_kafka|sqlalchemy|psycopg2?|pymongo|boto3|backoff|circuitbreaker|pyod|frouros|arize|langfuse|torchmetrics|dalex|eli5|captum|requests|httpx|metrics)\b|\bdef test_|__main__/;
/** A short module that imports something may join two that matter, such as an entry point of three lines. */
const shortEnough = 2_000;

/** Whether a cheap look says that parsing a Python text may tell something. */
export function mayMatter(text: string): boolean {
  return telling.test(text) || (text.length < shortEnough && /^[ \t]*(?:from|import)[ \t]/m.test(text));
}

const nothing: PythonFacts = { imports: [], calls: [], functions: [], strings: [], isScript: false, handlers: 0 };

/** Python modules. Syntax errors are no problems: which release of Python owns the file is not known. */
export const python: TextFormat<'python', PythonFacts> = {
  kind: 'text',
  id: 'python',
  recognise: textNames.python,
  parse: (source) => ({ facts: mayMatter(source.text) ? readPython(source.text) : nothing, problems: [] }),
  inspect: (facts) => ({
    imports: facts.imports.map((entry) => `${'.'.repeat(entry.level)}${entry.module}`),
    functions: facts.functions.map((entry) => entry.qualifiedName),
    calls: [...new Set(facts.calls.map((call) => call.callee))],
  }),
};
