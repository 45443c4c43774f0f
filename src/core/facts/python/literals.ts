import type { Json } from '../format.ts';
import { type PythonNode, elementsOf } from './python-node.ts';

const deepest = 6;

/** The value of a literal: strings, numbers, booleans, and lists, tuples and dictionaries of them; null for None and for all else. */
export function literalOf(node: PythonNode, text: string, depth = 0): Json {
  const own = text.slice(node.from, node.to);
  switch (node.name) {
    case 'String':
    case 'ContinuedString':
      return stringOf(node, text);
    case 'Number':
      return numberOf(own);
    case 'Boolean':
      return own === 'True';
    case 'UnaryExpression': {
      const operand = node.children.at(-1);
      const value = operand === undefined ? null : literalOf(operand, text, depth + 1);
      return typeof value === 'number' && own.startsWith('-') ? -value : null;
    }
    case 'ParenthesizedExpression': {
      const inner = node.children[1];
      return inner === undefined ? null : literalOf(inner, text, depth + 1);
    }
    case 'ArrayExpression':
    case 'TupleExpression':
      return depth > deepest ? null : elementsOf(node).map((child) => literalOf(child, text, depth + 1));
    case 'DictionaryExpression':
      return depth > deepest ? null : dictionaryOf(node, text, depth);
    default:
      return null;
  }
}

/** The text of a string literal: prefixes and quotes taken off, common escapes read; null for bytes and formatted strings. */
export function stringOf(node: PythonNode, text: string): string | null {
  if (node.name === 'ContinuedString') {
    const parts = elementsOf(node).map((child) => stringOf(child, text));
    return parts.includes(null) ? null : parts.join('');
  }
  const match = /^([rRbBuU]{0,2})("""|'''|"|')([\s\S]*)\2$/.exec(text.slice(node.from, node.to));
  const [, prefix = '', , body = ''] = match ?? [];
  if (match === null || /b/i.test(prefix)) return null;
  return /r/i.test(prefix)
    ? body
    : body.replace(/\\(\r?\n|[\s\S])/g, (_whole, escape: string) => escapes[escape] ?? (/\n/.test(escape) ? '' : escape));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function numberOf(written: string): number | null {
  const value = Number(written.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

function dictionaryOf(node: PythonNode, text: string, depth: number): Json {
  const values = elementsOf(node).map((child) => literalOf(child, text, depth + 1));
  const pairs: [string, Json][] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    const key = values[index];
    if (typeof key === 'string' || typeof key === 'number') pairs.push([String(key), values[index + 1] ?? null]);
  }
  return Object.fromEntries(pairs);
}
