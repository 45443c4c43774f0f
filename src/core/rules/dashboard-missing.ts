import { defineRule } from '../engine/define-rule.ts';
import { foundRules } from '../project/evidence/alert-rules.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { dashboards } from '../project/evidence/dashboards.ts';
import { projectDocuments } from '../project/evidence/documents.ts';
import { exportedMetrics } from '../project/evidence/exported-metrics.ts';
import { isModelMetric } from '../project/evidence/metric-words.ts';
import { codeFiles, importOf } from '../project/evidence/python-code.ts';
import type { Project } from '../project/project.ts';
import { placeOfAbsent, placesOfServed } from './places/place-of-absent.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

const service =
  'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://models/fraud/v1.4.0\n';

/** A model in use that nobody can watch. */
export const dashboardMissing = defineRule({
  id: 'dashboard-missing',
  title: { en: 'The model has a dashboard', pl: 'Model ma pulpit' },
  severity: 'info',
  fix: null,
  why: {
    en: 'Alerts tell of what somebody thought of before; the slow decline that nobody thought of is seen on a chart, or not at all.',
    pl: 'Alerty mówią o tym, co ktoś przewidział; powolny spadek, którego nikt nie przewidział, widać na wykresie albo wcale.',
  },
  remedy: {
    en: 'Declare `charts` in airworthy.yaml, or keep a Grafana dashboard of scores, quality and drift in the repository.',
    pl: 'Zadeklaruj `charts` w airworthy.yaml albo trzymaj w repozytorium pulpit Grafany z wynikami, jakością i dryfem.',
  },
  checks: ['online-monitoring'],
  texts: {
    missing: {
      en: 'The model is in use, and no dashboard or chart shows how it does.',
      pl: 'Model jest w użyciu, a żaden pulpit ani wykres nie pokazuje, jak sobie radzi.',
    },
  },
  examples: {
    bad: { 'k8s/fraud.yaml': service },
    good: {
      'k8s/fraud.yaml': service,
      'grafana/fraud.json': '{ "title": "Fraud", "panels": [{ "targets": [{ "expr": "rate(fraud_score_bucket[5m])" }] }] }\n',
    },
  },
  check({ project, report }) {
    if (!isInUse(project) || isShown(project)) return;
    const place = placeOfAbsent(project, ['charts']);
    if (place !== undefined) report({ ...place, messageId: 'missing', identity: 'dashboard' });
  },
});

/** Served by what stands here, or with metrics of the model that its service exports or rules watch. */
function isInUse(project: Project): boolean {
  return (
    placesOfServed(project, 'name').length > 0 ||
    exportedMetrics(project).some(({ reach, name }) => reach === 'serving' && isModelMetric(name)) ||
    foundRules(project).some(({ path, metrics }) => !isOutOfScope(project, path) && metrics.some(isModelMetric))
  );
}

const boardFile =
  /(?:^|\/)(?:[^/]*dashboards?[^/]*\/.*|[^/]*dashboard[^/]*|grafana[^/]*\/.*)\.(?:json|jsonnet|libsonnet|ya?ml|tf|py|hcl)$/i;
const boardAddress =
  /https?:\/\/[^\s)>\]]*(?:grafana|dashboard|datadoghq|kibana|superset|metabase|looker|tableau|powerbi|newrelic|wandb\.ai|whylabs|arize|evidently)/i;
/** Libraries and services that show what they measure. */
const showing =
  /^(?:streamlit|dash|gradio|panel|evidently|whylogs|nannyml|arize|fiddler|phoenix|aporia|superwise|grafanalib|grafana_foundation_sdk|explainerdashboard|langfuse|wandb)(?:\.|$)/;
const boardKind = /^(?:GrafanaDashboard|PersesDashboard|DatadogDashboard|MonitoringDashboard)$/;

/** A dashboard of any system, in the repository or by its address; whether it shows the right thing, the check looks into. */
function isShown(project: Project): boolean {
  const { manifest } = project;
  const addresses = foundRules(project).flatMap(({ rule }) => rule.annotations.map(({ key, value }) => `${key.value} ${value.value}`));
  return (
    (manifest?.charts?.length ?? 0) + (manifest?.drift?.length ?? 0) > 0 ||
    dashboards(project).length > 0 ||
    [...project.tree.keys()].some((path) => boardFile.test(path) && !isOutOfScope(project, path)) ||
    objectsOfKind(project, boardKind).length > 0 ||
    hasBoardConfigMap(project) ||
    codeFiles(project).some(({ code, isTest, isNotebook }) => !isTest && !isNotebook && importOf(code, showing) !== undefined) ||
    [...projectDocuments(project).map(({ text }) => text), ...addresses].some((text) => boardAddress.test(text))
  );
}

/** Grafana's sidecar loads dashboards from ConfigMaps with this label. */
function hasBoardConfigMap(project: Project): boolean {
  return objectsOfKind(project, /^ConfigMap$/).some(
    ({ object }) =>
      object.root.at('metadata', 'labels', 'grafana_dashboard') !== undefined ||
      (object.root.get('data')?.entries() ?? []).some(
        ({ key, value }) => key.endsWith('.json') && /"panels"\s*:/.test(value.string()?.value ?? ''),
      ),
  );
}
