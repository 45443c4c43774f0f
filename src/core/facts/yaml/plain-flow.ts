import { notPlain, plainValue, quotedAt, skipSpaces } from './plain-scalar.ts';
import { PlainView, scalarView } from './plain-view.ts';
import type { YamlEntry } from './yaml-view.ts';

/** A node with the offset behind it. */
export interface PlainNode {
  readonly view: PlainView;
  readonly end: number;
}

/** Characters that end a plain scalar inside brackets. */
const flowIndicators = new Set(',[]{}');
/** What no plain scalar inside brackets begins with; `-` is left to the package, because what follows it matters. */
const beginsOther = new Set(',[]{}#&*!|>\'"%@`?:-');
/** Brackets deeper than this are left to the package, whose limits are known. */
const deepest = 40;

/**
 * Reads lists and maps in brackets, JSON among them. Lines after the first must begin at a column or further right:
 * what belongs into a block stands deeper than the block.
 */
export class PlainFlow {
  readonly #text: string;
  readonly #leastColumn: number;

  constructor(text: string, leastColumn: number) {
    this.#text = text;
    this.#leastColumn = leastColumn;
  }

  /** Reads what begins at a bracket. */
  read(start: number, depth = 0): PlainNode {
    if (depth > deepest) throw notPlain;
    return this.#text.startsWith('[', start) ? this.#list(start, depth) : this.#map(start, depth);
  }

  #list(start: number, depth: number): PlainNode {
    const items: PlainView[] = [];
    let at = this.#skip(start + 1);
    while (!this.#text.startsWith(']', at)) {
      const item = this.#value(at, depth);
      items.push(item.view);
      at = this.#behindItem(item.end, ']');
    }
    return { view: new PlainView({ start, end: at + 1 }, { items }), end: at + 1 };
  }

  #map(start: number, depth: number): PlainNode {
    const entries: YamlEntry[] = [];
    const keys = new Set<unknown>();
    let at = this.#skip(start + 1);
    while (!this.#text.startsWith('}', at)) {
      const key = this.#scalar(at);
      const isQuoted = this.#text.startsWith('"', at) || this.#text.startsWith("'", at);
      if (!this.#text.startsWith(':', key.end) || key.view.text()?.value === '<<') throw notPlain;
      // JSON needs no space behind the colon, a plain key does.
      if (!isQuoted && !this.#text.startsWith(' ', key.end + 1)) throw notPlain;
      if (keys.has(key.view.scalar)) throw notPlain;
      keys.add(key.view.scalar);
      const value = this.#value(skipSpaces(this.#text, key.end + 1), depth);
      entries.push({ key: this.#keyText(key, isQuoted), keySpan: key.view.span, value: value.view });
      at = this.#behindItem(value.end, '}');
    }
    return { view: new PlainView({ start, end: at + 1 }, { entries }), end: at + 1 };
  }

  #keyText({ view, end }: PlainNode, isQuoted: boolean): string {
    return isQuoted ? String(view.scalar) : this.#text.slice(view.span.start, end);
  }

  /** From behind an item to the next item or to the closing bracket. */
  #behindItem(end: number, bracket: string): number {
    const at = this.#skip(end);
    if (this.#text.startsWith(bracket, at)) return at;
    if (!this.#text.startsWith(',', at)) throw notPlain;
    return this.#skip(at + 1);
  }

  #value(at: number, depth: number): PlainNode {
    const first = this.#text.charAt(at);
    return first === '[' || first === '{' ? this.read(at, depth + 1) : this.#scalar(at);
  }

  #scalar(start: number): PlainNode {
    const first = this.#text.charAt(start);
    if (first === '"' || first === "'") {
      const { value, end } = quotedAt(this.#text, start);
      return { view: scalarView({ start, end }, value, value), end };
    }
    const end = this.#plainEnd(start);
    const written = this.#text.slice(start, end);
    return { view: scalarView({ start, end }, plainValue(written), written), end };
  }

  #plainEnd(start: number): number {
    const first = this.#text.charAt(start);
    const isNumber = first === '-' && /[0-9.]/.test(this.#text.charAt(start + 1));
    if (first === '' || first === '\n' || (beginsOther.has(first) && !isNumber)) throw notPlain;
    let end = start + 1;
    for (let at = end; ; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '' || character === '\n' || flowIndicators.has(character)) return end;
      if (character === '#' && this.#text.charAt(at - 1) === ' ') throw notPlain;
      if (character === ':') {
        const next = this.#text.charAt(at + 1);
        if (next === '' || next === ' ' || next === '\n' || flowIndicators.has(next)) return end;
      }
      if (character !== ' ') end = at + 1;
    }
  }

  /** Over spaces and line ends. */
  #skip(from: number): number {
    let at = skipSpaces(this.#text, from);
    while (this.#text.startsWith('\n', at)) {
      const line = at + 1;
      at = skipSpaces(this.#text, line);
      if (this.#text.startsWith('\n', at)) continue;
      if (at - line < this.#leastColumn || this.#text.startsWith('---', line) || this.#text.startsWith('...', line)) throw notPlain;
    }
    return at;
  }
}
