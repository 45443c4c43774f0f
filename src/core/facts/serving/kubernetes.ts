import { type Text, message } from '../../l10n/message.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { scheduledWorkflowProblems } from '../kubeflow/scheduled-workflow.ts';
import { orNothing, record } from '../yaml/compound-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isKubernetesObject, isOfGroup, objectsOf, readObject } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata, specShapes, textMap } from './object-shapes.ts';
import type { KubernetesFacts } from './serving-facts.ts';

const texts = {
  replicas: { en: '“{key}” must be at least 0.', pl: '„{key}” musi wynosić co najmniej 0.' },
  selector: {
    en: 'The selector asks for {label}: {value}, but the pod template has another label.',
    pl: 'Selektor wymaga {label}: {value}, ale szablon poda ma inną etykietę.',
  },
  schedule: {
    en: '“{schedule}” is no cron schedule: five fields, or a name such as @daily.',
    pl: '„{schedule}” nie jest harmonogramem cron: potrzeba pięciu pól albo nazwy, na przykład @daily.',
  },
} satisfies Readonly<Record<string, Text>>;

/** Groups that ship with Kubernetes, whose kinds are held to what the API server says of them. */
const ownGroups = ['', 'apps', 'batch', 'autoscaling', 'networking.k8s.io', 'policy'];
/** Kinds whose names follow DNS, beside those with a shape. */
const namedKinds = new Set([
  ...Object.keys(specShapes),
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'Namespace',
  'Ingress',
]);

const plainObject: Shape = record({ metadata }, { open: true });
const dataObject: Shape = record({ metadata, data: textMap, stringData: textMap }, { open: true });

/** Any object of any kind, by its `apiVersion` and `kind`; formats of special kinds are asked before it. */
export const kubernetes: YamlFormat<'kubernetes', KubernetesFacts> = {
  kind: 'yaml',
  id: 'kubernetes',
  recognise: (root, _path, source) => isKubernetesObject(root) && !isForeignTemplate(source),
  read: (root) => {
    const objects = objectsOf(root);
    return { facts: { objects: objects.map(readObject) }, problems: objects.flatMap(objectProblems) };
  },
  inspect: (facts) => ({ objects: facts.objects.map((object) => ({ kind: object.kind.value, name: object.name?.value ?? null })) }),
};

function objectProblems(object: YamlView): readonly Problem[] {
  const kind = object.get('kind')?.text()?.value ?? '';
  const place = rootPlace(object, kind);
  if (kind === 'ScheduledWorkflow' && isOfGroup(object, 'kubeflow.org')) return scheduledWorkflowProblems(object);
  if (!ownGroups.some((group) => isOfGroup(object, group))) return checkShape(plainObject, object, place);
  const spec = Object.hasOwn(specShapes, kind) ? specShapes[kind] : undefined;
  const shape =
    spec === undefined
      ? kind === 'ConfigMap' || kind === 'Secret'
        ? dataObject
        : plainObject
      : record({ metadata, spec: orNothing(spec) }, { open: true });
  return [
    ...checkShape(shape, object, place),
    ...(namedKinds.has(kind) ? objectNameProblems(object, kind) : []),
    ...specProblems(object, kind),
  ];
}

function specProblems(object: YamlView, kind: string): readonly Problem[] {
  const spec = object.get('spec');
  const problems: Problem[] = [];
  const replicas = spec?.get('replicas')?.number();
  if (replicas !== undefined && replicas.value < 0)
    problems.push({ message: message(texts.replicas, { key: 'replicas' }), span: replicas.span });
  if (kind !== 'Job') problems.push(...selectorProblems(spec));
  const schedule = kind === 'CronJob' ? spec?.get('schedule')?.text() : undefined;
  if (schedule !== undefined && !isCron(schedule.value)) {
    problems.push({ message: message(texts.schedule, { schedule: schedule.value }), span: schedule.span });
  }
  return problems;
}

/** A workload's selector must find its own pods. A label that the template does not name may come from a patch or an overlay. */
function selectorProblems(spec: YamlView | undefined): readonly Problem[] {
  const labels = spec?.at('template', 'metadata', 'labels');
  return (spec?.at('selector', 'matchLabels')?.entries() ?? []).flatMap(({ key, value }) => {
    const [wanted, given] = [value.text(), labels?.get(key)?.text()];
    if (wanted === undefined || given === undefined || wanted.value === given.value) return [];
    return [{ message: message(texts.selector, { label: key, value: wanted.value }), span: wanted.span }];
  });
}

/** The number of fields alone; ranges differ between the releases' parsers. */
function isCron(schedule: string): boolean {
  if (schedule.includes('{{') || schedule.includes('${')) return true;
  const fields = schedule.replace(/^(?:CRON_)?TZ=\S+\s+/, '').trim();
  return /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)$/.test(fields) || fields.split(/\s+/).length === 5;
}
