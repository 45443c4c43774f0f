import { notPlain } from './plain-node.ts';

/** Words that are never names. */
const keywords = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

const word = /[A-Za-z_\u00a1-\uffff][\w\u00a1-\uffff]*/y;
const space = 32;

/** Goes through a module's text. Inside brackets, line ends and comments are spaces. */
export class PlainScanner {
  readonly text: string;
  at = 0;
  /** How many brackets are open. */
  brackets = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipSpaces(): void {
    while (this.text.charCodeAt(this.at) === space) this.at += 1;
  }

  /** Goes on to the next thing of the statement. */
  skip(): void {
    for (;;) {
      this.skipSpaces();
      const character = this.text.charAt(this.at);
      if (character === '\t') this.at += 1;
      else if (character === '\\' && this.text.startsWith('\n', this.at + 1)) this.#goOn();
      else if (this.brackets > 0 && character === '\n') this.at += 1;
      else if (this.brackets > 0 && character === '#') this.at = this.lineEnd();
      else return;
    }
  }

  /** Over the end of a line that goes on with the next, which must say something. */
  #goOn(): void {
    this.at += 2;
    this.skipSpaces();
    if (this.at >= this.text.length || this.isAt('\n')) throw notPlain;
  }

  /** The offset of the line end after here, or of the end of the text. */
  lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  isAt(written: string): boolean {
    return this.text.startsWith(written, this.at);
  }

  /** Takes a mark and the space behind it, where it is there. */
  take(mark: string): boolean {
    if (!this.isAt(mark)) return false;
    this.at += mark.length;
    this.skip();
    return true;
  }

  expect(mark: string): void {
    if (!this.take(mark)) throw notPlain;
  }

  /** The word that begins here, a keyword or a name; '' where none does. */
  word(): string {
    word.lastIndex = this.at;
    return word.exec(this.text)?.[0] ?? '';
  }

  isWord(keyword: string): boolean {
    return this.isAt(keyword) && this.word() === keyword;
  }

  /** Takes a keyword and the space behind it, where it is there. */
  takeWord(keyword: string): boolean {
    if (!this.isWord(keyword)) return false;
    this.at += keyword.length;
    this.skip();
    return true;
  }

  expectWord(keyword: string): void {
    if (!this.takeWord(keyword)) throw notPlain;
  }

  /** Takes a name without the space behind it. */
  takeName(): { readonly from: number; readonly to: number } {
    const name = this.word();
    if (name === '' || keywords.has(name)) throw notPlain;
    const from = this.at;
    this.at += name.length;
    return { from, to: this.at };
  }

  /** Takes an opening bracket, what is read inside, and the closing one; gives the offset behind it. */
  inBrackets(closing: string, read: () => void): number {
    this.at += 1;
    this.brackets += 1;
    this.skip();
    read();
    if (!this.isAt(closing)) throw notPlain;
    this.brackets -= 1;
    this.at += 1;
    return this.at;
  }
}
