import { type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { checkShape, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { AlertReceiver, AlertRoute, AlertmanagerFacts } from './alerting-facts.ts';
import { alertmanagerShape, integrations } from './alertmanager-shape.ts';
import { isPrometheusDuration, prometheusSeconds } from './prometheus-duration.ts';

const texts = {
  noRoute: { en: 'There is no route, so that Alertmanager does not start.', pl: 'Brakuje route, więc Alertmanager się nie uruchomi.' },
  rootReceiver: { en: 'The first route must name a receiver.', pl: 'Pierwsza trasa musi wskazać odbiorcę (receiver).' },
  rootMatchers: {
    en: 'The first route takes all alerts and may have no {key}.',
    pl: 'Pierwsza trasa przyjmuje wszystkie alerty i nie może mieć {key}.',
  },
  noReceiver: { en: 'No receiver is called {name}.', pl: 'Żaden odbiorca nie nazywa się {name}.' },
  unnamed: { en: 'The receiver has no name.', pl: 'Odbiorca nie ma nazwy.' },
  twice: { en: 'The receiver {name} appears twice.', pl: 'Odbiorca {name} występuje dwa razy.' },
  noInterval: { en: 'No time interval is called {name}.', pl: 'Żaden przedział czasu nie nazywa się {name}.' },
  group: {
    en: 'Beside … there may be no other label, and each label stands once.',
    pl: 'Obok … nie może stać inna etykieta, a każda występuje raz.',
  },
  duration: { en: '“{key}” must be a duration such as 30s or 4h.', pl: '„{key}” musi być czasem trwania, na przykład 30s lub 4h.' },
  zero: { en: '“{key}” cannot be zero.', pl: '„{key}” nie może być zerem.' },
  matcher: {
    en: '{text} is no matcher: it needs a label, one of = != =~ !~, and a value.',
    pl: '{text} nie jest dopasowaniem: potrzeba etykiety, jednego z = != =~ !~ i wartości.',
  },
  lacks: { en: 'An entry of {key} needs {needed}.', pl: 'Wpis w {key} wymaga {needed}.' },
} satisfies Record<string, Text>;

const deepest = 30;
const mostRoutes = 5000;

/** A configuration of Alertmanager, known by its route and its receivers. */
export const alertmanager: YamlFormat<'alertmanager', AlertmanagerFacts> = {
  kind: 'yaml',
  id: 'alertmanager',
  isSingle: true,
  recognise: (root) =>
    root.get('apiVersion') === undefined &&
    root.get('route')?.kind === 'map' &&
    root.get('receivers')?.kind === 'seq' &&
    root.get('kind') === undefined,
  read: (root) => ({ facts: readFacts(root), problems: problemsOf(root) }),
  inspect: (facts) => ({
    receivers: facts.receivers.map(({ name }) => name.value),
    integrations: [...new Set(facts.receivers.flatMap((receiver) => receiver.integrations))],
    routes: facts.routes.map(({ receiver, matchers }) => ({ receiver: receiver?.value ?? null, matchers: [...matchers] })),
    timeIntervals: facts.timeIntervals.map(({ value }) => value),
    inhibitRules: facts.inhibitRules,
  }),
};

function readFacts(root: YamlView): AlertmanagerFacts {
  return {
    receivers: (root.get('receivers')?.items() ?? []).flatMap((view): readonly AlertReceiver[] => {
      const name = view.get('name')?.text();
      if (name === undefined) return [];
      const own = integrations.flatMap((one) => (view.get(`${one}_configs`)?.items() ?? []).map(() => one));
      return [{ name, integrations: own }];
    }),
    routes: routesOf(root).map(({ view, depth }): AlertRoute => ({
      receiver: view.get('receiver')?.text() ?? null,
      matchers: matchersOf(view).map(({ value }) => value),
      depth,
    })),
    timeIntervals: intervalsOf(root),
    inhibitRules: root.get('inhibit_rules')?.items().length ?? 0,
  };
}

interface RouteView {
  readonly view: YamlView;
  readonly depth: number;
}

/** All routes in file order. */
function routesOf(root: YamlView): readonly RouteView[] {
  const found: RouteView[] = [];
  const collect = (view: YamlView | undefined, depth: number): void => {
    if (view?.kind !== 'map' || depth > deepest || found.length >= mostRoutes) return;
    found.push({ view, depth });
    for (const inner of view.get('routes')?.items() ?? []) collect(inner, depth + 1);
  };
  collect(root.get('route'), 0);
  return found;
}

/** Matchers of all three forms, in the newest one. */
function matchersOf(route: YamlView): readonly Located<string>[] {
  const written = (route.get('matchers')?.items() ?? []).flatMap((item) => item.text() ?? []);
  const older = (key: string, operator: string): readonly Located<string>[] =>
    (route.get(key)?.entries() ?? []).map((entry) => ({
      value: `${entry.key}${operator}${JSON.stringify(entry.value.text()?.value ?? '')}`,
      span: entry.keySpan,
    }));
  return [...written, ...older('match', '='), ...older('match_re', '=~')];
}

function intervalsOf(root: YamlView): readonly Located<string>[] {
  return ['time_intervals', 'mute_time_intervals'].flatMap((key) =>
    (root.get(key)?.items() ?? []).flatMap((interval) => interval.get('name')?.text() ?? []),
  );
}

function problemsOf(root: YamlView): readonly Problem[] {
  const place = rootPlace(root, 'alertmanager.yml');
  const problems = [...checkShape(alertmanagerShape, root, place)];
  if (root.get('route')?.kind !== 'map') problems.push({ message: message(texts.noRoute), span: place.span });
  return [...problems, ...receiverProblems(root), ...routesOf(root).flatMap((route) => routeProblems(root, route))].slice(0, 300);
}

interface Need {
  /** One of these keys must be in the entry. */
  readonly own: readonly string[];
  /** Or one of these under `global`. */
  readonly global: readonly string[];
}

const withFile = (...names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `${name}_file`]);

/** What an entry needs, of which Alertmanager has no default. */
const needs: Readonly<Record<string, readonly Need[]>> = {
  email: [
    { own: ['to'], global: [] },
    { own: ['smarthost'], global: ['smtp_smarthost'] },
    { own: ['from'], global: ['smtp_from'] },
  ],
  webhook: [{ own: withFile('url'), global: [] }],
  slack: [{ own: withFile('api_url', 'app_token'), global: withFile('slack_api_url', 'slack_app_token') }],
  pagerduty: [{ own: withFile('routing_key', 'service_key'), global: [] }],
  opsgenie: [{ own: withFile('api_key'), global: withFile('opsgenie_api_key') }],
  victorops: [{ own: ['routing_key'], global: [] }],
};

function receiverProblems(root: YamlView): readonly Problem[] {
  const names = new Set<string>();
  const problems: Problem[] = [];
  for (const receiver of root.get('receivers')?.items() ?? []) {
    const name = receiver.get('name')?.text();
    if (receiver.kind === 'map' && (name?.value ?? '') === '')
      problems.push({ message: message(texts.unnamed), span: name?.span ?? startOf(receiver) });
    if (name !== undefined && names.has(name.value))
      problems.push({ message: message(texts.twice, { name: shorten(name.value) }), span: name.span });
    if (name !== undefined) names.add(name.value);
    for (const [integration, all] of Object.entries(needs)) {
      const key = `${integration}_configs`;
      for (const entry of (receiver.get(key)?.items() ?? []).filter(({ kind }) => kind === 'map')) {
        const missing = all.filter(
          ({ own, global }) => !own.some((one) => isFilled(entry.get(one))) && !global.some((one) => isFilled(root.at('global', one))),
        );
        for (const { own } of missing)
          problems.push({ message: message(texts.lacks, { key, needed: own.slice(0, 2).join(' / ') }), span: startOf(entry) });
      }
    }
  }
  return problems;
}

function routeProblems(root: YamlView, { view, depth }: RouteView): readonly Problem[] {
  const receivers = new Set((root.get('receivers')?.items() ?? []).map((one) => one.get('name')?.text()?.value));
  const intervals = new Set(intervalsOf(root).map(({ value }) => value));
  const receiver = view.get('receiver')?.text();
  const problems: Problem[] = [];
  if (depth === 0) {
    if ((receiver?.value ?? '') === '') problems.push({ message: message(texts.rootReceiver), span: startOf(view) });
    for (const key of ['match', 'match_re', 'matchers', 'mute_time_intervals', 'active_time_intervals']) {
      const entry = view.entries().find((one) => one.key === key);
      const count = (entry?.value.items().length ?? 0) + (entry?.value.entries().length ?? 0);
      if (entry !== undefined && count > 0) problems.push({ message: message(texts.rootMatchers, { key }), span: entry.keySpan });
    }
  }
  if (receiver !== undefined && receiver.value !== '' && !receivers.has(receiver.value))
    problems.push({ message: message(texts.noReceiver, { name: shorten(receiver.value) }), span: receiver.span });
  for (const key of ['mute_time_intervals', 'active_time_intervals'])
    for (const name of (view.get(key)?.items() ?? []).flatMap((item) => item.text() ?? []))
      if (!intervals.has(name.value)) problems.push({ message: message(texts.noInterval, { name: shorten(name.value) }), span: name.span });
  for (const item of (view.get('matchers')?.items() ?? []).flatMap((one) => one.text() ?? []))
    if (!/^\s*\{?\s*(?:[^\s=!~{}",]+|"[^"]*")\s*(?:=~|!~|!=|=)/.test(item.value))
      problems.push({ message: message(texts.matcher, { text: shorten(item.value) }), span: item.span });
  return [...problems, ...groupProblems(view), ...durationProblems(view)];
}

function groupProblems(view: YamlView): readonly Problem[] {
  const labels = (view.get('group_by')?.items() ?? []).flatMap((item) => item.text() ?? []);
  const isAll = labels.some(({ value }) => value === '...');
  const wrong = labels.find(({ value }, index) => (isAll && labels.length > 1) || labels.findIndex((one) => one.value === value) < index);
  return wrong === undefined ? [] : [{ message: message(texts.group), span: wrong.span }];
}

function durationProblems(view: YamlView): readonly Problem[] {
  return ['group_wait', 'group_interval', 'repeat_interval'].flatMap((key): readonly Problem[] => {
    const written = view.get(key)?.text();
    if (written === undefined || written.value.includes('{{')) return [];
    if (!isPrometheusDuration(written.value)) return [{ message: message(texts.duration, { key }), span: written.span }];
    const mayBeZero = key === 'group_wait';
    return !mayBeZero && prometheusSeconds(written.value) === 0 ? [{ message: message(texts.zero, { key }), span: written.span }] : [];
  });
}

function isFilled(view: YamlView | undefined): boolean {
  return (view?.text()?.value ?? '') !== '';
}

function startOf(view: YamlView): Span {
  return view.entries()[0]?.keySpan ?? { start: view.span.start, end: view.span.start };
}
