import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { ciSteps } from '../project/evidence/ci-commands.ts';
import { documentsAbout, mentionsOf } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { codeFile, trainingCallOf } from '../project/evidence/python-code.ts';
import { reachableFrom } from '../project/evidence/python-imports.ts';
import { isConcrete } from '../project/evidence/release-commands.ts';
import { runsTraining } from '../project/evidence/run-targets.ts';
import { type ScheduledRun, scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';
import { scenarioNeeds } from '../readiness/scenario.ts';

const texts = {
  schedule: { en: 'The schedule {schedule} runs the training.', pl: 'Harmonogram {schedule} uruchamia trening.' },
  event: {
    en: 'An event from outside, such as a drift alert, starts the training here.',
    pl: 'Zdarzenie z zewnątrz, na przykład alert dryfu, uruchamia tu trening.',
  },
  documented: {
    en: 'The procedure gives the command and when to train again.',
    pl: 'Procedura podaje polecenie i kiedy trenować ponownie.',
  },
  suspended: {
    en: 'The schedule {schedule} would run the training, but it is suspended.',
    pl: 'Harmonogram {schedule} uruchamiałby trening, ale jest wstrzymany.',
  },
  byHand: { en: 'A person starts this training by hand.', pl: 'Ten trening uruchamia człowiek.' },
  onChange: {
    en: 'Training runs when code changes, not when the data has moved on.',
    pl: 'Trening uruchamia się przy zmianie kodu, a nie gdy zmieniły się dane.',
  },
  declared: {
    en: 'The manifest says when to train again, but nothing here does it.',
    pl: 'Manifest mówi, kiedy trenować ponownie, ale nic tu tego nie robi.',
  },
  noTarget: { en: 'The manifest names {path}, which does not exist.', pl: 'Manifest wskazuje {path}, którego nie ma.' },
  notTraining: {
    en: 'The manifest names {path}, which runs no training by the clock.',
    pl: 'Manifest wskazuje {path}, który nie uruchamia treningu według harmonogramu.',
  },
  described: {
    en: 'Retraining is described, but without a command and its trigger.',
    pl: 'Ponowne trenowanie jest opisane, ale bez polecenia i jego wyzwalacza.',
  },
  cadence: {
    en: 'The profile demand-forecasting also wants a declared cadence (`retraining.cadence`).',
    pl: 'Profil demand-forecasting wymaga też zadeklarowanego rytmu (`retraining.cadence`).',
  },
  missing: { en: 'Nothing says when the model is trained again.', pl: 'Nic nie mówi, kiedy model jest trenowany ponownie.' },
} as const satisfies Record<string, Text>;

/** Whether the model keeps up with the world. */
export const retraining = defineCheck({
  id: 'retraining',
  group: 'release',
  title: { en: 'Retraining', pl: 'Ponowne trenowanie' },
  question: {
    en: 'Is it set when the model is retrained, who decides, and how the new version is tested?',
    pl: 'Czy ustalono, kiedy model jest trenowany ponownie, kto decyduje i jak testuje się nową wersję?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A scheduled workflow, a job of GitLab CI for scheduled pipelines, a CronJob or orchestrator schedule that runs the pipeline or the training script, a workflow that an outside event starts, or a procedure that gives the command and says when to use it.',
      pl: 'Zaplanowany przepływ pracy, zadanie GitLab CI dla potoków z harmonogramu, CronJob lub harmonogram orkiestratora, który uruchamia potok lub skrypt treningowy, przepływ uruchamiany zdarzeniem z zewnątrz albo procedura podająca polecenie i kiedy go użyć.',
    },
    partial: {
      en: '`retraining` in airworthy.yaml alone, a workflow started by hand or on code changes, a suspended schedule, or a description without a command.',
      pl: 'Samo `retraining` w airworthy.yaml, przepływ uruchamiany ręcznie lub przy zmianach kodu, wstrzymany harmonogram albo opis bez polecenia.',
    },
    missing: {
      en: 'None of it, or a declared workflow that does not exist.',
      pl: 'Nic z tego albo zadeklarowany przepływ pracy, którego nie ma.',
    },
  },
  step: {
    title: {
      en: 'Schedule a workflow that runs the pipeline and its gates',
      pl: 'Zaplanuj przepływ pracy, który uruchamia potok i jego bramki',
    },
    effort: 'hours',
    fix: 'retraining-unscheduled',
  },
  evaluate({ project }): CheckAnswer {
    const runs = scheduledRuns(project).filter((run) => trains(project, run));
    const steps = ciSteps(project).filter((step) => !step.off && step.commands.some((command) => runsTraining(project, command)));
    const documents = documentsAbout(project, /re-?train|ponown\p{L}+ (?:trenowani|trening|uczeni)|retrening/iu).filter(
      (part) => !part.isBlank,
    );
    const concrete = documents.filter((part) => isConcrete(project, part, 'training'));
    const met: EvidenceOffer[] = [
      ...runs.filter((run) => !run.suspended).map((run) => offer(run.place, texts.schedule, { schedule: run.schedule })),
      ...steps
        .filter((step) => step.triggers.has('event'))
        .flatMap((step) => step.commands.slice(0, 1).map((command) => offer(command.place, texts.event))),
      ...concrete.map((part) => offer(part.place, texts.documented)),
    ];
    const declared = declaredRetraining(project, runs);
    const partial: EvidenceOffer[] = [
      ...runs.filter((run) => run.suspended).map((run) => offer(run.place, texts.suspended, { schedule: run.schedule })),
      ...declared.partial,
      ...steps.flatMap((step) => {
        const command = step.commands.find((found) => runsTraining(project, found));
        return command === undefined ? [] : [offer(command.place, step.triggers.has('change') ? texts.onChange : texts.byHand)];
      }),
      ...documents.filter((part) => !concrete.includes(part) && part.words >= 8).map((part) => offer(part.place, texts.described)),
      ...mentionsOf(project, /re-?train|ponown\p{L}+ tren/iu)
        .filter((part) => part.words >= 8)
        .map((part) => offer(part.place, texts.described)),
    ];
    if (met.length > 0 && scenarioNeeds(project, 'cadence') && project.manifest?.retraining?.cadence === undefined) {
      return weighEvidence(project, {
        met: [],
        partial: met.map((found) => ({ ...found, why: { ...texts.cadence, args: {} } })),
        missing: texts.missing,
      });
    }
    return weighEvidence(project, {
      met,
      partial,
      missing: texts.missing,
      against: declared.against,
      looksIn: /^\.github\/workflows\/|^\.gitlab-ci\.yml$/,
    });
  },
});

