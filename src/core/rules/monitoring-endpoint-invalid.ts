import { type FixOffer, type RuleContext, defineRule } from '../engine/define-rule.ts';
import { nearestWord } from '../facts/nearest-word.ts';
import { redactUrl } from '../facts/redact-url.ts';
import type { YamlEntry, YamlView } from '../facts/yaml/yaml-view.ts';
import type { Text } from '../l10n/message.ts';
import type { Located } from '../model/span.ts';
import type { SourceText } from '../model/source-text.ts';
import { trackingAddress } from '../project/tracking-address.ts';
import { inQuotesOf, yamlScalar } from './edits/yaml-entry.ts';
import { deployedObjects } from './knowledge/workloads.ts';

const texts = {
  address: {
    en: '{url} is no http or https address that could be asked.',
    pl: '{url} nie jest adresem http ani https, który można odpytać.',
  },
  nothing: {
    en: 'The source {name} says no {keys}: there is nothing to ask.',
    pl: 'Źródło {name} nie podaje {keys}: nie ma czego odpytać.',
  },
  unknown: { en: 'No entry of `sources` is called {name}.', pl: 'Żaden wpis w `sources` nie nazywa się {name}.' },
  port: {
    en: '{service} has no port called {port}: Prometheus scrapes nothing here.',
    pl: '{service} nie ma portu o nazwie {port}: Prometheus niczego stąd nie pobiera.',
  },
  scheme: { en: 'Write http:// before it', pl: 'Dopisz przed nim http://' },
  rename: { en: 'Change to {name}', pl: 'Zmień na {name}' },
} satisfies Record<string, Text>;

type Id = keyof typeof texts;

const manifest = (url: string): string => `version: 1\nsources:\n  live: { type: prometheus, url: "${url}" }\n`;

/** Monitoring that is set up and can never answer. */
export const monitoringEndpointInvalid = defineRule({
  id: 'monitoring-endpoint-invalid',
  title: { en: 'Monitoring endpoints can be asked', pl: 'Punkty końcowe monitorowania można odpytać' },
  severity: 'info',
  fix: 'suggested',
  why: {
    en: 'A chart, a gate or a scrape whose endpoint cannot answer shows no error: it shows nothing, which looks like calm.',
    pl: 'Wykres, bramka lub pobieranie metryk z punktu końcowego, który nie może odpowiedzieć, nie pokazuje błędu: nie pokazuje niczego, co wygląda jak spokój.',
  },
  remedy: {
    en: 'Write addresses as http(s)://HOST:PORT under `sources`, use those names in charts and gates, and let a ServiceMonitor name a port of its Service.',
    pl: 'Zapisuj w `sources` adresy w postaci http(s)://HOST:PORT, używaj tych nazw w wykresach i bramkach, a w ServiceMonitor wskaż port usługi.',
  },
  checks: ['online-monitoring', 'drift-monitoring'],
  texts,
  examples: { bad: { 'airworthy.yaml': manifest('prometheus:9090') }, good: { 'airworthy.yaml': manifest('http://prometheus:9090') } },
  check(context) {
    const { project } = context;
    const document = project.manifestDocument;
    if (document !== null) {
      const sources = document.facts.root.get('sources')?.entries() ?? [];
      for (const source of sources) reportSource(context, document.source, source);
      reportNames(
        context,
        document.source,
        document.facts.root,
        sources.map(({ key }) => key),
      );
    }
    reportMonitors(context);
  },
});

/** What a source of each type must say at least one of. MLflow's address may also come from the environment. */
const needed: Readonly<Record<string, readonly string[]>> = {
  prometheus: ['url'],
  alertmanager: ['url'],
  files: ['reference', 'current'],
  reports: ['path'],
};

