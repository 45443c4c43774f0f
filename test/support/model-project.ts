/** Pieces of small but true model projects, to be put together in tests of checks. */

/** Trains a model from a table and saves it. */
export const trainPy = `import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression


def train(path):
    rows = pd.read_csv(path)
    return LogisticRegression().fit(rows.drop(columns="y"), rows["y"])


if __name__ == "__main__":
    joblib.dump(train("data/train.csv"), "models/model.pkl")
`;

/** Splits a table. */
export const preparePy = `import pandas as pd
from sklearn.model_selection import train_test_split


def clean(frame):
    return frame.dropna()


if __name__ == "__main__":
    train, test = train_test_split(clean(pd.read_csv("data/raw.csv")), random_state=1)
    train.to_csv("data/train.csv")
    test.to_csv("data/test.csv")
`;

/** Writes metrics of the model on held-out rows. */
export const evaluatePy = `import json
import joblib
import pandas as pd
from sklearn.metrics import f1_score

if __name__ == "__main__":
    model = joblib.load("models/model.pkl")
    test = pd.read_csv("data/test.csv")
    json.dump({"f1": f1_score(test["y"], model.predict(test.drop(columns="y")))}, open("metrics.json", "w"))
`;

/** Stages from raw data to metrics. */
export const dvcYaml = `stages:
  prepare:
    cmd: python prepare.py
    deps: [prepare.py, data/raw.csv]
    outs: [data/train.csv, data/test.csv]
  train:
    cmd: python train.py
    deps: [train.py, data/train.csv]
    outs: [models/model.pkl]
  evaluate:
    cmd: python evaluate.py
    deps: [evaluate.py, data/test.csv, models/model.pkl]
    metrics:
      - metrics.json:
          cache: false
`;

/** The lock of the same stages. */
export const dvcLock = `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps:
    - path: data/raw.csv
      hash: md5
      md5: 0123456789abcdef0123456789abcdef
      size: 10
    outs:
    - path: data/test.csv
      hash: md5
      md5: 1123456789abcdef0123456789abcdef
      size: 10
    - path: data/train.csv
      hash: md5
      md5: 2123456789abcdef0123456789abcdef
      size: 10
  train:
    cmd: python train.py
    deps:
    - path: data/train.csv
      hash: md5
      md5: 2123456789abcdef0123456789abcdef
      size: 10
    outs:
    - path: models/model.pkl
      hash: md5
      md5: 3123456789abcdef0123456789abcdef
      size: 10
`;

/** The raw data in DVC. */
export const rawDvc = `outs:
- md5: 0123456789abcdef0123456789abcdef
  size: 10
  hash: md5
  path: raw.csv
`;

/** A default remote. */
export const dvcConfig = `[core]
    remote = store
['remote "store"']
    url = s3://bucket/store
`;

/** The pipeline with its scripts, its data and its remote. */
export const pipelineFiles = {
  'dvc.yaml': dvcYaml,
  'prepare.py': preparePy,
  'train.py': trainPy,
  'evaluate.py': evaluatePy,
} as const;

/** The same with its lock and its data in DVC. */
export const versionedFiles = {
  ...pipelineFiles,
  'dvc.lock': dvcLock,
  'data/raw.csv.dvc': rawDvc,
  '.dvc/config': dvcConfig,
} as const;

/** A workflow of one job that starts on changes and runs these lines. */
export function workflow(...lines: readonly string[]): string {
  return workflowOn('[push, pull_request]', ...lines);
}

/** A workflow with these events. */
export function workflowOn(events: string, ...lines: readonly string[]): string {
  const steps = lines.map((line) => `      - run: ${line}\n`).join('');
  return `name: ci\non: ${events}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${steps}`;
}

/** A service with a metric of its own, an error answer and a contract. */
export const serviceFiles = {
  'serving/__init__.py': '',
  'serving/app.py': `from fastapi import FastAPI, HTTPException
from prometheus_client import Histogram, make_asgi_app
from pydantic import BaseModel
import joblib

app = FastAPI()
app.mount("/metrics", make_asgi_app())
SCORES = Histogram("churn_score", "Scores.", ["version"])
LATENCY = Histogram("churn_request_seconds", "Time to an answer.")
model = joblib.load("models/model.pkl")


class Row(BaseModel):
    months: int


@app.post("/predict")
def predict(row: Row):
    if row.months < 0:
        raise HTTPException(status_code=422)
    score = model.predict_proba([[row.months]])[0][1]
    SCORES.labels("1").observe(score)
    return {"score": score}
`,
  Dockerfile: `FROM python:3.12.7-slim
COPY . /app
CMD ["uvicorn", "serving.app:app", "--host", "0.0.0.0"]
`,
} as const;

/** A Prometheus that loads these rules and scrapes the service. */
export const prometheusYml = `rule_files:
  - rules/*.yml
scrape_configs:
  - job_name: churn
    static_configs:
      - targets: ["churn:80"]
`;

/** A rule file with one alert. */
export function alertFile(name: string, expression: string, rest = ''): string {
  return `groups:\n  - name: g\n    rules:\n      - alert: ${name}\n        expr: '${expression}'\n        for: 5m\n${rest}`;
}

/** A dashboard with one panel. */
export function dashboard(expression: string): string {
  return JSON.stringify(
    { title: 'd', schemaVersion: 39, panels: [{ type: 'timeseries', targets: [{ refId: 'A', expr: expression }] }] },
    null,
    2,
  );
}
