/** What KServe's schema and its admission webhook (`pkg/apis/serving/v1beta1`) refuse; keys they do not know are pruned. */
import { type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, integer, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, missingKey, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { canariesOf, frameworkKeys, frameworksOf, predictorOf } from './kserve-predictor.ts';
import { keySpan } from './kubernetes-object.ts';
import { containerFields, metadata, podFields, textMap, textOrNothing, wholeNumber } from './object-shapes.ts';

const texts = {
  name: {
    en: '“{name}” is no name for an InferenceService: lower-case letters, digits and “-”, with a letter first.',
    pl: '„{name}” nie może być nazwą InferenceService: dozwolone są małe litery, cyfry i „-”, a na początku litera.',
  },
  none: {
    en: 'The {component} needs exactly one of: {keys}.',
    pl: '{component} wymaga dokładnie jednego z kluczy: {keys}.',
  },
  several: {
    en: 'The predictor has “{key}” beside “{first}”; only one may be there.',
    pl: 'Predyktor ma „{key}” obok „{first}”; może być tylko jedno.',
  },
  percent: { en: '“{key}” must lie between 0 and 100.', pl: '„{key}” musi mieścić się między 0 a 100.' },
  sum: {
    en: 'The canaries take {sum} percent of the traffic together, more than 100.',
    pl: 'Wdrożenia kanarkowe biorą razem {sum} procent ruchu, więcej niż 100.',
  },
  negative: { en: '“{key}” must be at least 0.', pl: '„{key}” musi wynosić co najmniej 0.' },
  replicas: { en: '“minReplicas” is greater than “maxReplicas”.', pl: '„minReplicas” jest większe niż „maxReplicas”.' },
  choice: { en: '“{key}” must be one of: {choices}.', pl: '„{key}” musi mieć jedną z wartości: {choices}.' },
  uris: { en: '“storageUris” cannot stand beside “storageUri”.', pl: '„storageUris” nie może stać obok „storageUri”.' },
} satisfies Readonly<Record<string, Text>>;

const storage = orNothing(
  record({ key: textOrNothing, path: textOrNothing, schemaPath: textOrNothing, parameters: textMap }, { open: true }),
);

/** A served container: its name is given by the operator. */
const framework: Readonly<Record<string, Shape>> = {
  ...containerFields,
  storageUri: textOrNothing,
  storage,
  runtimeVersion: textOrNothing,
  protocolVersion: textOrNothing,
};
const modelFormat = record({ name: text, version: textOrNothing }, { open: true, required: ['name'] });
const model = record({ ...framework, modelFormat, runtime: textOrNothing }, { open: true, required: ['modelFormat'] });

const component: Readonly<Record<string, Shape>> = {
  ...podFields,
  // The operator names a container that has no name.
  containers: orNothing(listOf(record(containerFields, { open: true }))),
  minReplicas: wholeNumber,
  maxReplicas: wholeNumber,
  scaleTarget: wholeNumber,
  scaleMetric: textOrNothing,
  containerConcurrency: wholeNumber,
  timeout: wholeNumber,
  canaryTrafficPercent: wholeNumber,
  logger: orNothing(record({ url: textOrNothing, mode: textOrNothing, metadataHeaders: orNothing(listOf(text)) }, { open: true })),
  batcher: orNothing(record({ maxBatchSize: wholeNumber, maxLatency: wholeNumber, timeout: wholeNumber }, { open: true })),
  labels: textMap,
  annotations: textMap,
  storageUris: orNothing(listOf(record({ uri: text, mountPath: textOrNothing }, { open: true, required: ['uri'] }))),
  automountServiceAccountToken: orNothing(flag),
};
const predictorKeys: Readonly<Record<string, Shape>> = {
  ...component,
  ...Object.fromEntries(frameworkKeys.map((key) => [key, orNothing(key === 'model' ? model : record(framework, { open: true }))])),
};
const predictor = record(predictorKeys, { open: true });
const canary = record(
  { predictor: record({ ...predictorKeys, name: text }, { open: true, required: ['name'] }), trafficPercent: wholeNumber },
  { open: true, required: ['predictor'] },
);
const otherComponent = orNothing(record(component, { open: true }));

const serviceShape = record(
  {
    metadata,
    spec: record(
      { predictor, transformer: otherComponent, explainer: otherComponent, canary: orNothing(listOf(canary)) },
      { open: true, required: ['predictor'] },
    ),
  },
  { open: true, required: ['spec'] },
);

/** KFServing's v1alpha2: the same parts under `default` and `canary`. */
const endpoint = record(
  { predictor: record({ ...predictorKeys, custom: orNothing(mapOf(anything)) }, { open: true }) },
  { open: true, required: ['predictor'] },
);
const oldServiceShape = record(
  {
    metadata,
    spec: record(
      { default: endpoint, canary: orNothing(endpoint), canaryTrafficPercent: orNothing(integer) },
      { open: true, required: ['default'] },
    ),
  },
  { open: true, required: ['spec'] },
);

/** All problems of an InferenceService. */
export function kserveProblems(root: YamlView): readonly Problem[] {
  const isOld = root.get('apiVersion')?.text()?.value.endsWith('/v1alpha2') ?? false;
  const place = rootPlace(root, 'InferenceService');
  return [
    ...checkShape(isOld ? oldServiceShape : serviceShape, root, place),
    ...nameProblems(root, place.span),
    ...(isOld ? [] : serviceProblems(root)),
    ...percentProblem(root.at('spec', 'canaryTrafficPercent')?.number(), 'canaryTrafficPercent'),
    ...canaryProblems(root),
  ];
}

function nameProblems(root: YamlView, fallback: Span): readonly Problem[] {
  const name = root.at('metadata', 'name')?.text();
  if (name === undefined) {
    const isGenerated = root.at('metadata', 'generateName')?.text() !== undefined;
    return isGenerated ? [] : [missingKey('name', keySpan(root, 'metadata') ?? fallback)];
  }
  if (/[{$]/.test(name.value) || /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(name.value)) return [];
  return [{ message: message(texts.name, { name: name.value }), span: name.span }];
}

function serviceProblems(root: YamlView): readonly Problem[] {
  const spec = root.get('spec');
  const service = predictorOf(root);
  const problems: Problem[] = [];
  if (service?.kind === 'map')
    problems.push(...oneFramework(service, keySpan(spec, 'predictor') ?? service.span), ...storageProblems(service));
  const alternatives: readonly (readonly [string, readonly string[]])[] = [
    ['explainer', ['art', 'alibi', 'aix']],
    ['transformer', []],
  ];
  for (const [key, kinds] of alternatives) {
    const part = spec?.get(key);
    if (part?.kind !== 'map') continue;
    const isServed = [...kinds, 'containers'].some((kind) => part.get(kind) !== undefined && !isEmptyList(part.get(kind)));
    if (!isServed)
      problems.push({
        message: message(texts.none, { component: key, keys: [...kinds.slice(0, 1), 'containers'].join(', ') }),
        span: keySpan(spec, key) ?? part.span,
      });
  }
  for (const key of ['predictor', 'transformer', 'explainer']) problems.push(...componentProblems(spec?.get(key)));
  return problems;
}

function isEmptyList(view: YamlView | undefined): boolean {
  return view?.kind === 'seq' && view.items().length === 0;
}

/** A container counts beside a framework only under KServe's own name; otherwise it is a helper. */
function oneFramework(service: YamlView, place: Span): readonly Problem[] {
  const [first, second] = frameworksOf(service);
  if (first !== undefined && second !== undefined) {
    return [{ message: message(texts.several, { key: second.key, first: first.key }), span: second.keySpan }];
  }
  const containers = service.get('containers')?.items() ?? [];
  const served = containers.find((container) => container.get('name')?.scalar === 'kserve-container');
  if (first !== undefined && served !== undefined) {
    return [{ message: message(texts.several, { key: 'containers', first: first.key }), span: keySpan(service, 'containers') ?? place }];
  }
  if (first !== undefined || containers.length > 0) return [];
  return [{ message: message(texts.none, { component: 'predictor', keys: [...frameworkKeys, 'containers'].join(', ') }), span: place }];
}

function storageProblems(service: YamlView): readonly Problem[] {
  const uris = keySpan(service, 'storageUris');
  if (uris === null || frameworksOf(service).every((entry) => keySpan(entry.value, 'storageUri') === null)) return [];
  return [{ message: message(texts.uris), span: uris }];
}

const metrics = ['cpu', 'memory', 'concurrency', 'rps'];
const loggerModes = ['all', 'request', 'response'];

function componentProblems(part: YamlView | undefined): readonly Problem[] {
  if (part === undefined) return [];
  const problems: Problem[] = [...percentProblem(part.get('canaryTrafficPercent')?.number(), 'canaryTrafficPercent')];
  for (const key of ['minReplicas', 'maxReplicas', 'containerConcurrency']) {
    const value = part.get(key)?.number();
    if (value !== undefined && value.value < 0) problems.push({ message: message(texts.negative, { key }), span: value.span });
  }
  const [least, most] = [part.get('minReplicas')?.number(), part.get('maxReplicas')?.number()];
  if (least !== undefined && most !== undefined && most.value > 0 && least.value > most.value) {
    problems.push({ message: message(texts.replicas), span: least.span });
  }
  problems.push(...choiceProblem(part.get('scaleMetric')?.string(), 'scaleMetric', metrics));
  problems.push(...choiceProblem(part.at('logger', 'mode')?.string(), 'mode', loggerModes));
  return problems;
}

function choiceProblem(value: Located<string> | undefined, key: string, choices: readonly string[]): readonly Problem[] {
  if (value === undefined || choices.includes(value.value)) return [];
  return [{ message: message(texts.choice, { key, choices: choices.join(', ') }), span: value.span }];
}

function percentProblem(percent: Located<number> | undefined, key: string): readonly Problem[] {
  if (percent === undefined || (percent.value >= 0 && percent.value <= 100)) return [];
  return [{ message: message(texts.percent, { key }), span: percent.span }];
}

function canaryProblems(root: YamlView): readonly Problem[] {
  const shares = canariesOf(root).flatMap((entry) => entry.get('trafficPercent')?.number() ?? []);
  const wrong = shares.flatMap((share) => percentProblem(share, 'trafficPercent'));
  const sum = shares.reduce((total, share) => total + share.value, 0);
  const last = shares.at(-1);
  if (wrong.length > 0 || sum <= 100 || last === undefined) return wrong;
  return [{ message: message(texts.sum, { sum }), span: last.span }];
}
