/** What an alert's expression compares with a number. */
import { readPromql } from '../facts/monitoring/promql.ts';
import { promqlTokens, type PromqlToken } from '../facts/monitoring/promql-tokens.ts';
import type { Direction } from './chart.ts';

/** The value that an alert watches, apart from its limit. */
export interface WatchedValue {
  /** PromQL on one line, without comments. */
  readonly query: string;
  /** Null where the expression compares with no single number, or asks whether it is equal to one. */
  readonly threshold: number | null;
  /** On which side of the threshold the alert fires; null without one. */
  readonly direction: Direction | null;
}

const directions: Readonly<Record<string, Direction>> = { '>': 'above', '>=': 'above', '<': 'below', '<=': 'below' };
const mirrored: Readonly<Record<string, string>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' };
const joining = new Set(['and', 'or', 'unless']);

/**
 * Reads `VALUE > NUMBER` and its like; the number may be reckoned, as `5 * 86400`, and may stand first. An expression that joins several
 * comparisons, or compares with a series, is taken whole. A filter that is taken whole has values only while the alert would fire.
 * Null for what is no PromQL.
 */
export function watchedValue(expression: string): WatchedValue | null {
  const facts = readPromql(expression);
  if (facts.problem !== null || facts.isForeign) return null;
  const tokens = promqlTokens(expression);
  const whole: WatchedValue = { query: onOneLine(expression, tokens), threshold: null, direction: null };
  const top = topLevel(tokens);
  const comparisons = top.filter(({ token }) => token.kind === 'operator' && isComparison(token.text));
  const [comparison] = comparisons;
  if (comparison === undefined || comparisons.length > 1) return whole;
  if (top.some(({ token }) => token.kind === 'name' && joining.has(token.text.toLowerCase()))) return whole;
  const [left, right] = [tokens.slice(0, comparison.index), tokens.slice(comparison.index + 1)];
  // With `bool` the result is 0 or 1, and the value itself stands before it all the same.
  const behind = right[0]?.text.toLowerCase() === 'bool' ? right.slice(1) : right;
  const [before, after] = [constant(left), constant(behind)];
  const sides = after !== null ? { value: left, limit: after, operator: comparison.token.text } : mirror(before, behind, comparison);
  if (sides === null || (before !== null && after !== null)) return whole;
  const query = onOneLine(expression, unwrapped(sides.value));
  const direction = directions[sides.operator];
  return direction === undefined ? { ...whole, query } : { query, threshold: sides.limit, direction };
}

interface Placed {
  readonly token: PromqlToken;
  readonly index: number;
}

function mirror(limit: number | null, value: readonly PromqlToken[], { token }: Placed) {
  return limit === null ? null : { value, limit, operator: mirrored[token.text] ?? token.text };
}

function isComparison(text: string): boolean {
  return /^(?:[<>]=?|==|!=)$/.test(text);
}

/** The words outside of all brackets. */
function topLevel(tokens: readonly PromqlToken[]): readonly Placed[] {
  let depth = 0;
  return tokens.flatMap((token, index) => {
    if (token.kind === 'bracket') depth += '([{'.includes(token.text) ? 1 : -1;
    return token.kind === 'bracket' || depth > 0 ? [] : [{ token, index }];
  });
}

/** Brackets around all of it, which nothing needs once the comparison is gone. */
function unwrapped(tokens: readonly PromqlToken[]): readonly PromqlToken[] {
  if (tokens[0]?.text !== '(' || tokens.at(-1)?.text !== ')') return tokens;
  let depth = 0;
  const closesAt = tokens.findIndex((token) => {
    if (token.kind === 'bracket') depth += '([{'.includes(token.text) ? 1 : -1;
    return depth === 0;
  });
  return closesAt === tokens.length - 1 ? unwrapped(tokens.slice(1, -1)) : tokens;
}

/** Words with one blank where there was any space or comment between them. */
function onOneLine(expression: string, tokens: readonly PromqlToken[]): string {
  return tokens
    .map((token, index) => {
      const before = tokens[index - 1];
      const isApart = before !== undefined && before.end < token.start;
      return `${isApart ? ' ' : ''}${expression.slice(token.start, token.end)}`;
    })
    .join('')
    .replaceAll(/([([{]) | (?=[)\]}])/g, '$1');
}

/** The value of numbers with + - * / ^ and brackets, by PromQL's precedence; null where anything else is among them. */
function constant(tokens: readonly PromqlToken[]): number | null {
  const reader = { at: 0 };
  const value = sum(tokens, reader);
  return value !== null && reader.at === tokens.length && Number.isFinite(value) ? value : null;
}

type Reader = { at: number };
type Level = (tokens: readonly PromqlToken[], reader: Reader) => number | null;

function chain(next: Level, apply: Readonly<Record<string, (left: number, right: number) => number>>): Level {
  return (tokens, reader) => {
    let value = next(tokens, reader);
    for (;;) {
      const operation = apply[tokens[reader.at]?.text ?? ''];
      if (value === null || operation === undefined) return value;
      reader.at += 1;
      const right = next(tokens, reader);
      value = right === null ? null : operation(value, right);
    }
  };
}

const product: Level = chain(signed, { '*': (left, right) => left * right, '/': (left, right) => left / right });
const sum: Level = chain(product, { '+': (left, right) => left + right, '-': (left, right) => left - right });

function signed(tokens: readonly PromqlToken[], reader: Reader): number | null {
  const text = tokens[reader.at]?.text;
  if (text !== '-' && text !== '+') return power(tokens, reader);
  reader.at += 1;
  const value = signed(tokens, reader);
  return value === null ? null : text === '-' ? -value : value;
}

/** To the right: 2 ^ 3 ^ 2 is 2 ^ 9. */
function power(tokens: readonly PromqlToken[], reader: Reader): number | null {
  const base = operand(tokens, reader);
  if (base === null || tokens[reader.at]?.text !== '^') return base;
  reader.at += 1;
  const exponent = signed(tokens, reader);
  return exponent === null ? null : base ** exponent;
}

function operand(tokens: readonly PromqlToken[], reader: Reader): number | null {
  const token = tokens[reader.at];
  reader.at += 1;
  if (token?.text === '(') {
    const value = sum(tokens, reader);
    const isClosed = tokens[reader.at]?.text === ')';
    reader.at += 1;
    return isClosed ? value : null;
  }
  return token?.kind === 'number' ? numberOf(token.text) : null;
}

const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** Also `1_000` and, as Prometheus 3 reads them, durations as seconds. */
function numberOf(text: string): number | null {
  const plain = Number(text.replaceAll('_', ''));
  if (!Number.isNaN(plain)) return plain;
  if (!/^(?:[\d.]+(?:ms|[smhdwy]))+$/.test(text)) return null;
  return [...text.matchAll(/([\d.]+)(ms|[smhdwy])/g)].reduce(
    (total, [, count, unit]) => total + Number(count) * (seconds[unit ?? ''] ?? 0),
    0,
  );
}
