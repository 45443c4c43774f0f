/** What Argo's validation (`workflow/validate`) and the types of its Workflow refuse in what Kubeflow Pipelines 1 compiled. */
import { type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { keySpan } from '../serving/kubernetes-object.ts';
import { objectNameProblems } from '../serving/object-name.ts';
import { containerFields, metadata, podFields, textMap, textOrNothing, wholeNumber } from '../serving/object-shapes.ts';
import { listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { flag, scalarText, text } from '../yaml/scalar-shapes.ts';
import { checkShape, missingKey, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { circleIn } from './step-graph.ts';

const texts = {
  template: { en: 'There is no template “{name}”.', pl: 'Nie ma szablonu „{name}”.' },
  task: { en: 'There is no task “{name}” beside this one.', pl: 'Obok tego zadania nie ma zadania „{name}”.' },
  circle: { en: 'Tasks wait for each other in a circle.', pl: 'Zadania czekają na siebie nawzajem w kółko.' },
  twice: { en: 'The name “{name}” is given twice.', pl: 'Nazwa „{name}” jest nadana dwa razy.' },
  kinds: {
    en: 'The template “{name}” needs exactly one of: container, script, dag, steps, resource, suspend.',
    pl: 'Szablon „{name}” wymaga dokładnie jednego z kluczy: container, script, dag, steps, resource, suspend.',
  },
} satisfies Readonly<Record<string, Text>>;

const open = { open: true } as const;
const named = { open: true, required: ['name'] } as const;
const argumentList = orNothing(
  record(
    {
      parameters: orNothing(listOf(record({ name: text, value: orNothing(scalarText) }, named))),
      artifacts: orNothing(listOf(record({ name: text, path: textOrNothing, from: textOrNothing }, named))),
    },
    open,
  ),
);
const step = {
  name: text,
  template: textOrNothing,
  when: textOrNothing,
  arguments: argumentList,
  dependencies: orNothing(listOf(text)),
  depends: textOrNothing,
};
const template = record(
  {
    name: text,
    inputs: argumentList,
    outputs: argumentList,
    metadata: orNothing(record({ labels: textMap, annotations: textMap }, open)),
    container: orNothing(record(containerFields, open)),
    script: orNothing(record({ ...containerFields, source: textOrNothing }, open)),
    dag: orNothing(record({ tasks: orNothing(listOf(record(step, named))) }, open)),
    steps: orNothing(listOf(listOf(record(step, open)))),
    initContainers: podFields['initContainers'] ?? orNothing(text),
    nodeSelector: textMap,
    volumes: orNothing(listOf(record({ name: textOrNothing }, open))),
    parallelism: wholeNumber,
  },
  named,
);
const workflow = record(
  {
    metadata,
    spec: record(
      {
        entrypoint: textOrNothing,
        onExit: textOrNothing,
        arguments: argumentList,
        templates: orNothing(listOf(template)),
        serviceAccountName: textOrNothing,
        parallelism: wholeNumber,
        suspend: orNothing(flag),
        nodeSelector: textMap,
      },
      open,
    ),
  },
  { open: true, required: ['spec'] },
);

/** All problems of a compiled workflow. */
export function workflowProblems(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, 'Workflow');
  const spec = root.get('spec');
  return [
    ...checkShape(workflow, root, place),
    ...objectNameProblems(root, 'Workflow'),
    ...(spec?.kind === 'map' ? specProblems(spec, keySpan(root, 'spec') ?? place.span) : []),
  ];
}

function specProblems(spec: YamlView, place: Span): readonly Problem[] {
  // What another object holds cannot be judged here.
  if (spec.get('workflowTemplateRef') !== undefined) return [];
  const templates = spec.get('templates')?.items() ?? [];
  const names = new Set(templates.flatMap((item) => item.get('name')?.text()?.value ?? []));
  const entry = spec.get('entrypoint')?.text();
  return [
    ...(entry === undefined || entry.value === ''
      ? [missingKey('entrypoint', entry?.span ?? place)]
      : unknown(texts.template, entry, names)),
    ...unknown(texts.template, spec.get('onExit')?.text(), names),
    ...doubled(templates),
    ...templates.flatMap((item) => templateProblems(item, names)),
  ];
}

/** A name that stands for nothing; what Argo fills in later cannot be judged. */
function unknown(words: Text, name: Located<string> | undefined, names: ReadonlySet<string>): readonly Problem[] {
  if (name === undefined || name.value === '' || names.has(name.value) || name.value.includes('{{')) return [];
  const problem = { message: message(words, { name: shorten(name.value) }), span: name.span };
  const near = nearestWord(name.value, names);
  return [near === undefined ? problem : { ...problem, suggestion: near }];
}

function doubled(items: readonly YamlView[]): readonly Problem[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const name = item.get('name')?.text();
    if (name === undefined || !seen.has(name.value)) {
      if (name !== undefined) seen.add(name.value);
      return [];
    }
    return [{ message: message(texts.twice, { name: shorten(name.value) }), span: name.span }];
  });
}

/** What a template may be; the last two stood in older releases. */
const kinds = [
  'container',
  'containerSet',
  'script',
  'dag',
  'steps',
  'resource',
  'suspend',
  'data',
  'http',
  'plugin',
  'template',
  'templateRef',
];

function templateProblems(item: YamlView, names: ReadonlySet<string>): readonly Problem[] {
  if (item.kind !== 'map') return [];
  const name = item.get('name')?.text();
  const count = item.entries().filter(({ key, value }) => kinds.includes(key) && value.kind !== 'null').length;
  const problems: Problem[] = [];
  if (count !== 1) {
    const span = name?.span ?? rootPlace(item, '').span;
    problems.push({ message: message(texts.kinds, { name: shorten(name?.value ?? '') }), span });
  }
  const tasks = item.at('dag', 'tasks')?.items() ?? [];
  const steps = (item.get('steps')?.items() ?? []).flatMap((group) => group.items());
  for (const part of [...tasks, ...steps]) problems.push(...unknown(texts.template, part.get('template')?.text(), names));
  return [...problems, ...doubled(tasks), ...taskProblems(tasks)];
}

function taskProblems(tasks: readonly YamlView[]): readonly Problem[] {
  const needs = tasks.map((task) => (task.get('dependencies')?.items() ?? []).flatMap((item) => item.text() ?? []));
  const graph = new Map(tasks.map((task, index) => [task.get('name')?.text()?.value ?? '', needs[index] ?? []]));
  const names = new Set(graph.keys());
  const circle = circleIn(graph);
  return [
    ...needs.flat().flatMap((need) => unknown(texts.task, need, names)),
    ...(circle === undefined ? [] : [{ message: message(texts.circle), span: circle.span }]),
  ];
}
