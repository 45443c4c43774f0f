import { type CheckAnswer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { offer } from '../project/evidence/offer.ts';
import { pipelines } from '../project/evidence/pipelines.ts';
import { runsTraining } from '../project/evidence/run-targets.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  whole: {
    en: 'This pipeline ({system}) goes from data to model in steps that know each other.',
    pl: 'Ten potok ({system}) prowadzi od danych do modelu w powiązanych krokach.',
  },
  single: {
    en: 'The {system} definition has a single step: what comes before it is done by hand.',
    pl: 'Definicja {system} ma jeden krok: to, co jest przed nim, dzieje się ręcznie.',
  },
  broken: {
    en: 'The {system} pipeline cannot run: {lacks} does not exist or is not valid.',
    pl: 'Potok {system} nie może działać: {lacks} nie istnieje lub jest niepoprawne.',
  },
  idle: {
    en: 'This compiled pipeline ({system}) is whole, but no schedule and no CI here starts it.',
    pl: 'Ten skompilowany potok ({system}) jest kompletny, ale nie uruchamia go żaden harmonogram ani CI.',
  },
  chain: {
    en: 'A {system} script runs the training, but it does not know what depends on what.',
    pl: 'Skrypt ({system}) uruchamia trening, ale nie wie, co od czego zależy.',
  },
  ci: {
    en: 'CI runs the training script, but no pipeline says what depends on what.',
    pl: 'CI uruchamia skrypt treningowy, ale żaden potok nie mówi, co od czego zależy.',
  },
  missing: { en: 'No pipeline was found that goes from data to model.', pl: 'Nie znaleziono potoku, który prowadzi od danych do modelu.' },
} as const satisfies Record<string, Text>;

/** Whether the way from data to model needs a person. */
export const pipelineAutomation = defineCheck({
  id: 'pipeline-automation',
  group: 'pipeline',
  title: { en: 'Pipeline automation', pl: 'Automatyzacja potoku' },
  question: {
    en: 'Does a pipeline, not a person, go from data to model?',
    pl: 'Czy od danych do modelu prowadzi potok (pipeline), a nie człowiek?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A dvc.yaml with stages that depend on each other, an MLproject whose main entry point runs the others, Argo Workflows, or Airflow, Dagster, Prefect, ZenML, Kedro, Metaflow, Luigi or Kubeflow code with two steps or more that leads to a training call, or a compiled Kubeflow pipeline that a ScheduledWorkflow, a recurring run or CI starts; all that they name exists.',
      pl: 'dvc.yaml z zależnymi od siebie etapami, MLproject, którego główny punkt wejścia uruchamia pozostałe, Argo Workflows albo kod Airflow, Dagster, Prefect, ZenML, Kedro, Metaflow, Luigi lub Kubeflow z co najmniej dwoma krokami, który prowadzi do treningu, albo skompilowany potok Kubeflow uruchamiany przez ScheduledWorkflow, uruchomienie cykliczne lub CI; wszystko, co wymieniają, istnieje.',
    },
    partial: {
      en: 'A definition with one step, one that names what does not exist, a compiled Kubeflow pipeline that nothing starts, a Makefile, a chain of scripts, or CI that runs the training script.',
      pl: 'Definicja z jednym krokiem lub wskazująca coś, czego nie ma, skompilowany potok Kubeflow, którego nic nie uruchamia, Makefile, łańcuch skryptów albo CI uruchamiające skrypt treningowy.',
    },
    missing: { en: 'Scripts or notebooks that a person runs.', pl: 'Skrypty lub notatniki uruchamiane przez człowieka.' },
  },
  step: {
    title: {
      en: 'Describe the steps from data to model as a pipeline, such as stages in dvc.yaml',
      pl: 'Opisz kroki od danych do modelu jako potok, na przykład etapy w dvc.yaml',
    },
    effort: 'days',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const found = pipelines(project);
    const met = found.flatMap(({ state, place, system }) => (state === 'whole' ? [offer(place, texts.whole, { system })] : []));
    const partial = found.flatMap(({ state, place, system, lacks }) =>
      state === 'whole' ? [] : [offer(place, texts[state], { system, lacks: lacks ?? '' })],
    );
    const training = automaticCommands(project).find((command) => runsTraining(project, command));
    if (training !== undefined) partial.push(offer(training.place, texts.ci));
    return weighEvidence(project, { met, partial, missing: texts.missing, looksIn: /(?:^|\/)(?:dvc\.yaml|MLproject)$/ });
  },
});
