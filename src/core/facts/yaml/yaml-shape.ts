/**
 * What a YAML document must look like, as data, and the check that names each place where it does not.
 * A shape says only what the owning tool would refuse; facts are read apart from it.
 */
import { type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import type { YamlView } from './yaml-view.ts';

/** The keys of a map. */
export interface MapShape {
  readonly kind: 'map';
  readonly keys: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** The shape of keys that are not listed; without it they are refused. */
  readonly others?: Shape;
  /** Keys that are taken whatever they hold, such as `x-…`. */
  readonly extension?: RegExp;
  /** The names a key may have. */
  readonly names?: RegExp;
}

/** What may stand at a place. */
export type Shape =
  | { readonly kind: 'anything' }
  | { readonly kind: 'nothing' }
  /** Any scalar, read as text; an empty value counts as text unless `filled`. */
  | { readonly kind: 'text'; readonly filled?: boolean; readonly values?: readonly string[]; readonly pattern?: RegExp }
  /** A scalar that YAML itself reads as text. */
  | { readonly kind: 'string'; readonly values?: readonly string[]; readonly pattern?: RegExp }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'list'; readonly item: Shape }
  | MapShape
  /** The first shape that fits; where none does, the problems of the first of the right kind. */
  | { readonly kind: 'either'; readonly options: readonly Shape[] }
  /** A shape that holds itself. */
  | { readonly kind: 'later'; shape(): Shape };

/** How a tool's own habits bend all its shapes. */
export interface ShapeOptions {
  /** True where a scalar stands for a value of any kind, such as GitHub's `${{ … }}`. */
  isPlaceholder?(text: string): boolean;
}

const texts = {
  unknownKey: { en: 'Unknown key {key}.', pl: 'Nieznany klucz {key}.' },
  unknownKeyMeant: { en: 'Unknown key {key}. Did you mean {meant}?', pl: 'Nieznany klucz {key}. Czy chodziło o {meant}?' },
  badName: { en: 'The name {key} has characters that are not allowed here.', pl: 'Nazwa {key} zawiera niedozwolone tu znaki.' },
  missingKey: { en: 'The key {key} is missing.', pl: 'Brakuje klucza {key}.' },
  badValue: {
    en: 'The value {value} is not allowed here. Allowed: {values}.',
    pl: 'Wartość {value} nie jest tu dozwolona. Dozwolone: {values}.',
  },
  unknownValue: { en: 'The value {value} is not known here.', pl: 'Wartość {value} nie jest tu znana.' },
  badForm: { en: 'The value {value} does not have the form that is expected here.', pl: 'Wartość {value} nie ma oczekiwanej tu postaci.' },
  empty: { en: 'A value is missing here.', pl: 'Brakuje tu wartości.' },
  text: { en: 'A text is expected here.', pl: 'Oczekiwany jest tu tekst.' },
  number: { en: 'A number is expected here.', pl: 'Oczekiwana jest tu liczba.' },
  boolean: { en: 'true or false is expected here.', pl: 'Oczekiwana jest tu wartość true albo false.' },
  list: { en: 'A list is expected here.', pl: 'Oczekiwana jest tu lista.' },
  map: { en: 'A map of keys and values is expected here.', pl: 'Oczekiwana jest tu mapa kluczy i wartości.' },
  nothing: { en: 'No value is expected here.', pl: 'Nie oczekuje się tu wartości.' },
  kind: { en: 'A value of another kind is expected here.', pl: 'Oczekiwana jest tu wartość innego rodzaju.' },
} satisfies Record<string, Text>;

const deepest = 60;
const mostNodes = 50_000;
const mostProblems = 200;

/** All places where a view does not fit a shape, in file order of the maps, 200 at most; empty where it fits. */
export function checkShape(view: YamlView, shape: Shape, options: ShapeOptions = {}): readonly Problem[] {
  return check(view, shape, { ...options, budget: { left: mostNodes } }, 0).slice(0, mostProblems);
}

/** Aliases can unfold a short document into billions of nodes, so the nodes looked at are counted. */
interface Checking extends ShapeOptions {
  readonly budget: { left: number };
}

function check(view: YamlView, shape: Shape, options: Checking, depth: number): readonly Problem[] {
  options.budget.left -= 1;
  // Aliases can also tie a document to itself; nothing real is nested this deeply.
  if (depth > deepest || options.budget.left < 0) return [];
  if (shape.kind === 'later') return check(view, shape.shape(), options, depth + 1);
  if (shape.kind === 'anything') return [];
  if (typeof view.scalar === 'string' && options.isPlaceholder?.(view.scalar) === true) return [];
  if (shape.kind === 'either') return checkEither(view, shape.options, options, depth);
  if (shape.kind === 'map') return checkMap(view, shape, options, depth);
  if (shape.kind !== 'list') return checkScalar(view, shape);
  if (view.kind !== 'seq') return [wrong(view, view.kind === 'null' ? texts.empty : texts.list)];
  return view.items().flatMap((item) => check(item, shape.item, options, depth + 1));
}

