import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located, Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import type { PromqlFault } from './promql-facts.ts';
import { readPromql } from './promql.ts';

const texts: Readonly<Record<PromqlFault, Text>> = {
  empty: { en: 'The expression is empty.', pl: 'Wyrażenie jest puste.' },
  string: { en: 'A string in the expression does not end.', pl: 'Tekst w wyrażeniu nie ma zakończenia.' },
  bracket: { en: 'The bracket “{word}” in the expression has no partner.', pl: 'Nawias „{word}” w wyrażeniu nie ma pary.' },
  end: { en: 'The expression ends too early.', pl: 'Wyrażenie kończy się zbyt wcześnie.' },
  word: { en: '“{word}” cannot stand here in the expression.', pl: '„{word}” nie może stać w tym miejscu wyrażenia.' },
  range: { en: '“{word}” needs a range such as [5m].', pl: '„{word}” wymaga zakresu, na przykład [5m].' },
  function: { en: 'Prometheus has no function “{word}”.', pl: 'Prometheus nie ma funkcji „{word}”.' },
};

/** What Prometheus' parser would refuse in an expression; undefined for what it may take. */
export function expressionProblem(expression: Located<string>, source: SourceText): Problem | undefined {
  const { problem } = readPromql(expression.value);
  if (problem === null) return undefined;
  const found = { message: message(texts[problem.fault], { word: problem.word }), span: spanInSource(expression, problem.span, source) };
  return problem.suggestion === undefined ? found : { ...found, suggestion: problem.suggestion };
}

/** Where a stretch of a scalar's value stands in the file; the first line of the scalar where YAML has folded or escaped it away. */
function spanInSource(value: Located<string>, inner: Span, source: SourceText): Span {
  const written = source.text.slice(value.span.start, value.span.end);
  const whole = written.indexOf(value.value);
  if (whole >= 0) return { start: value.span.start + whole + inner.start, end: value.span.start + whole + inner.end };
  const lineStart = value.value.lastIndexOf('\n', Math.max(0, inner.start - 1)) + 1;
  const lineEnd = value.value.indexOf('\n', lineStart);
  const line = value.value.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trim();
  const skipped = value.value.slice(lineStart).length - value.value.slice(lineStart).trimStart().length;
  const at = line === '' ? -1 : written.indexOf(line);
  const start = value.span.start + at + inner.start - lineStart - skipped;
  if (at >= 0 && start >= value.span.start && start + inner.end - inner.start <= value.span.end) {
    return { start, end: start + inner.end - inner.start };
  }
  const firstLine = /\r|\n/.exec(written)?.index ?? written.length;
  return { start: value.span.start, end: value.span.start + firstLine };
}
