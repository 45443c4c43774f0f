import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { ownerOf, runbookOf } from '../project/evidence/alert-response.ts';
import { isRouted } from '../project/evidence/alert-routes.ts';
import { foundRules, isLoaded } from '../project/evidence/alert-rules.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  complete: { en: '{name} has an owner and a runbook.', pl: '{name} ma właściciela i procedurę postępowania.' },
  runbook: { en: 'What to do for {name} stands here.', pl: 'Tutaj opisano, co robić przy {name}.' },
  noRunbook: { en: '{name} has no runbook.', pl: '{name} nie ma procedury postępowania (runbook).' },
  absent: { en: 'The runbook of {name} does not exist.', pl: 'Procedura postępowania dla {name} nie istnieje.' },
  noOwner: {
    en: '{name} has no owner, and no Alertmanager configuration routes it to anyone.',
    pl: '{name} nie ma właściciela i żadna konfiguracja Alertmanagera nie kieruje go do nikogo.',
  },
  unloaded: {
    en: '{name} is in a rule file that no Prometheus configuration loads.',
    pl: '{name} jest w pliku reguł, którego nie wczytuje żadna konfiguracja Prometheusa.',
  },
  broken: { en: '{name} is in a rule file that Prometheus refuses.', pl: '{name} jest w pliku reguł, który Prometheus odrzuca.' },
  runbookOnly: { en: 'There is a runbook, but no alert was found.', pl: 'Jest procedura postępowania, ale nie znaleziono żadnego alertu.' },
  missing: { en: 'There are neither alerts nor runbooks.', pl: 'Nie ma alertów ani procedur postępowania.' },
} as const satisfies Record<string, Text>;

/** Whether an alert at night leads to an act. */
export const alertResponse = defineCheck({
  id: 'alert-response',
  group: 'response',
  title: { en: 'Alert response', pl: 'Reakcja na alerty' },
  question: {
    en: 'Does every alert have an owner and a runbook?',
    pl: 'Czy każdy alert ma właściciela i procedurę postępowania (runbook)?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'Every alert is loaded by Prometheus and has a runbook (a `runbook_url` whose file exists, or a section with the alert’s name in a document about alerts) and an owner (a label such as `owner` or `team`, or an Alertmanager receiver).',
      pl: 'Każdy alert jest wczytywany przez Prometheusa i ma procedurę (`runbook_url` do istniejącego pliku lub sekcja z nazwą alertu w dokumencie o alertach) oraz właściciela (etykieta `owner` lub `team` albo odbiorca w Alertmanagerze).',
    },
    partial: {
      en: 'Some alerts lack one of these, alerts that nothing loads, or a runbook without alerts.',
      pl: 'Części alertów czegoś brakuje, alerty niewczytywane albo procedura bez alertów.',
    },
    missing: { en: 'Neither alerts nor runbooks.', pl: 'Brak alertów i procedur postępowania.' },
  },
  step: {
    title: { en: 'Give each alert an owner and a runbook', pl: 'Daj każdemu alertowi właściciela i procedurę postępowania' },
    effort: 'hours',
    fix: 'alert-without-runbook',
  },
  evaluate({ project }): CheckAnswer {
    const alerts = foundRules(project).filter((rule) => rule.rule.kind === 'alert');
    const complete: EvidenceOffer[] = [];
    const lacking: EvidenceOffer[] = [];
    for (const alert of alerts) {
      const runbook = runbookOf(project, alert);
      const args = { name: alert.name };
      if (!isLoaded(alert)) lacking.push(offer(alert.place, alert.load === 'broken' ? texts.broken : texts.unloaded, args));
      else if (runbook === null) lacking.push(offer(alert.place, texts.noRunbook, args));
      else if (runbook.absent) lacking.push(offer(runbook.place, texts.absent, args));
      else if (ownerOf(alert) === null && !isRouted(project, alert)) lacking.push(offer(alert.place, texts.noOwner, args));
      else complete.push(offer(alert.place, texts.complete, args), offer(runbook.place, texts.runbook, args));
    }
    const declared = project.manifest?.runbooks?.alerts;
    const documents = [
      ...documentsAbout(project, /runbook|playbook|\balerts?\b|procedur\p{L} postępowania/iu)
        .filter((part) => !part.isBlank)
        .map((part) => offer(part.place, texts.runbookOnly)),
      ...(declared !== undefined && /^https?:/.test(declared)
        ? [offer(manifestKey(project, 'runbooks', 'alerts'), texts.runbookOnly)]
        : []),
    ];
    return weighEvidence(project, {
      met: alerts.length > 0 && lacking.length === 0 ? complete : [],
      partial: alerts.length > 0 ? [...lacking, ...complete] : documents,
      missing: texts.missing,
      looksIn: /(?:rules?|alerts?|prometheus)[^/]*\.ya?ml$/i,
    });
  },
});
