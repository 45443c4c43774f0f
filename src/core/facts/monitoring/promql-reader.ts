import type { Span } from '../../model/span.ts';
import { editDistance, nearestWord } from '../nearest-word.ts';
import type { PromqlFault, PromqlMatcher, PromqlProblem, PromqlSelector } from './promql-facts.ts';
import type { PromqlToken } from './promql-tokens.ts';
import { aggregations, groupings, knownFunctions, matchings, rangeFunctions, wordOperators } from './promql-words.ts';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const matcherOperators = new Set(['=', '!=', '=~', '!~']);
/** A name that is farther from all known ones is a function of a newer release, not a slip. */
const mostSlips = 2;

interface OpenBracket {
  readonly token: PromqlToken;
  /** A function's or an aggregation's arguments, where a comma may stand. */
  readonly isCall: boolean;
  readonly isAggregation: boolean;
  /** The function's name, where its arguments must hold a range. */
  readonly needsRange: PromqlToken | undefined;
}

/** Walks over an expression's words once, gathers selectors and keeps the first fault. `isOperandNext` is what the grammar asks for at each place between operators. */
export class PromqlReader {
  readonly selectors: PromqlSelector[] = [];
  problem: PromqlProblem | undefined;
  readonly #tokens: readonly PromqlToken[];
  readonly #length: number;
  readonly #open: OpenBracket[] = [];
  #at = 0;
  #isOperandNext = true;

  constructor(tokens: readonly PromqlToken[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  read(): void {
    if (this.#tokens.length === 0) {
      this.#fail('empty', { start: 0, end: this.#length }, '');
      return;
    }
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === 'bad') this.#failAtBad(token);
      else if (this.#isOperandNext) this.#operand(token);
      else this.#afterOperand(token);
    }
    const open = this.#open.at(-1);
    if (open !== undefined) this.#failAt('bracket', open.token);
    if (this.#isOperandNext) this.#fail('end', this.#lastSpan(), '');
  }

  #peek(ahead = 0): PromqlToken | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #next(): PromqlToken | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  /** Takes the next word if it is this one. */
  #take(text: string, kind: PromqlToken['kind'] = 'bracket'): boolean {
    const token = this.#peek();
    if (token?.kind !== kind || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #lastSpan(): Span {
    const last = this.#tokens.at(-1);
    return last === undefined ? { start: 0, end: this.#length } : { start: last.start, end: last.end };
  }

  #fail(fault: PromqlFault, span: Span, word: string): void {
    this.problem ??= { fault, span, word };
  }

  #failAt(fault: PromqlFault, token: PromqlToken): void {
    this.#fail(fault, { start: token.start, end: token.end }, token.text);
  }

  #failAtBad(token: PromqlToken): void {
    this.#failAt(token.kind === 'bad' && /["'`]/.test(token.text) ? 'string' : 'word', token);
  }

