import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { daysBetween, durationDays, newestDate } from '../project/evidence/dates.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { codeFile } from '../project/evidence/python-code.ts';
import { targetFiles } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  dated: { en: 'A dated analysis of errors ({date}).', pl: 'Datowana analiza błędów ({date}).' },
  declared: {
    en: 'The review {what} was last made on {date} and is due every {every}.',
    pl: 'Przegląd {what} wykonano ostatnio {date}, powinien być co {every}.',
  },
  overdue: {
    en: 'The review {what} of {date} is past its date: it is due every {every}.',
    pl: 'Przegląd {what} z {date} jest po terminie: powinien być co {every}.',
  },
  undated: { en: 'The review {what} has a document without a date.', pl: 'Przegląd {what} ma dokument bez daty.' },
  noTarget: { en: 'The review {what} names {path}, which does not exist.', pl: 'Przegląd {what} wskazuje {path}, którego nie ma.' },
  cadence: {
    en: 'The review {what} is declared, but no document shows that it was made.',
    pl: 'Zadeklarowano przegląd {what}, ale żaden dokument nie pokazuje, że go wykonano.',
  },
  once: {
    en: 'There is one analysis of errors ({date}); it is not seen to be repeated.',
    pl: 'Jest jedna analiza błędów ({date}); nie widać, by ją powtarzano.',
  },
  document: { en: 'An analysis of errors without a date.', pl: 'Analiza błędów bez daty.' },
  job: {
    en: 'A scheduled job makes a report of errors; nothing shows that people look at it.',
    pl: 'Zaplanowane zadanie tworzy raport błędów; nie widać, by ktoś go przeglądał.',
  },
  missing: {
    en: 'Nothing shows that errors are looked at and fed back.',
    pl: 'Nic nie pokazuje, że błędy są analizowane i wykorzystywane.',
  },
} as const satisfies Record<string, Text>;

const reviewTopic =
  /error analysis|post-?mortem|model review|retrospective|lessons learned|failure analysis|misclassif|review (?:report|notes|meeting)|(?:weekly|monthly|quarterly) (?:review|report)|analiza błędów|przegląd modelu|retrospektyw|wnioski/i;

/** Whether mistakes lead to improvements. */
export const iterationReview = defineCheck({
  id: 'iteration-review',
  group: 'validation',
  title: { en: 'Iteration review', pl: 'Przegląd iteracji' },
  question: { en: 'Are errors analysed regularly and fed back?', pl: 'Czy błędy są regularnie analizowane, a wnioski wracają do pracy?' },
  weight: 1,
  evidence: {
    met: {
      en: 'At least two dated analyses of errors, or a review in airworthy.yaml with its cadence and a document whose newest date is within it.',
      pl: 'Co najmniej dwie datowane analizy błędów albo przegląd w airworthy.yaml z rytmem i dokumentem, którego najnowsza data mieści się w tym rytmie.',
    },
    partial: {
      en: 'One analysis, one without a date, a review past its date or without a document, or a scheduled report.',
      pl: 'Jedna analiza, analiza bez daty, przegląd po terminie lub bez dokumentu albo zaplanowany raport.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: {
      en: 'Review errors at a fixed cadence and keep dated notes',
      pl: 'Przeglądaj błędy w stałym rytmie i zapisuj datowane notatki',
    },
    effort: 'hours',
    fix: 'link-broken',
  },
  evaluate({ project }): CheckAnswer {
    const declared = declaredReviews(project);
    const documents = documentsAbout(project, reviewTopic)
      .filter((part) => !part.isBlank && part.words >= 25)
      .map((part) => ({ part, date: newestDate(`${part.document.path}\n${part.body}`, project.today) }));
    const dated = documents.flatMap(({ part, date }) => (date === null ? [] : [{ part, date }]));
    const days = new Set(dated.map(({ date }) => date));
    const isRepeated = days.size > 1;
    const met = [...declared.met, ...(isRepeated ? dated.map(({ part, date }) => offer(part.place, texts.dated, { date })) : [])];
    const partial = [
      ...declared.partial,
      ...dated.map(({ part, date }) => offer(part.place, texts.once, { date })),
      ...documents.filter(({ date }) => date === null).map(({ part }) => offer(part.place, texts.document)),
      ...reportJobs(project),
    ];
    return weighEvidence(project, { met, partial, missing: texts.missing, against: declared.against });
  },
});

/** The manifest's `reviews`, by the newest date in each one's document. */
function declaredReviews(project: Project): {
  readonly met: readonly EvidenceOffer[];
  readonly partial: readonly EvidenceOffer[];
  readonly against: readonly EvidenceOffer[];
} {
  const met: EvidenceOffer[] = [];
  const partial: EvidenceOffer[] = [];
  const against: EvidenceOffer[] = [];
  const document = project.manifestDocument;
  for (const [index, review] of (project.manifest?.reviews ?? []).entries()) {
    const place = manifestKey(project, 'reviews', index, 'what');
    const { what, every } = review;
    if (review.document === undefined || /^https?:/.test(review.document) || document === null) {
      partial.push(offer(place, texts.cadence, { what }));
      continue;
    }
    const path = project.resolve(document.path, review.document);
    if (path === null || !project.exists(path)) {
      against.push(offer(place, texts.noTarget, { what, path: review.document }));
      continue;
    }
    const date = newestDate(`${path}\n${project.file(path)?.source.text ?? ''}`, project.today);
    if (date === null || every === undefined) partial.push(offer(place, date === null ? texts.undated : texts.cadence, { what }));
    else if (daysBetween(date, project.today) > durationDays(every)) partial.push(offer(place, texts.overdue, { what, date, every }));
    else met.push(offer(place, texts.declared, { what, date, every }));
  }
  return { met, partial, against };
}

/** Scheduled code that is named after errors and reports. */
function reportJobs(project: Project): readonly EvidenceOffer[] {
  return scheduledRuns(project)
    .filter(
      (run) =>
        !run.suspended &&
        run.commands.some((command) =>
          targetFiles(project, command).some(
            (path) =>
              codeFile(project, path)?.code.functions.some((found) =>
                /error_?(?:analysis|report)|misclassif|confusion/i.test(found.name),
              ) === true,
          ),
        ),
    )
    .map((run) => offer(run.place, texts.job));
}
