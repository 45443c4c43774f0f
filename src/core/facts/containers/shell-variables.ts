/** Variables as Dockerfiles and compose files write them: `$NAME`, `${NAME}` and the forms with a default or an alternative. */

/** A text whose variables were filled in as far as they are known. */
export interface SubstitutedText {
  readonly text: string;
  /** True where a variable has no value; it stands in the text as it was written. */
  readonly unresolved: boolean;
}

/** How a dialect writes a dollar that is none: `\$` in a Dockerfile, `$$` in a compose file. */
export interface SubstitutionOptions {
  readonly escape: 'backslash' | 'dollar';
  /** The value of a variable; undefined where nobody knows it. */
  lookup(name: string): string | undefined;
}

const deepest = 20;

/** Fills variables in. `:-`, `-`, `:+`, `+`, `:?` and `?` are understood; other operators leave the variable unresolved. */
export function substituteVariables(text: string, options: SubstitutionOptions): SubstitutedText {
  return substitute(text, options, 0);
}

const opening = /\\\$|\$\$|\$\{|\$([A-Za-z_][A-Za-z0-9_]*)/g;

function substitute(text: string, options: SubstitutionOptions, depth: number): SubstitutedText {
  let result = '';
  let unresolved = false;
  let position = 0;
  for (let match = nextOpening(text, position); match !== null; match = nextOpening(text, position)) {
    result += text.slice(position, match.index);
    const part = readVariable(text, match, options, depth);
    result += part.text;
    unresolved ||= part.unresolved;
    position = part.end;
  }
  return { text: result + text.slice(position), unresolved };
}

function nextOpening(text: string, position: number): RegExpExecArray | null {
  opening.lastIndex = position;
  return opening.exec(text);
}

interface Part extends SubstitutedText {
  readonly end: number;
}

function readVariable(text: string, match: RegExpExecArray, options: SubstitutionOptions, depth: number): Part {
  const end = match.index + match[0].length;
  const isEscape = match[0] === (options.escape === 'backslash' ? '\\$' : '$$');
  if (isEscape) return { text: '$', unresolved: false, end };
  if (match[1] !== undefined) {
    const value = options.lookup(match[1]);
    return { text: value ?? match[0], unresolved: value === undefined, end };
  }
  if (match[0] !== '${') return { text: match[0].slice(0, 1), unresolved: false, end: match.index + 1 };
  const close = closingBrace(text, end);
  if (close === -1 || depth >= deepest) return { text: text.slice(match.index), unresolved: true, end: text.length };
  const inside = expand(text.slice(end, close), options, depth);
  return inside === undefined
    ? { text: text.slice(match.index, close + 1), unresolved: true, end: close + 1 }
    : { ...inside, end: close + 1 };
}

/** The brace that ends `${`, nested ones skipped; -1 where there is none. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    else if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

function expand(inside: string, options: SubstitutionOptions, depth: number): SubstitutedText | undefined {
  const parts = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?])([\s\S]*))?$/.exec(inside);
  if (parts === null) return undefined;
  const [, name = '', operator, word = ''] = parts;
  const value = options.lookup(name);
  const isSet = value !== undefined && (value !== '' || operator?.startsWith(':') !== true);
  if (operator?.endsWith('+') === true) return isSet ? substitute(word, options, depth + 1) : { text: '', unresolved: false };
  if (isSet) return { text: value, unresolved: false };
  if (operator?.endsWith('-') === true) return substitute(word, options, depth + 1);
  return value === '' ? { text: '', unresolved: false } : undefined;
}
