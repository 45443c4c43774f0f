import { type PlainNode, PlainFlow } from './plain-flow.ts';
import { beginsPlain, isBlankAt, isLineEnd, notPlain, plainStop, plainValue, quotedAt, skipSpaces, withoutSpaces } from './plain-scalar.ts';
import { PlainView, nullView, scalarView } from './plain-view.ts';
import type { YamlEntry } from './yaml-view.ts';

/** Tabs, line ends other than LF, byte-order marks and control characters have rules of their own. */
const unusual = /[^\P{Cc}\n]|\ufeff/u;
/** Blocks deeper than this are left to the package, whose limits are known. */
const deepest = 60;
/** YAML asks that a key ends within 1024 characters. */
const longestKey = 1000;

/**
 * Reads plain YAML, as most files are: block maps and lists, lists and maps in brackets, scalars of one line, comments.
 * The views are the ones that the `yaml` package would lead to, ten times sooner. Undefined for all else, such as anchors, tags,
 * texts over several lines and whatever is wrong: the package reads those, and has the words for mistakes.
 */
export function readPlainYaml(text: string): readonly PlainView[] | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error !== notPlain) throw error;
    return undefined;
  }
}

interface Key {
  readonly text: string;
  readonly scalar: string | number | boolean | null;
  readonly start: number;
  readonly end: number;
}