  #operand(token: PromqlToken): void {
    if (token.kind === 'operator' && (token.text === '+' || token.text === '-')) return;
    if (token.kind === 'number' || token.kind === 'string') this.#isOperandNext = false;
    else if (token.kind === 'name') this.#name(token);
    else if (token.text === '(') this.#open.push({ token, isCall: false, isAggregation: false, needsRange: undefined });
    else if (token.text === '{') this.#selector(undefined, token);
    else if (token.text === ')') this.#emptyArguments(token);
    else this.#failAt('word', token);
  }

  /** `time()` has no arguments; `()` alone and a comma before the end are errors. */
  #emptyArguments(token: PromqlToken): void {
    const open = this.#open.at(-1);
    if (open === undefined) this.#failAt('bracket', token);
    else if (!open.isCall || open.isAggregation || open.token.end > token.start || this.#tokens[this.#at - 2] !== open.token)
      this.#failAt('word', token);
    this.#close();
  }

  /** New releases bring new functions, so only a slip of the pen in a known one is a fault. */
  #checkFunction(token: PromqlToken): void {
    if (knownFunctions.has(token.text) || aggregations.has(token.text.toLowerCase())) return;
    const near = nearestWord(token.text, knownFunctions);
    if (near !== undefined && editDistance(token.text, near) <= mostSlips)
      this.problem ??= { fault: 'function', span: { start: token.start, end: token.end }, word: token.text, suggestion: near };
  }

  #close(): void {
    const open = this.#open.pop();
    this.#isOperandNext = false;
    const from = open === undefined ? -1 : this.#tokens.indexOf(open.token);
    const hasRange = this.#tokens.slice(from, this.#at).some((token) => token.kind === 'bracket' && token.text === '[');
    if (open?.needsRange !== undefined && !hasRange) this.#failAt('range', open.needsRange);
    if (open?.isAggregation === true && groupings.has(this.#lowerName())) this.#labelList();
  }

  #lowerName(): string {
    const token = this.#peek();
    return token?.kind === 'name' ? token.text.toLowerCase() : '';
  }

  #name(token: PromqlToken): void {
    const lower = token.text.toLowerCase();
    const isAggregation = aggregations.has(lower);
    if (isAggregation && groupings.has(this.#lowerName()) && this.#peek(1)?.text === '(') this.#labelList();
    const open = this.#peek();
    if (open?.kind === 'bracket' && open.text === '(') {
      this.#at += 1;
      this.#checkFunction(token);
      this.#open.push({ token: open, isCall: true, isAggregation, needsRange: rangeFunctions.has(token.text) ? token : undefined });
    } else if (lower === 'inf' || lower === 'nan') this.#isOperandNext = false;
    else this.#selector(token, this.#take('{') ? this.#tokens[this.#at - 1] : undefined);
  }

  /** `by (a, "b.c")` and its like: the word, and what stands in its brackets. */
  #labelList(): void {
    this.#at += 1;
    this.#skipBrackets('(');
  }

  /** Passes over a pair of brackets and all inside. */
  #skipBrackets(bracket: string): void {
    const open = this.#peek();
    if (open?.kind !== 'bracket' || open.text !== bracket) {
      if (open !== undefined) this.#failAt('word', open);
      else this.#fail('end', this.#lastSpan(), '');
      return;
    }
    let depth = 0;
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.kind === 'bad') this.#failAtBad(token);
      if (token.kind !== 'bracket') continue;
      if (token.text === bracket) depth += 1;
      else if (token.text === closing[bracket]) depth -= 1;
      if (depth === 0) return;
    }
    this.#failAt('bracket', open);
  }

  #selector(name: PromqlToken | undefined, brace: PromqlToken | undefined): void {
    this.#isOperandNext = false;
    const parts = brace === undefined ? { matchers: [], quoted: null } : this.#matchers(brace);
    const named = parts.matchers.find((matcher) => matcher.label === '__name__' && matcher.operator === '=');
    const start = name?.start ?? brace?.start ?? 0;
    this.selectors.push({
      metric: name?.text ?? parts.quoted ?? named?.value ?? null,
      matchers: parts.matchers,
      span: { start, end: this.#tokens[this.#at - 1]?.end ?? start },
    });
  }

  /** From behind `{` to behind `}`. */
  #matchers(brace: PromqlToken): { readonly matchers: readonly PromqlMatcher[]; readonly quoted: string | null } {
    const matchers: PromqlMatcher[] = [];
    let quoted: string | null = null;
    for (;;) {
      const label = this.#next();
      if (label === undefined) {
        this.#failAt('bracket', brace);
        break;
      }
      if (label.kind === 'bracket' && label.text === '}') break;
      if (label.kind !== 'name' && label.kind !== 'string') {
        this.#failAtBad(label);
        this.#skipTo('}');
        break;
      }
      const operator = this.#peek();
      const value = this.#peek(1);
      if (operator !== undefined && isMatcherOperator(operator.text) && value?.kind === 'string') {
        matchers.push({ label: label.text, operator: operator.text, value: value.text });
        this.#at += 2;
      } else if (label.kind === 'string') quoted = label.text;
      else if (operator !== undefined && value !== undefined && isMatcherOperator(operator.text)) this.#failAtBad(value);
      else this.#failAt('word', operator ?? label);
      if (!this.#take(',', 'punctuation') && this.#peek()?.text !== '}') {
        const wrong = this.#peek();
        if (wrong === undefined) this.#failAt('bracket', brace);
        else this.#failAtBad(wrong);
        this.#skipTo('}');
        break;
      }
    }
    return { matchers, quoted };
  }

  #skipTo(text: string): void {
    for (let token = this.#next(); token !== undefined && token.text !== text; token = this.#next());
  }

  #afterOperand(token: PromqlToken): void {
    if (token.kind === 'bracket') this.#bracketAfterOperand(token);
    else if (token.kind === 'punctuation') {
      if (token.text === ',' && this.#open.at(-1)?.isCall === true) this.#isOperandNext = true;
      else this.#failAt('word', token);
    } else if (token.kind === 'operator') {
      if (token.text === '@') this.#time();
      else if (token.text === '=' || token.text === '=~' || token.text === '!~') this.#failAt('word', token);
      else this.#binary();
    } else if (token.kind === 'name') this.#wordAfterOperand(token);
    else {
      this.#failAt('word', token);
    }
  }

  #bracketAfterOperand(token: PromqlToken): void {
    if (token.text === ')') {
      if (this.#open.length === 0) this.#failAt('bracket', token);
      this.#close();
    } else if (token.text === '[') {
      this.#at -= 1;
      const isEmpty = this.#peek(1)?.text === ']';
      this.#skipBrackets('[');
      if (isEmpty) this.#failAt('word', token);
    } else this.#failAt(token.text === '}' || token.text === ']' ? 'bracket' : 'word', token);
  }

  #wordAfterOperand(token: PromqlToken): void {
    const word = token.text.toLowerCase();
    if (wordOperators.has(word)) this.#binary();
    else if (word === 'offset') this.#offset();
    else if (word !== 'anchored' && word !== 'smoothed') this.#failAt('word', token);
  }

  /** Behind a binary operator: `bool`, `on (…)`, `group_left (…)` and their like, then an operand. */
  #binary(): void {
    this.#isOperandNext = true;
    if (this.#lowerName() === 'bool' && this.#canBegin(this.#peek(1))) this.#at += 1;
    while (matchings.has(this.#lowerName())) {
      const hasList = this.#peek(1)?.kind === 'bracket' && this.#peek(1)?.text === '(';
      if (hasList) this.#labelList();
      else if (this.#lowerName().startsWith('group_') && this.#canBegin(this.#peek(1))) this.#at += 1;
      else return;
    }
  }

  #canBegin(token: PromqlToken | undefined): boolean {
    return (
      token !== undefined && (token.kind === 'name' || token.kind === 'number' || token.kind === 'string' || '({+-'.includes(token.text))
    );
  }

  /** `offset -5m`, `offset (5m + 1m)`, `offset step()`. */
  #offset(): void {
    while (this.#peek()?.kind === 'operator' && /^[-+]$/.test(this.#peek()?.text ?? '')) this.#at += 1;
    const token = this.#peek();
    if (token === undefined) this.#fail('end', this.#lastSpan(), '');
    else if (token.kind === 'number') this.#at += 1;
    else if (token.kind === 'name') {
      this.#at += 1;
      this.#skipBrackets('(');
    } else if (token.text === '(') this.#skipBrackets('(');
    else this.#failAt('word', token);
  }

  /** `@ 1609746000`, `@ start()`. */
  #time(): void {
    while (this.#peek()?.kind === 'operator' && /^[-+]$/.test(this.#peek()?.text ?? '')) this.#at += 1;
    const token = this.#next();
    if (token === undefined) this.#fail('end', this.#lastSpan(), '');
    else if (token.kind === 'name' && /^(?:start|end)$/i.test(token.text)) this.#skipBrackets('(');
    else if (token.kind !== 'number' && !(token.kind === 'name' && /^(?:inf|nan)$/i.test(token.text))) this.#failAt('word', token);
  }
}

function isMatcherOperator(text: string): text is PromqlMatcher['operator'] {
  return matcherOperators.has(text);
}
