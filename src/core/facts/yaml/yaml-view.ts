/**
 * YAML (and JSON) as the formats see it: plain views with positions, aliases and merge keys already followed.
 * The `yaml` package stays behind this file and `parse-yaml.ts`; what `plain-yaml.ts` reads never gets to it.
 */
import { type Document, type Pair, isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
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
  /** Whether it stands here through an alias, its own or one above it: such nodes can be many more than were written. */
  readonly isUnfolded: boolean;
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
  /** All of it as plain data, cut off at a depth of 100 and, so that alias bombs stay small, after 100,000 nodes that aliases unfold. */
  toJson(): Json;
}

type YamlNode = unknown;

const mostUnfolded = 100_000;
const deepest = 100;

/** Views a parsed document's contents. */
export function viewOf(document: Document.Parsed, node: YamlNode, fallback: Span): YamlView {
  return new NodeView(new AliasTargets(document), node, { fallback, isUnfolded: false });
}

/** What each alias of a document stands for: the node before it that last had its anchor. Looked for once, and only where there is an alias. */
class AliasTargets {
  readonly #document: Document.Parsed;
  #targets: Map<YamlNode, YamlNode> | undefined;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  /** An alias of an alias is followed too; one without a target, or beyond a cycle, is nothing. */
  resolve(node: YamlNode): YamlNode {
    let current = node;
    for (let steps = 0; steps < deepest; steps += 1) {
      if (!isAlias(current)) return current;
      this.#targets ??= this.#find();
      current = this.#targets.get(current);
    }
    return undefined;
  }

  #find(): Map<YamlNode, YamlNode> {
    const targets = new Map<YamlNode, YamlNode>();
    const anchored = new Map<string, YamlNode>();
    visit(this.#document, {
      Node: (_key, node) => {
        if (isAlias(node)) targets.set(node, anchored.get(node.source));
        else if (node.anchor !== undefined) anchored.set(node.anchor, node);
      },
    });
    return targets;
  }
}

class NodeView implements YamlView {
  readonly kind: YamlView['kind'];
  readonly span: Span;
  readonly isUnfolded: boolean;
  readonly scalar: string | number | boolean | null;
  readonly #aliases: AliasTargets;
  readonly #node: YamlNode;
  #entries: readonly YamlEntry[] | undefined;
  #items: readonly NodeView[] | undefined;

  constructor(aliases: AliasTargets, node: YamlNode, { fallback, isUnfolded }: { readonly fallback: Span; readonly isUnfolded: boolean }) {
    this.#aliases = aliases;
    this.isUnfolded = isUnfolded || isAlias(node);
    this.span = spanOf(node) ?? fallback;
    this.#node = aliases.resolve(node);
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
      const value = this.#child(pair.value, { start: keySpan.end, end: keySpan.end });
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

  #child(node: YamlNode, fallback: Span): NodeView {
    return new NodeView(this.#aliases, node, { fallback, isUnfolded: this.isUnfolded });
  }

  items(): readonly YamlView[] {
    return this.#views();
  }

  #views(): readonly NodeView[] {
    this.#items ??= isSeq(this.#node) ? this.#node.items.map((item) => this.#child(item, this.span)) : [];
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

/** Counts a node that aliases unfold; whether there were too many of them. What was written once is always looked at. */
export function isBeyond({ isUnfolded }: YamlView, budget: { left: number }): boolean {
  if (!isUnfolded) return false;
  budget.left -= 1;
  return budget.left < 0;
}

/** A view as plain data, within the limits that `toJson` promises. */
export function dataOf(view: YamlView): Json {
  return plain(view, 0, { left: mostUnfolded });
}

function plain(view: YamlView, depth: number, budget: { left: number }): Json {
  if (depth > deepest || isBeyond(view, budget)) return null;
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
