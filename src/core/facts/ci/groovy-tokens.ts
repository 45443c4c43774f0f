/** The words, strings and brackets of Groovy, as far as a Jenkinsfile needs them: comments are left out, and nothing is run. */
import type { Span } from '../../model/span.ts';

/** A token. `text` of a string is what stands between its quotes, its escapes undone. */
export interface GroovyToken {
  readonly kind: 'word' | 'string' | 'sign';
  readonly text: string;
  readonly span: Span;
}

/** The tokens, and the place of a string or comment that is never ended. */
export interface GroovyTokens {
  readonly tokens: readonly GroovyToken[];
  readonly unended: Span | null;
}

const word = /[\p{L}\p{N}_$][\p{L}\p{N}_$]*/uy;

/** Takes a text apart. Total; time grows as the text does. */
export function groovyTokens(text: string): GroovyTokens {
  const tokens: GroovyToken[] = [];
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    if (two === '//' || (two === '#!' && at === 0)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (two === '/*') {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return { tokens, unended: { start: at, end: at + 2 } };
      at = end + 2;
    } else if (text[at] === '"' || text[at] === "'") {
      const string = stringAt(text, at);
      if (string === null) return { tokens, unended: { start: at, end: at + 1 } };
      tokens.push(string.token);
      at = string.next;
    } else if (/\s/.test(text[at] ?? '')) at += 1;
    else {
      word.lastIndex = at;
      const found = word.exec(text)?.[0] ?? text.slice(at, at + 1);
      const kind = word.lastIndex > at ? 'word' : 'sign';
      tokens.push({ kind, text: found, span: { start: at, end: at + found.length } });
      at += found.length;
    }
  }
  return { tokens, unended: null };
}

/** A string of one or three quotes; null where it does not end. One of single quotes ends with its line at the latest. */
function stringAt(text: string, start: number): { readonly token: GroovyToken; readonly next: number } | null {
  const quote = text[start] ?? '';
  const mark = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  const from = start + mark.length;
  let at = from;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith(mark, at)) {
      const token: GroovyToken = { kind: 'string', text: unescaped(text.slice(from, at)), span: { start: from, end: at } };
      return { token, next: at + mark.length };
    } else if (mark.length === 1 && text[at] === '\n') return null;
    else at += 1;
  }
  return null;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_whole, letter: string) => escapes[letter] ?? letter);
}
