/**
 * All formats. A new format is its own file, its line in `facts.ts` and its line here.
 * Text formats are asked first, by name and text; then each document of a YAML file is offered to the YAML formats in this order,
 * from the most specific to the general (`kubernetes` takes whatever has an apiVersion and a kind).
 */
import { azurePipelines } from './ci/azure-pipelines.ts';
import { circleci } from './ci/circleci.ts';
import { cloudbuild } from './ci/cloudbuild.ts';
import { githubWorkflow } from './ci/github-workflow.ts';
import { gitlabCi } from './ci/gitlab-ci.ts';
import { jenkinsfile } from './ci/jenkinsfile.ts';
import { taskcluster } from './ci/taskcluster.ts';
import { compose } from './containers/compose.ts';
import { dockerfile } from './containers/dockerfile.ts';
import { codeowners } from './documents/codeowners.ts';
import { markdown } from './documents/markdown.ts';
import { modelCard } from './documents/model-card.ts';
import { dvcConfig } from './dvc/dvc-config.ts';
import { dvcFile } from './dvc/dvc-file.ts';
import { dvcLock } from './dvc/dvc-lock.ts';
import { dvcYaml } from './dvc/dvc-yaml.ts';
import { conda } from './environment/conda.ts';
import { pyproject } from './environment/pyproject.ts';
import { pythonLock } from './environment/python-lock.ts';
import { requirements } from './environment/requirements.ts';
import type { FactsByFormat, FormatId } from './facts.ts';
import type { TextFormat, YamlFormat } from './format.ts';
import { kubeflowV1 } from './kubeflow/kubeflow-v1.ts';
import { kubeflowV2 } from './kubeflow/kubeflow-v2.ts';
import { airworthy } from './manifest/airworthy.ts';
import { mlmodel } from './mlflow/mlmodel.ts';
import { mlproject } from './mlflow/mlproject.ts';
import { alertmanager } from './monitoring/alertmanager.ts';
import { evidently } from './monitoring/evidently.ts';
import { grafanaDashboard } from './monitoring/grafana-dashboard.ts';
import { greatExpectations } from './monitoring/great-expectations.ts';
import { prometheusConfig } from './monitoring/prometheus-config.ts';
import { prometheusRules } from './monitoring/prometheus-rules.ts';
import { helmChart } from './packaging/helm-chart.ts';
import { kustomization } from './packaging/kustomization.ts';
import { notebook } from './python/notebook.ts';
import { python } from './python/python.ts';
import { argoAnalysis } from './serving/argo-analysis.ts';
import { argoRollout } from './serving/argo-rollout.ts';
import { kserve } from './serving/kserve.ts';
import { kubernetes } from './serving/kubernetes.ts';
import { seldonV1 } from './serving/seldon-v1.ts';
import { seldonV2 } from './serving/seldon-v2.ts';
import { serviceMonitor } from './serving/service-monitor.ts';

/** The facts of any format. */
export type AnyFacts = FactsByFormat[FormatId];
/** A text format of any kind of facts; its `inspect` takes only what its own `parse` gave. */
export type AnyTextFormat = TextFormat<FormatId, AnyFacts>;
/** A YAML format of any kind of facts; its `inspect` takes only what its own `read` gave. */
export type AnyYamlFormat = YamlFormat<FormatId, AnyFacts>;

/** Formats with a syntax of their own. */
export const textFormats: readonly AnyTextFormat[] = [
  dockerfile,
  jenkinsfile,
  dvcConfig,
  requirements,
  pyproject,
  pythonLock,
  python,
  notebook,
  codeowners,
  modelCard,
  markdown,
  evidently,
  grafanaDashboard,
  greatExpectations,
];

/** Formats that are YAML documents. */
export const yamlFormats: readonly AnyYamlFormat[] = [
  airworthy,
  dvcYaml,
  dvcLock,
  dvcFile,
  mlmodel,
  mlproject,
  githubWorkflow,
  gitlabCi,
  azurePipelines,
  circleci,
  cloudbuild,
  taskcluster,
  compose,
  conda,
  prometheusRules,
  alertmanager,
  prometheusConfig,
  kubeflowV2,
  kubeflowV1,
  kserve,
  seldonV1,
  seldonV2,
  argoRollout,
  argoAnalysis,
  serviceMonitor,
  helmChart,
  kustomization,
  kubernetes,
];
