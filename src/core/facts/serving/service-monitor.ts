import { type Text, message } from '../../l10n/message.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { isPrometheusDuration } from '../monitoring/prometheus-duration.ts';
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, integer, text } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import { isForeignTemplate } from './foreign-template.ts';
import { isOfGroup, readObject } from './kubernetes-object.ts';
import { objectNameProblems } from './object-name.ts';
import { metadata } from './object-shapes.ts';
import type { ServiceMonitorFacts } from './rollout-facts.ts';

const texts = {
  duration: { en: '“{key}” must be a duration such as 30s.', pl: '„{key}” musi być czasem trwania, na przykład 30s.' },
} satisfies Record<string, Text>;

const mostEndpoints = 1000;
const word = orNothing(text);
const block = orNothing(mapOf(anything));

const endpoints = listOf(
  record(
    {
      port: word,
      targetPort: orNothing(eitherOf(integer, text)),
      path: word,
      scheme: word,
      interval: word,
      scrapeTimeout: word,
      honorLabels: orNothing(flag),
      params: block,
      relabelings: orNothing(listOf(block)),
      metricRelabelings: orNothing(listOf(block)),
    },
    { open: true },
  ),
);
const selector = record({ matchLabels: orNothing(mapOf(word)), matchExpressions: orNothing(listOf(block)) }, { open: true });
const common: Readonly<Record<string, Shape>> = {
  selector,
  namespaceSelector: orNothing(record({ any: orNothing(flag), matchNames: orNothing(listOf(text)) }, { open: true })),
};

/** By kind; the API server holds both to the operator's definitions, which ask for these fields. */
const shapes: Readonly<Record<ServiceMonitorFacts['kind'], Shape>> = {
  ServiceMonitor: object(record({ ...common, endpoints }, { open: true, required: ['endpoints', 'selector'] })),
  PodMonitor: object(record({ ...common, podMetricsEndpoints: orNothing(endpoints) }, { open: true, required: ['selector'] })),
};

function object(spec: Shape): Shape {
  return record({ metadata, spec }, { open: true, required: ['spec'] });
}

/** What the Prometheus operator makes jobs of. */
export const serviceMonitor: YamlFormat<'service-monitor', ServiceMonitorFacts> = {
  kind: 'yaml',
  id: 'service-monitor',
  recognise: (root, _path, source) =>
    /^(?:Service|Pod)Monitor$/.test(root.get('kind')?.text()?.value ?? '') &&
    isOfGroup(root, 'monitoring.coreos.com') &&
    !isForeignTemplate(source),
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: ({ kind, name, endpoints: found, selector: labels }) => ({
    kind,
    name: name?.value ?? null,
    endpoints: found.map((endpoint) => ({ ...endpoint })),
    selector: [...labels],
  }),
};

function kindOf(root: YamlView): ServiceMonitorFacts['kind'] {
  return root.get('kind')?.scalar === 'PodMonitor' ? 'PodMonitor' : 'ServiceMonitor';
}

function endpointsOf(root: YamlView): readonly YamlView[] {
  const key = kindOf(root) === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
  return (root.at('spec', key)?.items() ?? []).slice(0, mostEndpoints);
}

function readFacts(root: YamlView): ServiceMonitorFacts {
  return {
    kind: kindOf(root),
    name: root.at('metadata', 'name')?.text() ?? null,
    endpoints: endpointsOf(root).map((endpoint) => ({
      port: (endpoint.get('port') ?? endpoint.get('targetPort'))?.text()?.value ?? null,
      path: endpoint.get('path')?.text()?.value ?? '/metrics',
      interval: endpoint.get('interval')?.text()?.value ?? null,
    })),
    selector: (root.at('spec', 'selector', 'matchLabels')?.entries() ?? []).map(({ key, value }) => `${key}=${value.text()?.value ?? ''}`),
    object: readObject(root),
  };
}

function problemsOf(root: YamlView): readonly Problem[] {
  const kind = kindOf(root);
  const durations = endpointsOf(root).flatMap((endpoint) =>
    ['interval', 'scrapeTimeout'].flatMap((key): readonly Problem[] => {
      const written = endpoint.get(key)?.text();
      if (written === undefined || isPrometheusDuration(written.value) || /[{$]/.test(written.value)) return [];
      return [{ message: message(texts.duration, { key }), span: written.span }];
    }),
  );
  return [...checkShape(shapes[kind], root, rootPlace(root, kind)), ...objectNameProblems(root, kind), ...durations].slice(0, 200);
}
