import type { Located, Span } from '../../model/span.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { ContainerFact, KubernetesObject } from './serving-facts.ts';

/** Whether a view has the two texts that make it a Kubernetes object. */
export function isKubernetesObject(view: YamlView): boolean {
  return isFilled(view.get('apiVersion')) && isFilled(view.get('kind'));
}

function isFilled(view: YamlView | undefined): boolean {
  return typeof view?.scalar === 'string' && view.scalar !== '';
}

/** Whether an object is of an API group, in any version: `serving.kserve.io`; '' is the core group. */
export function isOfGroup(view: YamlView, group: string): boolean {
  const version = view.get('apiVersion')?.text()?.value ?? '';
  return group === '' ? !version.includes('/') : version.startsWith(`${group}/`);
}

/** The objects of a document: the items of a list kind, else the one it is. */
export function objectsOf(root: YamlView): readonly YamlView[] {
  const items = root.get('items');
  const isList = items?.kind === 'seq' && (root.get('kind')?.text()?.value.endsWith('List') ?? false);
  return isList ? items.items().filter(isKubernetesObject) : [root];
}

/** What is common to all objects. */
export function readObject(root: YamlView): KubernetesObject {
  const spec = root.get('spec');
  const schedule = spec?.get('schedule')?.text() ?? spec?.at('schedules', 0)?.text() ?? triggerOf(spec);
  return {
    apiVersion: root.get('apiVersion')?.text()?.value ?? '',
    kind: root.get('kind')?.text() ?? { value: '', span: root.span },
    name: root.at('metadata', 'name')?.text() ?? null,
    namespace: root.at('metadata', 'namespace')?.text()?.value ?? null,
    replicas: spec?.get('replicas')?.number() ?? null,
    schedule: schedule ?? null,
    suspended: spec?.get('suspend')?.scalar === true || spec?.get('enabled')?.scalar === false,
    containers: containersIn(spec),
    root,
  };
}

/** The trigger of a ScheduledWorkflow: its cron line, or its interval as a cron line would say it. */
function triggerOf(spec: YamlView | undefined): Located<string> | undefined {
  const interval = spec?.at('trigger', 'periodicSchedule', 'intervalSecond')?.text();
  return (
    spec?.at('trigger', 'cronSchedule', 'cron')?.text() ??
    (interval === undefined ? undefined : { value: `@every ${interval.value}s`, span: interval.span })
  );
}

const deepest = 14;
const mostNodes = 20_000;

/**
 * The containers of every pod template below a node: lists called `containers` (workloads, custom resources of training operators),
 * and single ones called `container` in Argo's templates. Init containers are left out, since they serve nothing.
 */
export function containersIn(view: YamlView | undefined): readonly ContainerFact[] {
  const found: ContainerFact[] = [];
  if (view !== undefined) collect(view, found, { left: mostNodes }, 0);
  return found;
}

function collect(view: YamlView, found: ContainerFact[], budget: { left: number }, depth: number): void {
  budget.left -= 1;
  if (budget.left < 0 || depth > deepest) return;
  for (const item of view.items()) collect(item, found, budget, depth + 1);
  for (const { key, value } of view.entries()) {
    if (key === 'containers' && value.kind === 'seq') found.push(...value.items().filter(isContainer).map(readContainer));
    else if (key === 'container' && isContainer(value) && value.get('image') !== undefined) found.push(readContainer(value));
    else if (key !== 'initContainers') collect(value, found, budget, depth + 1);
  }
}

function isContainer(view: YamlView): boolean {
  return view.get('name') !== undefined || view.get('image') !== undefined;
}

/** A container with its words and the places of its settings. */
export function readContainer(view: YamlView): ContainerFact {
  return {
    name: view.get('name')?.text() ?? null,
    image: view.get('image')?.text() ?? null,
    command: [...words(view.get('command')), ...words(view.get('args'))].join(' '),
    resources: keySpan(view, 'resources'),
    readinessProbe: keySpan(view, 'readinessProbe'),
    livenessProbe: keySpan(view, 'livenessProbe'),
    span: view.span,
  };
}

function words(view: YamlView | undefined): readonly string[] {
  const single = view?.text();
  return single === undefined ? (view?.items() ?? []).flatMap((item) => item.text()?.value ?? []) : [single.value];
}

/** The place of a key that has a value; null where it is absent or empty. */
export function keySpan(view: YamlView | undefined, key: string): Span | null {
  const entry = view?.entries().find((candidate) => candidate.key === key);
  return entry === undefined || entry.value.kind === 'null' ? null : entry.keySpan;
}

/** Texts of a map such as labels, by key. */
export function textsByKey(view: YamlView | undefined): ReadonlyMap<string, Located<string>> {
  return new Map(
    (view?.entries() ?? []).flatMap((entry) => {
      const value = entry.value.text();
      return value === undefined ? [] : [[entry.key, value] as const];
    }),
  );
}
