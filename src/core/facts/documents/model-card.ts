import { message } from '../../l10n/message.ts';
import { createSourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { checkShape, rootPlace } from '../yaml/shape.ts';
import type { MarkdownFacts, ModelCardFacts } from './document-facts.ts';
import { countWords } from './document-words.ts';
import { type FrontMatter, frontMatterKeys } from './front-matter.ts';
import type { MarkdownLine } from './markdown-lines.ts';
import { modelCardByKeys } from './model-card-keys.ts';
import { modelCardShape } from './model-card-shape.ts';
import { readMarkdown } from './read-markdown.ts';

const texts = {
  noKeys: {
    en: 'The front matter of a model card must be keys with values.',
    pl: 'Metadane na początku karty modelu muszą być kluczami z wartościami.',
  },
};

/**
 * Model cards: Markdown that describes a model, told by the file's name, by the front matter of the Hugging Face Hub,
 * or by a title that says so above the sections of the usual template. The Hub's validation decides about problems.
 */
export const modelCard: TextFormat<'model-card', ModelCardFacts> = {
  kind: 'text',
  id: 'model-card',
  recognise: (path, text) => textNames.markdown(path) && (isCardName(path) || (text !== undefined && isCardText(path, text))),
  parse: (source) => {
    const { facts, frontMatter, lines } = readMarkdown(source);
    return {
      facts: { ...facts, license: frontMatterLicence(facts, frontMatter) ?? licenceLine(lines) },
      problems: frontMatter === null || frontMatter.isTemplate ? [] : frontMatterProblems(frontMatter),
    };
  },
  inspect: (facts) => ({
    license: facts.license?.value ?? null,
    sections: facts.sections.map((section) => section.heading.value),
  }),
};

const cardName = /(?:^|[-_. ])(?:model[-_ ]?card|karta[-_ ]modelu)(?:[-_. ].*)?\.(?:md|markdown)$/i;
/** Documents about model cards are none themselves. */
const aboutCards = /guide|guideline|how-?to|toolkit|annotated|faq|checklist|wytyczne|poradnik/i;

function isCardName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return cardName.test(name) && !aboutCards.test(name);
}

const saysCard = /model[- _]?card|kart[aęy] modelu/i;

function isCardText(path: string, text: string): boolean {
  const byKeys = text.startsWith('---') ? modelCardByKeys(frontMatterKeys(createSourceText(path, text))) : 'no';
  if (byKeys === 'sure') return true;
  const isInFolder = /(?:^|\/)(?:model[-_]?cards?|karty[-_]modeli)\//i.test(path);
  if (byKeys === 'no' && !isInFolder && !saysCard.test(text)) return false;
  const { facts } = readMarkdown(createSourceText(path, text));
  const topics = templateTopics(facts);
  const title = facts.title ?? facts.sections[0]?.heading.value ?? '';
  const isTitled = saysCard.test(title) && !aboutCards.test(title) && !/model[- _]?cards/i.test(title);
  if (byKeys === 'perhaps') return isTitled || topics >= 2;
  return (isTitled || isInFolder) && topics >= 3;
}

/** What the sections of a card are about, in the Hub's template, in Mitchell et al. (2019), and in Polish. */
const topics: readonly RegExp[] = [
  /^model (?:details|description|summary|overview)|^(?:opis|szczegóły|informacje o) modelu?/i,
  /intended use|^(?:direct )?uses?\b|use cases|^(?:zastosowani|przeznaczeni|użyci)/i,
  /training (?:data|details|procedure|set)|evaluation data|^(?:data|datasets?)$|^dane\b|dane (?:treningowe|uczące)|^trening/i,
  /^evaluation|metrics|^results|performance|quantitative analys|^(?:metryki|ocena|ewaluacja|wyniki|jakość)/i,
  /limitation|bias|\brisks?\b|caveats|ethical|out[- ]of[- ]scope|^ograniczeni|ryzyk|stronnicz|kwestie etyczne/i,
];

function templateTopics(facts: MarkdownFacts): number {
  const headings = facts.sections.map((section) => section.heading.value.replace(/^[^\p{L}]+/u, ''));
  return topics.filter((topic) => headings.some((heading) => topic.test(heading))).length;
}

function frontMatterLicence(facts: MarkdownFacts, frontMatter: FrontMatter | null): Located<string> | undefined {
  const named = facts.frontMatter.get('license');
  const items = frontMatter?.root.get('license')?.items() ?? [];
  if (named === undefined || named.value === '') return undefined;
  if (items.length === 0) return named;
  return { value: items.flatMap((item) => item.text()?.value ?? []).join(', '), span: named.span };
}

const licenceLabel = /^[\s>*+|-]*(?:\*\*|__)?(?:licen[cs]e|licencja)(?: \[optional\])?\s*(?:\*\*|__)?\s*[:|]\s*(?:\*\*|__)?\s*/i;

/** The line or table row of the text that names the licence, where the front matter does not; null for a placeholder. */
function licenceLine(lines: readonly MarkdownLine[]): Located<string> | null {
  for (const { text, start } of lines) {
    const label = licenceLabel.exec(text)?.[0];
    if (label === undefined || countWords(text.slice(label.length)) === 0) continue;
    const written = text.slice(label.length).split('|')[0]?.trimEnd() ?? '';
    const value = written
      .replace(/\[([^\][]*)\]\([^()]*\)/g, '$1')
      .replaceAll(/[*_`]/g, '')
      .trim();
    return { value, span: { start: start + label.length, end: start + label.length + written.length } };
  }
  return null;
}

function frontMatterProblems({ root, problems }: FrontMatter): readonly Problem[] {
  if (problems.length > 0 || root.kind === 'null') return problems;
  const place = rootPlace(root, 'README.md');
  if (root.kind !== 'map') return [{ message: message(texts.noKeys), span: place.span }];
  return checkShape(modelCardShape(root), root, place);
}
