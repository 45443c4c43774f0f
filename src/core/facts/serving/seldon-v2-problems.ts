/** What the schemas of Seldon Core v2 (`operator/apis/mlops/v1alpha1`) and its scheduler refuse; keys they do not know are pruned. */
import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { flag, integer, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { keySpan } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata, quantity, textMap, textOrNothing, wholeNumber } from './object-shapes.ts';

const texts = {
  none: { en: 'An experiment needs at least one candidate.', pl: 'Eksperyment wymaga co najmniej jednego kandydata.' },
  unknownDefault: { en: 'The default “{name}” is none of the candidates.', pl: 'Domyślny „{name}” nie jest żadnym z kandydatów.' },
  negative: { en: '“{key}” must be at least 0.', pl: '„{key}” musi wynosić co najmniej 0.' },
  percent: { en: '“{key}” must lie between 0 and 100.', pl: '„{key}” musi mieścić się między 0 a 100.' },
} satisfies Readonly<Record<string, Text>>;

const names = orNothing(listOf(text));
const flagOrNothing = orNothing(flag);

const reference = orNothing(record({ type: textOrNothing, modelRef: textOrNothing, pipelineRef: textOrNothing }, { open: true }));
const model = record(
  {
    storageUri: text,
    modelType: textOrNothing,
    artifactVersion: wholeNumber,
    schemaUri: textOrNothing,
    secretName: textOrNothing,
    requirements: names,
    memory: orNothing(quantity),
    replicas: wholeNumber,
    minReplicas: wholeNumber,
    maxReplicas: wholeNumber,
    server: textOrNothing,
    preloaded: flagOrNothing,
    dedicated: flagOrNothing,
    logger: orNothing(record({ percent: wholeNumber }, { open: true })),
    explainer: reference,
    llm: reference,
    parameters: orNothing(listOf(record({ name: text, value: text }, { open: true, required: ['name', 'value'] }))),
    dataflow: orNothing(record({ cleanTopicsOnDelete: flagOrNothing }, { open: true })),
  },
  { open: true, required: ['storageUri'] },
);

const step = record(
  {
    name: text,
    inputs: names,
    triggers: names,
    joinWindowMs: wholeNumber,
    tensorMap: textMap,
    inputsJoinType: textOrNothing,
    triggersJoinType: textOrNothing,
    batch: orNothing(record({ size: wholeNumber, windowMs: wholeNumber, rolling: flagOrNothing }, { open: true })),
  },
  { open: true, required: ['name'] },
);
const pipeline = record(
  {
    steps: listOf(step),
    input: orNothing(record({ externalInputs: names, externalTriggers: names }, { open: true })),
    output: orNothing(record({ steps: names, stepsJoin: textOrNothing, tensorMap: textMap }, { open: true })),
    allowCycles: flagOrNothing,
    maxStepRevisits: wholeNumber,
  },
  { open: true, required: ['steps'] },
);

const experiment = record(
  {
    default: textOrNothing,
    candidates: listOf(record({ name: text, weight: integer }, { open: true, required: ['name', 'weight'] })),
    mirror: orNothing(record({ name: text, percent: integer }, { open: true, required: ['name', 'percent'] })),
    resourceType: textOrNothing,
  },
  { open: true, required: ['candidates'] },
);

const specs: Readonly<Record<string, Shape>> = {
  Model: model,
  Pipeline: pipeline,
  Experiment: experiment,
  Server: record({ serverConfig: text, replicas: wholeNumber, capabilities: names, extraCapabilities: names }, { open: true }),
};

/** All problems of a resource. */
export function seldonV2Problems(root: YamlView): readonly Problem[] {
  const kind = root.get('kind')?.text()?.value ?? '';
  const spec = Object.hasOwn(specs, kind) ? specs[kind] : undefined;
  const shape = record({ metadata, ...(spec === undefined ? {} : { spec }) }, { open: true });
  return [
    ...checkShape(shape, root, rootPlace(root, kind)),
    ...objectNameProblems(root, kind),
    ...(kind === 'Experiment' ? experimentProblems(root.get('spec')) : []),
  ];
}

function experimentProblems(spec: YamlView | undefined): readonly Problem[] {
  const candidates = spec?.get('candidates');
  const place = keySpan(spec, 'candidates');
  const problems: Problem[] = [];
  if (candidates?.kind === 'seq' && candidates.items().length === 0 && place !== null && spec?.get('mirror') === undefined) {
    problems.push({ message: message(texts.none), span: place });
  }
  for (const candidate of candidates?.items() ?? []) {
    const weight = candidate.get('weight')?.number();
    if (weight !== undefined && weight.value < 0) problems.push({ message: message(texts.negative, { key: 'weight' }), span: weight.span });
  }
  const percent = spec?.at('mirror', 'percent')?.number();
  if (percent !== undefined && (percent.value < 0 || percent.value > 100)) {
    problems.push({ message: message(texts.percent, { key: 'percent' }), span: percent.span });
  }
  const chosen = spec?.get('default')?.text();
  const isKnown = (candidates?.items() ?? []).some((candidate) => candidate.get('name')?.text()?.value === chosen?.value);
  if (chosen !== undefined && chosen.value !== '' && candidates?.kind === 'seq' && !isKnown) {
    problems.push({ message: message(texts.unknownDefault, { name: chosen.value }), span: chosen.span });
  }
  return problems;
}
