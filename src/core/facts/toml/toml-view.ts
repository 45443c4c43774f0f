import { TomlError, parse } from 'smol-toml';
import { message } from '../../l10n/message.ts';
import { type SourceText, offsetAt } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import type { Json, Problem } from '../format.ts';
import { emptyView } from '../yaml/parse-yaml.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { type TomlPlaces, placeName, tomlPlaces } from './toml-places.ts';

/** A TOML document seen as formats see YAML, so that one kind of shape serves both. */
export interface TomlDocument {
  /** Empty where the document is broken: TOML's parser gives nothing then. */
  readonly root: YamlView;
  readonly problems: readonly Problem[];
}

const texts = {
  syntax: { en: 'TOML syntax error: {detail}.', pl: 'Błąd składni TOML: {detail}.' },
};

/** Parses TOML 1.0 (and what smol-toml takes of 1.1). Total: broken text gives an empty view and the place where the parser stopped. */
export function parseToml(source: SourceText): TomlDocument {
  try {
    const value: unknown = parse(source.text);
    return {
      root: viewOf(value, { path: [], places: tomlPlaces(source.text), span: { start: 0, end: source.text.length } }),
      problems: [],
    };
  } catch (error) {
    if (error instanceof TomlError) return { root: emptyView, problems: [tomlSyntaxProblem(source, error)] };
    // Very deep nesting exhausts the parser's stack; nothing else is known to throw.
    if (error instanceof RangeError) return { root: emptyView, problems: [problemAt({ start: 0, end: 0 }, 'nested too deeply')] };
    throw error;
  }
}

/** The place where the parser stopped, with its own short words. */
export function tomlSyntaxProblem(source: SourceText, error: TomlError): Problem {
  const start = offsetAt(source, { line: Math.max(1, error.line), column: Math.max(1, error.column) });
  const detail = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document:\s*/, '').replace(/[.:\s]+$/, '');
  return problemAt({ start, end: start }, detail);
}

function problemAt(span: Span, detail: string): Problem {
  return { message: message(texts.syntax, { detail }), span };
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly places: TomlPlaces;
  readonly span: Span;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function viewOf(value: unknown, place: Place): YamlView {
  const child = (step: string | number, inner: unknown): YamlView => {
    const path = [...place.path, step];
    return viewOf(inner, { path, places: place.places, span: place.places.get(placeName(path))?.value ?? place.span });
  };
  const entries = (): readonly YamlEntry[] =>
    !isTable(value)
      ? []
      : Object.entries(value).map(([key, inner]) => {
          const keySpan = place.places.get(placeName([...place.path, key]))?.key ?? place.span;
          return { key, keySpan, value: child(key, inner) };
        });
  const items = (): readonly YamlView[] => (Array.isArray(value) ? value.map((inner: unknown, index) => child(index, inner)) : []);
  const get = (key: string) => (isTable(value) && Object.hasOwn(value, key) ? child(key, value[key]) : undefined);
  const scalar = scalarOf(value);
  return {
    kind: isTable(value) ? 'map' : Array.isArray(value) ? 'seq' : 'scalar',
    span: place.span,
    isUnfolded: false,
    scalar,
    get,
    at: (...path) =>
      path.reduce<YamlView | undefined>(
        (view, step) => (typeof step === 'number' ? view?.items()[step] : view?.get(step)),
        viewOf(value, place),
      ),
    entries,
    items,
    text: () => (scalar === null ? undefined : { value: String(scalar), span: place.span }),
    string: () => (typeof value === 'string' ? { value, span: place.span } : undefined),
    number: () => (typeof scalar === 'number' ? { value: scalar, span: place.span } : undefined),
    boolean: () => (typeof value === 'boolean' ? { value, span: place.span } : undefined),
    toJson: () => toJson(value),
  };
}

/** Dates and times are texts here: TOML's own kinds are not needed. */
function scalarOf(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString() : null;
}

function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item));
  if (isTable(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
  return scalarOf(value);
}
