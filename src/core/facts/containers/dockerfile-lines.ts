/**
 * A Dockerfile as BuildKit's own parser cuts it up: parser directives, comments, continuation lines and heredocs.
 * Only where an instruction begins and ends is decided here, not whether it is a good one.
 */
import type { Span } from '../../model/span.ts';
import type { Piece } from '../joined-text.ts';

/** One instruction with its continuation lines joined, as BuildKit joins them: without the escape characters and line ends. */
export interface LogicalLine {
  readonly text: string;
  /** From the first character to the end of the last line, heredocs included. */
  readonly span: Span;
  readonly pieces: readonly Piece[];
  /** Bodies of the heredocs that the line opens. */
  readonly heredocs: readonly string[];
  /** True where a heredoc's end mark never comes. */
  readonly unterminated: boolean;
}

/** What stands wrong before the first instruction. */
export interface DirectiveFault {
  readonly kind: 'escape' | 'repeated';
  readonly name: string;
  readonly span: Span;
}

/** A cut-up Dockerfile. */
export interface DockerfileLines {
  readonly lines: readonly LogicalLine[];
  readonly faults: readonly DirectiveFault[];
  readonly escape: string;
}

interface RawLine {
  /** Without its line end. */
  readonly text: string;
  readonly start: number;
}

const directive = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const directiveNames: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const comment = /^\s*#/;

/** Cuts a Dockerfile up. Lines end at LF, as for BuildKit; a CR before it belongs to the line end. */
export function splitDockerfile(text: string): DockerfileLines {
  const raw = rawLines(text);
  const { faults, escape } = readDirectives(raw);
  const lines: LogicalLine[] = [];
  for (let index = 0; index < raw.length;) {
    const read = readInstruction(raw, index, escape);
    if (read.line !== undefined) lines.push(read.line);
    index = read.next;
  }
  return { lines, faults, escape };
}

function rawLines(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const stop = end === -1 ? text.length : end;
    lines.push({ text: text.slice(start, stop).replace(/\r+$/, ''), start });
    start = stop + 1;
  }
  return lines;
}

/** Directives end at the first line that is none, be it a comment or blank. */
function readDirectives(raw: readonly RawLine[]): { readonly faults: readonly DirectiveFault[]; readonly escape: string } {
  const faults: DirectiveFault[] = [];
  const seen = new Set<string>();
  let escape = '\\';
  for (const { text, start } of raw) {
    const trimmed = text.trimStart();
    const match = directive.exec(trimmed);
    const name = (match?.[1] ?? '').toLowerCase();
    if (match === null || !directiveNames.has(name)) break;
    const span = { start: start + text.length - trimmed.length, end: start + text.trimEnd().length };
    if (seen.has(name)) faults.push({ kind: 'repeated', name, span });
    seen.add(name);
    const value = match[2] ?? '';
    if (name === 'escape' && (value === '`' || value === '\\')) escape = value;
    else if (name === 'escape') faults.push({ kind: 'escape', name: value, span });
  }
  return { faults, escape };
}

interface ReadLine {
  readonly line: LogicalLine | undefined;
  readonly next: number;
}

function readInstruction(raw: readonly RawLine[], from: number, escape: string): ReadLine {
  const first = raw[from];
  if (first === undefined || comment.test(first.text) || first.text.trim() === '') return { line: undefined, next: from + 1 };
  const start = first.start + first.text.length - first.text.trimStart().length;
  const { body, isContinued } = continuation(first.text.trimStart(), escape);
  const pieces: Piece[] = [{ joined: 0, source: start }];
  let joined = body;
  let open = isContinued;
  let next = from + 1;
  let end = first.start + first.text.length;
  for (; open && next < raw.length; next += 1) {
    const { text, start: lineStart } = raw[next] ?? first;
    // Comments and blank lines between continuation lines are passed over.
    if (comment.test(text) || text.trim() === '') continue;
    const part = continuation(text, escape);
    pieces.push({ joined: joined.length, source: lineStart });
    joined += part.body;
    open = part.isContinued;
    end = lineStart + text.length;
  }
  if (joined.trim() === '') return { line: undefined, next };
  const heredocs = readHeredocs(raw, next, heredocMarks(joined));
  return {
    line: {
      text: joined.trimEnd(),
      span: { start, end: heredocs.bodies.length > 0 ? heredocs.end : end },
      pieces,
      heredocs: heredocs.bodies,
      unterminated: heredocs.unterminated,
    },
    next: heredocs.next,
  };
}

function continuation(text: string, escape: string): { readonly body: string; readonly isContinued: boolean } {
  const body = text.replace(/[ \t]*$/, '');
  const isContinued = body.endsWith(escape) && body.at(-2) !== escape;
  return isContinued ? { body: body.slice(0, -1), isContinued } : { body: text, isContinued };
}

interface HeredocMark {
  readonly name: string;
  readonly stripsTabs: boolean;
}

/** The heredocs that RUN, COPY and ADD open (also behind ONBUILD); words in quotes open none. */
function heredocMarks(line: string): readonly HeredocMark[] {
  const opener = /^\s*(?:onbuild\s+)?(?:run|copy|add)\s+(.*)$/is.exec(line);
  if (opener?.[1] === undefined || !line.includes('<<') || opener[1].trimStart().startsWith('[')) return [];
  return splitWords(opener[1], '\\').flatMap((word) => {
    const match = /^\d*<<(-?)\s*([^<]+)$/.exec(word);
    const name = (match?.[2] ?? '').replace(/\\(.)/g, '$1').replace(/["']/g, '');
    return match === null || name === '' ? [] : [{ name, stripsTabs: match[1] === '-' }];
  });
}

interface ReadHeredocs {
  readonly bodies: readonly string[];
  readonly next: number;
  readonly end: number;
  readonly unterminated: boolean;
}

function readHeredocs(raw: readonly RawLine[], from: number, marks: readonly HeredocMark[]): ReadHeredocs {
  const bodies: string[] = [];
  let next = from;
  for (const { name, stripsTabs } of marks) {
    const body: string[] = [];
    const isEnd = (line: string) => (stripsTabs ? line.replace(/^\t+/, '') : line) === name;
    while (next < raw.length && !isEnd(raw[next]?.text ?? '')) {
      body.push(raw[next]?.text ?? '');
      next += 1;
    }
    bodies.push(body.join('\n'));
    if (next >= raw.length) return { bodies, next, end: endOf(raw, next - 1), unterminated: true };
    next += 1;
  }
  return { bodies, next, end: endOf(raw, next - 1), unterminated: false };
}

function endOf(raw: readonly RawLine[], index: number): number {
  const line = raw[index];
  return line === undefined ? 0 : line.start + line.text.length;
}

/** Words of a line: cut at white space outside of quotes; quotes and escape characters stay in them. */
export function splitWords(text: string, escape: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    word += character;
    // The escape character shields what follows it, except inside single quotes.
    if (character === escape && quote !== "'") {
      index += 1;
      word += text[index] ?? '';
    } else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  return word === '' ? words : [...words, word];
}
