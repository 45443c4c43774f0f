/**
 * What a tool's schema takes, as small values that can be put together, and the problems of what does not fit:
 * the wrong value, or the key that leads to it where the value is a whole block; the unknown key itself.
 */
import { type Message, type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import type { YamlEntry, YamlView } from './yaml-view.ts';

/** Where a value stands: the words people call it by, and the key (or list item) that leads to it. */
export interface ShapePlace {
  readonly name: string;
  readonly span: Span;
}

/** A part of a schema. */
export interface Shape {
  /** What is expected, as it stands after 'must be' ('musi być'): `a list`, `listą`. */
  readonly expected: Text;
  /** Whether a value is of this kind at all, whatever is inside. */
  accepts(view: YamlView): boolean;
  /** What is wrong inside a value of this kind. */
  inside(view: YamlView, place: ShapePlace): readonly Problem[];
}

/** Words that several formats share. */
export const shapeTexts = {
  unknown: { en: 'Unknown key “{key}”.', pl: 'Nieznany klucz „{key}”.' },
  unknownNear: { en: 'Unknown key “{key}”. Did you mean “{near}”?', pl: 'Nieznany klucz „{key}”. Czy chodziło o „{near}”?' },
  missing: { en: 'The key “{key}” is missing.', pl: 'Brakuje klucza „{key}”.' },
};

/** The problems of a value against a shape. */
export function checkShape(shape: Shape, view: YamlView, place: ShapePlace): readonly Problem[] {
  if (shape.accepts(view)) return shape.inside(view, place);
  return [{ message: mustBe(place.name, shape.expected), span: valueSpan(view, place.span) }];
}

/** The whole document as a place. */
export function rootPlace(view: YamlView, name: string): ShapePlace {
  return { name, span: firstKeySpan(view) };
}

/** Where a wrong value is shown: the value where it is written in one piece, else what leads to it. */
export function valueSpan(view: YamlView, leading: Span): Span {
  return view.kind === 'scalar' && view.span.end > view.span.start ? view.span : leading;
}

/** A map's first key; for all else the value's start, so that no whole block is marked. */
function firstKeySpan(view: YamlView): Span {
  const first = view.entries()[0];
  if (first !== undefined) return first.keySpan;
  return view.kind === 'scalar' ? view.span : { start: view.span.start, end: Math.min(view.span.end, view.span.start + 1) };
}

/** The problem of a key that no release of the tool knows. */
export function unknownKey(entry: YamlEntry, known: readonly string[]): Problem {
  const near = nearestWord(entry.key, known);
  if (near === undefined) return { message: message(shapeTexts.unknown, { key: entry.key }), span: entry.keySpan };
  return { message: message(shapeTexts.unknownNear, { key: entry.key, near }), span: entry.keySpan, suggestion: near };
}

/** The problem of a key that the tool needs. */
export function missingKey(key: string, span: Span): Problem {
  return { message: message(shapeTexts.missing, { key }), span };
}

function mustBe(key: string, expected: Text): Message {
  return message({ en: `“{key}” must be ${expected.en}.`, pl: `„{key}” musi być ${expected.pl}.` }, { key });
}

function simple(expected: Text, accepts: (view: YamlView) => boolean): Shape {
  return { expected, accepts, inside: () => [] };
}

/** Takes everything. */
export const anything: Shape = simple({ en: 'anything', pl: 'czymkolwiek' }, () => true);
/** What YAML reads as a string. */
export const text: Shape = simple({ en: 'text', pl: 'tekstem' }, (view) => typeof view.scalar === 'string');
/** A string, or a number or boolean that the tool takes as one. */
export const scalarText: Shape = simple({ en: 'text', pl: 'tekstem' }, (view) => view.kind === 'scalar');
/** `true` or `false`. */
export const flag: Shape = simple({ en: 'true or false', pl: 'wartością true lub false' }, (view) => typeof view.scalar === 'boolean');
/** A whole number. */
export const integer: Shape = simple({ en: 'a whole number', pl: 'liczbą całkowitą' }, (view) => Number.isInteger(view.scalar));
/** A number. */
export const number: Shape = simple({ en: 'a number', pl: 'liczbą' }, (view) => typeof view.scalar === 'number');

/** A list whose items all fit one shape. */
export function listOf(item: Shape): Shape {
  return {
    expected: { en: 'a list', pl: 'listą' },
    accepts: (view) => view.kind === 'seq',
    inside: (view, place) =>
      view.items().flatMap((value, index) => {
        const span = value.kind === 'scalar' ? value.span : firstKeySpan(value);
        return checkShape(item, value, { name: `${place.name}[${String(index + 1)}]`, span });
      }),
  };
}

/** A map with free keys whose values all fit one shape. */
export function mapOf(value: Shape): Shape {
  return {
    expected: { en: 'a mapping', pl: 'mapą' },
    accepts: (view) => view.kind === 'map',
    inside: (view) => view.entries().flatMap((entry) => checkShape(value, entry.value, { name: entry.key, span: entry.keySpan })),
  };
}

/** What a record asks beside its keys' shapes. */
export interface RecordOptions {
  /** Keys that must be there. */
  readonly required?: readonly string[];
  /** Other keys are allowed, with any value. */
  readonly open?: boolean;
}

/** A map with known keys. */
export function record(keys: Readonly<Record<string, Shape>>, options: RecordOptions = {}): Shape {
  const known = Object.keys(keys);
  return {
    expected: { en: 'a mapping', pl: 'mapą' },
    accepts: (view) => view.kind === 'map',
    inside: (view, place) => {
      const missing = (options.required ?? []).filter((key) => view.get(key) === undefined);
      return [
        ...missing.map((key) => missingKey(key, place.span)),
        ...view.entries().flatMap((entry) => {
          const shape = Object.hasOwn(keys, entry.key) ? keys[entry.key] : undefined;
          if (shape !== undefined) return checkShape(shape, entry.value, { name: entry.key, span: entry.keySpan });
          return options.open === true
            ? []
            : [
                unknownKey(
                  entry,
                  known.filter((key) => view.get(key) === undefined),
                ),
              ];
        }),
      ];
    },
  };
}

/** The first of several shapes whose kind fits; their kinds must differ. */
export function eitherOf(...shapes: readonly [Shape, ...Shape[]]): Shape {
  return {
    expected: {
      en: shapes.map((shape) => shape.expected.en).join(' or '),
      pl: shapes.map((shape) => shape.expected.pl).join(' lub '),
    },
    accepts: (view) => shapes.some((shape) => shape.accepts(view)),
    inside: (view, place) => shapes.find((shape) => shape.accepts(view))?.inside(view, place) ?? [],
  };
}

/** A shape that may also be left empty. */
export function orNothing(shape: Shape): Shape {
  return {
    ...shape,
    accepts: (view) => view.kind === 'null' || shape.accepts(view),
    inside: (view, place) => (view.kind === 'null' ? [] : shape.inside(view, place)),
  };
}

/** A shape that is chosen by the value's own keys. */
export function chosenBy(choose: (view: YamlView) => Shape): Shape {
  return {
    expected: { en: 'a mapping', pl: 'mapą' },
    accepts: (view) => choose(view).accepts(view),
    inside: (view, place) => choose(view).inside(view, place),
  };
}
