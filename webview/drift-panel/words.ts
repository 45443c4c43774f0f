/** The page's words, numbers and times in the person's language. */
import type { PanelLabels } from '../../src/protocol/drift-panel.ts';
import type { PanelWord } from '../../src/protocol/panel-words.ts';

/** What formats for one language; kept as long as the labels are the same, for making formats is slow. */
export interface Words {
  readonly lang: string;
  /** A word, with what stands in its braces filled in. */
  say(key: PanelWord, parts?: Readonly<Record<string, string>>): string;
  /** Four digits that count; very small and very large ones with an exponent. */
  number(value: number): string;
  /** A number with its unit, `''` for none. */
  quantity(value: number, unit: string): string;
  /** A count, its thousands apart. */
  count(value: number): string;
  /** A part of a whole, in percent. */
  share(value: number): string;
  /** A day, with the time of day where it is not midnight; in UTC, without saying so. */
  time(value: number): string;
}

/** Formats of a language. */
export function createWords({ lang, words }: PanelLabels): Words {
  const plain = new Intl.NumberFormat(lang, { maximumSignificantDigits: 4 });
  const large = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
  const exponent = new Intl.NumberFormat(lang, { notation: 'scientific', maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 2 });
  const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  const days = new Intl.DateTimeFormat(lang, day);
  const minutes = new Intl.DateTimeFormat(lang, { ...day, hour: 'numeric', minute: '2-digit' });
  const seconds = new Intl.DateTimeFormat(lang, { ...day, hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const say = (key: PanelWord, parts: Readonly<Record<string, string>> = {}): string => fill(words[key], parts);
  const number = (value: number): string => {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e15)) return exponent.format(value);
    return (size >= 1000 ? large : plain).format(value);
  };
  return {
    lang,
    say,
    number,
    quantity: (value, unit) => (unit === '' ? number(value) : say('valueUnit', { value: number(value), unit })),
    count: (value) => large.format(value),
    share: (value) => percent.format(value),
    time: (value) => (value % 86_400_000 === 0 ? days : value % 60_000 === 0 ? minutes : seconds).format(value),
  };
}

/** Fills a template's braces. What is filled in may hold braces of its own: they stay. */
function fill(template: string, parts: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(parts, name) ? (parts[name] ?? '') : whole));
}
