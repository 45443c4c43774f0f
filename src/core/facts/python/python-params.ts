/**
 * Parameters in a Python file, as DVC reads them (its `dvc/utils/serialize/_py.py`): what modules and classes assign to names, and
 * `__init__` to attributes of `self`, as far as it is a literal. Nothing is run.
 */
import type { Json } from '../format.ts';
import { stringOf } from './literals.ts';
import { type PythonNode, elementsOf, parsePython } from './python-node.ts';

/** A file's parameters, those of a class under its name; undefined where the file is not valid Python. */
export function readPythonParams(text: string): Json | undefined {
  const module = parsePython(text);
  return hasError(module) ? undefined : parametersOf(module, { text, isInit: false });
}

/** An error is a node of its own. Loops, because code can be nested deeper than calls may be. */
function hasError(module: PythonNode): boolean {
  const waiting = [module];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.name === '⚠') return true;
    waiting.push(...node.children);
  }
  return false;
}

interface Scope {
  readonly text: string;
  /** Inside of `__init__`, where only attributes of `self` count. */
  readonly isInit: boolean;
}

function parametersOf(body: PythonNode, scope: Scope): { readonly [key: string]: Json } {
  const found = new Map<string, Json>();
  for (const statement of body.children.flatMap(statementsIn)) {
    if (statement.name === 'AssignStatement') {
      const assigned = assignmentOf(statement, scope);
      if (assigned !== null) found.set(...assigned);
    } else {
      const name = nameOf(statement, scope.text);
      const inner = statement.children.find((child) => child.name === 'Body');
      if (name === null || inner === undefined) continue;
      if (statement.name === 'ClassDefinition') found.set(name, parametersOf(inner, { ...scope, isInit: false }));
      if (statement.name === 'FunctionDefinition' && name === '__init__' && statement.children[0]?.name === 'def') {
        for (const [key, value] of Object.entries(parametersOf(inner, { ...scope, isInit: true }))) found.set(key, value);
      }
    }
  }
  return Object.fromEntries(found);
}

/** Statements on one line, and a class or function below its decorators. */
function statementsIn(node: PythonNode): readonly PythonNode[] {
  return node.name === 'StatementGroup' || node.name === 'DecoratedStatement' ? node.children : [node];
}

function nameOf(definition: PythonNode, text: string): string | null {
  const name = definition.children.find((child) => child.name === 'VariableName');
  return name === undefined ? null : text.slice(name.from, name.to);
}

/** The one name that is assigned to, with its value; null for several names, for what is no literal, and for a mere annotation. */
function assignmentOf({ children }: PythonNode, { text, isInit }: Scope): readonly [string, Json] | null {
  const parts = children.filter(({ name }) => name !== 'TypeDef' && name !== 'Comment');
  const [target, operator, value, ...others] = parts;
  if (target === undefined || operator?.name !== 'AssignOp' || value === undefined) return null;
  if (others.some(({ name }) => name === 'AssignOp')) return null;
  const name = targetName(target, text, isInit);
  const read =
    others.length === 0
      ? literal(value, text)
      : all(
          [value, ...others].filter(({ name: kind }) => kind !== ','),
          text,
        );
  return name === null || read === undefined ? null : [name, read];
}

function targetName(target: PythonNode, text: string, isInit: boolean): string | null {
  const own = text.slice(target.from, target.to);
  if (target.name === 'VariableName') return isInit ? null : own;
  const [, attribute = null] = /^self\s*\.\s*(\w+)$/.exec(own) ?? [];
  return target.name === 'MemberExpression' ? attribute : null;
}

const deepest = 50;

/** A literal's value; tuples and sets are lists. Undefined for what is none, or has no equal in JSON. */
function literal(node: PythonNode, text: string, depth = 0): Json | undefined {
  const own = text.slice(node.from, node.to);
  if (depth > deepest) return undefined;
  switch (node.name) {
    case 'String':
    case 'ContinuedString':
      return stringOf(node, text) ?? undefined;
    case 'Number':
      return numberOf(own);
    case 'Boolean':
      return own === 'True';
    case 'None':
      return null;
    case 'UnaryExpression':
      return signed(node, text);
    case 'ParenthesizedExpression': {
      const [inner] = elementsOf(node);
      return inner === undefined ? undefined : literal(inner, text, depth + 1);
    }
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return all(elementsOf(node), text, depth + 1);
    case 'DictionaryExpression':
      return dictionary(elementsOf(node), text, depth + 1);
    default:
      return undefined;
  }
}

function all(nodes: readonly PythonNode[], text: string, depth = 0): readonly Json[] | undefined {
  const values = nodes.map((node) => literal(node, text, depth));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

function dictionary(nodes: readonly PythonNode[], text: string, depth: number): Json | undefined {
  const values = all(nodes, text, depth);
  if (values === undefined) return undefined;
  const pairs: (readonly [string, Json])[] = [];
  for (let index = 0; index < values.length; index += 2) {
    const [key, value] = [values[index], values[index + 1]];
    if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) return undefined;
    pairs.push([String(key), value]);
  }
  return Object.fromEntries(pairs);
}

function signed({ children }: PythonNode, text: string): number | undefined {
  const [sign, operand, ...others] = children;
  const value = operand?.name === 'Number' && others.length === 0 ? numberOf(text.slice(operand.from, operand.to)) : undefined;
  if (sign === undefined || value === undefined) return undefined;
  const written = text.slice(sign.from, sign.to);
  return written === '-' ? -value : written === '+' ? value : undefined;
}

/** Python's imaginary numbers are no numbers of JSON. */
function numberOf(written: string): number | undefined {
  const value = Number(written.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}
