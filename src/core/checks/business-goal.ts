import { type CheckAnswer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { codeLines, documentsAbout, projectDocuments, saysDate, saysOwner } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer } from '../project/evidence/offer.ts';
import { isSaid } from '../project/evidence/said.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  declared: {
    en: 'The goal is declared with its decision, its metric and target, and accepted by {owner} on {accepted}.',
    pl: 'Zadeklarowano cel z decyzją, metryką i wartością docelową; {accepted} zaakceptował go właściciel ({owner}).',
  },
  incomplete: { en: 'The goal is declared, but it does not say: {lacks}.', pl: 'Cel jest zadeklarowany, ale nie podaje: {lacks}.' },
  documented: {
    en: 'The document gives a goal with a measure, an owner and a date.',
    pl: 'Dokument podaje cel z miarą, właścicielem i datą.',
  },
  vague: {
    en: 'The document speaks of the goal, but without a measure, an owner and the date of acceptance together.',
    pl: 'Dokument mówi o celu, ale nie podaje łącznie miary, właściciela i daty akceptacji.',
  },
  use: {
    en: 'The model card says what the model is for, but no business owner has accepted a target.',
    pl: 'Karta modelu mówi, do czego służy model, ale żaden właściciel biznesowy nie zaakceptował wartości docelowej.',
  },
  missing: {
    en: 'The manifest declares no goal, and no document states one.',
    pl: 'Manifest nie deklaruje celu i żaden dokument go nie podaje.',
  },
  unknown: {
    en: 'Nobody can see a business goal in files: declare `goal` in airworthy.yaml.',
    pl: 'Celu biznesowego nie widać w plikach: zadeklaruj `goal` w airworthy.yaml.',
  },
} as const satisfies Record<string, Text>;

const goalTopic =
  /\b(?:business (?:goal|case|objective|value)|success (?:criteria|metrics?)|project charter|objectives? and key results|cel biznesowy|cele biznesowe|kryteria sukcesu)\b/i;
const useTopic = /intended use|^uses?\b|direct use|use cases?|purpose|przeznaczenie|zastosowanie/i;
const measure = /(?:≥|≤|>=|<=|>|<|at least|at most|no more than|co najmniej|najwyżej|target|cel\b)[^.\n]{0,40}\d|\d+(?:[.,]\d+)?\s?%/i;

/** Whether somebody in the business has asked for the model, measurably. */
export const businessGoal = defineCheck({
  id: 'business-goal',
  group: 'purpose',
  title: { en: 'Business goal', pl: 'Cel biznesowy' },
  question: {
    en: 'Is there a measurable business goal, with the decision the model supports, and a business owner who accepted it?',
    pl: 'Czy istnieje mierzalny cel biznesowy z decyzją, którą wspiera model, i właścicielem biznesowym, który go zaakceptował?',
  },
  weight: 3,
  evidence: {
    met: {
      en: '`goal` in airworthy.yaml with decision, metric, target, owner and date of acceptance; or a document about the business goal (or the intended use in a model card) that gives a measure, a business owner and a date.',
      pl: '`goal` w airworthy.yaml z decyzją, metryką, wartością docelową, właścicielem i datą akceptacji; albo dokument o celu biznesowym (lub przeznaczenie w karcie modelu), który podaje miarę, właściciela biznesowego i datę.',
    },
    partial: {
      en: 'A goal that leaves some of these out, or a model card that only says what the model is for.',
      pl: 'Cel, w którym części z nich brakuje, albo karta modelu, która mówi tylko, do czego służy model.',
    },
    missing: {
      en: 'A manifest without a goal and no document with one. Without a manifest and without a document it is unknown, for files cannot show it.',
      pl: 'Manifest bez celu i brak dokumentu z celem. Bez manifestu i dokumentu stan jest nieznany, bo pliki tego nie pokazują.',
    },
  },
  step: {
    title: {
      en: 'Agree the goal with its business owner and write it into airworthy.yaml',
      pl: 'Uzgodnij cel z właścicielem biznesowym i zapisz go w airworthy.yaml',
    },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const goal = project.manifest?.goal;
    const met = [];
    const partial = [];
    if (goal !== undefined) {
      const needed = { decision: goal.decision, metric: goal.metric, target: goal.target, owner: goal.owner, accepted: goal.accepted };
      const lacks = Object.entries(needed).flatMap(([key, value]) => (isSaid(value) ? [] : [key]));
      const place = manifestKey(project, 'goal');
      if (lacks.length === 0) met.push(offer(place, texts.declared, { owner: goal.owner ?? '', accepted: goal.accepted ?? '' }));
      else if (lacks.length < 5 || isSaid(goal.statement)) partial.push(offer(place, texts.incomplete, { lacks: lacks.join(', ') }));
    }
    for (const part of documentsAbout(project, goalTopic)) {
      if (part.isBlank) continue;
      const isWhole = measure.test(part.body) && saysOwner(part.body) && saysDate(part.body);
      (isWhole ? met : partial).push(offer(part.place, isWhole ? texts.documented : texts.vague));
    }
    for (const document of projectDocuments(project)) {
      const use = document.facts.sections.find((section) => useTopic.test(section.heading.value) && section.words >= 8);
      if (use === undefined || !isCard(project, document.path)) continue;
      const place = { path: document.path, span: use.heading.span };
      const owned = /business owner|właściciel biznesowy/i.test(document.text) && saysOwner(document.text);
      const isWhole = owned && measure.test(use.body) && saysDate(document.text) && codeLines(use.body).length < 5;
      (isWhole ? met : partial).push(offer(place, isWhole ? texts.documented : texts.use));
    }
    if (met.length + partial.length === 0 && project.manifest === null) return answer('unknown', texts.unknown);
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

function isCard(project: Project, path: string): boolean {
  return project.documents('model-card').some((card) => card.path === path);
}
