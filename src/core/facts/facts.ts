/** All formats with the shape of their facts: the one table that gives a document its type. */
import type { SourceText } from '../model/source-text.ts';
import type { Span } from '../model/span.ts';
import type { AzurePipelinesFacts } from './ci/azure-pipelines-facts.ts';
import type { CircleciFacts } from './ci/circleci-facts.ts';
import type { CloudBuildFacts } from './ci/cloudbuild-facts.ts';
import type { GithubWorkflowFacts } from './ci/github-workflow-facts.ts';
import type { GitlabCiFacts } from './ci/gitlab-ci-facts.ts';
import type { JenkinsfileFacts } from './ci/jenkinsfile-facts.ts';
import type { TaskclusterFacts } from './ci/taskcluster-facts.ts';
import type { ComposeFacts, DockerfileFacts } from './containers/container-facts.ts';
import type { CodeownersFacts, MarkdownFacts, ModelCardFacts } from './documents/document-facts.ts';
import type { DvcConfigFacts, DvcFileFacts, DvcLockFacts, DvcYamlFacts } from './dvc/dvc-facts.ts';
import type { CondaFacts, LockFacts, PyprojectFacts, RequirementsFacts } from './environment/environment-facts.ts';
import type { Problem } from './format.ts';
import type { KubeflowV1Facts, KubeflowV2Facts } from './kubeflow/kubeflow-facts.ts';
import type { ManifestFacts } from './manifest/manifest-facts.ts';
import type { MlmodelFacts, MlprojectFacts } from './mlflow/mlflow-facts.ts';
import type { AlertmanagerFacts } from './monitoring/alerting-facts.ts';
import type { GrafanaDashboardFacts } from './monitoring/dashboard-facts.ts';
import type { PrometheusConfigFacts, PrometheusRulesFacts } from './monitoring/monitoring-facts.ts';
import type { EvidentlyFacts, GreatExpectationsFacts } from './monitoring/report-facts.ts';
import type { HelmChartFacts, KustomizationFacts } from './packaging/packaging-facts.ts';
import type { NotebookFacts, PythonFacts } from './python/python-facts.ts';
import type { ArgoAnalysisFacts, ArgoRolloutFacts, ServiceMonitorFacts } from './serving/rollout-facts.ts';
import type { KserveFacts, KubernetesFacts, SeldonV1Facts, SeldonV2Facts } from './serving/serving-facts.ts';

/** The facts each format yields. */
export interface FactsByFormat {
  readonly airworthy: ManifestFacts;
  readonly alertmanager: AlertmanagerFacts;
  readonly 'argo-analysis': ArgoAnalysisFacts;
  readonly 'argo-rollout': ArgoRolloutFacts;
  readonly 'azure-pipelines': AzurePipelinesFacts;
  readonly circleci: CircleciFacts;
  readonly cloudbuild: CloudBuildFacts;
  readonly codeowners: CodeownersFacts;
  readonly compose: ComposeFacts;
  readonly conda: CondaFacts;
  readonly dockerfile: DockerfileFacts;
  readonly 'dvc-config': DvcConfigFacts;
  readonly 'dvc-file': DvcFileFacts;
  readonly 'dvc-lock': DvcLockFacts;
  readonly 'dvc-yaml': DvcYamlFacts;
  readonly evidently: EvidentlyFacts;
  readonly 'github-workflow': GithubWorkflowFacts;
  readonly 'gitlab-ci': GitlabCiFacts;
  readonly 'grafana-dashboard': GrafanaDashboardFacts;
  readonly 'great-expectations': GreatExpectationsFacts;
  readonly 'helm-chart': HelmChartFacts;
  readonly jenkinsfile: JenkinsfileFacts;
  readonly kserve: KserveFacts;
  readonly 'kubeflow-v1': KubeflowV1Facts;
  readonly 'kubeflow-v2': KubeflowV2Facts;
  readonly kubernetes: KubernetesFacts;
  readonly kustomization: KustomizationFacts;
  readonly markdown: MarkdownFacts;
  readonly mlmodel: MlmodelFacts;
  readonly mlproject: MlprojectFacts;
  readonly 'model-card': ModelCardFacts;
  readonly notebook: NotebookFacts;
  readonly 'prometheus-config': PrometheusConfigFacts;
  readonly 'prometheus-rules': PrometheusRulesFacts;
  readonly pyproject: PyprojectFacts;
  readonly 'python-lock': LockFacts;
  readonly python: PythonFacts;
  readonly requirements: RequirementsFacts;
  readonly 'seldon-v1': SeldonV1Facts;
  readonly 'seldon-v2': SeldonV2Facts;
  readonly 'service-monitor': ServiceMonitorFacts;
  readonly taskcluster: TaskclusterFacts;
}

/** A format's id, as `inspect` prints it. */
export type FormatId = keyof FactsByFormat;

/** One document of a file; most files have one. */
export type DocumentFacts = {
  readonly [Id in FormatId]: { readonly format: Id; readonly facts: FactsByFormat[Id]; readonly span: Span };
}[FormatId];

/** A file that was read, whether or not a format owns it. */
export interface FileFacts {
  readonly source: SourceText;
  /** Common format of all documents, else the first's; null where no format owns the file. */
  readonly format: FormatId | null;
  readonly documents: readonly DocumentFacts[];
  /** What the owning tools would refuse, over all documents. */
  readonly problems: readonly Problem[];
}
