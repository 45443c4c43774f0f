/** Shapes of values without parts. */
import { type Text, message } from '../../l10n/message.ts';
import { nearestWord } from '../nearest-word.ts';
import { type Shape, shorten } from './shape.ts';
import type { YamlView } from './yaml-view.ts';

const texts = {
  values: {
    en: 'The value “{value}” is not allowed here. Allowed: {values}.',
    pl: 'Wartość „{value}” nie jest tu dozwolona. Dozwolone: {values}.',
  },
  unknown: { en: 'The value “{value}” is not known here.', pl: 'Wartość „{value}” nie jest tu znana.' },
  form: {
    en: 'The value “{value}” does not have the form that is expected here.',
    pl: 'Wartość „{value}” nie ma oczekiwanej tu postaci.',
  },
  empty: { en: '“{key}” must not be empty.', pl: '„{key}” nie może być puste.' },
} satisfies Record<string, Text>;

/** As many allowed values are listed in a message; more would bury it. */
const mostListed = 8;

function simple(expected: Text, accepts: (view: YamlView) => boolean): Shape {
  return { expected, accepts, inside: () => [] };
}

/** Takes everything. */
export const anything: Shape = simple({ en: 'anything', pl: 'czymkolwiek' }, () => true);
/** A key that stands without a value. */
export const nothing: Shape = simple({ en: 'left empty', pl: 'puste' }, (view) => view.kind === 'null');
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

/** A string, number or boolean that is not the empty text. */
export const filledText: Shape = {
  ...scalarText,
  inside: (view, place) => (view.scalar === '' ? [{ message: message(texts.empty, { key: shorten(place.name) }), span: view.span }] : []),
};

/** One of several values, compared as they are written. */
export function oneOf(values: readonly string[], base: Shape = scalarText): Shape {
  return {
    ...base,
    inside: (view) => {
      const value = view.text()?.value ?? '';
      if (values.includes(value)) return [];
      const near = nearestWord(value, values);
      const problem = {
        message: message(values.length > mostListed ? texts.unknown : texts.values, { value: shorten(value), values: values.join(', ') }),
        span: view.span,
      };
      return [near === undefined ? problem : { ...problem, suggestion: near }];
    },
  };
}

/** A text of a form. The pattern is tested on what is written and has no flags that keep a state. */
export function textLike(pattern: RegExp, base: Shape = text): Shape {
  return {
    ...base,
    inside: (view) => {
      const value = view.text()?.value ?? '';
      return pattern.test(value) ? [] : [{ message: message(texts.form, { value: shorten(value) }), span: view.span }];
    },
  };
}
