import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { daysBetween, durationDays } from '../project/evidence/dates.ts';
import { type DocumentPart, documentsAbout, mentionsOf, saysDate, saysOwner, wholeDocument } from '../project/evidence/documents.ts';
import { legalRecord, legalWords } from '../project/evidence/legal-records.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  record: { en: 'The assessment has a date and an owner.', pl: 'Ocena ma datę i właściciela.' },
  declared: { en: 'Reviewed on {reviewed}, owned by {owner}.', pl: 'Przegląd: {reviewed}, właściciel: {owner}.' },
  undated: {
    en: 'The assessment does not say when it was made or who answers for it.',
    pl: 'Ocena nie mówi, kiedy powstała ani kto za nią odpowiada.',
  },
  blank: { en: 'The assessment is a template that was hardly filled.', pl: 'Ocena to szablon, który ledwie wypełniono.' },
  overdue: {
    en: 'The review of {reviewed} is past its date: it is due every {every}.',
    pl: 'Przegląd z {reviewed} jest po terminie: powinien być co {every}.',
  },
  section: {
    en: 'A section speaks of law or privacy; an assessment with a date and an owner is needed.',
    pl: 'Sekcja mówi o prawie lub prywatności; potrzebna jest ocena z datą i właścicielem.',
  },
  incomplete: { en: '`compliance` does not say: {lacks}.', pl: '`compliance` nie podaje: {lacks}.' },
  remote: { en: 'The manifest names {path}, which was not looked at.', pl: 'Manifest wskazuje {path}, którego nie sprawdzono.' },
  noTarget: { en: 'The manifest names {path}, which does not exist.', pl: 'Manifest wskazuje {path}, którego nie ma.' },
  license: {
    en: 'The card names the licence; the use of the data under data-protection law is not analysed.',
    pl: 'Karta podaje licencję; nie przeanalizowano użycia danych pod kątem ochrony danych.',
  },
  missing: {
    en: 'No record shows that law and data protection were looked at.',
    pl: 'Żaden zapis nie pokazuje, że przeanalizowano prawo i ochronę danych.',
  },
} as const satisfies Record<string, Text>;

const mentioned = /privacy|legal|personal data|consent|ethic|fairness|prywatność|dane osobowe|etyk/i;

/** Whether somebody has asked whether this may be done at all. */
export const compliance = defineCheck({
  id: 'compliance',
  group: 'compliance',
  title: { en: 'Compliance', pl: 'Zgodność z przepisami' },
  question: {
    en: 'Has it been analysed for GDPR and other law, with a date and an owner?',
    pl: 'Czy przeanalizowano zgodność z RODO i innymi przepisami, z datą i właścicielem?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A filled record (DPIA, data protection, legal review, EU AI Act technical documentation) with a date and an owner, in the document or in `compliance` of airworthy.yaml, and not past its review.',
      pl: 'Wypełniony zapis (DPIA, ochrona danych, przegląd prawny, dokumentacja techniczna wg AI Act) z datą i właścicielem, w dokumencie lub w `compliance` w airworthy.yaml, z aktualnym przeglądem.',
    },
    partial: {
      en: 'A record without a date or an owner, past its review or hardly filled; a section of the model card; a licence; an address that was not looked at.',
      pl: 'Zapis bez daty lub właściciela, po terminie przeglądu albo ledwie wypełniony; sekcja karty modelu; licencja; adres, którego nie sprawdzono.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: { en: 'Record a data protection assessment with a date and an owner', pl: 'Zapisz ocenę ochrony danych z datą i właścicielem' },
    effort: 'days',
    fix: 'link-broken',
  },
  evaluate({ project }): CheckAnswer {
    const declared = project.manifest?.compliance;
    const target = declaredRecord(project);
    const reviewed = declared?.reviewed;
    const every = declared?.reviewEvery;
    const isOverdue = reviewed !== undefined && every !== undefined && daysBetween(reviewed, project.today) > durationDays(every);
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [...target.partial];
    if (isOverdue) partial.push(offer(manifestKey(project, 'compliance', 'reviewed'), texts.overdue, { reviewed, every }));
    for (const part of [...(target.part === undefined ? [] : [target.part]), ...documentsAbout(project, legalRecord)]) {
      const isDeclared = part === target.part;
      const isDated = saysDate(part.body) || (isDeclared && reviewed !== undefined);
      const isOwned = saysOwner(part.body) || (isDeclared && declared?.owner !== undefined);
      if (!legalWords.test(part.body)) continue;
      if (part.isBlank) partial.push(offer(part.place, texts.blank));
      else if (!part.isWhole && part.words < 40) partial.push(offer(part.place, texts.section));
      else if (!isDated || !isOwned) partial.push(offer(part.place, texts.undated));
      else if (!isOverdue) met.push(offer(part.place, texts.record));
    }
    if (declared !== undefined && target.part !== undefined && met.length > 0 && declared.owner !== undefined && reviewed !== undefined) {
      met.push(offer(manifestKey(project, 'compliance'), texts.declared, { reviewed, owner: declared.owner }));
    }
    if (declared !== undefined && target.part === undefined && target.against.length === 0) {
      const lacks = Object.entries({ dpia: declared.dpia, owner: declared.owner, reviewed }).flatMap(([key, value]) =>
        value === undefined ? [key] : [],
      );
      if (lacks.length > 0 && lacks.length < 3)
        partial.push(offer(manifestKey(project, 'compliance'), texts.incomplete, { lacks: lacks.join(', ') }));
    }
    partial.push(
      ...[...documentsAbout(project, mentioned), ...mentionsOf(project, legalRecord)]
        .filter((part) => part.words >= 12)
        .map((part) => offer(part.place, texts.section)),
      ...project
        .documents('model-card')
        .flatMap((card) => (card.facts.license === null ? [] : [offer({ path: card.path, span: card.facts.license.span }, texts.license)])),
    );
    return weighEvidence(project, { met, partial, missing: texts.missing, against: target.against });
  },
});

function declaredRecord(project: Project): {
  readonly part?: DocumentPart;
  readonly partial: readonly EvidenceOffer[];
  readonly against: readonly EvidenceOffer[];
} {
  const written = project.manifest?.compliance?.dpia;
  if (written === undefined || project.manifestDocument === null) return { partial: [], against: [] };
  const place = manifestKey(project, 'compliance', 'dpia');
  if (/^https?:/.test(written)) return { partial: [offer(place, texts.remote, { path: written })], against: [] };
  const path = project.resolve(project.manifestDocument.path, written);
  if (path === null || !project.exists(path)) return { partial: [], against: [offer(place, texts.noTarget, { path: written })] };
  const part = wholeDocument(project, path);
  return part === undefined
    ? { partial: [offer(place, texts.remote, { path: written })], against: [] }
    : { part, partial: [], against: [] };
}
