// A file of every format that can be made as long as wanted: what stands before, what repeats, and what stands after.
import type { FormatId } from '../../src/core/facts/facts.ts';

interface GrowingFile {
  readonly path: string;
  readonly head: string;
  /** One of the repeated parts; `index` makes its names differ. */
  readonly part: (index: number) => string;
  readonly tail?: string;
}

const object = (kind: string, apiVersion: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: churn\n`;
const cell = (index: number): string =>
  `  {\n   "cell_type": "code",\n   "metadata": {},\n   "execution_count": null,\n   "outputs": [],\n   "source": ["x${String(index)} = 1\\n", "print(x${String(index)})"]\n  },\n`;
const lastCell = '  {\n   "cell_type": "markdown",\n   "metadata": {},\n   "source": ["end"]\n  }\n';

/** By format; a format without one does not compile. */
export const growingFiles: Readonly<Record<FormatId, GrowingFile>> = {
  airworthy: {
    path: 'airworthy.yaml',
    head: 'version: 1\nmodels:\n',
    part: (index) => `  - name: model-${String(index)}\n    registry: git\n`,
  },
  alertmanager: {
    path: 'alertmanager.yml',
    head: 'receivers:\n  - name: team\nroute:\n  receiver: team\n  routes:\n',
    part: (index) => `    - receiver: team\n      matchers:\n        - alertname="a${String(index)}"\n`,
  },
  'argo-analysis': {
    path: 'analysis.yaml',
    head: `${object('AnalysisTemplate', 'argoproj.io/v1alpha1')}spec:\n  metrics:\n`,
    part: (index) =>
      `    - name: m${String(index)}\n      interval: 1m\n      provider:\n        prometheus:\n          address: http://prometheus:9090\n          query: up\n`,
  },
  'argo-rollout': {
    path: 'rollout.yaml',
    head: `${object('Rollout', 'argoproj.io/v1alpha1')}spec:\n  workloadRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: churn\n  strategy:\n    canary:\n      steps:\n`,
    part: (index) => `        - setWeight: ${String(index % 100)}\n        - pause: {}\n`,
  },
  'azure-pipelines': {
    path: 'azure-pipelines.yml',
    head: 'trigger:\n  - main\nsteps:\n',
    part: (index) => `  - script: pytest tests/${String(index)}\n    displayName: part ${String(index)}\n`,
  },
  circleci: {
    path: '.circleci/config.yml',
    head: 'version: 2.1\njobs:\n  test:\n    docker:\n      - image: cimg/python:3.12\n    steps:\n',
    part: (index) => `      - run:\n          name: part ${String(index)}\n          command: pytest tests/${String(index)}\n`,
  },
  cloudbuild: {
    path: 'cloudbuild.yaml',
    head: 'steps:\n',
    part: (index) => `  - name: python:3.12\n    id: s${String(index)}\n    args: [pytest, tests]\n`,
  },
  codeowners: { path: 'CODEOWNERS', head: '', part: (index) => `/src/${String(index)}/ @org/team\n` },
  compose: {
    path: 'compose.yaml',
    // With anchors, so that the `yaml` package reads it, as it does all that is not plain.
    head: 'x-base: &base\n  restart: always\nservices:\n',
    part: (index) => `  s${String(index)}:\n    <<: *base\n    image: redis:7.2\n    ports:\n      - "6379"\n`,
  },
  conda: {
    path: 'environment.yml',
    head: 'name: churn\nchannels:\n  - conda-forge\ndependencies:\n',
    part: (index) => `  - package-${String(index)}=1.0.0\n`,
  },
  dockerfile: { path: 'Dockerfile', head: 'FROM python:3.12-slim\n', part: (index) => `RUN pip install package-${String(index)}==1.0.0\n` },
  'dvc-config': {
    path: '.dvc/config',
    head: '[core]\n    remote = r0\n',
    part: (index) => `['remote "r${String(index)}"']\n    url = s3://bucket/${String(index)}\n`,
  },
  'dvc-file': {
    path: 'data.csv.dvc',
    head: 'outs:\n',
    part: (index) => `  - md5: ${index.toString(16).padStart(32, '0')}\n    size: 10\n    hash: md5\n    path: data-${String(index)}.csv\n`,
  },
  'dvc-lock': {
    path: 'dvc.lock',
    head: "schema: '2.0'\nstages:\n",
    part: (index) =>
      `  s${String(index)}:\n    cmd: python train.py\n    outs:\n      - path: out-${String(index)}\n        hash: md5\n        md5: ${index.toString(16).padStart(32, '0')}\n        size: 10\n`,
  },
  'dvc-yaml': {
    path: 'dvc.yaml',
    head: 'stages:\n',
    part: (index) =>
      `  s${String(index)}:\n    cmd: python train.py ${String(index)}\n    deps:\n      - data/${String(index)}.csv\n    outs:\n      - data/${String(index + 1)}.csv\n`,
  },
  evidently: {
    path: 'report.json',
    head: '{"timestamp": "2026-01-01 00:00:00", "version": "0.4.0", "metrics": [\n{"metric": "DataDriftTable", "result": {"number_of_columns": 1, "number_of_drifted_columns": 0, "share_of_drifted_columns": 0.0, "dataset_drift": false, "drift_by_columns": {\n',
    part: (index) =>
      `"c${String(index)}": {"column_name": "c${String(index)}",\n"column_type": "num", "stattest_name": "K-S p_value",\n"stattest_threshold": 0.05, "drift_score": 0.5, "drift_detected": false},\n`,
    tail: '"last": {"column_name": "last", "column_type": "num", "stattest_name": "K-S p_value", "stattest_threshold": 0.05, "drift_score": 0.5, "drift_detected": false}\n}}}]}\n',
  },
  'github-workflow': {
    path: '.github/workflows/ci.yml',
    head: 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n',
    part: (index) => `      - name: part ${String(index)}\n        run: pytest tests/${String(index)}\n`,
  },
  'gitlab-ci': {
    path: '.gitlab-ci.yml',
    head: 'stages: [test]\n',
    part: (index) => `job-${String(index)}:\n  stage: test\n  script:\n    - pytest tests/${String(index)}\n`,
  },
  'grafana-dashboard': {
    path: 'dashboard.json',
    head: '{"title": "churn", "schemaVersion": 38, "panels": [\n',
    part: (index) =>
      `{"id": ${String(index)}, "type": "timeseries",\n"title": "p${String(index)}",\n"targets": [{"refId": "A", "expr": "rate(m${String(index)}[5m])"}]},\n`,
    tail: '{"id": 999999, "type": "text", "title": "end"}]}\n',
  },
  'great-expectations': {
    path: 'validation.json',
    head: '{"success": true, "meta": {"expectation_suite_name": "s", "great_expectations_version": "0.18.0"}, "statistics": {"evaluated_expectations": 1, "successful_expectations": 1, "unsuccessful_expectations": 0, "success_percent": 100.0}, "evaluation_parameters": {}, "results": [\n',
    part: (index) =>
      `{"success": true, "expectation_config": {"expectation_type": "expect_column_values_to_not_be_null",\n"kwargs": {"column": "c${String(index)}"}, "meta": {}},\n"result": {}, "meta": {}, "exception_info": {"raised_exception": false}},\n`,
    tail: '{"success": true, "expectation_config": {"expectation_type": "expect_column_to_exist", "kwargs": {"column": "c"}, "meta": {}}, "result": {}, "meta": {}, "exception_info": {"raised_exception": false}}]}\n',
  },
  'helm-chart': {
    path: 'chart/Chart.yaml',
    head: 'apiVersion: v2\nname: churn\nversion: 1.0.0\ndependencies:\n',
    part: (index) => `  - name: d${String(index)}\n    version: 1.0.0\n    repository: https://charts.example.com\n`,
  },
  jenkinsfile: {
    path: 'Jenkinsfile',
    head: 'pipeline {\n  agent any\n  stages {\n',
    part: (index) => `    stage('s${String(index)}') {\n      steps {\n        sh 'pytest tests/${String(index)}'\n      }\n    }\n`,
    tail: '  }\n}\n',
  },
  kserve: {
    path: 'service.yaml',
    head: `${object('InferenceService', 'serving.kserve.io/v1beta1')}spec:\n  predictor:\n    model:\n      modelFormat:\n        name: sklearn\n      storageUri: s3://bucket/model\n      env:\n`,
    part: (index) => `        - name: V${String(index)}\n          value: "1"\n`,
  },
  'kubeflow-v1': {
    path: 'pipeline.yaml',
    head: 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata:\n  generateName: churn-\n  annotations:\n    pipelines.kubeflow.org/kfp_sdk_version: 1.8.22\n    pipelines.kubeflow.org/pipeline_spec: "{}"\nspec:\n  entrypoint: t0\n  templates:\n',
    part: (index) => `    - name: t${String(index)}\n      container:\n        image: python:3.12\n        command: [python, train.py]\n`,
  },
  'kubeflow-v2': {
    path: 'pipeline.yaml',
    head: 'pipelineInfo:\n  name: churn\nschemaVersion: 2.1.0\nsdkVersion: kfp-2.7.0\nroot:\n  dag:\n    tasks: {}\ndeploymentSpec:\n  executors: {}\ncomponents:\n',
    part: (index) =>
      `  comp-${String(index)}:\n    executorLabel: exec-${String(index)}\n    inputDefinitions:\n      parameters:\n        rows:\n          parameterType: NUMBER_INTEGER\n`,
  },
  kubernetes: {
    path: 'deployment.yaml',
    head: `${object('Deployment', 'apps/v1')}spec:\n  selector:\n    matchLabels: { app: churn }\n  template:\n    metadata:\n      labels: { app: churn }\n    spec:\n      containers:\n`,
    part: (index) => `        - name: c${String(index)}\n          image: redis:7.2\n          ports:\n            - containerPort: 80\n`,
  },
  kustomization: { path: 'kustomization.yaml', head: 'resources:\n', part: (index) => `  - r${String(index)}.yaml\n` },
  markdown: {
    path: 'docs/guide.md',
    head: '# Guide\n',
    part: (index) => `## Part ${String(index)}\n\nHow the [data](data.md) of it is made.\n\n- one\n- two\n\n`,
  },
  mlmodel: {
    path: 'MLmodel',
    head: 'artifact_path: model\nrun_id: abc\nmodel_uuid: abc\nflavors:\n',
    part: (index) => `  flavor-${String(index)}:\n    data: model.pkl\n    code: null\n`,
  },
  mlproject: {
    path: 'MLproject',
    head: 'name: churn\nentry_points:\n',
    part: (index) =>
      `  e${String(index)}:\n    parameters:\n      rows: { type: float, default: 1 }\n    command: "python train.py {rows}"\n`,
  },
  'model-card': {
    path: 'MODEL_CARD.md',
    head: '---\nlicense: mit\n---\n# Model card\n',
    part: (index) => `## Part ${String(index)}\n\nWhat it is for, and where it fails.\n\n`,
  },
  notebook: {
    path: 'explore.ipynb',
    head: '{\n "nbformat": 4,\n "nbformat_minor": 5,\n "metadata": {},\n "cells": [\n',
    part: cell,
    tail: `${lastCell} ]\n}\n`,
  },
  'prometheus-config': {
    path: 'prometheus.yml',
    head: 'scrape_configs:\n',
    part: (index) => `  - job_name: j${String(index)}\n    static_configs:\n      - targets: ["host:80"]\n`,
  },
  'prometheus-rules': {
    path: 'rules.yml',
    head: 'groups:\n  - name: churn\n    rules:\n',
    part: (index) =>
      `      - alert: A${String(index)}\n        expr: rate(errors_total{job="j${String(index)}"}[5m]) > 0.1\n        for: 5m\n        labels:\n          severity: page\n`,
  },
  pyproject: {
    path: 'pyproject.toml',
    head: '[project]\nname = "churn"\nversion = "1.0.0"\ndependencies = [\n',
    part: (index) => `  "package-${String(index)}==1.0.0",\n`,
    tail: ']\n',
  },
  'python-lock': {
    path: 'poetry.lock',
    head: '',
    part: (index) =>
      `[[package]]\nname = "package-${String(index)}"\nversion = "1.0.0"\noptional = false\npython-versions = "*"\nfiles = []\n\n`,
    tail: '[metadata]\nlock-version = "2.0"\npython-versions = "*"\ncontent-hash = "0"\n',
  },
  python: {
    path: 'train.py',
    head: 'import pandas as pd\n',
    part: (index) => `\ndef f${String(index)}(frame):\n    value = frame.fillna(0).sum()\n    return pd.DataFrame({"a": [value]})\n`,
  },
  requirements: { path: 'requirements.txt', head: '', part: (index) => `package-${String(index)}==1.0.0\n` },
  'seldon-v1': {
    path: 'seldon.yaml',
    head: `${object('SeldonDeployment', 'machinelearning.seldon.io/v1')}spec:\n  predictors:\n    - name: main\n      graph:\n        name: model\n        implementation: SKLEARN_SERVER\n        modelUri: s3://bucket/model\n        parameters:\n`,
    part: (index) => `          - name: p${String(index)}\n            type: STRING\n            value: "1"\n`,
  },
  'seldon-v2': {
    path: 'pipeline.yaml',
    head: `${object('Pipeline', 'mlops.seldon.io/v1alpha1')}spec:\n  steps:\n`,
    part: (index) => `    - name: s${String(index)}\n      inputs:\n        - s${String(Math.max(0, index - 1))}\n`,
  },
  'service-monitor': {
    path: 'monitor.yaml',
    head: `${object('ServiceMonitor', 'monitoring.coreos.com/v1')}spec:\n  selector: {}\n  endpoints:\n`,
    part: (index) => `    - port: p${String(index)}\n      interval: 30s\n`,
  },
  taskcluster: {
    path: '.taskcluster.yml',
    head: 'version: 1\nreporting: checks-v1\ntasks:\n',
    part: (index) =>
      `  - taskId: t${String(index)}\n    provisionerId: proj\n    workerType: ci\n    payload:\n      image: python:3.12\n      command: [pytest, tests]\n`,
  },
};

/** A format's file of about as many lines. */
export function growingText(format: FormatId, lines: number): string {
  const { head, part, tail = '' } = growingFiles[format];
  const parts = Math.max(1, Math.round(lines / (part(0).split('\n').length - 1)));
  return head + Array.from({ length: parts }, (_, index) => part(index)).join('') + tail;
}
