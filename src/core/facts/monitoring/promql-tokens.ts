/** PromQL's words, after Prometheus' `promql/parser/lex.go`. Offsets are inside the expression. */

/** One word of an expression. */
export interface PromqlToken {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'bracket' | 'punctuation' | 'bad';
  /** As it is written; for strings without quotes and escapes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const space = /(?:\s+|#[^\r\n]*)+/y;
/** Numbers, durations (`1h30m`) and hexadecimal numbers; the sign is an operator. */
const number =
  /(?:0[xX][0-9a-fA-F_]+|(?:\d+(?:ms|[smhdwy]))+(?![A-Za-z0-9_])|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?:ms|[smhdwy])?)/y;
const name = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const operator = /==|!=|=~|!~|>=|<=|<\/|>\/|[-+*/%^<>=@]/y;
const quotes = '"\'`';
const words: readonly (readonly [PromqlToken['kind'], RegExp])[] = [
  ['number', number],
  ['name', name],
  ['operator', operator],
];

/** Splits an expression. Total: what is no word of PromQL, or a string without end, is a `bad` token. */
export function promqlTokens(expression: string): readonly PromqlToken[] {
  const tokens: PromqlToken[] = [];
  let inRange = false;
  let at = 0;
  while (at < expression.length) {
    const blank = matchAt(space, expression, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const token = tokenAt(expression, at, inRange);
    if (token.text === '[' || token.text === ']') inRange = token.kind === 'bracket' && token.text === '[';
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** A colon begins a name, as in `:job:rate`, but inside `[5m:1m]` it parts range and step. */
function tokenAt(expression: string, at: number, inRange: boolean): PromqlToken {
  const first = expression.charAt(at);
  if (quotes.includes(first)) return stringAt(expression, at, first);
  if ('()[]{}'.includes(first)) return { kind: 'bracket', text: first, start: at, end: at + 1 };
  if (first === ',' || (first === ':' && inRange)) return { kind: 'punctuation', text: first, start: at, end: at + 1 };
  for (const [kind, pattern] of words) {
    const found = matchAt(pattern, expression, at);
    if (found !== undefined) return { kind, text: found, start: at, end: at + found.length };
  }
  return { kind: 'bad', text: first, start: at, end: at + 1 };
}

function stringAt(expression: string, start: number, quote: string): PromqlToken {
  let text = '';
  for (let at = start + 1; at < expression.length; at += 1) {
    const letter = expression.charAt(at);
    if (letter === quote) return { kind: 'string', text, start, end: at + 1 };
    if (letter === '\n' && quote !== '`') break;
    if (letter === '\\' && quote !== '`') {
      at += 1;
      text += unescaped(expression.charAt(at));
    } else text += letter;
  }
  return { kind: 'bad', text: quote, start, end: expression.length };
}

/** The escapes that occur in names and label values; others stay as their letter. */
function unescaped(letter: string): string {
  if (letter === 'n') return '\n';
  return letter === 't' ? '\t' : letter;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
