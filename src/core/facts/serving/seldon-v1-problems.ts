/** What Seldon's schema and its admission webhook (`operator/apis/machinelearning.seldon.io/v1`) refuse; keys they do not know are pruned. */
import { type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { listOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { keySpan } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata, podFields, resources, textMap, textOrNothing, variables, wholeNumber } from './object-shapes.ts';
import { predictorsOf, unitViews } from './seldon-graph.ts';

const texts = {
  none: { en: 'There must be at least one predictor.', pl: 'Musi być co najmniej jeden predyktor.' },
  doubled: { en: 'Another predictor is called “{name}” too.', pl: 'Inny predyktor też nazywa się „{name}”.' },
  shadows: { en: 'Only one predictor may be a shadow.', pl: 'Tylko jeden predyktor może być w trybie cienia.' },
  onlyShadow: { en: 'A shadow cannot be the only predictor.', pl: 'Predyktor w trybie cienia nie może być jedyny.' },
  share: { en: '“{key}” must lie between 0 and 100.', pl: '„{key}” musi mieścić się między 0 a 100.' },
  sum: {
    en: 'The traffic of all predictors adds up to {sum}, not 100.',
    pl: 'Ruch wszystkich predyktorów sumuje się do {sum}, a nie do 100.',
  },
  single: { en: 'The only predictor must take 100 percent of the traffic.', pl: 'Jedyny predyktor musi brać 100 procent ruchu.' },
  container: {
    en: '“{name}” has no “implementation”, and no container of “componentSpecs” has its name.',
    pl: '„{name}” nie ma „implementation”, a żaden kontener z „componentSpecs” nie ma tej nazwy.',
  },
  uri: { en: '{implementation} needs a “modelUri”.', pl: '{implementation} wymaga „modelUri”.' },
  choice: { en: '“{key}” must be one of: {choices}.', pl: '„{key}” musi mieć jedną z wartości: {choices}.' },
} satisfies Readonly<Record<string, Text>>;

/** Graphs are records in records; more levels than this are only checked as far as that. */
const deepestGraph = 12;

const endpoint = orNothing(
  record({ type: textOrNothing, httpPort: wholeNumber, grpcPort: wholeNumber, service_port: wholeNumber }, { open: true }),
);
const parameter = record({ name: text, value: text, type: text }, { open: true, required: ['name', 'type', 'value'] });

function unit(depth: number): Shape {
  return record(
    {
      name: text,
      type: textOrNothing,
      implementation: textOrNothing,
      modelUri: textOrNothing,
      serviceAccountName: textOrNothing,
      envSecretRefName: textOrNothing,
      endpoint,
      parameters: orNothing(listOf(parameter)),
      methods: orNothing(listOf(text)),
      logger: orNothing(record({ url: textOrNothing, mode: textOrNothing }, { open: true })),
      children: orNothing(listOf(depth > 0 ? unit(depth - 1) : anything)),
    },
    { open: true, required: ['name'] },
  );
}

const component = record(
  {
    metadata,
    spec: orNothing(record(podFields, { open: true })),
    replicas: wholeNumber,
    hpaSpec: orNothing(record({ minReplicas: wholeNumber, maxReplicas: wholeNumber }, { open: true, required: ['maxReplicas'] })),
  },
  { open: true },
);

const predictor = record(
  {
    name: text,
    graph: unit(deepestGraph),
    componentSpecs: orNothing(listOf(component)),
    replicas: wholeNumber,
    annotations: textMap,
    labels: textMap,
    engineResources: resources,
    svcOrchSpec: orNothing(record({ resources, env: variables, replicas: wholeNumber }, { open: true })),
    traffic: wholeNumber,
    shadow: orNothing(flag),
    explainer: orNothing(
      record({ type: textOrNothing, modelUri: textOrNothing, replicas: wholeNumber, config: textMap, endpoint }, { open: true }),
    ),
    progressDeadlineSeconds: wholeNumber,
  },
  { open: true, required: ['name', 'graph'] },
);

const deployment = record(
  {
    metadata,
    spec: record(
      {
        name: textOrNothing,
        predictors: listOf(predictor),
        protocol: textOrNothing,
        transport: textOrNothing,
        serverType: textOrNothing,
        replicas: wholeNumber,
        annotations: textMap,
      },
      { open: true, required: ['predictors'] },
    ),
  },
  { open: true, required: ['spec'] },
);

/** All problems of a SeldonDeployment. */
export function seldonV1Problems(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, 'SeldonDeployment');
  const spec = root.get('spec');
  const predictors = predictorsOf(root);
  const list = keySpan(spec, 'predictors') ?? place.span;
  return [
    ...checkShape(deployment, root, place),
    ...objectNameProblems(root, 'SeldonDeployment'),
    ...choiceProblem(spec, 'protocol', ['seldon', 'tensorflow', 'v2', 'kfserving']),
    ...choiceProblem(spec, 'transport', ['rest', 'grpc']),
    ...choiceProblem(spec, 'serverType', ['rpc', 'kafka']),
    ...(spec?.get('predictors')?.kind === 'seq' && predictors.length === 0 ? [{ message: message(texts.none), span: list }] : []),
    ...doubledNames(predictors),
    ...predictors.flatMap(unitProblems),
    ...shadowProblems(predictors),
    ...trafficProblems(root, predictors, list),
  ];
}

