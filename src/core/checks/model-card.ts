import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { DocumentSection } from '../facts/documents/document-facts.ts';
import type { Text } from '../l10n/message.ts';
import { type ProjectDocument, documentsAbout, projectDocuments } from '../project/evidence/documents.ts';
import { offer } from '../project/evidence/offer.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  filled: { en: 'The card gives intended use, data, metrics and limits.', pl: 'Karta podaje przeznaczenie, dane, metryki i ograniczenia.' },
  lacks: { en: 'The card does not give: {lacks}.', pl: 'Karta nie podaje: {lacks}.' },
  blank: { en: 'The card is a blank template.', pl: 'Karta jest pustym szablonem.' },
  technical: {
    en: 'Technical documentation describes the model, but it is no model card: it lacks {lacks}.',
    pl: 'Dokumentacja techniczna opisuje model, ale nie jest kartą modelu: brakuje w niej: {lacks}.',
  },
  missing: { en: 'No model card was found.', pl: 'Nie znaleziono karty modelu.' },
} as const satisfies Record<string, Text>;

interface Part {
  readonly name: string;
  readonly heading: RegExp;
  /** Front matter that says the same to a machine. */
  readonly key?: string;
}

const parts: readonly Part[] = [
  { name: 'intended use', heading: /intended use|^uses?$|direct use|use cases?|purpose|how to use|przeznaczenie|zastosowani|verwendung/i },
  { name: 'data', heading: /\bdata(?:sets?)?\b|dane|danych|zbiór|daten/i, key: 'datasets' },
  { name: 'metrics', heading: /metrics?|evaluation|results?|performance|ocena|wyniki|metryk|ewaluacj|ergebnisse/i, key: 'model-index' },
  { name: 'limits', heading: /limit|risk|bias|caveat|out[- ]of[- ]scope|ethic|recommendation|ograniczeni|ryzyk|stronniczo|grenzen/i },
];
const fewestWords = 8;
const cardTopic = /model ?card|karta modelu|carte du modèle/i;
const technicalTopic =
  /technical documentation|model documentation|model description|ai act|dokumentacja (?:techniczna|modelu)|opis modelu/i;

/** Whether a stranger can learn what the model is for and where it fails. */
export const modelCard = defineCheck({
  id: 'model-card',
  group: 'model',
  title: { en: 'Model card', pl: 'Karta modelu' },
  question: {
    en: 'Is the model documented (intended use, data, metrics, limits)?',
    pl: 'Czy model jest udokumentowany (przeznaczenie, dane, metryki, ograniczenia)?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A model card with filled sections on intended use, data, metrics and limits.',
      pl: 'Karta modelu z wypełnionymi sekcjami o przeznaczeniu, danych, metrykach i ograniczeniach.',
    },
    partial: {
      en: 'A card that leaves some of them out, or technical documentation of the model.',
      pl: 'Karta bez części z nich albo dokumentacja techniczna modelu.',
    },
    missing: {
      en: 'No card, or a blank template. A README is no model card unless it is written as one.',
      pl: 'Brak karty albo pusty szablon. README nie jest kartą modelu, chyba że tak je napisano.',
    },
  },
  step: {
    title: {
      en: 'Fill a model card: intended use, data, metrics, limits',
      pl: 'Wypełnij kartę modelu: przeznaczenie, dane, metryki, ograniczenia',
    },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    const against: EvidenceOffer[] = [];
    const cards = new Set([
      ...project.documents('model-card').map((card) => card.path),
      ...documentsAbout(project, cardTopic)
        .filter((part) => part.isWhole)
        .map((part) => part.document.path),
    ]);
    for (const document of projectDocuments(project)) {
      const isCard = cards.has(document.path);
      const isTechnical =
        !isCard && documentsAbout(project, technicalTopic).some((part) => part.isWhole && part.document.path === document.path);
      if (!isCard && !isTechnical) continue;
      const lacks = parts.filter((part) => !isFilled(document, part)).map((part) => part.name);
      const place = { path: document.path, span: document.facts.sections[0]?.heading.span ?? null };
      if (lacks.length === 0) met.push(offer(place, texts.filled));
      else if (lacks.length === parts.length) against.push(offer(place, texts.blank));
      else partial.push(offer(place, isCard ? texts.lacks : texts.technical, { lacks: lacks.join(', ') }));
    }
    return weighEvidence(project, {
      met,
      partial,
      missing: against.length > 0 ? texts.blank : texts.missing,
      against,
      looksIn: /model[-_ ]?card[^/]*\.md$/i,
    });
  },
});

function isFilled(document: ProjectDocument, part: Part): boolean {
  const sections = document.facts.sections.filter((section) => part.heading.test(section.heading.value) && section.level > 1);
  if (sections.some((section) => section.words >= fewestWords)) return true;
  if (part.key !== undefined && document.facts.frontMatter.has(part.key) && sections.some((section) => section.words >= 4)) return true;
  return document.facts.sections.some((section) => saysInline(section, part));
}

/** A bold lead-in instead of a heading: `**Intended use.** To block a payment …`. */
function saysInline(section: DocumentSection, part: Part): boolean {
  return [...section.body.matchAll(/(?:^|\n)[ \t>*-]*(?:\*\*|__)?([^\n:*_.]{3,40})(?:\*\*|__)?[:.](?:\*\*|__)?[ \t]+([^\n]+)/g)].some(
    (match) => part.heading.test(match[1] ?? '') && (match[2] ?? '').split(/\s+/).length >= fewestWords,
  );
}
