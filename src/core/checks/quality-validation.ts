import { type CheckAnswer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { type CodeFile, codeFile, codeFiles, isScoring, placeOfCall, scoringCallOf } from '../project/evidence/python-code.ts';
import { reachableFrom } from '../project/evidence/python-imports.ts';
import { judgedGates } from '../project/evidence/recorded-gates.ts';
import { runsEvaluation } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { testModules } from '../project/evidence/test-suite.ts';
import { thresholds } from '../project/evidence/threshold-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  run: { en: 'The evaluation runs here by itself.', pl: 'Ewaluacja uruchamia się tutaj sama.' },
  threshold: {
    en: 'A limit decides here whether the model is good enough.',
    pl: 'Tutaj próg decyduje, czy model jest wystarczająco dobry.',
  },
  stage: { en: 'The stage {name} measures the model.', pl: 'Etap {name} mierzy model.' },
  noLimit: {
    en: 'The evaluation runs by itself here, but no limit decides whether the model is good enough.',
    pl: 'Ewaluacja uruchamia się tu sama, ale żaden próg nie decyduje, czy model jest wystarczająco dobry.',
  },
  byHand: {
    en: 'The stage {name} measures the model, but neither CI nor a schedule runs it.',
    pl: 'Etap {name} mierzy model, ale nie uruchamia go ani CI, ani harmonogram.',
  },
  script: {
    en: 'This script measures the model, but a person has to run it.',
    pl: 'Ten skrypt mierzy model, ale musi go uruchomić człowiek.',
  },
  limitByHand: { en: 'A limit is set here, but nothing checks it by itself.', pl: 'Tutaj ustalono próg, ale nic nie sprawdza go samo.' },
  missing: { en: 'Nothing measures the model but, at most, a notebook.', pl: 'Nic nie mierzy modelu, najwyżej notatnik.' },
} as const satisfies Record<string, Text>;

/** Whether the model's quality is measured without being asked. */
export const qualityValidation = defineCheck({
  id: 'quality-validation',
  group: 'validation',
  title: { en: 'Quality validation', pl: 'Walidacja jakości' },
  question: {
    en: 'Is model quality validated automatically and regularly?',
    pl: 'Czy jakość modelu jest sprawdzana automatycznie i regularnie?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'CI or a schedule runs the evaluation (a DVC stage with metrics, or a script that computes them), and a limit decides: a gate in airworthy.yaml on the recorded metric, or code that fails below a threshold and runs there.',
      pl: 'CI lub harmonogram uruchamia ewaluację (etap DVC z metrykami lub skrypt, który je liczy), a decyduje próg: bramka w airworthy.yaml na zapisanej metryce albo uruchamiany tam kod, który zawodzi poniżej progu.',
    },
    partial: {
      en: 'An evaluation stage or script that a person runs, or that runs by itself without a limit.',
      pl: 'Etap lub skrypt ewaluacji uruchamiany przez człowieka albo działający sam, ale bez progu.',
    },
    missing: { en: 'No evaluation, or one in a notebook.', pl: 'Brak ewaluacji albo ewaluacja tylko w notatniku.' },
  },
  step: {
    title: {
      en: 'Let CI run the evaluation and stop below a threshold',
      pl: 'Niech CI uruchamia ewaluację i zatrzymuje się poniżej progu',
    },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const runs = evaluationRuns(project);
    const limits = thresholds(project);
    const gates = judgedGates(project)
      .filter((gate) => gate.outcome === 'passed' || gate.outcome === 'failed')
      .map((gate) => gate.place);
    const wired = limits.filter((limit) => limit.runBy !== null);
    const decided = [...wired.map((limit) => limit.place), ...(runs.length > 0 ? gates : [])];
    // A test that computes the metric and fails below a limit is an evaluation of its own.
    const isRun = runs.length > 0 || wired.length > 0;
    const met =
      isRun && decided.length > 0
        ? [...decided.map((place) => offer(place, texts.threshold)), ...runs.map((place) => offer(place, texts.run))]
        : [];
    const stages = ownDocuments(project, 'dvc-yaml').flatMap(({ path, facts }) =>
      facts.stages.filter((stage) => stage.outs.some((out) => out.kind === 'metric')).map((stage) => ({ path, stage })),
    );
    const partial = [
      ...runs.map((place) => offer(place, texts.noLimit)),
      ...stages.map(({ path, stage }) => offer({ path, span: stage.name.span }, texts.byHand, { name: stage.name.value })),
      ...limits.map((limit) => offer(limit.place, texts.limitByHand)),
      ...scoringScripts(project).map((place) => offer(place, texts.script)),
    ];
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

/** Where CI or a schedule runs the evaluation. */
function evaluationRuns(project: Project): readonly Place[] {
  const automatic = automaticCommands(project)
    .filter((command) => runsEvaluation(project, command) && measures(project))
    .map((command) => command.place);
  const scheduled = scheduledRuns(project)
    .filter(
      (run) =>
        !run.suspended &&
        (run.commands.some((command) => runsEvaluation(project, command) && measures(project)) || reachesScoring(project, run.file)),
    )
    .map((run) => run.place);
  return [...automatic, ...scheduled];
}

/** Whether the code of an orchestrator's run leads to a quality metric. */
function reachesScoring(project: Project, file: string | null): boolean {
  if (file === null) return false;
  return reachableFrom(project, file).some((path) => {
    const found = codeFile(project, path);
    return found !== undefined && !found.isTest && scoringCallOf(found.code) !== undefined;
  });
}

/** A pipeline run validates only where some stage or script measures. */
function measures(project: Project): boolean {
  return (
    ownDocuments(project, 'dvc-yaml').some(
      ({ facts }) => facts.metrics.length > 0 || facts.stages.some((stage) => stage.outs.some((out) => out.kind === 'metric')),
    ) || scoringScripts(project).length > 0
  );
}

/** Code that measures when a person starts it: scripts, what they lead to, and modules that measure as they load. A library's function does not. */
function scoringScripts(project: Project): readonly Place[] {
  const tests = new Set(testModules(project).map((module) => module.path));
  const own = codeFiles(project).filter((file) => !file.isNotebook && !file.isTest && !tests.has(file.path));
  const isStarted = (code: CodeFile['code']): boolean =>
    code.isScript || code.calls.some((call) => call.within === null && isScoring(call));
  const started = new Set(own.filter((file) => isStarted(file.code)).flatMap((file) => reachableFrom(project, file.path)));
  return own.flatMap((file) => {
    const call = scoringCallOf(file.code);
    return call === undefined || !started.has(file.path) ? [] : [placeOfCall(file, call)];
  });
}
