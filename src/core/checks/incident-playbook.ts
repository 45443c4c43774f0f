import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { type DocumentPart, documentsAbout, mentionsOf, wholeDocument } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  playbook: { en: 'The playbook says who acts and who tells whom.', pl: 'Plan mówi, kto działa i kto kogo informuje.' },
  silent: {
    en: 'The document says what to do, but not how IT, business and data inform each other.',
    pl: 'Dokument mówi, co robić, ale nie jak IT, biznes i dane informują się nawzajem.',
  },
  blank: { en: 'The playbook is a template that was hardly filled.', pl: 'Plan to szablon, który ledwie wypełniono.' },
  remote: { en: 'The manifest names {url}, which was not looked at.', pl: 'Manifest wskazuje {url}, którego nie sprawdzono.' },
  noTarget: { en: 'The manifest names {path}, which does not exist.', pl: 'Manifest wskazuje {path}, którego nie ma.' },
  unread: {
    en: 'The manifest names {path}, whose content is not understood.',
    pl: 'Manifest wskazuje {path}, którego treść nie jest rozumiana.',
  },
  mention: {
    en: 'A general document mentions incidents; a playbook of its own is needed.',
    pl: 'Dokument ogólny wspomina o incydentach; potrzebny jest osobny plan.',
  },
  missing: { en: 'There is no playbook for incidents.', pl: 'Nie ma planu postępowania na wypadek incydentu.' },
} as const satisfies Record<string, Text>;

const incidentTopic =
  /incident|crisis|outage|emergency|on[- ]?call|escalation|runbook|playbook|when something goes wrong|post-?mortem process|incydent|kryzys|awaria|dyżur|eskalacj/i;
const communication =
  /communicat|notif(?:y|ies)|inform|escalat|contact|channel|slack|pager|phone|tell(?:s)?\b|call(?:s)? (?:the|risk|business)|stakeholder|powiadom|inform|eskal|kontakt|kanał|telefon|zawiadom/i;
const emergency = /incident|outage|crisis|emergency|goes wrong|incydent|kryzys|awari/i;
const business =
  /\bbusiness\b|\brisk\b|product owner|customer (?:service|support|care)|marketing|\blegal\b|stakeholder|management|biznes|obsług\p{L} klienta|zarząd/iu;
const makers: readonly RegExp[] = [
  /\bdata (?:team|scien|engineer|owner)|data-engineering|\bml (?:team|engineer)|model(?:s|ling)? (?:team|owner)|-models\b|zesp\p{L}+ danych|\bdata\b/iu,
  /\bit\b|platform|\bops\b|devops|\bsre\b|on-?call|infrastructure|dyżurn|informaty/iu,
];

/** Whether people know what to do and whom to tell when it burns. */
export const incidentPlaybook = defineCheck({
  id: 'incident-playbook',
  group: 'response',
  title: { en: 'Incident playbook', pl: 'Plan na wypadek incydentu' },
  question: {
    en: 'Is there a crisis playbook with communication between IT, business and data?',
    pl: 'Czy istnieje plan kryzysowy z komunikacją między IT, biznesem i zespołem danych?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A filled document about incidents that says who acts, who informs whom, and names the business beside data or IT.',
      pl: 'Wypełniony dokument o incydentach, który mówi, kto działa i kto kogo informuje, oraz wymienia biznes obok zespołu danych lub IT.',
    },
    partial: {
      en: 'A runbook without communication, a template that was hardly filled, or an address that was not looked at.',
      pl: 'Procedura bez komunikacji, ledwie wypełniony szablon albo adres, którego nie sprawdzono.',
    },
    missing: { en: 'None, or a declared document that does not exist.', pl: 'Brak albo zadeklarowany dokument, którego nie ma.' },
  },
  step: {
    title: {
      en: 'Write an incident playbook: who acts, who tells whom, in what time',
      pl: 'Napisz plan na wypadek incydentu: kto działa, kto kogo informuje i w jakim czasie',
    },
    effort: 'hours',
    fix: 'link-broken',
  },
  evaluate({ project }): CheckAnswer {
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    const blank: EvidenceOffer[] = [];
    const declared = declaredPlaybook(project);
    for (const part of [...(declared.part === undefined ? [] : [declared.part]), ...documentsAbout(project, incidentTopic)]) {
      if (part.isBlank) blank.push(offer(part.place, texts.blank));
      else if (isComplete(part)) met.push(offer(part.place, texts.playbook));
      else partial.push(offer(part.place, texts.silent));
    }
    partial.push(
      ...declared.partial,
      ...blank,
      ...mentionsOf(project, incidentTopic)
        .filter((part) => part.words >= 10)
        .map((part) => offer(part.place, texts.mention)),
    );
    return weighEvidence(project, { met, partial, missing: texts.missing, against: declared.against });
  },
});

function isComplete(part: DocumentPart): boolean {
  return (
    part.words >= 40 &&
    communication.test(part.body) &&
    emergency.test(part.body) &&
    business.test(part.body) &&
    makers.some((side) => side.test(part.body))
  );
}

function declaredPlaybook(project: Project): {
  readonly part?: DocumentPart;
  readonly partial: readonly EvidenceOffer[];
  readonly against: readonly EvidenceOffer[];
} {
  const written = project.manifest?.runbooks?.incident;
  if (written === undefined || project.manifestDocument === null) return { partial: [], against: [] };
  const place = manifestKey(project, 'runbooks', 'incident');
  if (/^https?:/.test(written)) return { partial: [offer(place, texts.remote, { url: written })], against: [] };
  const path = project.resolve(project.manifestDocument.path, written);
  if (path === null || !project.exists(path)) return { partial: [], against: [offer(place, texts.noTarget, { path: written })] };
  const part = wholeDocument(project, path);
  return part === undefined
    ? { partial: [offer(place, texts.unread, { path: written })], against: [] }
    : { part, partial: [], against: [] };
}
