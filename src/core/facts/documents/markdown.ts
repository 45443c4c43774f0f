import type { TextFormat } from '../format.ts';
import type { MarkdownFacts } from './document-facts.ts';
import { readMarkdown } from './read-markdown.ts';

/** Markdown documents. Any text is one, so there are no problems: broken front matter is shown as text, not refused. */
export const markdown: TextFormat<'markdown', MarkdownFacts> = {
  kind: 'text',
  id: 'markdown',
  recognise: (path) => isMarkdownName(path),
  parse: (source) => ({ facts: readMarkdown(source).facts, problems: [] }),
  inspect: (facts) => ({
    title: facts.title,
    sections: facts.sections.map((section) => section.heading.value),
    words: facts.words,
  }),
};

/** Whether a file is Markdown by its name. */
export function isMarkdownName(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}
