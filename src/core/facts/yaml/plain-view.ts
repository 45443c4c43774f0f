import type { Located, Span } from '../../model/span.ts';
import type { Json } from '../format.ts';
import { type YamlEntry, type YamlView, atPath, dataOf } from './yaml-view.ts';

/** What a plain node holds beside its place. */
interface PlainContent {
  readonly scalar?: string | number | boolean | null;
  /** A scalar as it was written, without quotes. */
  readonly written?: string;
  readonly entries?: readonly YamlEntry[];
  readonly items?: readonly YamlView[];
}

const nothing: readonly never[] = [];

/** A node without aliases, tags and merge keys: all of it is known when it was read. */
export class PlainView implements YamlView {
  readonly kind: YamlView['kind'];
  readonly span: Span;
  readonly isUnfolded = false;
  readonly scalar: string | number | boolean | null;
  readonly #content: PlainContent;

  constructor(span: Span, content: PlainContent) {
    const { scalar = null, entries, items } = content;
    this.kind = entries !== undefined ? 'map' : items !== undefined ? 'seq' : scalar === null ? 'null' : 'scalar';
    this.span = span;
    this.scalar = scalar;
    this.#content = content;
  }

  get(key: string): YamlView | undefined {
    return this.#content.entries?.find((entry) => entry.key === key)?.value;
  }

  at(...path: readonly (string | number)[]): YamlView | undefined {
    return atPath(this, path);
  }

  entries(): readonly YamlEntry[] {
    return this.#content.entries ?? nothing;
  }

  items(): readonly YamlView[] {
    return this.#content.items ?? nothing;
  }

  text(): Located<string> | undefined {
    if (this.kind !== 'scalar') return undefined;
    return { value: typeof this.scalar === 'string' ? this.scalar : (this.#content.written ?? String(this.scalar)), span: this.span };
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

/** A plain scalar or a quoted text. */
export function scalarView(span: Span, scalar: string | number | boolean | null, written: string): PlainView {
  return new PlainView(span, { scalar, written });
}

/** Nothing, at a place. */
export function nullView(at: number): PlainView {
  return new PlainView({ start: at, end: at }, {});
}
