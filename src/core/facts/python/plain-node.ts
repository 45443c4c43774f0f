import type { PythonNode } from './python-node.ts';

/** Thrown where code is more than plain: the caller leaves it to the grammar. One for all, because it tells nothing. */
export const notPlain = new Error('Not plain Python.');

/** A node that knows its parent once the parent is there. */
export class PlainNode implements PythonNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly PlainNode[];
  parent: PlainNode | null = null;

  constructor(name: string, from: number, to: number, children: readonly PlainNode[] = nothing) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.children = children;
    for (const child of children) child.parent = this;
  }
}

const nothing: readonly PlainNode[] = [];

/** A node around others, as long as they are. */
export function around(name: string, from: number, children: readonly PlainNode[]): PlainNode {
  return new PlainNode(name, from, children.at(-1)?.to ?? from, children);
}
