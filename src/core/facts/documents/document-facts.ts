/** What Markdown documents say: headings with how much stands below them. */
import type { Located, Span } from '../../model/span.ts';

/** A heading and the text up to the next heading of the same or a higher level. */
export interface DocumentSection {
  readonly heading: Located<string>;
  /** 1 for `#`. */
  readonly level: number;
  /** Words of prose, lists and tables below it, code blocks, comments and placeholders (TODO, TBD, `...`, `[…]`) left out. */
  readonly words: number;
  /** The section's text, heading excluded. */
  readonly body: string;
  readonly bodySpan: Span;
}

/** A Markdown document. */
export interface MarkdownFacts {
  /** The YAML front matter's top-level keys with their plain text. */
  readonly frontMatter: ReadonlyMap<string, Located<string>>;
  readonly title: string | null;
  readonly sections: readonly DocumentSection[];
  /** Words outside code blocks and placeholders, in all. */
  readonly words: number;
  /** Fenced code blocks, with their language. */
  readonly codeBlocks: readonly { readonly language: string; readonly text: string; readonly span: Span }[];
}

/** A model card: a Markdown document that describes a model. */
export interface ModelCardFacts extends MarkdownFacts {
  readonly license: Located<string> | null;
}

/** CODEOWNERS. */
export interface CodeownersFacts {
  readonly rules: readonly { readonly pattern: Located<string>; readonly owners: readonly string[] }[];
}
