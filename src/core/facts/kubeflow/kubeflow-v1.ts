import type { Located } from '../../model/span.ts';
import { readJson, valueAt } from '../data-file.ts';
import type { YamlFormat } from '../format.ts';
import { isForeignTemplate } from '../serving/foreign-template.ts';
import { isKubernetesObject, isOfGroup, readContainer, readObject } from '../serving/kubernetes-object.ts';
import { isJsonList } from '../plain-json.ts';
import { rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { programsIn } from './inline-programs.ts';
import type { KubeflowComponent, KubeflowTask, KubeflowV1Facts } from './kubeflow-facts.ts';
import { workflowProblems } from './workflow-problems.ts';

const prefix = 'pipelines.kubeflow.org/';

/** Argo workflows that Kubeflow Pipelines 1 compiled, known by its annotations; Argo's other workflows are plain Kubernetes objects. */
export const kubeflowV1: YamlFormat<'kubeflow-v1', KubeflowV1Facts> = {
  kind: 'yaml',
  id: 'kubeflow-v1',
  recognise: (root, _path, source) =>
    isKubernetesObject(root) &&
    root.get('kind')?.scalar === 'Workflow' &&
    isOfGroup(root, 'argoproj.io') &&
    isCompiled(root) &&
    !isForeignTemplate(source),
  read: (root) => ({ facts: readWorkflow(root), problems: workflowProblems(root) }),
  inspect: (facts) => ({
    pipelineName: facts.pipelineName?.value ?? null,
    components: facts.components.map(({ name }) => name.value),
    // Only version 2 has a schema with a version.
    schemaVersion: null,
  }),
};

function isCompiled(root: YamlView): boolean {
  return ['annotations', 'labels'].some((part) =>
    ['kfp_sdk_version', 'pipeline_spec', 'pipeline_compilation_time'].some((key) => root.at('metadata', part, prefix + key) !== undefined),
  );
}

function readWorkflow(root: YamlView): KubeflowV1Facts {
  const templates = root.at('spec', 'templates')?.items() ?? [];
  const pipelineName = nameOf(root);
  return {
    pipelineName,
    components: componentsOf(root.get('spec')),
    tasks: templates.flatMap(tasksOf),
    object: readObject(root),
    anchor: pipelineName?.span ?? rootPlace(root, '').span,
  };
}

/** The pipeline's own name stands in an annotation that holds JSON; the object's name is made of it. */
function nameOf(root: YamlView): Located<string> | null {
  const annotation = root.at('metadata', 'annotations', `${prefix}pipeline_spec`)?.string();
  const name = valueAt(annotation === undefined ? undefined : readJson(annotation.value), 'name');
  if (annotation !== undefined && typeof name === 'string') return { value: name, span: annotation.span };
  const own = root.at('metadata', 'name')?.text();
  if (own !== undefined) return own;
  const generated = root.at('metadata', 'generateName')?.text();
  return generated === undefined ? null : { value: generated.value.replace(/-$/, ''), span: generated.span };
}

/** The components of a workflow's `spec`, also where it stands inside another object. */
export function componentsOf(spec: YamlView | undefined): readonly KubeflowComponent[] {
  return (spec?.get('templates')?.items() ?? []).flatMap(readComponent);
}

/** A template that runs something; graphs and steps only join others. */
function readComponent(template: YamlView): readonly KubeflowComponent[] {
  const name = template.get('name')?.text();
  if (name === undefined || template.get('dag') !== undefined || template.get('steps') !== undefined) return [];
  const container = template.get('container') ?? template.get('script');
  const source = template.at('script', 'source')?.string()?.value;
  return [
    {
      name,
      container: container?.kind === 'map' ? readContainer(container) : null,
      programs: [...programsIn(container), ...(source === undefined ? [] : [source])],
      makesModel: makesModel(template),
    },
  ];
}

/** The component's own description, which the SDK keeps as JSON, names the types of its outputs. */
function makesModel(template: YamlView): boolean {
  const annotation = template.at('metadata', 'annotations', `${prefix}component_spec`)?.string()?.value;
  const outputs = valueAt(annotation === undefined ? undefined : readJson(annotation), 'outputs');
  return isJsonList(outputs) && outputs.some((output) => valueAt(output, 'type') === 'Model');
}

function tasksOf(template: YamlView): readonly KubeflowTask[] {
  return (template.at('dag', 'tasks')?.items() ?? []).map((task) => ({
    name: task.get('name')?.text()?.value ?? '',
    needs: (task.get('dependencies')?.items() ?? []).flatMap((item) => item.text()?.value ?? []),
  }));
}
