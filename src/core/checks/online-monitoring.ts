import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { withWhy } from '../l10n/with-why.ts';
import { foundRules, isLoaded, scrapers } from '../project/evidence/alert-rules.ts';
import { dashboards } from '../project/evidence/dashboards.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { type ExportedMetric, exportedMetrics, plainName } from '../project/evidence/exported-metrics.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { isModelMetric } from '../project/evidence/metric-words.ts';
import { offer } from '../project/evidence/offer.ts';
import { codeFiles, importOf } from '../project/evidence/python-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import type { Project } from '../project/project.ts';

const texts = {
  exported: {
    en: 'The service exports {name}, and Prometheus can read it.',
    pl: 'Usługa udostępnia {name}, a Prometheus może ją odczytać.',
  },
  scraped: { en: 'This collects the service’s metrics.', pl: 'To zbiera metryki usługi.' },
  dashboard: { en: 'The dashboard shows {name}.', pl: 'Pulpit pokazuje {name}.' },
  noDashboard: {
    en: 'The service exports {name}, but no dashboard shows it.',
    pl: 'Usługa udostępnia {name}, ale żaden pulpit jej nie pokazuje.',
  },
  noScrape: { en: 'The service exports {name}, but nothing collects it.', pl: 'Usługa udostępnia {name}, ale nic jej nie zbiera.' },
  operational: {
    en: 'The service exports {name}, which says nothing of the model’s quality or its predictions.',
    pl: 'Usługa udostępnia {name}, która nie mówi nic o jakości modelu ani jego predykcjach.',
  },
  unstarted: {
    en: 'The code defines {name}, but not on a path that is started and exposed.',
    pl: 'Kod definiuje {name}, ale nie na uruchamianej i udostępnianej ścieżce.',
  },
  boardOnly: {
    en: 'The dashboard asks for {name}, but nothing in the repository exports it.',
    pl: 'Pulpit pyta o {name}, ale nic w repozytorium jej nie udostępnia.',
  },
  rule: {
    en: 'A rule watches {name}, but no dashboard shows the model’s quality.',
    pl: 'Reguła obserwuje {name}, ale żaden pulpit nie pokazuje jakości modelu.',
  },
  library: {
    en: 'A monitoring library is used here, but nothing shows its results on a dashboard.',
    pl: 'Użyto tu biblioteki do monitorowania, ale nic nie pokazuje jej wyników na pulpicie.',
  },
  documented: {
    en: 'The document describes monitoring; it was not found built.',
    pl: 'Dokument opisuje monitorowanie; nie znaleziono jego realizacji.',
  },
  missing: { en: 'No online metric of the model was found.', pl: 'Nie znaleziono żadnej metryki modelu na żywo.' },
  failed: {
    en: 'The chart {title} is declared on an endpoint that could not be asked: {why}',
    pl: 'Wykres {title} zadeklarowano na punkcie końcowym, którego nie udało się odpytać: {why}',
  },
  live: {
    en: 'The chart {title} has values ({why}), but nothing here says who exports them, and no dashboard shows them.',
    pl: 'Wykres {title} ma wartości ({why}), ale nic tu nie mówi, co je udostępnia, i nie pokazuje ich żaden pulpit.',
  },
  silent: { en: 'The chart {title} says nothing: {why}.', pl: 'Wykres {title} nic nie mówi: {why}.' },
  unknown: {
    en: 'Charts are declared on an endpoint that was not asked (check --online asks it, the editor once you allow the server).',
    pl: 'Wykresy zadeklarowano na punkcie końcowym, którego nie odpytano (pyta o niego check --online, a edytor po zezwoleniu na serwer).',
  },
} as const satisfies Record<string, Text>;

const monitoringLibrary = /^(?:evidently|whylogs|nannyml|arize|fiddler|whylabs|langfuse|phoenix|aporia|superwise)(?:\.|$)/;