function trains(project: Project, run: ScheduledRun): boolean {
  if (run.trains || run.commands.some((command) => runsTraining(project, command))) return true;
  return (
    run.file !== null &&
    reachableFrom(project, run.file).some((path) => trainingCallOf(codeFile(project, path)?.code ?? noCode) !== undefined)
  );
}

const noCode = { imports: [], calls: [], functions: [], strings: [], isScript: false, handlers: 0 };

/** What the manifest's `retraining` is worth by itself: a workflow that does not exist is nothing. */
function declaredRetraining(
  project: Project,
  runs: readonly ScheduledRun[],
): { readonly partial: readonly EvidenceOffer[]; readonly against: readonly EvidenceOffer[] } {
  const declared = project.manifest?.retraining;
  const document = project.manifestDocument;
  if (declared === undefined || document === null) return { partial: [], against: [] };
  const place = manifestKey(project, 'retraining');
  if (declared.workflow === undefined) return { partial: [offer(place, texts.declared)], against: [] };
  const path = project.resolve(document.path, declared.workflow);
  const at = manifestKey(project, 'retraining', 'workflow');
  if (path === null || !project.exists(path)) return { partial: [], against: [offer(at, texts.noTarget, { path: declared.workflow })] };
  return {
    partial: runs.some((run) => run.place.path === path) ? [] : [offer(at, texts.notTraining, { path: declared.workflow })],
    against: [],
  };
}
