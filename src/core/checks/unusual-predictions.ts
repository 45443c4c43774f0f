import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { runbookOf } from '../project/evidence/alert-response.ts';
import { type FoundRule, foundRules, isLoaded } from '../project/evidence/alert-rules.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { driftMetric, errorMetric, latencyMetric, predictionMetric } from '../project/evidence/metric-words.ts';
import { servingObjects } from '../project/evidence/model-servers.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { type CodeFile, codeFiles, importOf } from '../project/evidence/python-code.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  alert: { en: 'The alert {name} watches the predictions and says what to do.', pl: 'Alert {name} obserwuje predykcje i mówi, co robić.' },
  detector: {
    en: 'Unusual inputs or predictions are detected on the way of a request.',
    pl: 'Nietypowe dane wejściowe lub predykcje są wykrywane na drodze żądania.',
  },
  unanswered: {
    en: 'The alert {name} watches the predictions, but no runbook says what to do then.',
    pl: 'Alert {name} obserwuje predykcje, ale żadna procedura nie mówi, co wtedy robić.',
  },
  unloaded: {
    en: 'The alert {name} watches the predictions, but nothing loads it (or Prometheus refuses its file).',
    pl: 'Alert {name} obserwuje predykcje, ale nic go nie wczytuje albo Prometheus odrzuca jego plik.',
  },
  bounded: {
    en: 'The answer is cut to bounds here; nobody learns that it was unusual.',
    pl: 'Odpowiedź jest tu przycinana do granic; nikt nie dowiaduje się, że była nietypowa.',
  },
  idle: {
    en: 'Unusual values are detected here, but not on a path that is started.',
    pl: 'Nietypowe wartości są tu wykrywane, ale nie na uruchamianej ścieżce.',
  },
  documented: {
    en: 'The document describes unusual predictions; nothing detects them.',
    pl: 'Dokument opisuje nietypowe predykcje; nic ich nie wykrywa.',
  },
  missing: { en: 'A very unusual prediction would go unnoticed.', pl: 'Bardzo nietypowa predykcja pozostałaby niezauważona.' },
} as const satisfies Record<string, Text>;

const detectorLibrary =
  /^(?:alibi_detect\.(?:od|ad)|alibi_detect|pyod|adtk|nemoguardrails|guardrails|pytorch_ood|sklearn\.ensemble\.IsolationForest|sklearn\.svm\.OneClassSVM|sklearn\.neighbors\.LocalOutlierFactor)(?:\.|$)/;
const detecting =
  /is_?outlier|is_?anomal|detect_?(?:outlier|anomal)|out_of_distribution|(?:^|_)ood(?:_|$)|guardrail|abstain|reject_option|low_confidence|needs_review|manual_review/i;

/** Whether the very strange answer is noticed. */
export const unusualPredictions = defineCheck({
  id: 'unusual-predictions',
  group: 'monitoring',
  title: { en: 'Unusual predictions', pl: 'Nietypowe predykcje' },
  question: {
    en: 'What happens when the model predicts something very unusual: is it noticed and handled?',
    pl: 'Co się dzieje, gdy model przewidzi coś bardzo nietypowego: czy zostanie to zauważone i obsłużone?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A loaded alert on the predictions with a runbook, an outlier detector in Seldon, or detection and abstention on the way of a request.',
      pl: 'Wczytywany alert na predykcjach z procedurą, detektor wartości odstających w Seldonie albo wykrywanie i wstrzymanie się na drodze żądania.',
    },
    partial: {
      en: 'An alert without a runbook or that nothing loads, bounds alone, detection that nothing starts, or a document.',
      pl: 'Alert bez procedury lub niewczytywany, same granice, wykrywanie, którego nic nie uruchamia, albo dokument.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: {
      en: 'Alert on the distribution of predictions and say what to do then',
      pl: 'Ustaw alert na rozkładzie predykcji i opisz, co wtedy robić',
    },
    effort: 'hours',
    fix: 'alert-without-runbook',
  },
  evaluate({ project }): CheckAnswer {
    const alerts = foundRules(project).filter(watchesPredictions);
    const path = servingPath(project);
    const started = new Set(path.map((file) => file.path));
    const met: EvidenceOffer[] = servingObjects(project).flatMap((object) =>
      object.outlierDetector === null ? [] : [offer(object.outlierDetector, texts.detector)],
    );
    const partial: EvidenceOffer[] = [];
    for (const alert of alerts) {
      const runbook = isLoaded(alert) ? runbookOf(project, alert) : null;
      const text = !isLoaded(alert) ? texts.unloaded : runbook === null || runbook.absent ? texts.unanswered : texts.alert;
      (text === texts.alert ? met : partial).push(offer(alert.place, text, { name: alert.name }));
    }
    met.push(...path.flatMap((file) => detectionIn(file) ?? []).map((place) => offer(place, texts.detector)));
    partial.push(
      ...path.flatMap((file) =>
        file.code.calls
          .filter((call) => /^numpy\.clip$|(?:^|\.)clip$/.test(call.callee))
          .slice(0, 1)
          .map((call) => offer({ path: file.path, span: call.calleeSpan }, texts.bounded)),
      ),
      ...codeFiles(project)
        .filter((file) => !file.isTest && !started.has(file.path) && importOf(file.code, detectorLibrary) !== undefined)
        .flatMap((file) => detectionIn(file) ?? [])
        .map((place) => offer(place, texts.idle)),
      ...documentsAbout(project, /unusual|outlier|anomal|out[- ]of[- ]distribution|nietypow|odstając/i)
        .filter((part) => !part.isBlank && part.words >= 12)
        .map((part) => offer(part.place, texts.documented)),
    );
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

/** An alert on what the model says: not on drift of inputs, latency or failures. */
function watchesPredictions(found: FoundRule): boolean {
  if (found.rule.kind !== 'alert') return false;
  const isPrediction = (name: string): boolean =>
    predictionMetric.test(name) &&
    !latencyMetric.test(name) &&
    !errorMetric.test(name) &&
    !driftMetric.test(name) &&
    !isComparison(name) &&
    !isPlainCount(name);
  // A count of answers by what was decided is a distribution of predictions as well.
  const byOutcome = /\b(?:outcome|decision|prediction|predicted_(?:class|label))\s*(?:=~?|!=)\s*"/.test(found.expression);
  return found.metrics.some(isPrediction) || byOutcome;
}

/** How far two models or two ways of serving differ says nothing of a single strange answer. */
function isComparison(name: string): boolean {
  return /shadow|parity|challenger|champion|canary/i.test(name);
}

/** How many predictions were made is traffic, not what they say. */
function isPlainCount(name: string): boolean {
  return /_(?:total|count|created)$/.test(name) && !/class|label|outcome|positive|anomal|outlier|blocked/i.test(name);
}

function detectionIn(file: CodeFile): Place | undefined {
  const library = importOf(file.code, detectorLibrary);
  const call = file.code.calls.find(
    (found) =>
      detecting.test(found.callee) ||
      (library !== undefined && /(?:^|\.)(?:predict|score|decision_function|score_samples|validate)$/.test(found.callee)),
  );
  return call === undefined ? undefined : { path: file.path, span: call.calleeSpan };
}