const httpAddress = /^\s*https?:\/\/(?:[^/?#\s]*@)?(?:\[[\da-f:.]+\]|[^/?#\s@:[\]<>{}$]+)(?::(?<port>\d+))?(?:[/?#]\S*)?\s*$/i;

function reportSource({ report }: RuleContext<Id>, source: SourceText, { key, keySpan, value }: YamlEntry): void {
  const type = value.get('type')?.text()?.value ?? '';
  const { path } = source;
  const keys = needed[type];
  if (keys !== undefined && keys.every((name) => value.get(name) === undefined)) {
    report({ path, span: keySpan, messageId: 'nothing', args: { name: key, keys: keys.join(', ') }, identity: `source/${key}` });
  }
  const url = value.get('url')?.string();
  if (url === undefined || !/^(?:prometheus|alertmanager|mlflow)$/.test(type)) return;
  if (isHttp(url.value) || (type === 'mlflow' && trackingAddress(url.value).kind === 'server')) return;
  const shown = redactUrl(url.value).replace(/^.*@/s, '').slice(0, 200);
  report({ path, span: url.span, messageId: 'address', args: { url: shown }, identity: `url/${key}`, ...schemeFix(source, url) });
}

function isHttp(url: string): boolean {
  const found = httpAddress.exec(url);
  return found !== null && Number(found.groups?.['port'] ?? 80) <= 65_535;
}

/** `host:port` lacks its scheme only; inside a cluster that is nearly always http. */
function schemeFix(source: SourceText, { value, span }: Located<string>): { readonly fix?: FixOffer<Id> } {
  const isBare = /^(?:localhost|[\w.-]+:\d+)(?:[/?#]|$)/i.test(value) && isHttp(`http://${value}`);
  if (!isBare) return {};
  const { start } = inQuotesOf(source, span);
  return { fix: { titleId: 'scheme', edits: [{ kind: 'replace', path: source.path, span: { start, end: start }, text: 'http://' }] } };
}

/** Charts and gates that name a source which is not there. */
function reportNames({ report }: RuleContext<Id>, { path }: SourceText, root: YamlView, names: readonly string[]): void {
  const named = ['drift', 'charts'].flatMap((key) => (root.get(key)?.items() ?? []).flatMap((item) => item.get('source')?.string() ?? []));
  const models = root.get('models')?.items() ?? [];
  const registries = models.flatMap((model) => model.at('mlflow', 'source')?.string() ?? []);
  for (const { value, span } of [...named, ...registries]) {
    if (names.includes(value)) continue;
    const near = nearestWord(value, names);
    const fix: FixOffer<Id> | undefined =
      near === undefined
        ? undefined
        : { titleId: 'rename', args: { name: near }, edits: [{ kind: 'replace', path, span, text: yamlScalar(near) }] };
    report({ path, span, messageId: 'unknown', args: { name: value }, identity: `name/${value}`, ...(fix && { fix }) });
  }
  for (const from of models.flatMap((model) => (model.get('gates')?.items() ?? []).flatMap((gate) => gate.get('from')?.string() ?? []))) {
    const name = /^(?:prometheus|mlflow):([^#]+)/.exec(from.value)?.[1];
    if (name !== undefined && !names.includes(name))
      report({ path, span: from.span, messageId: 'unknown', args: { name }, identity: `gate/${name}` });
  }
}

/**
 * ServiceMonitors whose endpoints name a port that none of their Services has. Only where the Services stand here: all labels must agree.
 */
function reportMonitors({ project, report }: RuleContext<Id>): void {
  const objects = deployedObjects(project);
  const services = objects.filter(({ object }) => object.kind.value === 'Service' && object.apiVersion === 'v1');
  for (const { path, object } of objects) {
    if (object.kind.value !== 'ServiceMonitor') continue;
    const labels = object.root.at('spec', 'selector', 'matchLabels')?.entries() ?? [];
    if (labels.length === 0 || object.root.at('spec', 'selector', 'matchExpressions') !== undefined) continue;
    const selected = services.filter(({ object: service }) =>
      labels.every(({ key, value }) => value.scalar !== null && service.root.at('metadata', 'labels', key)?.scalar === value.scalar),
    );
    const ports = selected.flatMap(({ object: service }) =>
      (service.root.at('spec', 'ports')?.items() ?? []).map((port) => port.get('name')?.text()?.value),
    );
    const [only] = ports;
    for (const port of object.root
      .at('spec', 'endpoints')
      ?.items()
      .flatMap((endpoint) => endpoint.get('port')?.text() ?? []) ?? []) {
      if (selected.length === 0 || ports.length === 0 || ports.includes(port.value)) continue;
      const fix: FixOffer<Id> | undefined =
        ports.length === 1 && only !== undefined
          ? { titleId: 'rename', args: { name: only }, edits: [{ kind: 'replace', path, span: port.span, text: yamlScalar(only) }] }
          : undefined;
      const service = selected.map(({ object: found }) => found.name?.value ?? '').join(', ');
      report({
        path,
        span: port.span,
        messageId: 'port',
        args: { service, port: port.value },
        identity: `port/${port.value}`,
        ...(fix && { fix }),
      });
    }
  }
}
