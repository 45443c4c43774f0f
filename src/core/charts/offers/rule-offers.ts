/** Charts of what a project's alerts watch, with the limits that the alerts have. */
import type { ManifestChart } from '../../config/manifest-schema.ts';
import { message } from '../../l10n/message.ts';
import { positionAt } from '../../model/source-text.ts';
import { foundRules, type FoundRule } from '../../project/evidence/alert-rules.ts';
import { availabilityMetric, driftMetric, errorMetric, latencyMetric, qualityMetric } from '../../project/evidence/metric-words.ts';
import type { Project } from '../../project/project.ts';
import type { ChartOffer } from '../offers.ts';
import { watchedValue, type WatchedValue } from '../rule-threshold.ts';
import { addressToFill, type PrometheusOfRules } from './server-offers.ts';

const texts = {
  drift: { en: 'Drift: {name}', pl: 'Dryf: {name}' },
  chart: { en: 'Chart: {name}', pl: 'Wykres: {name}' },
  limit: { en: 'The alert in {path} fires {side} {limit}.', pl: 'Alert w {path} uruchamia się {side} {limit}.' },
  noLimit: {
    en: 'The alert in {path} compares with no single number, so the chart gets no threshold.',
    pl: 'Alert w {path} nie porównuje z jedną liczbą, więc wykres nie dostanie progu.',
  },
} as const;

const sides = { above: { en: 'above', pl: 'powyżej' }, below: { en: 'below', pl: 'poniżej' } } as const;

/** Severities that ask for a look and not for help at once. */
const mild = /^(?:warn(?:ing)?|info|notice|low|minor)$/i;

interface Watched {
  readonly found: FoundRule;
  readonly value: WatchedValue;
  readonly isMild: boolean;
}

/** An offer for each value that an alert watches; two alerts on one value, a mild and a loud one, give one chart with both limits. */
export function ruleOffers(project: Project, prometheus: PrometheusOfRules): readonly ChartOffer[] {
  const declared = new Set(
    [...(project.manifest?.drift ?? []), ...(project.manifest?.charts ?? [])].map(({ query }) => queryKey(query ?? '')),
  );
  const byQuery = new Map<string, Watched[]>();
  for (const found of foundRules(project)) {
    // A file that Prometheus refuses says nothing of what it would watch.
    if (found.rule.kind !== 'alert' || found.load === 'broken') continue;
    const value = watchedValue(found.expression);
    if (value === null || found.metrics.length === 0 || declared.has(queryKey(value.query)) || declared.has(queryKey(found.expression)))
      continue;
    const severity = found.rule.labels.find(({ key }) => key.value === 'severity')?.value.value ?? '';
    const key = `${queryKey(value.query)} ${value.direction ?? ''}`;
    byQuery.set(key, [...(byQuery.get(key) ?? []), { found, value, isMild: mild.test(severity) }]);
  }
  return [...byQuery.values()].flatMap((watched) => {
    const first = watched.find(({ isMild }) => !isMild) ?? watched[0];
    return first === undefined ? [] : [offerOf(project, prometheus, { first, all: watched })];
  });
}

function offerOf(
  project: Project,
  prometheus: PrometheusOfRules,
  { first, all }: { readonly first: Watched; readonly all: readonly Watched[] },
): ChartOffer {
  const { found, value } = first;
  const { path, name, rule } = found;
  const isDrift = found.metrics.some((metric) => driftMetric.test(metric));
  const chart = chartOf(prometheus.key, { first, all });
  const source = project.file(path)?.source;
  const side = value.direction === null ? null : sides[value.direction];
  return {
    id: `rule:${path}#${name}`,
    kind: 'rule',
    text: message(isDrift ? texts.drift : texts.chart, { name }),
    detail:
      side === null
        ? message(texts.noLimit, { path })
        : {
            en: texts.limit.en.replace('{side}', side.en),
            pl: texts.limit.pl.replace('{side}', side.pl),
            args: { path, limit: value.threshold ?? '' },
          },
    place: { path, line: source === undefined ? 1 : positionAt(source, rule.name.span.start).line },
    adds: {
      sources: prometheus.adds === null ? {} : { [prometheus.key]: prometheus.adds },
      drift: isDrift ? [chart] : [],
      charts: isDrift ? [] : [{ ...chart, group: groupOf(found.metrics) }],
    },
    toFill: prometheus.adds?.url === addressToFill ? [prometheus.key] : [],
  };
}

function chartOf(source: string, { first, all }: { readonly first: Watched; readonly all: readonly Watched[] }): ManifestChart {
  const { found, value } = first;
  const limits = { warn: limitOf(all, true), alert: limitOf(all, false) };
  const waits = found.rule.for?.value;
  return {
    title: found.name,
    source,
    query: value.query,
    ...(limits.warn === null ? {} : { warn: limits.warn }),
    ...(limits.alert === null ? {} : { alert: limits.alert }),
    ...(value.direction === 'below' ? { direction: 'below' } : {}),
    ...(waits === undefined ? {} : { for: waits }),
  };
}

/** Of several limits of one kind the one that is met first. */
function limitOf(watched: readonly Watched[], isMild: boolean): number | null {
  const limits = watched.flatMap((one) => (one.isMild === isMild && one.value.threshold !== null ? [one.value.threshold] : []));
  if (limits.length === 0) return null;
  return watched[0]?.value.direction === 'below' ? Math.max(...limits) : Math.min(...limits);
}

function groupOf(metrics: readonly string[]): 'quality' | 'operations' {
  if (metrics.some((metric) => qualityMetric.test(metric))) return 'quality';
  const isOperational = metrics.some((metric) => latencyMetric.test(metric) || errorMetric.test(metric) || availabilityMetric.test(metric));
  return isOperational ? 'operations' : 'quality';
}

/** The query without its blanks, to tell whether two are the same. */
function queryKey(query: string): string {
  return query.replaceAll(/\s+/g, '');
}
