import { type CheckAnswer, type EvidenceOffer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { message } from '../l10n/message.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { offer } from '../project/evidence/offer.ts';
import { type JudgedGate, judgedGates } from '../project/evidence/recorded-gates.ts';
import { thresholds } from '../project/evidence/threshold-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import type { Project } from '../project/project.ts';
import { missingGates } from '../readiness/scenario.ts';

const texts = {
  passed: { en: 'The gate {name} of {model} passes.', pl: 'Bramka {name} modelu {model} jest spełniona.' },
  failed: { en: 'The gate {name} of {model} fails.', pl: 'Bramka {name} modelu {model} nie jest spełniona.' },
  noTarget: {
    en: 'The gate {name} of {model} points at a value that does not exist.',
    pl: 'Bramka {name} modelu {model} wskazuje wartość, która nie istnieje.',
  },
  unasked: {
    en: 'The gate {name} of {model} needs what was not asked: an endpoint, or the version being promoted.',
    pl: 'Bramka {name} modelu {model} wymaga tego, czego nie sprawdzono: punktu końcowego lub awansowanej wersji.',
  },
  ungated: { en: 'Gates guard some models, but {model} has none.', pl: 'Bramki chronią niektóre modele, ale {model} nie ma żadnej.' },
  code: { en: 'A quality threshold stops a bad model here.', pl: 'Próg jakości zatrzymuje tutaj zły model.' },
  codeByHand: {
    en: 'A quality threshold is coded here, but nothing runs it by itself.',
    pl: 'Próg jakości jest tu zapisany w kodzie, ale nic nie uruchamia go samo.',
  },
  analysis: { en: 'The rollout is stopped by the analysis {name}.', pl: 'Wdrożenie zatrzymuje analiza {name}.' },
  unusedAnalysis: { en: 'No Rollout refers to the analysis {name}.', pl: 'Żaden Rollout nie odwołuje się do analizy {name}.' },
  scenario: { en: 'The profile {scenario} also wants a gate on: {lacks}.', pl: 'Profil {scenario} wymaga też bramki na: {lacks}.' },
  missing: { en: 'No gate decides whether a model may be released.', pl: 'Żadna bramka nie decyduje, czy model można wydać.' },
  unknown: {
    en: 'All gates ask endpoints, which were not asked; they are when a version is promoted.',
    pl: 'Wszystkie bramki pytają punkty końcowe, których nie odpytano; dzieje się to przy awansowaniu wersji.',
  },
} as const satisfies Record<string, Text>;

/** Whether a bad model is stopped. */
export const qualityGates = defineCheck({
  id: 'quality-gates',
  group: 'validation',
  title: { en: 'Quality gates', pl: 'Bramki jakości' },
  question: {
    en: 'Are gates declared (least quality, response time, error handling), and do the latest metrics pass them?',
    pl: 'Czy zadeklarowano bramki (minimalna jakość, czas odpowiedzi, obsługa błędów) i czy najnowsze metryki je spełniają?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'Gates in airworthy.yaml whose values exist and all pass; or a quality threshold in code that CI or a schedule runs, such as a short circuit of a scheduled DAG; or an Argo analysis that a Rollout refers to.',
      pl: 'Bramki w airworthy.yaml, których wartości istnieją i wszystkie są spełnione; albo próg jakości w kodzie uruchamianym przez CI lub harmonogram, na przykład bramka w zaplanowanym DAG-u; albo analiza Argo, do której odwołuje się Rollout.',
    },
    partial: {
      en: 'Gates of which some need an endpoint or another version, a model without a gate, a threshold that nothing runs, an analysis that nothing uses, or gates that leave out what the scenario profile wants.',
      pl: 'Bramki, z których część wymaga punktu końcowego lub innej wersji, model bez bramki, próg, którego nic nie uruchamia, nieużywana analiza albo bramki bez tego, czego wymaga profil scenariusza.',
    },
    missing: {
      en: 'No gate, a gate that fails, or gates that point at nothing.',
      pl: 'Brak bramki, niespełniona bramka albo bramki wskazujące na nic.',
    },
  },
  step: {
    title: { en: 'Give each model a gate on a recorded metric', pl: 'Daj każdemu modelowi bramkę na zapisanej metryce' },
    effort: 'minutes',
    fix: 'gate-missing',
  },
  evaluate({ project, live }): CheckAnswer {
    const gates = judgedGates(project).map((gate) => withDrift(gate, project, live));
    const failed = gates.filter((gate) => gate.outcome === 'failed');
    const [firstFailed] = failed;
    if (firstFailed !== undefined) {
      const evidence = failed.flatMap((gate) => [say(gate, texts.failed), { ...offer(gate.place, texts.failed), why: gate.why }]);
      return { status: 'missing', reason: message(texts.failed, { name: firstFailed.name, model: firstFailed.model }), evidence };
    }
    const passed = gates.filter((gate) => gate.outcome === 'passed');
    const open = gates.filter((gate) => gate.outcome === 'unasked');
    const pointless = gates.filter((gate) => gate.outcome === 'no-target');
    const code = thresholds(project);
    const analyses = analysesOf(project);
    const met = [
      ...passed.map((gate) => say(gate, texts.passed)),
      ...code.filter((threshold) => threshold.runBy !== null).map((threshold) => offer(threshold.place, texts.code)),
      ...analyses.met,
    ];
    const lacking = [
      ...unguarded(project, passed),
      ...pointless.map((gate) => say(gate, texts.noTarget)),
      ...open.map((gate) => say(gate, texts.unasked)),
      ...scenarioLacks(project, gates),
    ];
    const partial = [
      ...lacking,
      ...code.filter((threshold) => threshold.runBy === null).map((threshold) => offer(threshold.place, texts.codeByHand)),
      ...analyses.partial,
    ];
    if (met.length === 0 && pointless.length > 0 && open.length + code.length + analyses.partial.length === 0) {
      return {
        status: 'missing',
        reason: pointless[0] === undefined ? message(texts.missing) : say(pointless[0], texts.noTarget).why,
        evidence: pointless.map((gate) => say(gate, texts.noTarget)),
      };
    }
    if (
      met.length === 0 &&
      code.length + analyses.partial.length === 0 &&
      open.length > 0 &&
      open.every((gate) => 'from' in gate.gate && /^(?:prometheus|mlflow):/.test(gate.gate.from))
    ) {
      return answer('unknown', texts.unknown, { evidence: open.map((gate) => say(gate, texts.unasked)) });
    }
    return weighEvidence(project, {
      met: lacking.length > 0 ? [] : met,
      partial: met.length > 0 && lacking.length > 0 ? [...lacking, ...met] : partial,
      missing: texts.missing,
    });
  },
});

