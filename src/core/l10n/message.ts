/**
 * What people read, as data: a template in English and in Polish with named arguments.
 * A surface (editor, webview, CLI) formats it in its own language; JSON and SARIF always format English.
 */

/** One template in both languages. `{name}` is replaced by an argument; `{n|one|few|many}` picks a plural form by argument `n`. */
export interface Text {
  readonly en: string;
  readonly pl: string;
}

/** Values of a message's arguments; numbers are printed as they are, so round them first. */
export type MessageArgs = Readonly<Record<string, string | number>>;

/** A text with its arguments: plain data that crosses the worker's boundary. */
export interface Message extends Text {
  readonly args: MessageArgs;
}

/** The languages the product speaks. */
export type Language = 'en' | 'pl';

/** Joins a text and its arguments. */
export function message(text: Text, args: MessageArgs = {}): Message {
  return { en: text.en, pl: text.pl, args };
}

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)((?:\|[^{}|]*)*)\}/g;

/**
 * The words of a message in one language.
 *
 * Plural forms: English takes one|other, Polish one|few|many (1 plik, 2 pliki, 5 plików); a missing form falls back to the last one.
 * An argument that is not given stays in braces, so that the mistake is seen.
 */
export function format(source: Message, language: Language): string {
  const template = source[language];
  if (!template.includes('{')) return template;
  return template.replace(placeholder, (whole, name: string, forms: string) => {
    const value = source.args[name];
    if (value === undefined) return whole;
    if (forms === '') return String(value);
    const choices = forms.slice(1).split('|');
    return choices[Math.min(pluralForm(Number(value), language), choices.length - 1)] ?? whole;
  });
}

/** Index of the plural form: CLDR's cardinal rules for whole numbers. */
function pluralForm(count: number, language: Language): number {
  if (count === 1) return 0;
  if (language === 'en') return 1;
  const [tens, ones] = [count % 100, count % 10];
  return ones >= 2 && ones <= 4 && !(tens >= 12 && tens <= 14) ? 1 : 2;
}

/** The language for a locale name such as `pl`, `pl_PL.UTF-8` or `en-GB`; English for all that is not Polish. */
export function languageOf(locale: string | undefined): Language {
  return /^pl\b|^pl[_-]/i.test(locale ?? '') ? 'pl' : 'en';
}
