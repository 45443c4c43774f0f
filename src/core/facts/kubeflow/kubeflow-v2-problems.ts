import { type Message, type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { checkShape, missingKey, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { pipelineShape, platformShape } from './pipeline-shapes.ts';
import { field, fieldEntries } from './proto-shapes.ts';
import { circleIn } from './step-graph.ts';
import { taskNeeds } from './task-needs.ts';

const texts = {
  version: {
    en: 'Kubeflow Pipelines takes schema version 2.1.0 (before, 2.0.0), not {version}.',
    pl: 'Kubeflow Pipelines przyjmuje schemat w wersji 2.1.0 (dawniej 2.0.0), a nie {version}.',
  },
  name: {
    en: 'The pipeline’s name needs a lower-case letter or a digit.',
    pl: 'Nazwa potoku musi zawierać małą literę lub cyfrę.',
  },
  reserved: { en: 'No component may be called “root”.', pl: 'Żaden komponent nie może nazywać się „root”.' },
  implementation: {
    en: 'The component “{name}” needs “executorLabel” or “dag”.',
    pl: 'Komponent „{name}” wymaga „executorLabel” albo „dag”.',
  },
  executor: { en: 'There is no executor “{name}”.', pl: 'Nie ma wykonawcy (executor) „{name}”.' },
  component: { en: 'There is no component “{name}”.', pl: 'Nie ma komponentu „{name}”.' },
  task: { en: 'There is no task “{name}” beside this one.', pl: 'Obok tego zadania nie ma zadania „{name}”.' },
  tasks: { en: 'Tasks wait for each other in a circle.', pl: 'Zadania czekają na siebie nawzajem w kółko.' },
  components: { en: 'Components contain each other in a circle.', pl: 'Komponenty zawierają się nawzajem w kółko.' },
} satisfies Readonly<Record<string, Text>>;

/** What the KFP server says when settings of the platform are uploaded. */
export function platformProblems(root: YamlView): readonly Problem[] {
  return checkShape(platformShape, root, rootPlace(root, 'platforms'));
}

/** What the KFP server says when a pipeline is uploaded and compiled for Argo. */
export function pipelineProblems(spec: YamlView): readonly Problem[] {
  const place = rootPlace(spec, 'pipelineInfo');
  const wrong = checkShape(pipelineShape, spec, place);
  return [...wrong, ...infoProblems(spec, place.span), ...referenceProblems(spec)];
}

function infoProblems(spec: YamlView, fallback: Span): readonly Problem[] {
  const problems: Problem[] = [];
  const version = field(spec, 'schemaVersion')?.text();
  if (version === undefined) problems.push(missingKey('schemaVersion', fallback));
  else if (version.value !== '2.1.0' && version.value !== '2.0.0') {
    problems.push({ message: message(texts.version, { version: shorten(version.value) }), span: version.span });
  }
  const info = spec.entries().find(({ key }) => key === 'pipelineInfo' || key === 'pipeline_info');
  const name = info?.value.get('name')?.text();
  if (info?.value.kind === 'map' || info === undefined) {
    if (name === undefined || name.value === '') problems.push(missingKey('name', name?.span ?? info?.keySpan ?? fallback));
    else if (!/[a-z0-9]/.test(name.value)) problems.push({ message: message(texts.name), span: name.span });
  }
  if ((field(spec, 'root')?.kind ?? 'null') === 'null') problems.push(missingKey('root', fallback));
  return problems;
}

/** A component with the place where it is named. */
interface NamedComponent {
  readonly name: string;
  readonly span: Span;
  readonly view: YamlView;
}

interface Known {
  readonly components: ReadonlyMap<string, YamlEntry>;
  readonly executors: ReadonlySet<string>;
}

/** Only what the pipeline's root reaches is compiled. */
function referenceProblems(spec: YamlView): readonly Problem[] {
  const problems: Problem[] = [];
  const known: Known = {
    components: new Map(fieldEntries(spec, 'components').map((entry) => [entry.key, entry])),
    executors: new Set(fieldEntries(field(spec, 'deploymentSpec'), 'executors').map(({ key }) => key)),
  };
  const reserved = known.components.get('root');
  if (reserved !== undefined) problems.push({ message: message(texts.reserved), span: reserved.keySpan });
  const root = spec.entries().find(({ key }) => key === 'root');
  if (root?.value.kind !== 'map') return problems;
  const contents = new Map<string, readonly Located<string>[]>();
  const waiting: NamedComponent[] = [{ name: 'root', span: root.keySpan, view: root.value }];
  for (let component = waiting.pop(); component !== undefined; component = waiting.pop()) {
    if (contents.has(component.name)) continue;
    const parts = partsOf(component.view);
    contents.set(component.name, parts);
    problems.push(...componentProblems(component, known));
    for (const { value: name } of parts) {
      const entry = known.components.get(name);
      if (entry !== undefined && name !== 'root') waiting.push({ name, span: entry.keySpan, view: entry.value });
    }
  }
  const circle = circleIn(contents);
  if (circle !== undefined) problems.push({ message: message(texts.components), span: circle.span });
  return problems;
}

/** The components that a component's tasks refer to. */
function partsOf(component: YamlView): readonly Located<string>[] {
  return fieldEntries(field(component, 'dag'), 'tasks').flatMap(({ value }) => field(value, 'componentRef')?.get('name')?.text() ?? []);
}

function componentProblems({ name, span, view }: NamedComponent, known: Known): readonly Problem[] {
  if (view.kind !== 'map') return [];
  const label = field(view, 'executorLabel')?.text();
  if (label !== undefined && label.value !== '') {
    return known.executors.has(label.value) ? [] : [unknown(texts.executor, label, known.executors)];
  }
  const dag = field(view, 'dag');
  if (dag === undefined || dag.kind === 'null') return [{ message: message(texts.implementation, { name: shorten(name) }), span }];
  return dagProblems(dag, known);
}

function dagProblems(dag: YamlView, known: Known): readonly Problem[] {
  const tasks = fieldEntries(dag, 'tasks');
  const names = new Set(tasks.map(({ key }) => key));
  const problems: Problem[] = [];
  const graph = new Map<string, readonly Located<string>[]>();
  for (const { key, keySpan, value } of tasks) {
    const reference = field(value, 'componentRef')?.get('name')?.text();
    if (reference === undefined || reference.value === '') problems.push(missingKey('componentRef', keySpan));
    else if (!known.components.has(reference.value)) problems.push(unknown(texts.component, reference, known.components.keys()));
    const needs = taskNeeds(value);
    graph.set(key, needs);
    problems.push(...needs.filter((need) => !names.has(need.value)).map((need) => unknown(texts.task, need, names)));
  }
  problems.push(...outputTasks(dag).flatMap((task) => (names.has(task.value) ? [] : [unknown(texts.task, task, names)])));
  const circle = circleIn(graph);
  if (circle !== undefined) problems.push({ message: message(texts.tasks), span: circle.span });
  return problems;
}

/** The tasks whose outputs a graph passes on. */
function outputTasks(dag: YamlView): readonly Located<string>[] {
  const outputs = field(dag, 'outputs');
  const selectors = [
    ...fieldEntries(outputs, 'artifacts').flatMap(({ value }) => field(value, 'artifactSelectors')?.items() ?? []),
    ...fieldEntries(outputs, 'parameters').flatMap(({ value }) => [
      ...(field(value, 'valueFromParameter') === undefined ? [] : [field(value, 'valueFromParameter')]),
      ...(field(field(value, 'valueFromOneof'), 'parameterSelectors')?.items() ?? []),
    ]),
  ];
  return selectors.flatMap((selector) => field(selector, 'producerSubtask')?.text() ?? []);
}

/** A name that stands for nothing, with the one that was probably meant. */
function unknown(text: Text, name: Located<string>, names: Iterable<string>): Problem {
  const words: Message = message(text, { name: shorten(name.value) });
  const near = nearestWord(name.value, names);
  return near === undefined ? { message: words, span: name.span } : { message: words, span: name.span, suggestion: near };
}
