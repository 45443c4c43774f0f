import type { Span } from '../../model/span.ts';

/** A JSON string of a cell's source: its text and where its content stands in the file, between the quotes. */
export interface SourceLine {
  readonly text: string;
  readonly span: Span;
}

/** A notebook's code cells, each as its source strings in order; null where the text is no notebook's JSON. */
export function codeCells(text: string): { readonly cells: number; readonly code: readonly (readonly SourceLine[])[] } | null {
  const reader = new JsonReader(text);
  const code: SourceLine[][] = [];
  let cells = 0;
  const seen = { cells: false };
  const readCell = (): void => {
    let type = '';
    let source: SourceLine[] = [];
    reader.object((key) => {
      if (key === 'cell_type') type = reader.string()?.text ?? '';
      else if (key === 'source' || key === 'input') source = reader.strings();
      else reader.skip();
    });
    cells += 1;
    if (type === 'code') code.push(source);
  };
  const readCells = (key: string): void => {
    if (key === 'cells') {
      seen.cells = true;
      reader.array(readCell);
    } else if (key === 'worksheets') {
      // Notebooks before format 4 keep their cells in worksheets.
      seen.cells = true;
      reader.array(() => reader.object(readCells));
    } else reader.skip();
  };
  reader.object(readCells);
  return reader.isBroken() || !seen.cells ? null : { cells, code };
}

/** Reads JSON once from left to right, so that a notebook's megabytes of pictures are passed over without being kept. */
class JsonReader {
  #isBroken = false;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isBroken(): boolean {
    return this.#isBroken;
  }

  object(onEntry: (key: string) => void): void {
    if (!this.#take('{')) return this.skip();
    if (this.#take('}')) return;
    do {
      const key = this.string();
      if (key === null || !this.#take(':')) return this.#break();
      onEntry(key.text);
    } while (this.#take(','));
    if (!this.#take('}')) this.#break();
  }

  array(onItem: () => void): void {
    if (!this.#take('[')) return this.skip();
    if (this.#take(']')) return;
    do onItem();
    while (!this.#isBroken && this.#take(','));
    if (!this.#take(']')) this.#break();
  }

  /** A string, or a list of strings; what else is there is passed over. */
  strings(): SourceLine[] {
    const single = this.#peek() === '"' ? this.string() : null;
    if (single !== null) return [single];
    const lines: SourceLine[] = [];
    this.array(() => {
      const line = this.#peek() === '"' ? this.string() : null;
      if (line === null) this.skip();
      else lines.push(line);
    });
    return lines;
  }

  string(): SourceLine | null {
    if (!this.#take('"')) return null;
    const start = this.#at;
    for (;;) {
      const quote = this.#text.indexOf('"', this.#at);
      if (quote < 0) {
        this.#break();
        return null;
      }
      this.#at = quote + 1;
      if (backslashesBefore(this.#text, quote) % 2 === 0) break;
    }
    const span = { start, end: this.#at - 1 };
    return { text: decode(this.#text.slice(span.start, span.end)), span };
  }

  skip(): void {
    const depths: string[] = [];
    do {
      const next = this.#peek();
      if (next === undefined) return this.#break();
      if (next === '"') this.string();
      else if (next === '{' || next === '[') depths.push(this.#advance(next));
      else if (next === '}' || next === ']') {
        if (depths.pop() === undefined) return this.#break();
        this.#advance(next);
      } else if (next === ',' || next === ':') {
        if (depths.length === 0) return this.#break();
        this.#advance(next);
      } else this.#word();
    } while (depths.length > 0 && !this.#isBroken);
  }

  #word(): void {
    const word = /[^\s,:[\]{}"]+/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text);
    if (found === null) this.#break();
    else this.#at = word.lastIndex;
  }

  #advance(character: string): string {
    this.#at += 1;
    return character;
  }

  #take(character: string): boolean {
    if (this.#isBroken || this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #peek(): string | undefined {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at];
  }

  #break(): void {
    this.#isBroken = true;
    this.#at = this.#text.length;
  }
}

function backslashesBefore(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count;
}

function decode(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_whole, code: string | undefined, escape: string | undefined) =>
    code === undefined ? (escapes[escape ?? ''] ?? escape ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