/** A gate on drift as the declared endpoint answered: all entries of its title must have a value below their alert. */
function withDrift(gate: JudgedGate, { manifest }: Project, live: LiveFacts | null): JudgedGate {
  const { gate: declared } = gate;
  if (live === null || !('drift' in declared)) return gate;
  const titled = [...(manifest?.drift ?? []).entries()].filter(([, { title }]) => title === declared.drift);
  const answers = titled.map(([index]) => live.charts[`drift/${String(index)}`]);
  const failed = answers.find((said) => said?.kind === 'values' && said.state === 'alert');
  if (failed !== undefined) return { ...gate, outcome: 'failed', why: failed.why };
  const [first] = answers;
  const isKnown = first !== undefined && answers.every((said) => said?.kind === 'values');
  return isKnown ? { ...gate, outcome: 'passed', why: first.why } : gate;
}

function say(gate: JudgedGate, text: Text): EvidenceOffer {
  return offer(gate.place, text, { name: gate.name, model: gate.model });
}

/** Declared models without any gate, where others have one. */
function unguarded(project: Project, passed: readonly JudgedGate[]): readonly EvidenceOffer[] {
  const [first] = passed;
  if (first === undefined) return [];
  return (project.manifest?.models ?? [])
    .filter((model) => (model.gates ?? []).length === 0)
    .map((model) => offer(first.place, texts.ungated, { model: model.name }));
}

function scenarioLacks(project: Project, gates: readonly JudgedGate[]): readonly EvidenceOffer[] {
  const lacks = missingGates(
    project,
    gates.map((gate) => gate.name),
  );
  const [first] = gates;
  if (lacks.length === 0 || first === undefined) return [];
  return [offer(first.place, texts.scenario, { scenario: project.manifest?.scenario ?? '', lacks: lacks.join(', ') })];
}

/** Argo's AnalysisTemplates, told apart by whether a Rollout names them. */
function analysesOf(project: Project): { readonly met: readonly EvidenceOffer[]; readonly partial: readonly EvidenceOffer[] } {
  const used = new Set(objectsOfKind(project, /^Rollout$/).flatMap(({ object }) => namesIn(object.root.toJson())));
  const templates = objectsOfKind(project, /^(?:Cluster)?AnalysisTemplate$/);
  const split = (isUsed: boolean, text: Text): readonly EvidenceOffer[] =>
    templates.filter(({ name }) => used.has(name) === isUsed).map(({ place, name }) => offer(place, text, { name }));
  return { met: split(true, texts.analysis), partial: split(false, texts.unusedAnalysis) };
}

/** Values of every `templateName` in an object. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'templateName' && typeof inner === 'string' ? [inner] : namesIn(inner)));
}
