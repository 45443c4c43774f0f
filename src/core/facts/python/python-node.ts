import { parser } from '@lezer/python';

/**
 * A node of Python's syntax tree. The parser's own nodes are made anew at every step of a walk, which costs more than parsing;
 * these are made once.
 */
export interface PythonNode {
  /** As the grammar of `@lezer/python` names it. */
  readonly name: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Null for the module. */
  readonly parent: PythonNode | null;
  /** All children in the text's order, punctuation and comments included. */
  readonly children: readonly PythonNode[];
}

interface Growing extends PythonNode {
  readonly parent: Growing | null;
  readonly children: Growing[];
}

/** Parses a module; the grammar goes on after errors, which are nodes named `⚠`. Total. */
export function parsePython(text: string): PythonNode {
  const outside: Growing = { name: '', from: 0, to: text.length, parent: null, children: [] };
  let around = outside;
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      const node: Growing = { name, from, to, parent: around === outside ? null : around, children: [] };
      around.children.push(node);
      around = node;
    },
    leave: () => {
      around = around.parent ?? outside;
    },
  });
  return outside.children[0] ?? outside;
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ':', 'Comment', '⚠']);

/** A node's children without brackets, commas, colons, comments and errors. */
export function elementsOf(node: PythonNode): readonly PythonNode[] {
  return node.children.filter((child) => !punctuation.has(child.name));
}
