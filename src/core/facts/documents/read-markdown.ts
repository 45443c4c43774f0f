import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { DocumentSection, MarkdownFacts } from './document-facts.ts';
import { countWords, isFiller } from './document-words.ts';
import { type FrontMatter, frontMatterTexts, readFrontMatter } from './front-matter.ts';
import { emptyView } from '../yaml/parse-yaml.ts';
import { type MarkdownLine, markdownLines } from './markdown-lines.ts';

/** A Markdown document, with the view of its front matter for those who check it. */
export interface MarkdownReading {
  readonly facts: MarkdownFacts;
  readonly frontMatter: FrontMatter | null;
  /** The lines behind the front matter. */
  readonly lines: readonly MarkdownLine[];
}

/** Reads a document line by line, as far as headings, code and words go; total, and linear in the text's length. */
export function readMarkdown(source: SourceText): MarkdownReading {
  const frontMatter = readFrontMatter(source);
  const texts = frontMatterTexts(source, frontMatter?.root ?? emptyView);
  const { lines, codeBlocks } = markdownLines(source, frontMatter?.end ?? 0);
  const headings = findHeadings(lines);
  const words = wordsUpTo(lines, headings);
  const title = headings.find(({ level }) => level === 1)?.heading.value ?? texts.get('title')?.value ?? '';
  return {
    facts: {
      frontMatter: texts,
      title: title === '' ? null : title,
      sections: sectionsOf(source, lines, { headings, words }),
      words: words.at(-1) ?? 0,
      codeBlocks,
    },
    frontMatter,
    lines,
  };
}

interface Heading {
  readonly heading: Located<string>;
  readonly level: number;
  /** Index of its first line, and of the first line below it. */
  readonly line: number;
  readonly below: number;
}

/** Lines that begin something else than a paragraph: lists, quotes, tables, HTML, rules and underlines, and code by indentation. */
const noParagraph = /^(?: {4}|\s*\t|\s*[-=*_]{3,}\s*$|\s*(?:[-*+](?:\s|$)|\d{1,9}[.)]\s|[>|<]))/;

function findHeadings(lines: readonly MarkdownLine[]): readonly Heading[] {
  const headings: Heading[] = [];
  let wasParagraph = false;
  for (const [line, current] of lines.entries()) {
    const next = lines[line + 1];
    const opened = atxHeading(current);
    const found: FoundHeading | undefined = opened ?? (wasParagraph ? undefined : setextHeading(current, next));
    if (found !== undefined) headings.push({ ...found, line, below: line + (opened === undefined ? 2 : 1) });
    wasParagraph = found === undefined && isParagraph(current.text);
  }
  return headings;
}

type FoundHeading = Pick<Heading, 'heading' | 'level'>;

function atxHeading({ text, start }: MarkdownLine): FoundHeading | undefined {
  const [opening, marks = ''] = /^ {0,3}(#{1,6})(?=\s|$)/.exec(text) ?? [];
  if (opening === undefined) return undefined;
  return headingFrom(withoutClosing(text.slice(opening.length)), { start: start + opening.length, level: marks.length });
}

/** `#`s that close a heading stand behind a space. */
function withoutClosing(text: string): string {
  let end = text.trimEnd().length;
  while (text[end - 1] === '#') end -= 1;
  return end === 0 || /\s/.test(text[end - 1] ?? '') ? text.slice(0, end) : text;
}

function setextHeading({ text, start }: MarkdownLine, next: MarkdownLine | undefined): FoundHeading | undefined {
  const mark = /^ {0,3}(=+|-+)[ \t]*$/.exec(next?.text ?? '')?.[1];
  if (mark === undefined || !isParagraph(text)) return undefined;
  return headingFrom(text, { start, level: mark.startsWith('=') ? 1 : 2 });
}

function isParagraph(text: string): boolean {
  return text.trim() !== '' && !noParagraph.test(text);
}

/** A heading is as long as a line; more than this is no heading that anybody wrote. */
const longestHeading = 500;

function headingFrom(text: string, place: { readonly start: number; readonly level: number }): FoundHeading | undefined {
  const value = plainText(text.trim().slice(0, longestHeading));
  if (value === '') return undefined;
  const start = place.start + text.length - text.trimStart().length;
  return { heading: { value, span: { start, end: start + text.trim().length } }, level: place.level };
}

/** The words of a heading as they are shown: without emphasis, code marks, tags, anchors and the targets of links. */
function plainText(text: string): string {
  return text
    .replaceAll(/!\[[^\][]*\]\([^()]*\)/g, '')
    .replaceAll(/\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\{#[^{}]*\}$/, '')
    .replaceAll(/[*`]+|^_+|_+$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Words above each line, and at the end words in all; headings count none. */
function wordsUpTo(lines: readonly MarkdownLine[], headings: readonly Heading[]): readonly number[] {
  const silent = new Set(headings.flatMap(({ line, below }) => (below - line > 1 ? [line, line + 1] : [line])));
  const sums = [0];
  let isLorem = false;
  for (const [index, { text }] of lines.entries()) {
    isLorem = isFiller(text) || (isLorem && text.trim() !== '');
    sums.push((sums[index] ?? 0) + (isLorem || silent.has(index) ? 0 : countWords(text)));
  }
  return sums;
}

interface Outline {
  readonly headings: readonly Heading[];
  readonly words: readonly number[];
}

function sectionsOf(source: SourceText, lines: readonly MarkdownLine[], { headings, words }: Outline): readonly DocumentSection[] {
  const offsetOf = (line: number): number => lines[line]?.start ?? source.text.length;
  const ends = endsOf(headings, lines.length);
  return headings.map(({ heading, level, below }, index) => {
    const end = ends[index] ?? lines.length;
    const bodySpan = { start: offsetOf(below), end: offsetOf(end) };
    return {
      heading,
      level,
      words: (words[end] ?? 0) - (words[below] ?? 0),
      body: source.text.slice(bodySpan.start, bodySpan.end),
      bodySpan,
    };
  });
}

/** For each heading the line of the next one of its level or a higher one, from the end, so that nothing is looked for twice. */
function endsOf(headings: readonly Heading[], lineCount: number): readonly number[] {
  const nextOf = Array.from({ length: 7 }, () => lineCount);
  const ends = headings.toReversed().map(({ level, line }) => {
    const end = nextOf[level] ?? lineCount;
    nextOf.fill(line, level);
    return end;
  });
  return ends.reverse();
}
