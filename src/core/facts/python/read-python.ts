import type { Json } from '../format.ts';
import { importsOf } from './import-statement.ts';
import { literalOf, stringOf } from './literals.ts';
import { readPlainPython } from './plain-python.ts';
import { type PythonNode, elementsOf, parsePython } from './python-node.ts';
import type { PythonCall, PythonFacts, PythonFunction, PythonImport } from './python-facts.ts';

/** Names bound in one function or module: to a dotted name, or to the call that made the value. */
interface Scope {
  readonly name: string | null;
  readonly bindings: Map<string, string>;
  readonly parent: Scope | null;
}

interface Findings {
  readonly imports: PythonImport[];
  readonly calls: PythonCall[];
  readonly functions: (PythonFunction & { assertions: number })[];
  readonly strings: { readonly value: string; readonly span: PythonImport['span'] }[];
  isScript: boolean;
  handlers: number;
}

/** A call as the tree has it, its callee resolved. */
interface WrittenCall {
  readonly callee: string;
  readonly target: Pick<PythonNode, 'from' | 'to'>;
  readonly list: PythonNode;
  readonly from: number;
  readonly within: string | null;
}

const longestString = 500;
/** Expressions are resolved no deeper than this: nobody writes longer chains, and the stack holds. */
const deepest = 400;

/** Reads a module's text. Total: what is not written plainly is read with the grammar of `@lezer/python`, which goes on after errors. */
export function readPython(text: string): PythonFacts {
  return factsOf(text, readPlainPython(text) ?? parsePython(text));
}

/** The facts of a module from its tree. */
export function factsOf(text: string, tree: PythonNode): PythonFacts {
  const found: Findings = { imports: [], calls: [], functions: [], strings: [], isScript: false, handlers: 0 };
  const module: Scope = { name: null, bindings: new Map(), parent: null };
  new Reader(text, found, module).read(tree);
  return found;
}

const scoped = new Set(['FunctionDefinition', 'ClassDefinition']);

class Reader {
  readonly #text: string;
  readonly #found: Findings;
  #scope: Scope;

  constructor(text: string, found: Findings, module: Scope) {
    this.#text = text;
    this.#found = found;
    this.#scope = module;
  }

  /** Reads a node and what is below it, in the text's order; without recursion, because code may nest deeper than the stack is. */
  read(tree: PythonNode): void {
    const path: { readonly node: PythonNode; next: number }[] = [{ node: tree, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = top.node.children[top.next];
      top.next += 1;
      if (child === undefined) {
        this.#leave(top.node);
        path.pop();
      } else {
        this.#scope = this.#enter(child, this.#scope);
        if (child.children.length > 0) path.push({ node: child, next: 0 });
        else this.#leave(child);
      }
    }
  }

  #leave(node: PythonNode): void {
    if (node.name === 'AssignStatement') this.#assign(node, this.#scope);
    else if (scoped.has(node.name)) this.#scope = this.#scope.parent ?? this.#scope;
  }

  /** What a node says before its children; gives the scope of the children. */
  #enter(node: PythonNode, scope: Scope): Scope {
    switch (node.name) {
      case 'ImportStatement':
        this.#import(node, scope);
        return scope;
      case 'FunctionDefinition':
        return this.#function(node, scope);
      case 'ClassDefinition': {
        const name = this.#ownName(node);
        return { name: dotted(scope.name, name), bindings: new Map(), parent: scope };
      }
      case 'CallExpression':
        this.#call(node, scope);
        return scope;
      case 'Decorator':
        this.#decoratorCall(node, scope);
        return scope;
      case 'AssertStatement':
        if (dependsOnSomething(node)) this.#assertion(scope);
        return scope;
      case 'TryStatement':
        if (elementsOf(node).some((child) => child.name === 'except')) this.#found.handlers += 1;
        return scope;
      case 'IfStatement':
        if (/^if\s+__name__\s*==\s*['"]__main__['"]/.test(this.#text.slice(node.from, node.from + 60))) this.#found.isScript = true;
        return scope;
      case 'String':
        this.#string(node);
        return scope;
      default:
        return scope;
    }
  }

  /** An assignment binds after its right side was read. */
  #assign(node: PythonNode, scope: Scope): void {
    const parts = elementsOf(node).filter((part) => part.name !== 'TypeDef');
    const [target, operator, value] = parts;
    if (parts.length !== 3 || target?.name !== 'VariableName' || operator?.name !== 'AssignOp' || value === undefined) return;
    const name = this.#slice(target);
    // `except ImportError: TestClient = None` says that the import may be absent, not that the name is something else.
    if (value.name === 'None' && scope.bindings.has(name)) return;
    const made =
      value.name === 'CallExpression' || value.name === 'VariableName' || value.name === 'MemberExpression'
        ? this.#resolve(value, scope)
        : null;
    // A value whose origin is not known must hide an outer one of the same name.
    scope.bindings.set(name, made ?? '?');
  }

  #import(node: PythonNode, scope: Scope): void {
    for (const entry of importsOf(node, this.#text)) {
      this.#found.imports.push(entry);
      const path = `${'.'.repeat(entry.level)}${entry.module}`;
      const bound =
        entry.name !== null
          ? entry.module === ''
            ? `${path}${entry.name}`
            : `${path}.${entry.name}`
          : entry.alias === entry.module.split('.')[0]
            ? entry.alias
            : path;
      scope.bindings.set(entry.alias, bound);
    }
  }

