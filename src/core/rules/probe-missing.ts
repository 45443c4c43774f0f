import { defineRule } from '../engine/define-rule.ts';
import { containerIdentity, containerSpan, workloadContainers } from './knowledge/workloads.ts';

const deployment = (probe: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: fraud-api\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: fraud } }\n  template:\n    metadata: { labels: { app: fraud } }\n    spec:\n      containers:\n      - name: api\n        image: fraud-api:1.4.0\n        ports:\n        - containerPort: 8080\n${probe}`;

/** A service that gets requests before its model is loaded. */
export const probeMissing = defineRule({
  id: 'probe-missing',
  title: { en: 'Serving containers have a readiness probe', pl: 'Kontenery serwujące mają sondę gotowości (readinessProbe)' },
  severity: 'info',
  fix: null,
  why: {
    en: 'A model takes time to load. Without a readiness probe requests arrive before it can answer, and a broken release replaces a working one.',
    pl: 'Model wczytuje się przez jakiś czas. Bez sondy gotowości zapytania przychodzą, zanim może odpowiedzieć, a zepsute wydanie zastępuje działające.',
  },
  remedy: {
    en: 'Add a `readinessProbe` on an endpoint that answers only once the model is loaded.',
    pl: 'Dodaj `readinessProbe` na punkcie, który odpowiada dopiero po wczytaniu modelu.',
  },
  checks: ['failure-handling', 'serving-integration'],
  texts: {
    readiness: { en: 'Container {container} has no readiness probe.', pl: 'Kontener {container} nie ma sondy gotowości (readinessProbe).' },
    both: {
      en: 'Container {container} has neither a readiness nor a liveness probe.',
      pl: 'Kontener {container} nie ma sondy gotowości ani żywotności.',
    },
  },
  examples: {
    bad: { 'k8s/api.yaml': deployment('') },
    good: { 'k8s/api.yaml': deployment('        readinessProbe:\n          httpGet: { path: /ready, port: 8080 }\n') },
  },
  check({ project, report }) {
    for (const found of workloadContainers(project)) {
      const { workload, container, listens } = found;
      if (!listens || container.readinessProbe !== null) continue;
      report({
        path: workload.path,
        span: containerSpan(found),
        messageId: container.livenessProbe === null ? 'both' : 'readiness',
        args: { container: container.name?.value ?? '' },
        identity: containerIdentity(found),
      });
    }
  },
});
