import { defineRule } from '../engine/define-rule.ts';
import { containerIdentity, containerSpan, workloadContainers } from './knowledge/workloads.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isTestFile } from './scope/is-out-of-scope.ts';

const service = (resources: string): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n    minReplicas: 2\n    model:\n      modelFormat:\n        name: sklearn\n      storageUri: s3://models/fraud/v1.4.0\n${resources}`;

/** A container that may take, or get, any share of its node. */
export const resourcesMissing = defineRule({
  id: 'resources-missing',
  title: { en: 'Serving containers declare their resources', pl: 'Kontenery serwujące deklarują zasoby' },
  severity: 'hint',
  fix: null,
  why: {
    en: 'Without requests the scheduler packs the service onto a full node, where it is the first to be evicted; response times then depend on its neighbours.',
    pl: 'Bez żądań zasobów usługa trafia na pełny węzeł, z którego jest usuwana jako pierwsza, a czasy odpowiedzi zależą od sąsiadów.',
  },
  remedy: {
    en: 'Declare `resources.requests` for CPU and memory, and a memory limit.',
    pl: 'Zadeklaruj `resources.requests` dla CPU i pamięci oraz limit pamięci.',
  },
  checks: ['failure-handling'],
  texts: {
    container: { en: 'Container {container} declares no resources.', pl: 'Kontener {container} nie deklaruje zasobów.' },
    service: { en: 'The predictor of {name} declares no resources.', pl: 'Predyktor {name} nie deklaruje zasobów.' },
  },
  examples: {
    bad: { 'k8s/fraud.yaml': service('') },
    good: { 'k8s/fraud.yaml': service("      resources:\n        requests: { cpu: '1', memory: 2Gi }\n") },
  },
  check({ project, report }) {
    const manifests = deployedManifests(project);
    for (const { path, facts } of project.documents('kserve')) {
      if (facts.resources !== null || !manifests.includes(path) || isTestFile(project, path)) continue;
      if (facts.storageUri === null && facts.modelFormat === null && facts.containers.length === 0) continue;
      const name = facts.name?.value ?? '';
      report({ path, span: facts.anchor, messageId: 'service', args: { name }, identity: name });
    }
    for (const found of workloadContainers(project)) {
      const { workload, container } = found;
      if (container.resources !== null) continue;
      report({
        path: workload.path,
        span: containerSpan(found),
        messageId: 'container',
        args: { container: container.name?.value ?? '' },
        identity: containerIdentity(found),
      });
    }
  },
});