type ScalarShape = Extract<Shape, { readonly kind: 'nothing' | 'text' | 'string' | 'number' | 'boolean' }>;

function checkScalar(view: YamlView, shape: ScalarShape): readonly Problem[] {
  switch (shape.kind) {
    case 'nothing':
      return view.kind === 'null' ? [] : [wrong(view, texts.nothing)];
    case 'number':
      return view.number() === undefined ? [wrong(view, texts.number)] : [];
    case 'boolean':
      return view.boolean() === undefined ? [wrong(view, texts.boolean)] : [];
    case 'text':
      if (view.kind === 'null') return shape.filled === true || shape.values !== undefined ? [wrong(view, texts.empty)] : [];
      return checkText(view, view.text()?.value, shape);
    case 'string':
      if (view.kind === 'null') return [wrong(view, texts.empty)];
      return checkText(view, view.string()?.value, shape);
  }
}

function checkText(
  view: YamlView,
  value: string | undefined,
  shape: Extract<Shape, { readonly kind: 'text' | 'string' }>,
): readonly Problem[] {
  if (value === undefined) return [wrong(view, texts.text)];
  if (shape.kind === 'text' && shape.filled === true && value === '') return [wrong(view, texts.empty)];
  if (shape.values !== undefined && !shape.values.includes(value)) {
    return [
      {
        ...wrong(view, shape.values.length > 8 ? texts.unknownValue : texts.badValue, {
          value: shorten(value),
          values: shape.values.join(', '),
        }),
        ...suggest(value, shape.values),
      },
    ];
  }
  if (shape.pattern !== undefined && !shape.pattern.test(value)) return [wrong(view, texts.badForm, { value: shorten(value) })];
  return [];
}

function checkEither(view: YamlView, choices: readonly Shape[], options: Checking, depth: number): readonly Problem[] {
  let nearest: readonly Problem[] | undefined;
  for (const choice of choices) {
    const problems = check(view, choice, options, depth + 1);
    if (problems.length === 0) return [];
    // Where all but one choice is to leave the value out, that one says what is wrong.
    const isOnlyOne = choices.every((other) => other === choice || other.kind === 'nothing');
    if (nearest === undefined && (isKindOf(view, choice) || isOnlyOne)) nearest = problems;
  }
  return nearest ?? [wrong(view, view.kind === 'null' ? texts.empty : texts.kind)];
}

function isKindOf(view: YamlView, shape: Shape): boolean {
  if (shape.kind === 'later') return isKindOf(view, shape.shape());
  if (shape.kind === 'either') return shape.options.some((option) => isKindOf(view, option));
  if (shape.kind === 'map') return view.kind === 'map';
  if (shape.kind === 'list') return view.kind === 'seq';
  return view.kind === 'scalar' && (shape.kind === 'text' || shape.kind === typeof view.scalar);
}

function checkMap(view: YamlView, shape: MapShape, options: Checking, depth: number): readonly Problem[] {
  if (view.kind !== 'map') return [wrong(view, view.kind === 'null' ? texts.empty : texts.map)];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { key, keySpan, value } of view.entries()) {
    seen.add(key);
    const inner = Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.others;
    if (shape.extension?.test(key) === true) continue;
    if (inner === undefined) problems.push(unknownKey(key, keySpan, Object.keys(shape.keys)));
    else if (shape.names?.test(key) === false) problems.push({ message: message(texts.badName, { key: shorten(key) }), span: keySpan });
    else problems.push(...check(value, inner, options, depth + 1));
  }
  for (const key of shape.required ?? []) {
    if (!seen.has(key))
      problems.push({ message: message(texts.missingKey, { key }), span: { start: view.span.start, end: view.span.start } });
  }
  return problems;
}

/** The problem of a key that nobody knows, with the known one that was probably meant. */
export function unknownKey(key: string, span: Span, known: readonly string[]): Problem {
  const meant = nearestWord(key, known);
  if (meant === undefined) return { message: message(texts.unknownKey, { key: shorten(key) }), span };
  return { message: message(texts.unknownKeyMeant, { key: shorten(key), meant }), span, suggestion: meant };
}

/** The problem of a key that must be there and is not, at the start of its map. */
export function missingKey(key: string, view: YamlView): Problem {
  return { message: message(texts.missingKey, { key }), span: { start: view.span.start, end: view.span.start } };
}

function suggest(value: string, known: readonly string[]): { readonly suggestion?: string } {
  const meant = nearestWord(value, known);
  return meant === undefined ? {} : { suggestion: meant };
}

function wrong(view: YamlView, text: Text, args: Readonly<Record<string, string>> = {}): Problem {
  return { message: message(text, args), span: headOf(view) };
}

/** A map or list can be a screen long: only its beginning is marked. */
function headOf(view: YamlView): Span {
  return view.kind === 'map' || view.kind === 'seq' ? { start: view.span.start, end: view.span.start } : view.span;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
