import type { SourceText } from '../../model/source-text.ts';

/**
 * A template where YAML cannot hold one: at the start of a line, of an item or of an unquoted value.
 * `{{ $labels… }}` and `{{ $value }}` are Prometheus' own and a mistake there, not a template of Helm or Jinja.
 */
const breaking = /^[ \t]*(?:- +)*(?:[^\s:#'"{}]+:[ \t]+)?\{[{%](?!-?\s*\$(?:labels|value|externalLabels|externalURL)\b)/m;

/** Whether a file is a template that another tool (Helm, Jinja) must fill before it is YAML at all. */
export function isForeignTemplate(source: SourceText): boolean {
  return (source.text.includes('{{') || source.text.includes('{%')) && breaking.test(source.text);
}
