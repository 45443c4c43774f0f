/** Shapes that are put together from other shapes. */
import { type Text, message } from '../../l10n/message.ts';
import { type Shape, checkPart, entryPlace, itemPlace, missingKey, shorten, unknownKey } from './shape.ts';
import type { YamlView } from './yaml-view.ts';

const texts = {
  name: {
    en: 'The name “{key}” has characters that are not allowed here.',
    pl: 'Nazwa „{key}” zawiera niedozwolone tu znaki.',
  },
} satisfies Record<string, Text>;

/** A list whose items all fit one shape. */
export function listOf(item: Shape): Shape {
  return {
    expected: { en: 'a list', pl: 'listą' },
    accepts: (view) => view.kind === 'seq',
    inside: (view, place, check) =>
      view.items().flatMap((value, index) => checkPart(item, value, itemPlace({ view: value, index }, place, check), check)),
  };
}

/** What a map asks of its keys, beside the shapes of their values. */
export interface KeyOptions {
  /** Keys that are taken whatever they are called and hold, such as `x-…`. */
  readonly extension?: RegExp;
  /** The names that keys may have. */
  readonly names?: RegExp;
}

/** What a record asks beside its keys' shapes. */
export interface RecordOptions extends KeyOptions {
  /** Keys that must be there. */
  readonly required?: readonly string[];
  /** Other keys are allowed, with any value. */
  readonly open?: boolean;
  /** The shape of the values under all other keys, which are allowed then. */
  readonly others?: Shape;
}

/** A map with free keys whose values all fit one shape. */
export function mapOf(value: Shape, options: KeyOptions = {}): Shape {
  return record({}, { ...options, others: value });
}

/** A map with known keys. */
export function record(keys: Readonly<Record<string, Shape>>, options: RecordOptions = {}): Shape {
  const known = Object.keys(keys);
  return {
    expected: { en: 'a mapping', pl: 'mapą' },
    accepts: (view) => view.kind === 'map',
    inside: (view, place, check) => {
      const missing = (options.required ?? []).filter((key) => view.get(key) === undefined).map((key) => missingKey(key, place.span));
      const wrong = view.entries().flatMap((entry) => {
        if (options.extension?.test(entry.key) === true) return [];
        const shape = Object.hasOwn(keys, entry.key) ? keys[entry.key] : options.others;
        if (shape === undefined) return options.open === true ? [] : [unknownKey(entry, absentKeys(known, view))];
        if (options.names?.test(entry.key) === false) {
          return [{ message: message(texts.name, { key: shorten(entry.key) }), span: entry.keySpan }];
        }
        return checkPart(shape, entry.value, entryPlace(entry, check), check);
      });
      // The key that leads to a map stands before the map's own keys; where only the map is marked, its keys explain what is missing.
      return check.marks === 'values' ? [...wrong, ...missing] : [...missing, ...wrong];
    },
  };
}

/** A key that is there already cannot have been meant by another. */
function absentKeys(known: readonly string[], view: YamlView): readonly string[] {
  return known.filter((key) => view.get(key) === undefined);
}

/** The first of several shapes whose kind fits; their kinds must differ. */
export function eitherOf(...shapes: readonly [Shape, ...Shape[]]): Shape {
  return {
    expected: {
      en: shapes.map((shape) => shape.expected.en).join(' or '),
      pl: shapes.map((shape) => shape.expected.pl).join(' lub '),
    },
    accepts: (view) => shapes.some((shape) => shape.accepts(view)),
    inside: (view, place, check) => shapes.find((shape) => shape.accepts(view))?.inside(view, place, check) ?? [],
  };
}

/** A shape that may also be left empty. */
export function orNothing(shape: Shape): Shape {
  return {
    ...shape,
    accepts: (view) => view.kind === 'null' || shape.accepts(view),
    inside: (view, place, check) => (view.kind === 'null' ? [] : shape.inside(view, place, check)),
  };
}

/** A shape that is chosen by the value's own keys. */
export function chosenBy(choose: (view: YamlView) => Shape): Shape {
  return {
    expected: { en: 'a mapping', pl: 'mapą' },
    accepts: (view) => choose(view).accepts(view),
    inside: (view, place, check) => choose(view).inside(view, place, check),
  };
}
