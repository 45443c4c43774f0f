import { readFileSync } from 'node:fs';

const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/kubeflow/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');

/** How a ScheduledWorkflow differs from an ordinary one. */
interface ScheduleOptions {
  readonly enabled?: boolean;
  readonly trigger?: string;
}

function scheduled(pipeline: string, { enabled = true, trigger = 'cronSchedule: {cron: "0 0 3 * * 1"}' }: ScheduleOptions = {}): string {
  return `apiVersion: kubeflow.org/v1beta1
kind: ScheduledWorkflow
metadata:
  generateName: weekly-
spec:
  enabled: ${String(enabled)}
  maxConcurrency: 1
  pipelineName: ${pipeline}
  trigger:
    ${trigger}
`;
}

function small(step: string): string {
  return `components:
  comp-${step}: {executorLabel: exec-${step}}
deploymentSpec:
  executors:
    exec-${step}: {container: {image: "reg/a:1", command: [run]}}
pipelineInfo: {name: small}
root: {dag: {tasks: {a: {componentRef: {name: comp-${step}}}}}}
schemaVersion: 2.1.0
`;
}

function inlined(form: 'object' | 'text'): string {
  const spec = JSON.stringify({
    entrypoint: 'fit',
    templates: [{ name: 'retrain', container: { image: 'reg/train:1', command: ['run'] } }],
  });
  const value = form === 'object' ? spec : `'${spec}'`;
  return `${scheduled('""')}  workflow:\n    spec: ${value}\n`;
}

/** Pipelines that Kubeflow's SDKs compiled (1.8.22 and 2.14.6, both training `late-orders`), small ones of one step, and schedules. */
export const compiledPipelines = { v1: read('late-orders-v1.yaml'), v2: read('late-orders-v2.yaml'), scheduled, small, inlined };
