/**
 * Shapes of Protocol Buffers' JSON, which the KFP server holds a pipeline to (`protojson.Unmarshal`): a field is written in
 * lowerCamelCase or as in the schema, null means unset, an unknown field is refused, numbers and enumerations may be texts or numbers.
 */
import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import { eitherOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, integer, oneOf, text, textLike } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';

const texts = {
  both: { en: '“{key}” cannot stand beside “{other}”.', pl: '„{key}” nie może stać obok „{other}”.' },
} satisfies Readonly<Record<string, Text>>;

/** What a message asks beside its fields. */
export interface MessageOptions {
  /** Unknown fields are passed over, where the server reads with `DiscardUnknown`. */
  readonly open?: boolean;
  /** Fields of which only one may be set. */
  readonly oneOf?: readonly string[];
}

/** A message with its fields in lowerCamelCase. */
export function messageOf(fields: Readonly<Record<string, Shape>>, options: MessageOptions = {}): Shape {
  const keys = Object.fromEntries(
    Object.entries(fields).flatMap(([key, shape]) => [
      [key, orNothing(shape)],
      [snakeCase(key), orNothing(shape)],
    ]),
  );
  const base = record(keys, { open: options.open ?? false });
  const alternatives = (options.oneOf ?? []).flatMap((key) => [key, snakeCase(key)]);
  return { ...base, inside: (view, place, check) => [...base.inside(view, place, check), ...secondOf(view, alternatives)] };
}

function secondOf(view: YamlView, alternatives: readonly string[]): readonly Problem[] {
  const [first, second] = view.entries().filter(({ key, value }) => value.kind !== 'null' && alternatives.includes(key));
  if (first === undefined || second === undefined) return [];
  return [{ message: message(texts.both, { key: second.key, other: first.key }), span: second.keySpan }];
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The value of a field under either of its names. */
export function field(view: YamlView | undefined, key: string): YamlView | undefined {
  return view?.get(key) ?? view?.get(snakeCase(key));
}

/** The entries of a field that is a map; empty for all else. */
export function fieldEntries(view: YamlView | undefined, key: string): readonly YamlEntry[] {
  return field(view, key)?.entries() ?? [];
}

/** An `int32` or `int64`. */
export const wholeField: Shape = eitherOf(integer, textLike(/^-?\d+$/));
/** A `double`. */
export const numberField: Shape = {
  ...eitherOf(integer, textLike(/^(?:-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/)),
  expected: { en: 'a number', pl: 'liczbą' },
  accepts: (view) => typeof view.scalar === 'number' || typeof view.scalar === 'string',
};
/** A `google.protobuf.Duration`. */
export const durationField: Shape = textLike(/^-?\d+(?:\.\d{1,9})?s$/);
/** A `google.protobuf.Struct`. */
export const structField: Shape = mapOf(anything);

/** One of an enumeration's names, or its number. */
export function enumField(names: readonly string[]): Shape {
  return eitherOf(oneOf(names, text), integer);
}
