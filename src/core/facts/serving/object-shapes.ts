/**
 * Kinds of values that the Kubernetes API server holds objects to. Unknown fields are pruned there, so every record is open;
 * a field without a value counts as left out.
 */
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, integer, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const quantityPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** An amount of memory, of processors and the like. */
export const quantity: Shape = {
  expected: { en: 'a quantity such as 500m or 1Gi', pl: 'ilością, na przykład 500m lub 1Gi' },
  accepts: (view) =>
    typeof view.scalar === 'number' ||
    (typeof view.scalar === 'string' && (quantityPattern.test(view.scalar) || view.scalar.includes('{{'))),
  inside: () => [],
};

const optionalText = orNothing(text);
const texts = orNothing(listOf(text));
/** Labels, annotations, selectors: every value is a text. */
export const textMap: Shape = orNothing(mapOf(optionalText));
const quantities = orNothing(mapOf(quantity));
/** What a container, or another part that runs as one, may ask for. */
export const resources: Shape = orNothing(record({ limits: quantities, requests: quantities }, { open: true }));
/** Environment variables; values are texts. */
export const variables: Shape = orNothing(listOf(record({ name: text, value: optionalText }, { open: true, required: ['name'] })));
const portNumber = eitherOf(integer, text);

const probe = orNothing(
  record(
    {
      httpGet: orNothing(record({ path: optionalText, port: portNumber }, { open: true })),
      initialDelaySeconds: orNothing(integer),
      periodSeconds: orNothing(integer),
      timeoutSeconds: orNothing(integer),
      failureThreshold: orNothing(integer),
      successThreshold: orNothing(integer),
    },
    { open: true },
  ),
);

const containerKeys: Readonly<Record<string, Shape>> = {
  name: optionalText,
  image: optionalText,
  command: texts,
  args: texts,
  workingDir: optionalText,
  imagePullPolicy: optionalText,
  env: variables,
  ports: orNothing(listOf(record({ containerPort: orNothing(integer), name: optionalText, hostPort: orNothing(integer) }, { open: true }))),
  resources,
  readinessProbe: probe,
  livenessProbe: probe,
  startupProbe: probe,
  volumeMounts: orNothing(listOf(record({ name: optionalText, mountPath: optionalText, readOnly: orNothing(flag) }, { open: true }))),
};

/** A container. */
export const container: Shape = record(containerKeys, { open: true, required: ['name'] });

/** A container's fields inside another record, where the name is given by the operator. */
export const containerFields = containerKeys;

/** A pod's `spec`. */
export const podFields: Readonly<Record<string, Shape>> = {
  containers: orNothing(listOf(container)),
  initContainers: orNothing(listOf(container)),
  serviceAccountName: optionalText,
  nodeSelector: textMap,
  volumes: orNothing(listOf(record({ name: optionalText }, { open: true }))),
  tolerations: orNothing(listOf(anything)),
};

/** `metadata` of any object. */
export const metadata: Shape = orNothing(
  record(
    { name: optionalText, generateName: optionalText, namespace: optionalText, labels: textMap, annotations: textMap },
    { open: true },
  ),
);

const podTemplate = orNothing(record({ metadata, spec: orNothing(record(podFields, { open: true })) }, { open: true }));
const labelSelector = orNothing(record({ matchLabels: textMap }, { open: true }));
const replicas = orNothing(integer);

const workload = record({ replicas, selector: labelSelector, template: podTemplate, minReadySeconds: orNothing(integer) }, { open: true });
const jobFields: Readonly<Record<string, Shape>> = {
  template: podTemplate,
  backoffLimit: orNothing(integer),
  parallelism: orNothing(integer),
  completions: orNothing(integer),
  activeDeadlineSeconds: orNothing(integer),
  suspend: orNothing(flag),
};
const job = record(jobFields, { open: true });
const cronJob = record(
  {
    schedule: optionalText,
    suspend: orNothing(flag),
    concurrencyPolicy: optionalText,
    jobTemplate: orNothing(record({ metadata, spec: orNothing(job) }, { open: true })),
    successfulJobsHistoryLimit: orNothing(integer),
    failedJobsHistoryLimit: orNothing(integer),
  },
  { open: true },
);
const service = record(
  {
    type: optionalText,
    selector: textMap,
    ports: orNothing(listOf(record({ port: orNothing(integer), targetPort: orNothing(portNumber), name: optionalText }, { open: true }))),
  },
  { open: true },
);
const autoscaler = record({ minReplicas: replicas, maxReplicas: replicas }, { open: true });

/** `spec` by kind, of the groups that ship with Kubernetes. */
export const specShapes: Readonly<Record<string, Shape>> = {
  Deployment: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  ReplicaSet: workload,
  Pod: record(podFields, { open: true }),
  Job: job,
  CronJob: cronJob,
  Service: service,
  HorizontalPodAutoscaler: autoscaler,
};

/** Weights of traffic and other numbers that must be whole. */
export const wholeNumber: Shape = orNothing(integer);
/** A text that may be left out. */
export const textOrNothing: Shape = optionalText;
