/**
 * YAML (and JSON) as the formats see it: plain views with positions, aliases and merge keys already followed.
 * The `yaml` package stays behind this file and `parse-yaml.ts`; what `plain-yaml.ts` reads never gets to it.
 */
import { type Document, type Pair, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Located, Span } from '../../model/span.ts';
import type { Json } from '../format.ts';

/** A key with its value. `value` is a null view where nothing follows the colon. */
export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlView;
}

/** A node that can be asked without checking its kind first: a wrong kind answers undefined or empty. */
export interface YamlView {
  readonly kind: 'map' | 'seq' | 'scalar' | 'null';
  /** Where the node stands; for an alias the place of the alias, for what is absent an empty span at its parent's start. */
  readonly span: Span;
  /** The scalar as YAML 1.2 reads it; null for maps, lists and null. */
  readonly scalar: string | number | boolean | null;
  /** The value under a key, merge keys (`<<`) included; undefined where there is none or this is no map. */
  get(key: string): YamlView | undefined;
  /** The value at a path of keys and list indexes. */
  at(...path: readonly (string | number)[]): YamlView | undefined;
  /** A map's own and merged entries in file order; empty for all else. */
  entries(): readonly YamlEntry[];
  /** A list's items; empty for all else. */
  items(): readonly YamlView[];
  /** The text with its place where this is a string, or a number or boolean as it was written. */
  text(): Located<string> | undefined;
  /** The text only where YAML reads a string. */
  string(): Located<string> | undefined;
  number(): Located<number> | undefined;
  boolean(): Located<boolean> | undefined;
  /** All of it as plain data, cut off at a depth of 100 and after 100,000 nodes or one for each character of the text, so that alias bombs stay small. */
  toJson(): Json;
}

type YamlNode = unknown;

const leastNodes = 100_000;
const deepest = 100;

/** Views a parsed document's contents. */
export function viewOf(document: Document.Parsed, node: YamlNode, fallback: Span): YamlView {
  return new NodeView(document, node, fallback);
}

class NodeView implements YamlView {
  readonly kind: YamlView['kind'];
  readonly span: Span;
  readonly scalar: string | number | boolean | null;
  readonly #document: Document.Parsed;
  readonly #node: YamlNode;
  #entries: readonly YamlEntry[] | undefined;
  #items: readonly NodeView[] | undefined;

  constructor(document: Document.Parsed, node: YamlNode, fallback: Span) {
    this.#document = document;
    this.span = spanOf(node) ?? fallback;
    this.#node = resolveAlias(document, node);
    this.kind = kindOf(this.#node);
    this.scalar = this.kind === 'scalar' && isScalar(this.#node) ? plainScalar(this.#node.value) : null;
  }

  get(key: string): YamlView | undefined {
    // Of two equal keys the last counts, as in the loaders that take them.
    return this.entries().findLast((entry) => entry.key === key)?.value;
  }

  at(...path: readonly (string | number)[]): YamlView | undefined {
    return atPath(this, path);
  }

  entries(): readonly YamlEntry[] {
    this.#entries ??= this.kind === 'map' ? this.#collectEntries(new Set()) : [];
    return this.#entries;
  }

  #collectEntries(seen: Set<YamlNode>): readonly YamlEntry[] {
    const own: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    seen.add(this.#node);
    for (const pair of isMap(this.#node) ? this.#node.items : []) {
      const keySpan = spanOf(pair.key) ?? this.span;
      const key = keyText(pair);
      const value = new NodeView(this.#document, pair.value, { start: keySpan.end, end: keySpan.end });
      if (key === '<<') merged.push(...this.#mergedEntries(value, seen));
      else own.push({ key, keySpan, value });
    }
    const names = new Set(own.map((entry) => entry.key));
    return [...own, ...merged.filter((entry) => !names.has(entry.key))];
  }

  #mergedEntries(value: NodeView, seen: Set<YamlNode>): readonly YamlEntry[] {
    const sources = value.kind === 'seq' ? value.#views() : [value];
    return sources
      .filter((source) => source.kind === 'map' && !seen.has(source.#node))
      .flatMap((source) => source.#collectEntries(new Set(seen)));
  }

  items(): readonly YamlView[] {
    return this.#views();
  }

  #views(): readonly NodeView[] {
    this.#items ??= isSeq(this.#node) ? this.#node.items.map((item) => new NodeView(this.#document, item, this.span)) : [];
    return this.#items;
  }

  text(): Located<string> | undefined {
    if (this.kind !== 'scalar' || !isScalar(this.#node)) return undefined;
    const value = typeof this.scalar === 'string' ? this.scalar : (this.#node.source ?? String(this.scalar));
    return { value, span: this.span };
  }

  string(): Located<string> | undefined {
    return typeof this.scalar === 'string' ? { value: this.scalar, span: this.span } : undefined;
  }

  number(): Located<number> | undefined {
    return typeof this.scalar === 'number' ? { value: this.scalar, span: this.span } : undefined;
  }

  boolean(): Located<boolean> | undefined {
    return typeof this.scalar === 'boolean' ? { value: this.scalar, span: this.span } : undefined;
  }

  toJson(): Json {
    return dataOf(this);
  }
}

/** The view at a path of keys and list indexes. */
export function atPath(from: YamlView, path: readonly (string | number)[]): YamlView | undefined {
  return path.reduce<YamlView | undefined>((view, step) => (typeof step === 'number' ? view?.items()[step] : view?.get(step)), from);
}

/**
 * How many nodes of a view are looked at: as many as its text can hold, and more where it is short. Only aliases can unfold it into more.
 * @param least at least as many
 */
export function nodeBudget({ span }: YamlView, least: number): { left: number } {
  return { left: Math.max(least, span.end - span.start) };
}

/** A view as plain data, within the limits that `toJson` promises. */
export function dataOf(view: YamlView): Json {
  return plain(view, 0, nodeBudget(view, leastNodes));
}

function plain(view: YamlView, depth: number, budget: { left: number }): Json {
  budget.left -= 1;
  if (depth > deepest || budget.left < 0) return null;
  if (view.kind === 'map') {
    return Object.fromEntries(view.entries().map((entry) => [entry.key, plain(entry.value, depth + 1, budget)]));
  }
  if (view.kind === 'seq') return view.items().map((item) => plain(item, depth + 1, budget));
  return view.scalar;
}

function kindOf(node: YamlNode): YamlView['kind'] {
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'seq';
  return isScalar(node) && node.value !== null && node.value !== undefined ? 'scalar' : 'null';
}

/** An alias of an alias is followed as often as the document has anchors; a cycle ends as null. */
function resolveAlias(document: Document.Parsed, node: YamlNode): YamlNode {
  let current = node;
  for (let steps = 0; steps < deepest; steps += 1) {
    if (!isAlias(current)) return current;
    current = current.resolve(document);
  }
  return undefined;
}

function spanOf(node: YamlNode): Span | undefined {
  const known = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  return known === undefined || known === null ? undefined : { start: known[0], end: known[1] };
}

function keyText(pair: Pair): string {
  const key: unknown = pair.key;
  if (isScalar(key)) return key.source ?? String(key.value);
  return isAlias(key) ? `*${key.source}` : '';
}

function plainScalar(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? Number(value) : String(value);
}
