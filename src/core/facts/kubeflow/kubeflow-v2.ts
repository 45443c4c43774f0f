import type { YamlFormat } from '../format.ts';
import { readContainer } from '../serving/kubernetes-object.ts';
import type { ContainerFact } from '../serving/serving-facts.ts';
import { rootPlace } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { programsIn } from './inline-programs.ts';
import type { KubeflowComponent, KubeflowTask, KubeflowV2Facts } from './kubeflow-facts.ts';
import { pipelineProblems, platformProblems } from './kubeflow-v2-problems.ts';
import { field, fieldEntries } from './proto-shapes.ts';
import { taskNeeds } from './task-needs.ts';

/**
 * Compiled pipelines of Kubeflow Pipelines 2 and of Vertex AI: the file that the SDK writes, or what wraps it in a job and in answers
 * of the server; and the settings of the platform that may follow as a second document.
 */
export const kubeflowV2: YamlFormat<'kubeflow-v2', KubeflowV2Facts> = {
  kind: 'yaml',
  id: 'kubeflow-v2',
  recognise: (root) => specOf(root) !== undefined || isPlatform(root),
  read: (root) => {
    const spec = specOf(root);
    return spec === undefined
      ? { facts: platformFacts(root), problems: platformProblems(root) }
      : { facts: readPipeline(spec), problems: pipelineProblems(spec) };
  },
  inspect: (facts) => ({
    pipelineName: facts.pipelineName?.value ?? null,
    components: facts.components.map(({ name }) => name.value),
    schemaVersion: facts.schemaVersion?.value ?? null,
  }),
};

/** The pipeline itself: the document, or what its wrapper holds. */
function specOf(root: YamlView): YamlView | undefined {
  const wrapped = field(root, 'pipelineSpec');
  return [root, wrapped, field(wrapped, 'pipelineSpec')].find(isPipeline);
}

function isPipeline(view: YamlView | undefined): boolean {
  return (
    field(view, 'pipelineInfo') !== undefined &&
    ['root', 'components', 'deploymentSpec', 'schemaVersion'].some((key) => field(view, key) !== undefined)
  );
}

/** Settings of platforms and nothing else. */
function isPlatform(root: YamlView): boolean {
  const [only, ...others] = root.entries();
  return (
    only?.key === 'platforms' &&
    others.length === 0 &&
    only.value.entries().some(({ value }) => field(value, 'deploymentSpec') !== undefined || field(value, 'pipelineConfig') !== undefined)
  );
}

function platformFacts(root: YamlView): KubeflowV2Facts {
  const anchor = rootPlace(root, '').span;
  return { pipelineName: null, schemaVersion: null, components: [], tasks: [], containers: [], isPlatform: true, anchor };
}

function readPipeline(spec: YamlView): KubeflowV2Facts {
  const executors = new Map(fieldEntries(field(spec, 'deploymentSpec'), 'executors').map((entry) => [entry.key, entry]));
  const components = fieldEntries(spec, 'components');
  const pipelineName = field(spec, 'pipelineInfo')?.get('name')?.text() ?? null;
  return {
    pipelineName,
    schemaVersion: field(spec, 'schemaVersion')?.text() ?? null,
    components: components.map((entry) => readComponent(entry, executors)),
    tasks: [field(spec, 'root'), ...components.map(({ value }) => value)].flatMap(tasksOf),
    containers: [...executors.values()].flatMap((entry) => containerOf(entry) ?? []),
    isPlatform: false,
    anchor: pipelineName?.span ?? rootPlace(spec, '').span,
  };
}

function readComponent({ key, keySpan, value }: YamlEntry, executors: ReadonlyMap<string, YamlEntry>): KubeflowComponent {
  const executor = executors.get(field(value, 'executorLabel')?.text()?.value ?? '');
  const container = executor === undefined ? null : containerOf(executor);
  const outputs = fieldEntries(field(value, 'outputDefinitions'), 'artifacts');
  return {
    name: { value: key, span: keySpan },
    container,
    programs: programsIn(executor?.value.get('container')),
    makesModel:
      container !== null &&
      outputs.some((output) => /\bModel$/.test(field(field(output.value, 'artifactType'), 'schemaTitle')?.text()?.value ?? '')),
  };
}

function containerOf({ key, keySpan, value }: YamlEntry): ContainerFact | null {
  const container = value.get('container');
  return container?.kind === 'map' ? { ...readContainer(container), name: { value: key, span: keySpan } } : null;
}

function tasksOf(component: YamlView | undefined): readonly KubeflowTask[] {
  return fieldEntries(field(component, 'dag'), 'tasks').map(({ key, value }) => ({
    name: key,
    needs: taskNeeds(value).map((need) => need.value),
  }));
}
