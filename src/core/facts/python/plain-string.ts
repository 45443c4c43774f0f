import { PlainNode, notPlain } from './plain-node.ts';
import type { PlainScanner } from './plain-scanner.ts';

const opening = /([rRbBuUfF]{0,2})('''|"""|'|")/y;

/** What the first character of a string may be. */
const first = '\'"rRbBuUfF';
const backslash = 92;
const newline = 10;

/** Whether a string begins at the scanner's place. */
export function beginsString({ text, at }: PlainScanner): boolean {
  const character = text.charAt(at);
  if (character === '' || !first.includes(character)) return false;
  opening.lastIndex = at;
  return opening.test(text);
}

/** Reads one string literal; the expressions in a formatted one are read by `replaced`, which stands at their first character. */
export function readString(scanner: PlainScanner, replaced: () => readonly PlainNode[]): PlainNode {
  opening.lastIndex = scanner.at;
  const [written = '', prefix = '', quote = ''] = opening.exec(scanner.text) ?? [];
  const from = scanner.at;
  scanner.at += written.length;
  if (!/f/i.test(prefix)) {
    skipToQuote(scanner, quote);
    return new PlainNode('String', from, scanner.at);
  }
  const parts: PlainNode[] = [];
  while (!scanner.isAt(quote)) {
    const character = textCharacter(scanner, quote);
    if (scanner.isAt('{{') || scanner.isAt('}}')) scanner.at += 2;
    else if (character === '{') parts.push(replacement(scanner, quote, replaced));
    // What a backslash does before a brace differs from one kind of string to the other.
    else if (character === '}' || (character === '\\' && /[{}N]/.test(scanner.text.charAt(scanner.at + 1)))) throw notPlain;
    else scanner.at += character === '\\' ? 2 : 1;
  }
  scanner.at += quote.length;
  return new PlainNode('FormatString', from, scanner.at, parts);
}

function textCharacter(scanner: PlainScanner, quote: string): string {
  const character = scanner.text.charAt(scanner.at);
  if (character === '' || (character === '\n' && quote.length === 1)) throw notPlain;
  return character;
}

function skipToQuote(scanner: PlainScanner, quote: string): void {
  const end = quote.charCodeAt(0);
  for (;;) {
    const code = scanner.text.charCodeAt(scanner.at);
    if (code === end && scanner.isAt(quote)) break;
    if (Number.isNaN(code) || (code === newline && quote.length === 1)) throw notPlain;
    scanner.at += code === backslash ? 2 : 1;
  }
  scanner.at += quote.length;
}

const conversion = /(?:=\s*)?(?:![rsa])?/y;

/** From a brace to the one that closes it: expressions, perhaps how they are converted, perhaps how they are written. */
function replacement(scanner: PlainScanner, quote: string, replaced: () => readonly PlainNode[]): PlainNode {
  const from = scanner.at;
  const children: PlainNode[] = [];
  const to = scanner.inBrackets('}', () => {
    children.push(...replaced());
    conversion.lastIndex = scanner.at;
    scanner.at += conversion.exec(scanner.text)?.[0].length ?? 0;
    if (!scanner.isAt(':')) return;
    scanner.at += 1;
    while (!scanner.isAt('}')) {
      if (scanner.isAt('{')) children.push(replacement(scanner, quote, replaced));
      else if (/["'\\]/.test(textCharacter(scanner, "'"))) throw notPlain;
      else scanner.at += 1;
    }
  });
  return new PlainNode('FormatReplacement', from, to, children);
}
