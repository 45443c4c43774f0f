import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import { baseName } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { checkShape, rootPlace, valueSpan } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { PrometheusConfigFacts } from './monitoring-facts.ts';
import { prometheusConfigShape } from './prometheus-config-shape.ts';
import { isPrometheusDuration, prometheusSeconds } from './prometheus-duration.ts';

const texts = {
  duration: { en: '“{key}” must be a duration such as 15s or 1m.', pl: '„{key}” musi być czasem trwania, na przykład 15s lub 1m.' },
  job: { en: 'The job “{name}” appears twice.', pl: 'Zadanie „{name}” występuje dwa razy.' },
  emptyJob: { en: 'A job needs a name.', pl: 'Zadanie musi mieć nazwę.' },
  timeout: { en: 'The timeout is longer than the interval of {interval}.', pl: 'Limit czasu jest dłuższy niż odstęp {interval}.' },
  action: { en: '“action” must be one of: {choices}.', pl: '„action” musi mieć jedną z wartości: {choices}.' },
  needs: { en: 'The action {action} needs “{key}”.', pl: 'Akcja {action} wymaga klucza „{key}”.' },
  target: {
    en: 'The target “{target}” must be host:port, without a scheme or a path.',
    pl: 'Cel „{target}” musi mieć postać host:port, bez schematu i ścieżki.',
  },
  credentials: { en: '“{key}” cannot stand beside “{first}”.', pl: '„{key}” nie może stać obok „{first}”.' },
  scheme: { en: '“scheme” must be http or https.', pl: '„scheme” musi mieć wartość http albo https.' },
} satisfies Readonly<Record<string, Text>>;

/** Keys that show another program's file with words of Prometheus: Promtail, Alertmanager, unit tests of rules. */
const foreignKeys = ['clients', 'positions', 'server', 'route', 'receivers', 'tests', 'apiVersion', 'groups', 'service'];
const ownKeys = ['scrape_configs', 'rule_files', 'scrape_config_files', 'alerting', 'remote_write', 'remote_read'];

/** The configuration of a Prometheus server, known by its keys. */
export const prometheusConfig: YamlFormat<'prometheus-config', PrometheusConfigFacts> = {
  kind: 'yaml',
  id: 'prometheus-config',
  recognise: (root, path) => {
    if (foreignKeys.some((key) => root.get(key) !== undefined)) return false;
    const isGlobal = root.at('global', 'scrape_interval') !== undefined || root.at('global', 'evaluation_interval') !== undefined;
    if (/^prometheus[\w.-]*$/.test(baseName(path)) && root.get('global')?.kind === 'map') return true;
    return isGlobal || ownKeys.some((key) => root.get(key) !== undefined);
  },
  read: (root) => ({
    facts: {
      jobs: (root.get('scrape_configs')?.items() ?? []).flatMap((job) => {
        const name = job.get('job_name')?.text();
        if (name === undefined) return [];
        return [{ name, targets: targetsOf(job), metricsPath: job.get('metrics_path')?.text()?.value ?? null }];
      }),
      ruleFiles: textsOf(root.get('rule_files')),
      alertmanagers: (root.at('alerting', 'alertmanagers')?.items() ?? []).flatMap(targetsOf),
    },
    problems: [...checkShape(prometheusConfigShape, root, rootPlace(root, 'prometheus.yml')), ...jobProblems(root)],
  }),
  inspect: (facts) => ({
    jobs: facts.jobs.map((job) => job.name.value),
    ruleFiles: facts.ruleFiles.map((file) => file.value),
  }),
};

function textsOf(view: YamlView | undefined): readonly Located<string>[] {
  return (view?.items() ?? []).flatMap((item) => item.text() ?? []);
}

function targetsOf(view: YamlView): readonly Located<string>[] {
  return (view.get('static_configs')?.items() ?? []).flatMap((config) => textsOf(config.get('targets')));
}

const defaultInterval = '1m';

