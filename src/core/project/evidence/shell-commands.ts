/** One simple command of a shell script. */
export interface ShellCommand {
  /** The words with quotes taken off; redirections left out. */
  readonly words: readonly string[];
  /** Where the command begins in the script. */
  readonly start: number;
  readonly end: number;
  /** True where a failure is swallowed, as in `pytest || true`. */
  readonly forgiven: boolean;
}

interface Token {
  readonly kind: 'word' | 'end' | 'or' | 'redirect';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The commands of a shell script in order: enough of the POSIX grammar to know what runs.
 * Comments and here-documents are left out, so commented-out commands are none. Conditions are not evaluated.
 */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: Token[] = [];
  let skipNext = false;
  const finish = (isFollowedByOr: boolean): void => {
    const kept = dropKeywords(words);
    const [first] = kept;
    const last = kept.at(-1);
    if (first !== undefined && last !== undefined) {
      commands.push({ words: kept.map((word) => word.text), start: first.start, end: last.end, forgiven: isFollowedByOr });
    }
    words = [];
  };
  for (const token of tokens(script)) {
    if (token.kind === 'word' && skipNext) skipNext = false;
    else if (token.kind === 'word') words.push(token);
    else if (token.kind === 'redirect') skipNext = !/&\d$/.test(token.text);
    else finish(token.kind === 'or');
  }
  finish(false);
  return forgiveOnlyHarmless(commands);
}

/** `a || b` swallows a failure of `a` only where `b` succeeds whatever happens. */
function forgiveOnlyHarmless(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  return commands.map((command, index) => {
    const next = commands[index + 1]?.words;
    const isHarmless =
      next !== undefined && (['true', ':', 'echo', 'printf'].includes(next[0] ?? '') || (next[0] === 'exit' && next[1] === '0'));
    return command.forgiven && !isHarmless ? { ...command, forgiven: false } : command;
  });
}

const keywords = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', '!', '{', '}', 'esac']);

function dropKeywords(words: readonly Token[]): readonly Token[] {
  const first = words.findIndex((word) => !keywords.has(word.text));
  return first < 0 ? [] : words.slice(first);
}

function* tokens(script: string): Generator<Token> {
  let index = 0;
  let heredocs: string[] = [];
  while (index < script.length) {
    const character = script.charAt(index);
    const start = index;
    if (character === '\n' || character === '\r') {
      index += 1;
      if (character === '\n' && heredocs.length > 0) {
        index = skipHeredocs(script, index, heredocs);
        heredocs = [];
      }
      yield { kind: 'end', text: character, start, end: index };
    } else if (character === ' ' || character === '\t') index += 1;
    else if (character === '\\' && /^\\\r?\n/.test(script.slice(index, index + 3))) index += script.charAt(index + 1) === '\r' ? 3 : 2;
    else if (character === '#') index = endOfLine(script, index);
    else {
      const operator = /^(?:<<-?\s*(["']?)([A-Za-z_]\w*)\1|\d*(?:>>|>&\d|>\||>|<&|<(?!\())|&>>?|\|\||&&|;;|[;|&()])/.exec(
        script.slice(index, index + 80),
      );
      if (operator === null) {
        const word = readWord(script, index);
        index = word.end;
        yield { kind: 'word', ...word };
      } else {
        index += operator[0].length;
        if (operator[2] !== undefined) heredocs.push(operator[2]);
        else yield { kind: operatorKind(operator[0]), text: operator[0], start, end: index };
      }
    }
  }
}

function operatorKind(text: string): Token['kind'] {
  if (text === '||') return 'or';
  return /[<>]/.test(text) ? 'redirect' : 'end';
}

function endOfLine(script: string, from: number): number {
  const end = script.indexOf('\n', from);
  return end < 0 ? script.length : end;
}

function skipHeredocs(script: string, from: number, names: readonly string[]): number {
  let index = from;
  for (const name of names) {
    for (;;) {
      if (index >= script.length) return index;
      const end = endOfLine(script, index);
      const line = script.slice(index, end).trim();
      index = Math.min(end + 1, script.length);
      if (line === name) break;
    }
  }
  return index;
}

/** A word up to an unquoted blank or operator; `$(…)` and `${{ … }}` stay whole. */
function readWord(script: string, from: number): { readonly text: string; readonly start: number; readonly end: number } {
  let text = '';
  let index = from;
  while (index < script.length) {
    const character = script.charAt(index);
    if (/[\s;|&<>()]/.test(character)) break;
    if (character === "'" || character === '"') {
      const end = closingQuote(script, index, character);
      text += script.slice(index + 1, end);
      index = end + 1;
    } else if (character === '\\') {
      if (/\r?\n/.test(script.slice(index + 1, index + 3))) break;
      text += script.charAt(index + 1);
      index += 2;
    } else if (script.startsWith('${{', index)) {
      const end = script.indexOf('}}', index);
      const stop = end < 0 ? script.length : end + 2;
      text += script.slice(index, stop);
      index = stop;
    } else if (script.startsWith('$(', index)) {
      const stop = closingParenthesis(script, index + 1);
      text += script.slice(index, stop);
      index = stop;
    } else {
      text += character;
      index += 1;
    }
  }
  return { text, start: from, end: Math.min(Math.max(index, from + 1), script.length) };
}

function closingQuote(script: string, from: number, quote: string): number {
  for (let index = from + 1; index < script.length; index += 1) {
    if (quote === '"' && script.charAt(index) === '\\') index += 1;
    else if (script.charAt(index) === quote) return index;
  }
  return script.length;
}

function closingParenthesis(script: string, from: number): number {
  let depth = 0;
  for (let index = from; index < script.length; index += 1) {
    if (script.charAt(index) === '(') depth += 1;
    else if (script.charAt(index) === ')') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return script.length;
}
