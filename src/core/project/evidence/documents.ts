import type { MarkdownFacts } from '../../facts/documents/document-facts.ts';
import { baseName } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** A Markdown document of the project's own. */
export interface ProjectDocument {
  readonly path: string;
  readonly facts: MarkdownFacts;
  readonly text: string;
  /** READMEs, change logs and contribution guides: what they mention in passing proves nothing. */
  readonly isGeneral: boolean;
}

/** A document, or one section of it, that is about something. */
export interface DocumentPart {
  readonly place: Place;
  readonly document: ProjectDocument;
  /** The text, code included. */
  readonly body: string;
  /** Words of prose, placeholders left out. */
  readonly words: number;
  /** True for a template whose sections were hardly filled. */
  readonly isBlank: boolean;
  readonly isWhole: boolean;
}

const general =
  /^(?:readme|changelog|changes|history|contributing|code_of_conduct|license|licence|authors|security|pull_request_template|issue_template|agents|claude)\b/i;

/** All Markdown documents, model cards included, in path order. */
export const projectDocuments = perProject((project): readonly ProjectDocument[] =>
  [...ownDocuments(project, 'markdown'), ...ownDocuments(project, 'model-card')]
    .map(({ path, facts, source }) => ({
      path,
      facts,
      text: source.text,
      isGeneral: general.test(baseName(path)) || path.startsWith('.github/'),
    }))
    .sort((left, right) => (left.path < right.path ? -1 : 1)),
);

/** Fewer words than this say nothing that could be acted on. */
const fewestWords = 15;
/** A section with fewer words than this was not filled. */
const fewestInSection = 4;

/** Documents whose name or title is about a topic, and sections of other documents whose heading is. General documents are left out. */
export function documentsAbout(project: Project, topic: RegExp): readonly DocumentPart[] {
  return projectDocuments(project)
    .filter((document) => !document.isGeneral)
    .flatMap((document) => partsAbout(document, topic));
}

/** The same in READMEs and their like: mentions, for reasons of what is lacking. */
export function mentionsOf(project: Project, topic: RegExp): readonly DocumentPart[] {
  return projectDocuments(project)
    .filter((document) => document.isGeneral)
    .flatMap((document) => sectionsAbout(document, topic));
}

/** One document as a whole, such as one that the manifest names. */
export function wholeDocument(project: Project, path: string): DocumentPart | undefined {
  const document = projectDocuments(project).find((candidate) => candidate.path === path);
  return document === undefined ? undefined : wholeOf(document);
}

function partsAbout(document: ProjectDocument, topic: RegExp): readonly DocumentPart[] {
  const name = baseName(document.path)
    .replace(/\.\w+$/, '')
    .replaceAll(/[-_.]+/g, ' ');
  if (topic.test(name) || topic.test(document.facts.title ?? '')) return [wholeOf(document)];
  return sectionsAbout(document, topic);
}

function sectionsAbout(document: ProjectDocument, topic: RegExp): readonly DocumentPart[] {
  return document.facts.sections
    .filter((section) => topic.test(section.heading.value))
    .map((section) => ({
      place: { path: document.path, span: section.heading.span },
      document,
      body: section.body,
      words: section.words,
      isBlank: section.words < fewestInSection,
      isWhole: false,
    }));
}

function wholeOf(document: ProjectDocument): DocumentPart {
  const { facts } = document;
  const [first] = facts.sections;
  const leaves = facts.sections.filter((section, index) => (facts.sections[index + 1]?.level ?? 0) <= section.level);
  const unfilled = leaves.filter((section) => section.words < fewestInSection).length;
  return {
    place: { path: document.path, span: first?.heading.span ?? null },
    document,
    body: document.text,
    words: facts.words,
    isBlank: facts.words < fewestWords || (leaves.length >= 3 && unfilled * 2 > leaves.length),
    isWhole: true,
  };
}

/** Lines of code in a text: fenced or indented blocks and inline code. */
export function codeLines(body: string): readonly string[] {
  const fenced = [...body.matchAll(/^[ \t]*(?:```|~~~)[^\n]*\n([\s\S]*?)^[ \t]*(?:```|~~~)/gm)].flatMap((match) =>
    (match[1] ?? '').split('\n'),
  );
  const indented = [...body.matchAll(/^(?: {4}|\t)(.+)$/gm)].map((match) => match[1] ?? '');
  const inline = [...body.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [...fenced, ...indented, ...inline]
    .map((line) => line.trim().replace(/^\$\s+/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whether a text says when something is to be done, in the languages teams write. */
export function saysWhen(body: string): boolean {
  return /\b(?:when|whenever|if|once|as soon as|trigger(?:s|ed)?|in case|exceeds?|falls? below|after (?:a|an|the|each|every)|every (?:day|week|month|quarter|\d+)|weekly|monthly|daily|quarterly)\b|\b(?:gdy|jeśli|jeżeli|kiedy|w razie|w przypadku|po przekroczeniu|co (?:tydzień|miesiąc|kwartał)|raz w)\b|\b(?:wenn|falls|sobald|si|cuando|lorsque|quand)\b/iu.test(
    body,
  );
}

/** Whether a text gives a day: ISO, or day, month and year with dots, or an English or Polish month with a year. */
export function saysDate(body: string): boolean {
  return /\b20\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]20\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2},? )?20\d\d\b|(?:stycz|lut|mar|kwie|maj|czerw|lip|sierp|wrze|paźdz|listopad|grud)\p{L}* 20\d\d/iu.test(
    body,
  );
}

/** Whether a text names somebody who answers for it: a line such as `Owner: Ana Nowak`. */
export function saysOwner(body: string): boolean {
  return /(?:^|\n|\|)[ \t>*_#-]*(?:(?:business|data|risk|process|document|model|product)\s+)?(?:owners?|responsible|accountable|author|assessor|approved by|prepared by|dpo|data protection officer|właściciel\p{L}*(?:\s+\p{L}+)?|odpowiedzialn\p{L}+|autor|iod|inspektor\p{L}* ochrony danych|zatwierdził\p{L}?)[ \t*_]*[:|][ \t*_|]*(?!tbd|todo|\?|\[|<|_{2,}|-{2,})[\p{L}@]/iu.test(
    body,
  );
}
