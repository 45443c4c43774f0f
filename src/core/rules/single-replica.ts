import { defineRule } from '../engine/define-rule.ts';
import type { KserveFacts } from '../facts/serving/serving-facts.ts';
import type { Project } from '../project/project.ts';
import { deployedObjects, workloadContainers } from './knowledge/workloads.ts';
import { deployedManifests } from './scope/deployed-manifests.ts';
import { isTestFile } from './scope/is-out-of-scope.ts';

const service = (replicas: number): string =>
  `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata:\n  name: fraud\nspec:\n  predictor:\n    minReplicas: ${replicas}\n    model:\n      modelFormat:\n        name: sklearn\n      storageUri: s3://models/fraud/v1.4.0\n`;

/** A service that is away whenever its one copy is. */
export const singleReplica = defineRule({
  id: 'single-replica',
  title: { en: 'Services have more than one replica', pl: 'Usługi mają więcej niż jedną replikę' },
  severity: 'hint',
  fix: 'suggested',
  why: {
    en: 'With one copy every update of the node and every crash is an outage.',
    pl: 'Przy jednej kopii każda aktualizacja węzła i każda awaria to przerwa w działaniu.',
  },
  remedy: {
    en: 'Run two or more replicas, or an autoscaler with a minimum of two.',
    pl: 'Uruchom co najmniej dwie repliki albo autoskaler z minimum równym dwa.',
  },
  checks: ['failure-handling'],
  texts: {
    one: { en: '{name} runs one replica.', pl: '{name} działa w jednej replice.' },
    none: { en: '{name} may run no replica at all.', pl: '{name} może nie mieć żadnej działającej repliki.' },
    two: { en: 'Run two replicas', pl: 'Uruchom dwie repliki' },
  },
  examples: { bad: { 'k8s/fraud.yaml': service(1) }, good: { 'k8s/fraud.yaml': service(2) } },
  check({ project, report }) {
    const manifests = deployedManifests(project);
    const counted = [
      ...project
        .documents('kserve')
        .filter(({ path, facts }) => manifests.includes(path) && !isTestFile(project, path) && knativeMinimum(facts) < 2)
        .map(({ path, facts }) => ({ path, name: facts.name, anchor: facts.anchor, replicas: facts.minReplicas })),
      ...servingDeployments(project).map(({ path, object }) => ({
        path,
        name: object.name,
        anchor: (object.name ?? object.kind).span,
        replicas: object.replicas,
      })),
    ];
    for (const { path, name, anchor, replicas } of counted) {
      if (replicas !== null && replicas.value > 1) continue;
      report({
        path,
        span: replicas?.span ?? anchor,
        messageId: replicas?.value === 0 ? 'none' : 'one',
        args: { name: name?.value ?? '' },
        identity: name?.value ?? '',
        ...(replicas === null ? {} : { fix: { titleId: 'two', edits: [{ kind: 'replace', path, span: replicas.span, text: '2' }] } }),
      });
    }
  },
});

/** Knative's own word for the least number of copies, used where KServe's `minReplicas` is not. */
function knativeMinimum(facts: KserveFacts): number {
  const written = facts.annotations.get('autoscaling.knative.dev/min-scale') ?? facts.annotations.get('autoscaling.knative.dev/minScale');
  return facts.minReplicas === null ? Number(written?.value ?? 0) : 0;
}

/** Deployments that answer requests and that no autoscaler counts. A StatefulSet's single copy (a database) is often meant. */
function servingDeployments(project: Project): ReturnType<typeof deployedObjects> {
  const scaled = new Set(
    deployedObjects(project)
      .filter(({ object }) => /^(?:HorizontalPodAutoscaler|ScaledObject)$/.test(object.kind.value))
      .map(({ object }) => object.root.at('spec', 'scaleTargetRef', 'name')?.text()?.value ?? ''),
  );
  const listening = new Set(
    workloadContainers(project)
      .filter(({ listens }) => listens)
      .map(({ workload }) => workload.object),
  );
  return deployedObjects(project).filter(
    ({ object }) => /^(?:Deployment|Rollout)$/.test(object.kind.value) && listening.has(object) && !scaled.has(object.name?.value ?? ''),
  );
}
