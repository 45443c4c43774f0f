import { PlainNode, around, notPlain } from './plain-node.ts';
import type { PlainScanner } from './plain-scanner.ts';

/** Reads `import …` or `from … import …` into the tokens that `importsOf` puts together. */
export function readImport(scanner: PlainScanner): PlainNode {
  const from = scanner.at;
  const tokens: PlainNode[] = [];
  if (keyword(scanner, 'import', tokens)) names(scanner, tokens, true);
  else {
    keyword(scanner, 'from', tokens);
    while (mark(scanner, '.', tokens));
    if (tokens.length === 1 || scanner.word() !== 'import') dotted(scanner, tokens);
    if (!keyword(scanner, 'import', tokens)) throw notPlain;
    if (scanner.isAt('(')) bracketed(scanner, tokens);
    else if (!mark(scanner, '*', tokens)) names(scanner, tokens, false);
  }
  return around('ImportStatement', from, tokens);
}

function keyword(scanner: PlainScanner, written: string, tokens: PlainNode[]): boolean {
  const from = scanner.at;
  if (!scanner.takeWord(written)) return false;
  tokens.push(new PlainNode(written, from, from + written.length));
  return true;
}

function mark(scanner: PlainScanner, written: string, tokens: PlainNode[]): boolean {
  const from = scanner.at;
  if (!scanner.take(written)) return false;
  tokens.push(new PlainNode(written, from, from + written.length));
  return true;
}

function name(scanner: PlainScanner, tokens: PlainNode[]): void {
  const { from, to } = scanner.takeName();
  tokens.push(new PlainNode('VariableName', from, to));
  scanner.skip();
}

function dotted(scanner: PlainScanner, tokens: PlainNode[]): void {
  do name(scanner, tokens);
  while (mark(scanner, '.', tokens));
}

function names(scanner: PlainScanner, tokens: PlainNode[], mayBeDotted: boolean): void {
  do {
    if (scanner.isAt(')')) return;
    if (mayBeDotted) dotted(scanner, tokens);
    else name(scanner, tokens);
    if (keyword(scanner, 'as', tokens)) name(scanner, tokens);
  } while (mark(scanner, ',', tokens));
}

function bracketed(scanner: PlainScanner, tokens: PlainNode[]): void {
  const from = scanner.at;
  tokens.push(new PlainNode('(', from, from + 1));
  const to = scanner.inBrackets(')', () => names(scanner, tokens, false));
  tokens.push(new PlainNode(')', to - 1, to));
}
