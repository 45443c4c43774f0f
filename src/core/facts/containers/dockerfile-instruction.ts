/** One Dockerfile instruction taken apart: keyword, flags and the rest. */
import { type LogicalLine, splitWords } from './dockerfile-lines.ts';

/** A flag such as `--from=builder`; value null where there is no `=`. */
export interface DockerFlag {
  readonly name: string;
  readonly value: string | null;
}

/** An instruction before anyone has judged it. */
export interface RawInstruction {
  readonly line: LogicalLine;
  /** As written. */
  readonly keyword: string;
  /** In upper case. */
  readonly command: string;
  readonly flags: readonly DockerFlag[];
  /** What follows the flags, trimmed. */
  readonly rest: string;
  /** Where `rest` begins in the line's joined text. */
  readonly restOffset: number;
}

/** Takes a line apart. Total: a line always has a keyword, known or not. */
export function readInstruction(line: LogicalLine, escape: string): RawInstruction {
  const keyword = /^\S+/.exec(line.text)?.[0] ?? '';
  const flags: DockerFlag[] = [];
  let offset = skipSpace(line.text, keyword.length);
  while (line.text.startsWith('--', offset)) {
    const word = splitWords(line.text.slice(offset), escape)[0] ?? '';
    if (word === '') break;
    offset = skipSpace(line.text, offset + word.length);
    if (word === '--') break;
    flags.push(readFlag(word));
  }
  return { line, keyword, command: keyword.toUpperCase(), flags, rest: line.text.slice(offset).trim(), restOffset: offset };
}

function skipSpace(text: string, from: number): number {
  const match = /\S/.exec(text.slice(from));
  return match === null ? text.length : from + match.index;
}

function readFlag(word: string): DockerFlag {
  const text = word.slice(2).replace(/["']/g, '');
  const equals = text.indexOf('=');
  return equals === -1 ? { name: text, value: null } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

/** What a JSON form holds: its texts; `mixed` for a list with other values, which Docker refuses; null where it is no JSON list. */
export function jsonForm(rest: string): readonly string[] | 'mixed' | null {
  if (!rest.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(rest);
    if (!Array.isArray(value)) return null;
    const words = value.filter((word): word is string => typeof word === 'string');
    return words.length === value.length ? words : 'mixed';
  } catch {
    // Docker reads a broken list as a shell command.
    return null;
  }
}
