import { message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Span } from '../../model/span.ts';
import type { Parsed, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { type SourceLine, codeCells } from './notebook-cells.ts';
import type { NotebookFacts, PythonFacts } from './python-facts.ts';
import { mayMatter } from './python.ts';
import { readPython } from './read-python.ts';

const texts = {
  broken: {
    en: 'This is no notebook: its JSON is broken or has no cells.',
    pl: 'To nie jest notatnik: jego JSON jest uszkodzony lub nie ma komórek.',
  },
};

const noCode: PythonFacts = { imports: [], calls: [], functions: [], strings: [], isScript: false, handlers: 0 };

/**
 * Jupyter notebooks. All code cells are read as one module; magics and shell lines are blanked out.
 * Places are in the notebook's JSON: exact to the source string; inside it exact where nothing before is escaped.
 */
export const notebook: TextFormat<'notebook', NotebookFacts> = {
  kind: 'text',
  id: 'notebook',
  recognise: textNames.notebook,
  parse: (source) => readNotebook(source),
  inspect: ({ cells, code }) => ({
    cells,
    imports: code.imports.map((entry) => entry.module),
    calls: [...new Set(code.calls.map((call) => call.callee))],
  }),
};

function readNotebook(source: SourceText): Parsed<NotebookFacts> {
  const found = codeCells(source.text);
  if (found === null)
    return { facts: { cells: 0, code: noCode }, problems: [{ message: message(texts.broken), span: { start: 0, end: 0 } }] };
  const lines = found.code.flatMap((cell) => [...cell, endOfCell(cell)]);
  const text = lines.map((line) => line.text).join('');
  if (!mayMatter(text)) return { facts: { cells: found.cells, code: noCode }, problems: [] };
  return { facts: { cells: found.cells, code: placed(readPython(withoutMagics(text)), lines) }, problems: [] };
}

/** Cells end without a line end; the next cell must not go on in their last line. */
function endOfCell(cell: readonly SourceLine[]): SourceLine {
  const end = cell.at(-1)?.span.end ?? 0;
  return { text: '\n', span: { start: end, end } };
}

/** `%magic`, `%%cell magic`, `!shell` and `?help` are no Python: each becomes as many spaces, so that offsets stay. */
function withoutMagics(text: string): string {
  return text.replace(/^[ \t]*(?:[%!?]|[\w.]+\?)[^\n]*/gm, (line) => ' '.repeat(line.length));
}

function placed(facts: PythonFacts, lines: readonly SourceLine[]): PythonFacts {
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.text.length;
  }
  const place = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return line === undefined ? 0 : Math.min(line.span.start + offset - (starts[low] ?? 0), line.span.end);
  };
  const span = ({ start, end }: Span): Span => ({ start: place(start), end: Math.max(place(start), place(end)) });
  return {
    ...facts,
    imports: facts.imports.map((entry) => ({ ...entry, span: span(entry.span) })),
    calls: facts.calls.map((call) => ({
      ...call,
      span: span(call.span),
      calleeSpan: span(call.calleeSpan),
      argumentsSpan: span(call.argumentsSpan),
    })),
    functions: facts.functions.map((entry) => ({ ...entry, span: span(entry.span), nameSpan: span(entry.nameSpan) })),
    strings: facts.strings.map((entry) => ({ ...entry, span: span(entry.span) })),
  };
}
