/**
 * What a format is: how a file is recognised, read into facts with positions, and shown by `inspect`.
 * Formats are total: any text gives facts (perhaps empty ones) and problems, never an exception.
 * A format may not look at rules, checks or other formats' files except through `ParseContext`.
 */
import type { Message } from '../l10n/message.ts';
import type { SourceText } from '../model/source-text.ts';
import type { Span } from '../model/span.ts';
import type { YamlView } from './yaml/yaml-view.ts';

/** JSON as `inspect` prints it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Why the owning tool would refuse the file. Any problem makes the file invalid. */
export interface Problem {
  readonly message: Message;
  readonly span: Span;
  /**
   * Set where another rule than `schema-invalid` finds the same: for an unknown key of `airworthy.yaml`, which leaves the file valid,
   * and for traffic weights that do not add up, which do not.
   */
  readonly kind?: 'unknown-key' | 'traffic';
  /** A replacement of `span` that mends the problem, such as the key that was probably meant. */
  readonly suggestion?: string;
}

/** What a parser understood. */
export interface Parsed<F> {
  readonly facts: F;
  readonly problems: readonly Problem[];
}

/** What a parser may ask beside its own text. */
export interface ParseContext {
  /** The text of another file, by its path relative to the repository; undefined where it is not there or not read yet. */
  read(path: string): string | undefined;
}

/** A format with its own syntax, recognised by name and text. */
export interface TextFormat<Id extends string, F> {
  readonly kind: 'text';
  readonly id: Id;
  /** True where the name (and, if it is given, the text) says so. Cheap. Called without text to decide whether to read a file at all. */
  recognise(path: string, text?: string): boolean;
  parse(source: SourceText, context: ParseContext): Parsed<F>;
  inspect(facts: F): { readonly [key: string]: Json };
}

/** A format inside YAML (or JSON) documents, recognised by name or by the document's own keys. */
export interface YamlFormat<Id extends string, F> {
  readonly kind: 'yaml';
  readonly id: Id;
  /** True where the file's fixed name alone says so (dvc.yaml, MLmodel), whatever the content; absent for formats known by content. */
  ownsName?(path: string): boolean;
  /** Set where the owning tool refuses a stream of several documents. */
  readonly isSingle?: true;
  /** Set where the owning tool's loader takes the last of two equal keys, as PyYAML does. */
  readonly takesDoubledKeys?: true;
  /** True where the document's content (or the file's fixed name) says so; `source` shows what YAML could not read, such as Helm's templates. */
  recognise(root: YamlView, path: string, source: SourceText): boolean;
  read(root: YamlView, source: SourceText, context: ParseContext): Parsed<F>;
  inspect(facts: F): { readonly [key: string]: Json };
}
