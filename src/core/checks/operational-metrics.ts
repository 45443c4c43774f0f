import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { type FoundRule, foundRules, isLoaded, scrapers } from '../project/evidence/alert-rules.ts';
import { dashboards } from '../project/evidence/dashboards.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { exportedMetrics, plainName } from '../project/evidence/exported-metrics.ts';
import { availabilityMetric, errorMetric, latencyMetric } from '../project/evidence/metric-words.ts';
import { offer } from '../project/evidence/offer.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  latency: { en: 'Response time is measured by {name}.', pl: 'Czas odpowiedzi mierzy {name}.' },
  errors: { en: 'Errors are measured by {name}.', pl: 'Błędy mierzy {name}.' },
  availability: { en: 'Uptime is measured by {name}.', pl: 'Dostępność mierzy {name}.' },
  onlyOne: {
    en: '{name} measures one of response time, errors and uptime; response time and one of the others are needed.',
    pl: '{name} mierzy jedno z: czas odpowiedzi, błędy, dostępność; potrzebny jest czas odpowiedzi i jedno z pozostałych.',
  },
  unloaded: {
    en: '{name} stands in a rule file that no Prometheus configuration loads.',
    pl: '{name} jest w pliku reguł, którego nie wczytuje żadna konfiguracja Prometheusa.',
  },
  broken: { en: '{name} stands in a rule file that Prometheus refuses.', pl: '{name} jest w pliku reguł, który Prometheus odrzuca.' },
  exported: {
    en: 'The service exports {name}, but no rule or dashboard uses it.',
    pl: 'Usługa udostępnia {name}, ale nie używa jej żadna reguła ani pulpit.',
  },
  documented: { en: 'Service levels are written down, but not measured.', pl: 'Poziomy usług są opisane, ale nie są mierzone.' },
  missing: {
    en: 'Neither uptime nor response time nor errors are measured.',
    pl: 'Nie mierzy się dostępności, czasu odpowiedzi ani błędów.',
  },
} as const satisfies Record<string, Text>;

type Kind = 'latency' | 'errors' | 'availability';
const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['latency', latencyMetric],
  ['errors', errorMetric],
  ['availability', availabilityMetric],
];
const infrastructure =
  /^(?:node|container|machine|apiserver|etcd|kubelet|coredns|kube_node|kube_apiserver|prometheus|alertmanager|process|go|python)_/;

/** Whether the service itself is watched. */
export const operationalMetrics = defineCheck({
  id: 'operational-metrics',
  group: 'monitoring',
  title: { en: 'Operational metrics', pl: 'Metryki operacyjne' },
  question: {
    en: 'Are uptime, response time, incidents and reaction to drift measured, not only prediction quality?',
    pl: 'Czy mierzy się dostępność, czas odpowiedzi, incydenty i reakcję na dryf, a nie tylko jakość predykcji?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'Rules that Prometheus loads, or dashboards over metrics that are exported and collected, for response time and for errors or uptime; at least one of them a loaded rule.',
      pl: 'Reguły wczytywane przez Prometheusa albo pulpity nad udostępnianymi i zbieranymi metrykami: czas odpowiedzi oraz błędy lub dostępność; przynajmniej jedno z nich jako wczytana reguła.',
    },
    partial: {
      en: 'One of them only, rules that nothing loads or that are broken, metrics that nothing uses, or written service levels.',
      pl: 'Tylko jedno z nich, reguły niewczytywane lub błędne, nieużywane metryki albo opisane poziomy usług.',
    },
    missing: {
      en: 'None of it. Rules about nodes and the cluster do not count.',
      pl: 'Nic z tego. Reguły o węzłach i klastrze się nie liczą.',
    },
  },
  step: {
    title: {
      en: 'Add rules for response time, errors and uptime of the service',
      pl: 'Dodaj reguły czasu odpowiedzi, błędów i dostępności usługi',
    },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const rules = foundRules(project);
    const loaded = rules
      .filter(isLoaded)
      .flatMap((rule) => ruleKinds(rule).map((kind) => ({ kind, found: offer(rule.place, texts[kind], { name: rule.name }) })));
    const shown = shownKinds(project);
    const has = (kind: Kind): boolean => loaded.some((entry) => entry.kind === kind) || shown.some((entry) => entry.kind === kind);
    const isWhole = loaded.length > 0 && has('latency') && (has('errors') || has('availability'));
    const all = [...loaded, ...shown];
    const only = all.map(({ found }) => ({ ...found, why: { ...texts.onlyOne, args: found.why.args } }));
    const idle = rules
      .filter((rule) => !isLoaded(rule) && ruleKinds(rule).length > 0)
      .map((rule) => offer(rule.place, rule.load === 'broken' ? texts.broken : texts.unloaded, { name: rule.name }));
    const exported = exportedMetrics(project)
      .filter((metric) => metric.reach === 'serving' && kinds.some(([, pattern]) => pattern.test(metric.name)))
      .map((metric) => offer(metric.place, texts.exported, { name: metric.name }));
    const documents = documentsAbout(project, /\b(?:slo|sla|slis?)\b|service levels?|poziom\p{L}* usług/iu)
      .filter((part) => !part.isBlank)
      .map((part) => offer(part.place, texts.documented));
    return weighEvidence(project, {
      met: isWhole ? all.map(({ found }) => found) : [],
      partial: [...only, ...idle, ...exported, ...documents],
      missing: texts.missing,
    });
  },
});

function ruleKinds(rule: FoundRule): readonly Kind[] {
  const metrics = rule.metrics.filter((name) => !infrastructure.test(name));
  const isErrorRatio = /(?:status|code|status_code|response_code)\s*=~?\s*"?[45]/.test(rule.expression);
  return kinds.flatMap(([kind, pattern]) =>
    metrics.some((name) => pattern.test(name)) || (kind === 'errors' && isErrorRatio) ? [kind] : [],
  );
}

/** What dashboards show of metrics that the service exports and that something collects. */
function shownKinds(project: Project): readonly { readonly kind: Kind; readonly found: EvidenceOffer }[] {
  if (scrapers(project).length === 0) return [];
  const live = new Set(
    exportedMetrics(project)
      .filter((metric) => metric.reach === 'serving')
      .map((metric) => metric.name),
  );
  return dashboards(project).flatMap((board) =>
    board.metrics
      .filter((name) => live.has(plainName(name)))
      .flatMap((name) =>
        kinds.flatMap(([kind, pattern]) =>
          pattern.test(name) ? [{ kind, found: offer({ path: board.path, span: null }, texts[kind], { name }) }] : [],
        ),
      ),
  );
}