/** Whether anybody can see how the model does now. */
export const onlineMonitoring = defineCheck({
  id: 'online-monitoring',
  group: 'monitoring',
  title: { en: 'Online monitoring', pl: 'Monitorowanie na żywo' },
  question: { en: 'Are real online quality metrics on a dashboard?', pl: 'Czy rzeczywiste metryki jakości z produkcji są na pulpicie?' },
  weight: 3,
  evidence: {
    met: {
      en: 'A service that something starts exports a metric of the model (scores, predictions, quality, drift), a scrape job, ServiceMonitor or annotation collects it, and a Grafana dashboard shows it.',
      pl: 'Uruchamiana usługa udostępnia metrykę modelu (wyniki, predykcje, jakość, dryf), zbiera ją zadanie Prometheusa, ServiceMonitor lub adnotacja, a pulpit Grafany ją pokazuje.',
    },
    partial: {
      en: 'Some links of this chain, metrics of the server alone, rules without a dashboard, a monitoring library without one, or a document.',
      pl: 'Część ogniw tego łańcucha, same metryki serwera, reguły bez pulpitu, biblioteka do monitorowania bez pulpitu albo dokument.',
    },
    missing: {
      en: 'Nothing. A dashboard of the cluster’s CPU is no model monitoring. Charts on an endpoint that was not asked are unknown.',
      pl: 'Nic. Pulpit z CPU klastra nie jest monitorowaniem modelu. Wykresy na nieodpytanym punkcie końcowym są nieznane.',
    },
  },
  step: {
    title: {
      en: 'Export scores from the service and show them on a dashboard',
      pl: 'Udostępnij wyniki modelu z usługi i pokaż je na pulpicie',
    },
    effort: 'days',
    fix: null,
  },
  evaluate({ project, live: facts }): CheckAnswer {
    const live = exportedMetrics(project).filter((metric) => metric.reach !== 'unused');
    const unused = exportedMetrics(project).filter((metric) => metric.reach === 'unused' && speaksOfModel(metric));
    const model = live.filter(speaksOfModel);
    const scraped = scrapers(project);
    const shown = shownMetrics(project);
    const chain = model.filter((metric) => shown.has(metric.name));
    const isWhole = chain.length > 0 && scraped.length > 0;
    const met: EvidenceOffer[] = isWhole
      ? [
          ...chain.map((metric) => offer(metric.place, texts.exported, { name: metric.name })),
          ...chain.map((metric) => offer({ path: shown.get(metric.name) ?? '', span: null }, texts.dashboard, { name: metric.name })),
          ...scraped.map((place) => offer(place, texts.scraped)),
        ]
      : [];
    const boards = [...shown].filter(([name]) => isModelMetric(name) && !live.some((metric) => metric.name === name));
    const partial = [
      ...chain.map((metric) => offer(metric.place, texts.noScrape, { name: metric.name })),
      ...model.filter((metric) => !shown.has(metric.name)).map((metric) => offer(metric.place, texts.noDashboard, { name: metric.name })),
      ...boards.map(([name, path]) => offer({ path, span: null }, texts.boardOnly, { name })),
      ...unused.map((metric) => offer(metric.place, texts.unstarted, { name: metric.name })),
      ...foundRules(project)
        .filter(isLoaded)
        .flatMap((rule) =>
          rule.metrics
            .filter(isModelMetric)
            .slice(0, 1)
            .map((name) => offer(rule.place, texts.rule, { name })),
        ),
      ...live.filter((metric) => !speaksOfModel(metric)).map((metric) => offer(metric.place, texts.operational, { name: metric.name })),
      ...libraries(project),
      ...documentsAbout(project, /monitoring|monitorowanie|observability/i)
        .filter((part) => !part.isBlank && part.words >= 20)
        .map((part) => offer(part.place, texts.documented)),
    ];
    const charts = serverCharts(project, facts);
    const [unasked] = charts.unasked;
    if (met.length + partial.length + charts.answered.length === 0 && unasked !== undefined) {
      return { status: 'unknown', reason: unasked.why, evidence: charts.unasked };
    }
    return weighEvidence(project, { met, partial: [...partial, ...charts.answered], missing: texts.missing, against: charts.silent });
  },
});

/** A count of predictions is traffic, unless it is split by what was predicted. */
function speaksOfModel(metric: ExportedMetric): boolean {
  const isSplit = metric.labels.some((label) => /class|label|outcome|prediction|decision|category|sentiment/i.test(label));
  return isModelMetric(metric.name) && (!metric.isCounter || isSplit || !/predict|inference|score/i.test(metric.name));
}

/** Metrics on dashboards with the dashboard's path; recording rules are followed to what they are made of. */
function shownMetrics(project: Project): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const recorded = new Map(
    foundRules(project)
      .filter((rule) => rule.rule.kind === 'record' && isLoaded(rule))
      .map((rule) => [rule.name, rule.metrics]),
  );
  for (const board of dashboards(project)) {
    for (const name of board.metrics) for (const inner of [name, ...(recorded.get(name) ?? [])]) shown.set(plainName(inner), board.path);
  }
  return shown;
}

function libraries(project: Project): readonly EvidenceOffer[] {
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) => {
      const span = importOf(file.code, monitoringLibrary);
      return span === undefined ? [] : [offer({ path: file.path, span }, texts.library)];
    });
}

interface ServerCharts {
  readonly answered: readonly EvidenceOffer[];
  readonly silent: readonly EvidenceOffer[];
  /** That nobody asked, or that did not answer. */
  readonly unasked: readonly EvidenceOffer[];
}

/** The manifest's charts on endpoints, by what those answered. */
function serverCharts(project: Project, live: LiveFacts | null): ServerCharts {
  const sources = project.manifest?.sources ?? {};
  const found: Record<keyof ServerCharts, EvidenceOffer[]> = { answered: [], silent: [], unasked: [] };
  for (const list of ['charts', 'drift'] as const) {
    for (const [index, { source, title }] of (project.manifest?.[list] ?? []).entries()) {
      if (sources[source]?.url === undefined) continue;
      const place = manifestKey(project, list, index, 'title');
      const said = live?.charts[`${list}/${String(index)}`];
      if (said === undefined) found.unasked.push(offer(place, texts.unknown));
      else if (said.kind === 'failed') found.unasked.push({ ...place, why: withWhy(texts.failed, said.why, { title }) });
      else if (said.kind === 'nothing') found.silent.push({ ...place, why: withWhy(texts.silent, said.why, { title }) });
      else found.answered.push({ ...place, why: withWhy(texts.live, said.why, { title }) });
    }
  }
  return found;
}
