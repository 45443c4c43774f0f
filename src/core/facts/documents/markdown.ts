import type { TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import type { MarkdownFacts } from './document-facts.ts';
import { readMarkdown } from './read-markdown.ts';

/** Markdown documents. Any text is one, so there are no problems: broken front matter is shown as text, not refused. */
export const markdown: TextFormat<'markdown', MarkdownFacts> = {
  kind: 'text',
  id: 'markdown',
  recognise: textNames.markdown,
  parse: (source) => ({ facts: readMarkdown(source).facts, problems: [] }),
  inspect: (facts) => ({
    title: facts.title,
    sections: facts.sections.map((section) => section.heading.value),
    words: facts.words,
  }),
};