function jobProblems(root: YamlView): readonly Problem[] {
  const names = new Set<string>();
  const globalInterval = root.at('global', 'scrape_interval')?.text()?.value ?? defaultInterval;
  const problems = [
    ...durationProblems(root.get('global'), ['scrape_interval', 'scrape_timeout', 'evaluation_interval', 'rule_query_offset']),
  ];
  problems.push(...timeoutProblems(root.get('global'), globalInterval));
  for (const job of root.get('scrape_configs')?.items() ?? []) {
    const name = job.get('job_name')?.text();
    if ((name?.value ?? '') === '' && job.get('job_name') !== undefined)
      problems.push({ message: message(texts.emptyJob), span: keySpan(job, 'job_name') });
    else if (name !== undefined && names.has(name.value))
      problems.push({ message: message(texts.job, { name: name.value }), span: name.span });
    if (name !== undefined) names.add(name.value);
    problems.push(...durationProblems(job, ['scrape_interval', 'scrape_timeout']), ...connectionProblems(job));
    problems.push(...timeoutProblems(job, job.get('scrape_interval')?.text()?.value ?? globalInterval));
    const scheme = job.get('scheme')?.text();
    if (scheme !== undefined && scheme.value !== 'http' && scheme.value !== 'https')
      problems.push({ message: message(texts.scheme), span: scheme.span });
  }
  return problems;
}

const credentialKeys = ['basic_auth', 'authorization', 'oauth2', 'bearer_token', 'bearer_token_file'];
const actions = 'replace keep drop keepequal dropequal hashmod labelmap labeldrop labelkeep lowercase uppercase'.split(' ');
const targetedActions = ['replace', 'keepequal', 'dropequal', 'hashmod', 'lowercase', 'uppercase'];

/** What else Prometheus refuses in a job: several credentials, targets that are URLs, relabelling without its parts. */
function connectionProblems(job: YamlView): readonly Problem[] {
  const [first, ...others] = job.entries().filter((entry) => credentialKeys.includes(entry.key) && entry.value.kind !== 'null');
  const problems: Problem[] = others.map((entry) => ({
    message: message(texts.credentials, { key: entry.key, first: first?.key ?? '' }),
    span: entry.keySpan,
  }));
  // With relabelling a URL may be a target's parameter, as for the black-box exporter.
  for (const target of job.get('relabel_configs') === undefined ? targetsOf(job) : []) {
    if (target.value.includes('/')) problems.push({ message: message(texts.target, { target: target.value }), span: target.span });
  }
  for (const key of ['relabel_configs', 'metric_relabel_configs']) {
    for (const rule of job.get(key)?.items() ?? []) problems.push(...relabelProblems(rule));
  }
  return problems;
}

function relabelProblems(rule: YamlView): readonly Problem[] {
  if (rule.kind !== 'map') return [];
  const written = rule.get('action')?.text();
  const action = (written?.value ?? 'replace').toLowerCase();
  if (written !== undefined && !actions.includes(action))
    return [{ message: message(texts.action, { choices: actions.join(', ') }), span: written.span }];
  const needed = [...(targetedActions.includes(action) ? ['target_label'] : []), ...(action === 'hashmod' ? ['modulus'] : [])];
  const place = rule.entries()[0]?.keySpan ?? rule.span;
  return needed.flatMap((key) =>
    (rule.get(key)?.text()?.value ?? '') === '' ? [{ message: message(texts.needs, { action, key }), span: written?.span ?? place }] : [],
  );
}

function timeoutProblems(view: YamlView | undefined, interval: string): readonly Problem[] {
  const timeout = view?.get('scrape_timeout')?.text();
  const [most, given] = [prometheusSeconds(interval), prometheusSeconds(timeout?.value ?? '')];
  if (timeout === undefined || most === undefined || given === undefined || most === 0 || given <= most) return [];
  return [{ message: message(texts.timeout, { interval }), span: timeout.span }];
}

function durationProblems(view: YamlView | undefined, keys: readonly string[]): readonly Problem[] {
  return keys.flatMap((key) => {
    const value = view?.get(key);
    const written = value?.text();
    if (view === undefined || value === undefined || written === undefined || isPrometheusDuration(written.value)) return [];
    return [{ message: message(texts.duration, { key }), span: valueSpan(value, keySpan(view, key)) }];
  });
}

function keySpan(view: YamlView, key: string): Problem['span'] {
  return view.entries().find((entry) => entry.key === key)?.keySpan ?? view.span;
}
