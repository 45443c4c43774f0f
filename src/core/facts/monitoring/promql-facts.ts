import type { Span } from '../../model/span.ts';

/** A condition on a label. */
export interface PromqlMatcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A selector of series. */
export interface PromqlSelector {
  /** The metric's name; null where only labels, or a regular expression, choose it. */
  readonly metric: string | null;
  readonly matchers: readonly PromqlMatcher[];
  /** Inside the expression. */
  readonly span: Span;
}

/**
 * What is wrong: nothing to evaluate, a string without end, brackets that do not match, an end too early, a word where it cannot stand,
 * a function that needs a range such as `[5m]`, a function's name with a slip of the pen.
 */
export type PromqlFault = 'empty' | 'string' | 'bracket' | 'end' | 'word' | 'range' | 'function';

/** The first fault of an expression. */
export interface PromqlProblem {
  readonly fault: PromqlFault;
  readonly word: string;
  /** Inside the expression. */
  readonly span: Span;
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** What an expression says. */
export interface PromqlFacts {
  readonly selectors: readonly PromqlSelector[];
  /** The names of the selectors' metrics, each once. */
  readonly metrics: readonly string[];
  readonly problem: PromqlProblem | null;
  /** True where a template (`{{ … }}`) or a LogQL pipeline shows that another tool reads this first, so that nothing can be said of its grammar. */
  readonly isForeign: boolean;
}
