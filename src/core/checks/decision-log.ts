import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { servingObjects } from '../project/evidence/model-servers.ts';
import { offer } from '../project/evidence/offer.ts';
import { decisionLogTopic, predictionWord, predictionWriter } from '../project/evidence/prediction-log.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  logger: { en: '{name} sends each request and answer to a log.', pl: '{name} wysyła każde żądanie i odpowiedź do rejestru.' },
  written: { en: 'The service stores each prediction here.', pl: 'Usługa zapisuje tu każdą predykcję.' },
  unstarted: {
    en: 'Predictions are stored here, but nothing starts this code.',
    pl: 'Predykcje są tu zapisywane, ale nic nie uruchamia tego kodu.',
  },
  printed: {
    en: 'The service writes a log line here; nothing shows where decisions are kept.',
    pl: 'Usługa pisze tu wiersz dziennika; nie widać, gdzie przechowywane są decyzje.',
  },
  declared: {
    en: 'The manifest names a decision log; nothing here is seen to write it.',
    pl: 'Manifest wskazuje rejestr decyzji; nie widać, by coś go zapisywało.',
  },
  noTarget: { en: 'The manifest names {path}, which does not exist.', pl: 'Manifest wskazuje {path}, którego nie ma.' },
  documented: {
    en: 'A decision log is described; nothing here is seen to write it.',
    pl: 'Rejestr decyzji jest opisany; nie widać, by coś go zapisywało.',
  },
  missing: { en: 'Predictions are not stored with their context.', pl: 'Predykcje nie są zapisywane wraz z kontekstem.' },
} as const satisfies Record<string, Text>;

/** Whether a decision of last month can be explained. */
export const decisionLog = defineCheck({
  id: 'decision-log',
  group: 'compliance',
  title: { en: 'Decision log', pl: 'Rejestr decyzji' },
  question: {
    en: 'Are predictions stored with their context so that decisions can be explained later?',
    pl: 'Czy predykcje są zapisywane z kontekstem, aby później można było wyjaśnić decyzje?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A KServe or Seldon logger, or code on the way of a request that writes predictions to a table, a topic or a store.',
      pl: 'Logger w KServe lub Seldonie albo kod na drodze żądania, który zapisuje predykcje w tabeli, temacie lub magazynie.',
    },
    partial: {
      en: 'Such code that nothing starts, a log line only, a declaration or a description alone.',
      pl: 'Taki kod, którego nic nie uruchamia, sam wiersz dziennika, sama deklaracja lub opis.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: {
      en: 'Store each prediction with its inputs, version and time',
      pl: 'Zapisuj każdą predykcję z danymi wejściowymi, wersją i czasem',
    },
    effort: 'days',
    fix: 'link-broken',
  },
  evaluate({ project }): CheckAnswer {
    const path = servingPath(project);
    const started = new Set(path.map((file) => file.path));
    const loggers = servingObjects(project).flatMap((object) =>
      object.logger === null ? [] : [offer(object.logger, texts.logger, { name: object.name })],
    );
    const writers = path.flatMap((file) => predictionWriter(file) ?? []);
    const idle = codeFiles(project)
      .filter((file) => !file.isTest && !file.isNotebook && !started.has(file.path))
      .flatMap((file) => predictionWriter(file) ?? []);
    const declared = declaredLog(project);
    const printed = path.flatMap((file) => {
      const call = file.code.calls.find(
        (found) => /(?:^|\.)(?:info|log|warning)$/.test(found.callee) && predictionWord.test(found.callee + (found.within ?? '')),
      );
      return call === undefined ? [] : [offer({ path: file.path, span: call.calleeSpan }, texts.printed)];
    });
    const documents = documentsAbout(project, decisionLogTopic).filter((part) => !part.isBlank);
    return weighEvidence(project, {
      met: [...loggers, ...writers.map((place) => offer(place, texts.written))],
      partial: [
        ...idle.map((place) => offer(place, texts.unstarted)),
        ...printed,
        ...declared.partial,
        ...documents.map((part) => offer(part.place, texts.documented)),
      ],
      missing: texts.missing,
      against: declared.against,
    });
  },
});

function declaredLog(project: Project): { readonly partial: readonly EvidenceOffer[]; readonly against: readonly EvidenceOffer[] } {
  const written = project.manifest?.decisions?.log;
  if (written === undefined || project.manifestDocument === null) return { partial: [], against: [] };
  const place = manifestKey(project, 'decisions', 'log');
  const looksLikePath = /[/\\].*\.\w+$|\.(?:md|json|ya?ml|sql|py)$/.test(written) && !/^\w+:\/\//.test(written);
  const path = looksLikePath ? project.resolve(project.manifestDocument.path, written) : null;
  if (looksLikePath && (path === null || !project.exists(path)))
    return { partial: [], against: [offer(place, texts.noTarget, { path: written })] };
  return { partial: [offer(place, texts.declared)], against: [] };
}