class PlainReader {
  readonly #text: string;
  /** The offset of what is read next. */
  #at = 0;
  /** Its column from 0; -1 where the document ends. */
  #column = 0;
  /** The column of the comment that stands deepest between what was read and what is read next; -1 without one. */
  #comment = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly PlainView[] {
    const documents: PlainView[] = [];
    this.#goToLine(0);
    for (;;) {
      if (this.#column >= 0) documents.push(this.#root());
      if (this.#column >= 0) throw notPlain;
      if (this.#at >= this.#text.length) return documents;
      // At `---`.
      if (!isLineEnd(this.#text, this.#at + 3)) throw notPlain;
      this.#goToLine(this.#at + 4);
    }
  }

  /** Goes to the first thing in a line or below it, over empty lines and comments. */
  #goToLine(start: number): void {
    this.#comment = -1;
    let line = start;
    for (;;) {
      this.#at = skipSpaces(this.#text, line);
      if (this.#at >= this.#text.length) break;
      this.#column = this.#at - line;
      if (this.#text.startsWith('#', this.#at)) this.#comment = Math.max(this.#comment, this.#column);
      else if (!isLineEnd(this.#text, this.#at)) break;
      line = this.#lineAfter(this.#at);
    }
    if (this.#at >= this.#text.length || this.#isMarker('---')) this.#column = -1;
    else if (this.#isMarker('...')) throw notPlain;
  }

  #isMarker(marker: string): boolean {
    return this.#column === 0 && this.#text.startsWith(marker, this.#at) && isBlankAt(this.#text, this.#at + 3);
  }

  #lineAfter(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end + 1;
  }

  #root(): PlainView {
    const first = this.#text.charAt(this.#at);
    if (first !== '[' && first !== '{') return this.#block().view;
    const { view, end } = new PlainFlow(this.#text, 0).read(this.#at);
    this.#endLine(end, 0);
    return view;
  }

  /** The block that begins here; its end is behind the line end of its last value. */
  #block(): PlainNode {
    this.#depth += 1;
    if (this.#depth > deepest) throw notPlain;
    const block = this.#isItem(this.#at) ? this.#list(this.#column) : this.#map(this.#column);
    this.#depth -= 1;
    return block;
  }

  #isItem(at: number): boolean {
    return this.#text.startsWith('-', at) && isBlankAt(this.#text, at + 1);
  }

  #list(column: number): PlainNode {
    const start = this.#at;
    const items: PlainView[] = [];
    let end = start;
    while (this.#column === column && this.#isItem(this.#at)) {
      const item = this.#item(column);
      items.push(item.view);
      end = item.end;
    }
    if (this.#column > column) throw notPlain;
    return { view: new PlainView({ start, end }, { items }), end };
  }

  #item(column: number): PlainNode {
    const at = skipSpaces(this.#text, this.#at + 1);
    const isCommented = this.#comment >= 0;
    if (isLineEnd(this.#text, at)) {
      const below = this.#below(at, column);
      // A comment above belongs to nothing and moves its end.
      if (isCommented && below.view.kind === 'null') throw notPlain;
      return below;
    }
    if (!this.#isItem(at) && !this.#isKey(at)) return this.#inline(at, column);
    this.#column += at - this.#at;
    this.#at = at;
    return this.#block();
  }

  #isKey(at: number): boolean {
    const first = this.#text.charAt(at);
    if (first === '"' || first === "'") return this.#text.startsWith(':', quotedAt(this.#text, at).end);
    return beginsPlain(this.#text, at) && this.#text.startsWith(':', plainStop(this.#text, at));
  }

  #map(column: number): PlainNode {
    const start = this.#at;
    const entries: YamlEntry[] = [];
    const keys = new Set<Key['scalar']>();
    let end = start;
    while (this.#column === column && !this.#isItem(this.#at)) {
      const key = this.#key();
      if (keys.has(key.scalar)) throw notPlain;
      keys.add(key.scalar);
      const value = this.#value(key.end, column);
      entries.push({ key: key.text, keySpan: { start: key.start, end: key.end }, value: value.view });
      end = value.end;
    }
    if (this.#column > column || entries.length === 0) throw notPlain;
    return { view: new PlainView({ start, end }, { entries }), end };
  }

  /** The key that stands here; a colon and a space follow it. */
  #key(): Key {
    const start = this.#at;
    const first = this.#text.charAt(start);
    const isQuoted = first === '"' || first === "'";
    if (!isQuoted && !beginsPlain(this.#text, start)) throw notPlain;
    const quoted = isQuoted ? quotedAt(this.#text, start) : undefined;
    const end = quoted?.end ?? plainStop(this.#text, start);
    const isSpaced = !this.#text.startsWith(':', end) || !isBlankAt(this.#text, end + 1) || this.#text.charAt(end - 1) === ' ';
    if (isSpaced || end - start > longestKey) throw notPlain;
    const text = quoted?.value ?? this.#text.slice(start, end);
    if (text === '<<') throw notPlain;
    return { text, scalar: isQuoted ? text : plainValue(text), start, end };
  }

  /** What belongs to a key that ends before a colon, in a map at a column. */
  #value(colon: number, column: number): PlainNode {
    const at = skipSpaces(this.#text, colon + 1);
    if (!isLineEnd(this.#text, at) && !this.#text.startsWith('#', at)) return this.#inline(at, column);
    return this.#below(at, column, true);
  }

  /** What stands below a key or a dash, or nothing; a list may stand in the column of its key. */
  #below(at: number, column: number, isKey = false): PlainNode {
    this.#goToLine(this.#lineAfter(at));
    if (this.#column > column) return this.#block();
    if (isKey && this.#column === column && this.#isItem(this.#at)) return this.#block();
    // Where nothing stands exactly is said by the comments around it.
    if (this.#comment >= 0 || !isLineEnd(this.#text, at)) throw notPlain;
    return { view: nullView(at), end: at };
  }

  /** A scalar or something in brackets on a line of its own block. */
  #inline(start: number, column: number): PlainNode {
    const first = this.#text.charAt(start);
    if (first === '[' || first === '{') {
      const { view, end } = new PlainFlow(this.#text, column + 1).read(start);
      return { view, end: this.#endLine(end, column) };
    }
    if (first === '"' || first === "'") {
      const { value, end } = quotedAt(this.#text, start);
      return { view: scalarView({ start, end }, value, value), end: this.#endLine(end, column) };
    }
    if (!beginsPlain(this.#text, start)) throw notPlain;
    const end = withoutSpaces(this.#text, plainStop(this.#text, start));
    const written = this.#text.slice(start, end);
    return { view: scalarView({ start, end }, plainValue(written), written), end: this.#endLine(end, column) };
  }

  /** Goes on behind a value that ends its line; gives the offset behind the line. */
  #endLine(end: number, column: number): number {
    const rest = skipSpaces(this.#text, end);
    const isComment = rest > end && this.#text.startsWith('#', rest);
    if (!isComment && !isLineEnd(this.#text, rest)) throw notPlain;
    const next = this.#lineAfter(rest);
    this.#goToLine(next);
    // A line that stands deeper goes on with the value, and a comment that stands deeper than what follows is the value's own.
    if (this.#column > column || this.#comment > Math.max(0, this.#column)) throw notPlain;
    return next;
  }
}
