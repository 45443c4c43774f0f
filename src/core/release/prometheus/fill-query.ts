/**
 * Fills `{{version}}` and its like into a query. A value only ever becomes part of a string: it can end no string, and in a regular
 * expression it stands for itself, so that no version's name, which whoever pushes a tag chooses, can change what is asked.
 */
import { promqlTokens, type PromqlToken } from '../../facts/monitoring/promql-tokens.ts';
import { message, type Message } from '../../l10n/message.ts';

/** A query ready to be sent, with the placeholders that stood in it; or why it cannot be. */
export type FilledQuery = { readonly query: string; readonly filled: ReadonlySet<string> } | { readonly failure: Message };

const texts = {
  outside: {
    en: '{placeholder} of the query must stand between quotes, as in version="{placeholder}".',
    pl: '{placeholder} w zapytaniu musi stać w cudzysłowie, jak w version="{placeholder}".',
  },
  unknown: {
    en: 'The query has {placeholder}, which nothing is known for; known are {known}.',
    pl: 'Zapytanie zawiera {placeholder}, dla którego nie ma wartości; znane są {known}.',
  },
  backtick: {
    en: '{value} has a backtick and cannot stand between backticks; write the string of the query in double quotes.',
    pl: '{value} zawiera znak ` i nie może stać między takimi znakami; zapisz ten napis zapytania w cudzysłowie.',
  },
} as const;

/** What a string is for: itself, a regular expression, or `label_replace`'s text with `$1` in it. */
type Place = 'text' | 'pattern' | 'replacement';

/** Fills in values by the placeholders' names. Comments are left as they are. */
export function fillQuery(query: string, values: Readonly<Record<string, string>>): FilledQuery {
  const filled = new Set<string>();
  const parts: string[] = [];
  let done = 0;
  const places = new PlaceReader();
  const tokens = promqlTokens(query);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const isDouble = token.text === '{' && next?.text === '{' && next.start === token.end;
    if (token.kind === 'bad' || isDouble) {
      const [placeholder] = /\{\{[^{}]*\}\}/.exec(query.slice(token.start, isDouble ? undefined : token.end)) ?? [];
      if (placeholder !== undefined) return { failure: message(texts.outside, { placeholder }) };
    }
    const place = places.next(token);
    if (token.kind !== 'string') continue;
    const string = fillString(query.slice(token.start, token.end), { place, values, filled });
    if (typeof string !== 'string') return string;
    parts.push(query.slice(done, token.start), string);
    done = token.end;
  }
  parts.push(query.slice(done));
  return { query: parts.join(''), filled };
}

/** Follows brackets and commas, to know what each string is for. */
class PlaceReader {
  readonly #calls: { readonly name: string; argument: number }[] = [];
  #previous: PromqlToken | undefined;

  next(token: PromqlToken): Place {
    const previous = this.#previous;
    this.#previous = token;
    if (token.kind === 'bracket' && '([{'.includes(token.text)) {
      this.#calls.push({ name: previous?.kind === 'name' ? previous.text : '', argument: 0 });
    } else if (token.kind === 'bracket') this.#calls.pop();
    const call = this.#calls.at(-1);
    if (token.kind === 'punctuation' && token.text === ',' && call !== undefined) call.argument += 1;
    if (previous?.kind === 'operator' && (previous.text === '=~' || previous.text === '!~')) return 'pattern';
    if (call?.name !== 'label_replace') return 'text';
    // label_replace(vector, "to", "replacement", "from", "regex")
    return call.argument === 4 ? 'pattern' : call.argument === 2 ? 'replacement' : 'text';
  }
}

/** A string literal, quotes included, with its placeholders filled. */
function fillString(
  literal: string,
  { place, values, filled }: { readonly place: Place; readonly values: Readonly<Record<string, string>>; readonly filled: Set<string> },
): string | { readonly failure: Message } {
  const quote = literal.charAt(0);
  let text = '';
  let at = 0;
  while (at < literal.length) {
    // An escape is passed over with its letter, so that a value never stands behind a lone backslash.
    const escape = quote !== '`' && literal.charAt(at) === '\\' ? literal.slice(at, at + 2) : '';
    const [placeholder, name = ''] = escape === '' ? (placeholderAt(literal, at) ?? []) : [];
    if (placeholder === undefined) {
      text += escape === '' ? literal.charAt(at) : escape;
      at += Math.max(1, escape.length);
      continue;
    }
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      const known = Object.keys(values).map((one) => `{{${one}}}`);
      return { failure: message(texts.unknown, { placeholder, known: known.join(', ') }) };
    }
    if (quote === '`' && value.includes('`')) return { failure: message(texts.backtick, { value: JSON.stringify(value) }) };
    filled.add(name);
    text += quoted(meant(value, place), quote);
    at += placeholder.length;
  }
  return text;
}

const placeholderPattern = /\{\{\s*([^{}\s]*)\s*\}\}/y;

function placeholderAt(text: string, at: number): RegExpExecArray | null {
  placeholderPattern.lastIndex = at;
  return placeholderPattern.exec(text);
}

/** A value that stands for itself: RE2's `QuoteMeta`, and `$$` where Go's `Expand` reads. */
function meant(value: string, place: Place): string {
  if (place === 'pattern') return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
  return place === 'replacement' ? value.replaceAll('$', '$$$$') : value;
}

/** A value inside a string literal, escaped as Prometheus' `strutil.Unquote` reads it. Between backticks nothing is an escape. */
function quoted(value: string, quote: string): string {
  if (quote === '`') return value;
  return value.replace(/[\\"'\u0000-\u001f\u007f]/g, (letter) => {
    if (letter === '\\' || letter === quote) return `\\${letter}`;
    if (letter === '"' || letter === "'") return letter;
    return `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
