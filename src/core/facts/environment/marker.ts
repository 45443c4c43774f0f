/** Environment markers of PEP 508, such as `python_version < "3.11" and sys_platform == "linux"`: whether one is well formed, not whether it holds. */

const token = /\s*(?:([()])|("[^"]*"|'[^']*')|(===|==|~=|!=|<=|>=|<|>)|(not\s+in|in|and|or)(?![A-Za-z0-9_.])|([A-Za-z_][A-Za-z0-9_.]*))/y;

const names: ReadonlySet<string> = new Set([
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
  // Names that setuptools and pip took before PEP 508, and still take.
  'os.name',
  'sys.platform',
  'platform.version',
  'platform.machine',
  'platform.python_implementation',
  'python_implementation',
]);

type Kind = 'bracket' | 'value' | 'operator' | 'word' | 'end' | 'bad';

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

const deepest = 100;

/** True for a well-formed marker; an empty one is none. */
export function isMarker(text: string): boolean {
  const tokens = readTokens(text);
  const end = orExpression(tokens, 0, 0);
  return end !== -1 && tokens[end]?.kind === 'end';
}

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trim();
  for (let position = 0; position < trimmed.length;) {
    token.lastIndex = position;
    const match = token.exec(trimmed);
    if (match === null) return [...tokens, { kind: 'bad', text: '' }];
    position = token.lastIndex;
    const [, bracket, quoted, operator, word, name] = match;
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (quoted !== undefined) tokens.push({ kind: 'value', text: quoted });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (word !== undefined) tokens.push({ kind: /in$/.test(word) ? 'operator' : 'word', text: word });
    else tokens.push({ kind: names.has(name ?? '') ? 'value' : 'bad', text: name ?? '' });
  }
  return [...tokens, { kind: 'end', text: '' }];
}

/** Each of these gives the index behind what it read, or -1. */
function orExpression(tokens: readonly Token[], from: number, depth: number): number {
  if (depth > deepest) return -1;
  let next = term(tokens, from, depth);
  while (next !== -1 && tokens[next]?.kind === 'word') next = term(tokens, next + 1, depth);
  return next;
}

function term(tokens: readonly Token[], from: number, depth: number): number {
  const first = tokens[from];
  if (first?.kind === 'bracket' && first.text === '(') {
    const inner = orExpression(tokens, from + 1, depth + 1);
    return inner !== -1 && tokens[inner]?.text === ')' ? inner + 1 : -1;
  }
  const isComparison = first?.kind === 'value' && tokens[from + 1]?.kind === 'operator' && tokens[from + 2]?.kind === 'value';
  return isComparison ? from + 3 : -1;
}