function choiceProblem(spec: YamlView | undefined, key: string, choices: readonly string[]): readonly Problem[] {
  const value = spec?.get(key)?.string();
  if (value === undefined || value.value === '' || isFilledLater(value.value) || choices.includes(value.value)) return [];
  return [{ message: message(texts.choice, { key, choices: choices.join(', ') }), span: value.span }];
}

/** A value that another tool puts in before the cluster sees it. */
function isFilledLater(value: string): boolean {
  return /\$\{|\{\{/.test(value);
}

function doubledNames(predictors: readonly YamlView[]): readonly Problem[] {
  const seen = new Set<string>();
  return predictors.flatMap((view) => {
    const name = view.get('name')?.text();
    if (name === undefined) return [];
    const isDoubled = seen.has(name.value);
    seen.add(name.value);
    return isDoubled ? [{ message: message(texts.doubled, { name: name.value }), span: name.span }] : [];
  });
}

/** Servers that come with Seldon; others are known to its configuration only. Hugging Face's loads from the hub without a place. */
const needsUri = /^(?:SKLEARN|XGBOOST|TENSORFLOW|MLFLOW|TRITON)_SERVER$/;

function unitProblems(view: YamlView): readonly Problem[] {
  const specs = [...(view.get('componentSpecs')?.items() ?? []), ...[view.get('componentSpec')].flatMap((found) => found ?? [])];
  const containers = new Set(
    specs.flatMap((spec) => spec.at('spec', 'containers')?.items() ?? []).map((container) => container.get('name')?.text()?.value),
  );
  return unitViews(view).flatMap((node): readonly Problem[] => {
    const name = node.get('name')?.text();
    const implementation = node.get('implementation')?.text();
    if (name === undefined || isFilledLater(name.value)) return [];
    if (implementation === undefined || implementation.value === 'UNKNOWN_IMPLEMENTATION') {
      return containers.has(name.value) ? [] : [{ message: message(texts.container, { name: name.value }), span: name.span }];
    }
    if (!needsUri.test(implementation.value) || (node.get('modelUri')?.text()?.value ?? '') !== '') return [];
    return [{ message: message(texts.uri, { implementation: implementation.value }), span: implementation.span }];
  });
}

function isShadow(view: YamlView): boolean {
  return view.get('shadow')?.scalar === true;
}

function shadowProblems(predictors: readonly YamlView[]): readonly Problem[] {
  const shadows = predictors.filter(isShadow);
  const places = shadows.flatMap((view) => view.get('shadow')?.span ?? []);
  const [first] = places;
  const problems: Problem[] = places.slice(1).map((span) => ({ message: message(texts.shadows), span }));
  if (first !== undefined && predictors.length === 1) problems.push({ message: message(texts.onlyShadow), span: first });
  for (const view of shadows) {
    const traffic = view.get('traffic')?.number();
    if (traffic !== undefined && (traffic.value < 0 || traffic.value > 100)) {
      problems.push({ message: message(texts.share, { key: 'traffic' }), span: traffic.span });
    }
  }
  return problems;
}

/** The webhook adds up the predictors that answer; a single one may leave its traffic out. */
function trafficProblems(root: YamlView, predictors: readonly YamlView[], list: Span): readonly Problem[] {
  const answering = predictors.filter((view) => !isShadow(view));
  const weights = answering.flatMap((view) => view.get('traffic')?.number() ?? []);
  // A weight of another kind is a problem of its own.
  if (answering.some((view) => view.get('traffic') !== undefined && view.get('traffic')?.kind !== 'null' && !isWhole(view.get('traffic'))))
    return [];
  const sum = weights.reduce((total, { value }) => total + value, 0);
  const last = weights.at(-1)?.span ?? list;
  if (answering.length > 1 && sum !== 100) {
    // Before weights there were replicas, which split the traffic of v1alpha2.
    if (weights.length === 0 && root.get('apiVersion')?.text()?.value.endsWith('/v1alpha2') === true) return [];
    const problem = { message: message(texts.sum, { sum }), span: last };
    return [weights.length === answering.length ? { ...problem, kind: 'traffic' } : problem];
  }
  return predictors.length === 1 && sum > 0 && sum < 100 ? [{ message: message(texts.single), span: last }] : [];
}

function isWhole(view: YamlView | undefined): boolean {
  return Number.isInteger(view?.scalar);
}
