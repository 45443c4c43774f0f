/**
 * A small reader of PromQL: which series an expression asks for, and whether its words can stand together at all.
 * It knows the grammar's order of words (Prometheus 3, `promql/parser/generated_parser.y`), not its types:
 * what it refuses Prometheus refuses, but it may take what Prometheus refuses.
 */
import type { PromqlFacts } from './promql-facts.ts';
import { PromqlReader } from './promql-reader.ts';
import { promqlTokens } from './promql-tokens.ts';

/** Reads an expression. Never fails. */
export function readPromql(expression: string): PromqlFacts {
  const reader = new PromqlReader(promqlTokens(expression), expression.length);
  const isForeign = isOfAnotherTool(expression);
  reader.read();
  const metrics = reader.selectors.flatMap((selector) => selector.metric ?? []);
  return {
    selectors: reader.selectors,
    metrics: [...new Set(metrics)],
    problem: isForeign ? null : (reader.problem ?? null),
    isForeign,
  };
}

/** The names of the metrics an expression asks for, each once. */
export function metricNames(expression: string): readonly string[] {
  return readPromql(expression).metrics;
}

/** Helm and Jinja templates; LogQL's pipelines and line filters, in rule files of Loki. */
function isOfAnotherTool(expression: string): boolean {
  const words = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""');
  return /\{\{|\{%|\}\s*(?:\|[=~>]|\|\s*[a-z]|!=\s*"|!~\s*")/.test(words);
}
