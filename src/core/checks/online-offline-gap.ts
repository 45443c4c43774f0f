import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import { isList } from '../facts/data-file.ts';
import type { Json } from '../facts/format.ts';
import type { Text } from '../l10n/message.ts';
import { foundRules, isLoaded } from '../project/evidence/alert-rules.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { exportedMetrics } from '../project/evidence/exported-metrics.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { qualityMetric } from '../project/evidence/metric-words.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { promqlMetrics } from '../project/evidence/promql-metrics.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  both: {
    en: '{metric} is recorded offline and measured live by version.',
    pl: '{metric} jest zapisywana offline i mierzona na żywo według wersji.',
  },
  offline: { en: 'The offline value of {metric} is recorded here.', pl: 'Tutaj zapisana jest wartość {metric} offline.' },
  noVersion: {
    en: '{metric} is measured offline and live, but not by version.',
    pl: '{metric} jest mierzona offline i na żywo, ale bez podziału na wersje.',
  },
  onlyLive: {
    en: '{metric} is measured live, but the same metric is not recorded offline.',
    pl: '{metric} jest mierzona na żywo, ale tej samej metryki nie zapisuje się offline.',
  },
  idle: {
    en: '{metric} would be measured live, but nothing loads or starts it.',
    pl: '{metric} byłaby mierzona na żywo, ale nic jej nie wczytuje ani nie uruchamia.',
  },
  labels: {
    en: 'Predictions are joined with later labels here; the result is not compared with the offline metric.',
    pl: 'Predykcje są tu łączone z późniejszymi etykietami; wynik nie jest porównywany z metryką offline.',
  },
  documented: {
    en: 'The document compares offline and online quality by hand.',
    pl: 'Dokument porównuje jakość offline i online ręcznie.',
  },
  missing: { en: 'Quality is not compared offline and online.', pl: 'Nie porównuje się jakości offline i online.' },
} as const satisfies Record<string, Text>;

/** Whether the promise of the evaluation holds in production. */
export const onlineOfflineGap = defineCheck({
  id: 'online-offline-gap',
  group: 'monitoring',
  title: { en: 'Online–offline gap', pl: 'Różnica online–offline' },
  question: {
    en: 'Is quality compared offline and online, per version?',
    pl: 'Czy porównuje się jakość offline i online dla każdej wersji?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'The same quality metric (such as recall) in the recorded metrics and in a loaded rule, an exported metric or a declared chart, with the version in its labels.',
      pl: 'Ta sama metryka jakości (np. recall) w zapisanych metrykach oraz we wczytywanej regule, udostępnianej metryce lub zadeklarowanym wykresie, z wersją w etykietach.',
    },
    partial: {
      en: 'Without the version, live only, not loaded, labels joined back without a comparison, or a comparison in a document.',
      pl: 'Bez wersji, tylko na żywo, niewczytywana, etykiety dołączane bez porównania albo porównanie w dokumencie.',
    },
    missing: { en: 'Offline metrics only, or none.', pl: 'Tylko metryki offline albo żadne.' },
  },
  step: {
    title: {
      en: 'Join later labels with predictions and measure the offline metric live, by version',
      pl: 'Łącz późniejsze etykiety z predykcjami i mierz metrykę offline na żywo według wersji',
    },
    effort: 'days',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const offline = offlineMetrics(project);
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    for (const live of liveMetrics(project)) {
      const recorded = [...offline].find(([name]) => same(name, live.metric));
      const args = { metric: live.metric };
      if (!live.effective) partial.push(offer(live.place, texts.idle, args));
      else if (recorded === undefined) partial.push(offer(live.place, texts.onlyLive, args));
      else if (!live.byVersion) partial.push(offer(live.place, texts.noVersion, args));
      else met.push(offer(live.place, texts.both, args), offer(recorded[1], texts.offline, { metric: recorded[0] }));
    }
    partial.push(
      ...joinedLabels(project).map((place) => offer(place, texts.labels)),
      ...documentsAbout(
        project,
        /(?:online|offline|production|live).{0,20}(?:offline|online|gap|comparison|evaluation)|porównanie.{0,20}(?:online|offline)/i,
      )
        .filter((part) => !part.isBlank)
        .map((part) => offer(part.place, texts.documented)),
    );
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

const families = [
  /recall|sensitivity|false_?negative|fnr/i,
  /precision|false_?positive|fpr/i,
  /(?:^|_|:)f1(?:_|:|$)/i,
  /accura/i,
  /auc/i,
  /rmse/i,
  /(?:^|_|:)mae(?:_|:|$)/i,
  /mape/i,
  /log_?loss/i,
  /r2/i,
  /ndcg/i,
  /brier/i,
  /hit_rate/i,
];

function same(offline: string, live: string): boolean {
  return families.some((family) => family.test(offline) && family.test(live));
}

/** Names of numbers in the recorded metrics files. */
function offlineMetrics(project: Project): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const paths = ownDocuments(project, 'dvc-yaml').flatMap(({ facts }) => [
    ...facts.metrics.flatMap((metric) => metric.resolved ?? []),
    ...facts.stages.flatMap((stage) => stage.outs.flatMap((out) => (out.kind === 'metric' && out.resolved !== null ? [out.resolved] : []))),
  ]);
  const named = [...project.tree.keys()].filter((path) => /(?:^|\/)(?:metrics|eval(?:uation)?|scores)[^/]*\.json$/i.test(path));
  for (const path of new Set([...paths, ...named]))
    for (const name of numbersIn(project.data(path))) if (qualityMetric.test(name)) found.set(name, { path, span: null });
  return found;
}

function numbersIn(value: Json | undefined): readonly string[] {
  if (value === null || typeof value !== 'object' || isList(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'number' ? [key] : numbersIn(inner)));
}

interface LiveMetric {
  readonly metric: string;
  readonly place: Place;
  readonly byVersion: boolean;
  readonly effective: boolean;
}

const versionLabel = /\b(?:model_)?version\b/;

function liveMetrics(project: Project): readonly LiveMetric[] {
  const exported = exportedMetrics(project)
    .filter((metric) => qualityMetric.test(metric.name))
    .map((metric) => ({
      metric: metric.name,
      place: metric.place,
      byVersion: metric.labels.some((label) => versionLabel.test(label)),
      effective: metric.reach !== 'unused',
    }));
  const rules = foundRules(project).flatMap((rule) =>
    rule.metrics
      .filter((name) => qualityMetric.test(name))
      .map((metric) => ({ metric, place: rule.place, byVersion: versionLabel.test(rule.expression), effective: isLoaded(rule) })),
  );
  const charts = [...(project.manifest?.charts ?? [])].flatMap((chart, index) =>
    promqlMetrics(chart.query ?? '')
      .filter((name) => qualityMetric.test(name))
      // A chart's endpoint was not asked, so that the metric is there is not known.
      .map((metric) => ({
        metric,
        place: manifestKey(project, 'charts', index, 'query'),
        byVersion: versionLabel.test(chart.query ?? ''),
        effective: false,
      })),
  );
  return [...exported, ...rules, ...charts];
}

/** Functions that join predictions with labels or outcomes that came later. */
function joinedLabels(project: Project): readonly Place[] {
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) => {
      const found = file.code.functions.find(({ name }) =>
        /(?:join|merge|match|attach|backfill)_?\w*(?:labels?|outcomes?|ground_?truth|feedback|actuals?)|(?:delayed|late)_labels?|ground_truth_join/i.test(
          name,
        ),
      );
      return found === undefined ? [] : [{ path: file.path, span: found.nameSpan }];
    });
}