  #function(node: PythonNode, scope: Scope): Scope {
    const nameNode = elementsOf(node).find((child) => child.name === 'VariableName');
    const name = nameNode === undefined ? '' : this.#slice(nameNode);
    const qualifiedName = dotted(scope.name, name);
    const decorated =
      node.parent?.name === 'DecoratedStatement' ? elementsOf(node.parent).filter((child) => child.name === 'Decorator') : [];
    this.#found.functions.push({
      name,
      qualifiedName,
      decorators: decorated.map((decorator) => this.#decorator(decorator, scope)),
      assertions: 0,
      span: { start: node.from, end: node.to },
      nameSpan: nameNode === undefined ? { start: node.from, end: node.from } : { start: nameNode.from, end: nameNode.to },
    });
    const inner: Scope = { name: qualifiedName, bindings: new Map(), parent: scope };
    const parameters = elementsOf(node).find((child) => child.name === 'ParamList');
    for (const parameter of parameters === undefined ? [] : elementsOf(parameters)) {
      if (parameter.name === 'VariableName') inner.bindings.set(this.#slice(parameter), '?');
    }
    return inner;
  }

  #decorator(node: PythonNode, scope: Scope): string {
    const written = this.#slice(node)
      .replace(/^@\s*/, '')
      .replace(/\([\s\S]*$/, '')
      .trim();
    const [first = '', ...rest] = written.split('.');
    return [lookUp(first, scope) ?? first, ...rest].join('.');
  }

  /** `@dag(schedule='@daily')` calls `dag`; its tree has the name's parts and the arguments side by side. */
  #decoratorCall(node: PythonNode, scope: Scope): void {
    const list = elementsOf(node).find((child) => child.name === 'ArgList');
    const first = elementsOf(node).find((child) => child.name === 'VariableName');
    if (list === undefined || first === undefined) return;
    const target = { from: first.from, to: list.from };
    this.#addCall({ callee: this.#decorator(node, scope), target, list, from: first.from, within: scope.name });
  }

  #call(node: PythonNode, scope: Scope): void {
    const [target, list] = elementsOf(node);
    if (target === undefined || list?.name !== 'ArgList') return;
    const callee = this.#resolve(target, scope) ?? '?';
    this.#addCall({ callee, target, list, from: node.from, within: scope.name });
    if (/^pytest\.(?:raises|warns)$|^(?:\?|self)\.assert[A-Z]|\.assert_[a-z]/.test(callee)) this.#assertion(scope);
  }

  #addCall({ callee, target, list, from, within }: WrittenCall): void {
    const keywords = new Map<string, Json>();
    const positional: Json[] = [];
    const parts = elementsOf(list);
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index];
      const value = parts[index + 2];
      if (part?.name === 'VariableName' && parts[index + 1]?.name === 'AssignOp' && value !== undefined) {
        keywords.set(this.#slice(part), literalOf(value, this.#text));
        index += 2;
      } else if (part !== undefined && part.name !== '*' && part.name !== '**') positional.push(literalOf(part, this.#text));
    }
    this.#found.calls.push({
      callee,
      keywords,
      positional,
      within,
      span: { start: from, end: list.to },
      calleeSpan: { start: target.from, end: target.to },
      argumentsSpan: { start: list.from + 1, end: Math.max(list.from + 1, list.to - 1) },
    });
  }

  /** The dotted name of an expression through imports and assignments; null where it is none. */
  #resolve(node: PythonNode, scope: Scope, depth = 0): string | null {
    if (depth > deepest) return null;
    if (node.name === 'VariableName') {
      const name = this.#slice(node);
      return lookUp(name, scope) ?? name;
    }
    if (node.name === 'CallExpression') {
      const target = node.children[0];
      return target === undefined ? null : this.#resolve(target, scope, depth + 1);
    }
    if (node.name !== 'MemberExpression') return null;
    const [object] = elementsOf(node);
    const property = node.children.find((child) => child.name === 'PropertyName');
    if (object === undefined || property === undefined) return null;
    const owner = this.#resolve(object, scope, depth + 1);
    // What `self` or a parameter holds is not known; its method still is.
    const base = owner === null || owner === 'self' || owner === 'cls' || owner.startsWith('?') ? '?' : owner;
    return `${base}.${this.#slice(property)}`;
  }

  #assertion(scope: Scope): void {
    const owner = this.#found.functions.findLast((candidate) => candidate.qualifiedName === scope.name);
    if (owner !== undefined) owner.assertions += 1;
  }

  #string(node: PythonNode): void {
    // A string that is a statement of its own is a docstring or a comment.
    if (node.parent?.name === 'ExpressionStatement') return;
    const value = stringOf(node, this.#text);
    if (value !== null && value !== '' && value.length <= longestString)
      this.#found.strings.push({ value, span: { start: node.from, end: node.to } });
  }

  #ownName(node: PythonNode): string {
    const name = elementsOf(node).find((child) => child.name === 'VariableName');
    return name === undefined ? '' : this.#slice(name);
  }

  #slice(node: PythonNode): string {
    return this.#text.slice(node.from, node.to);
  }
}

function lookUp(name: string, scope: Scope | null): string | undefined {
  for (let current = scope; current !== null; current = current.parent) {
    const bound = current.bindings.get(name);
    if (bound !== undefined) return bound;
  }
  return undefined;
}

function dotted(owner: string | null, name: string): string {
  return owner === null ? name : `${owner}.${name}`;
}

/** `assert True` and `assert "x"` cannot fail; what reads a name or calls something can. */
function dependsOnSomething(node: PythonNode): boolean {
  const waiting = [...node.children];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.name === 'VariableName' || next.name === 'CallExpression') return true;
    for (const child of next.children) waiting.push(child);
  }
  return false;
}
